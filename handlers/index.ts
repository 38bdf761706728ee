/** All that a person can do here, in the order in which they are offered a message. */
import type { Capability } from '../bot/capability.ts';
import type { AnswerStatus } from '../knowledge/answer.ts';
import type { Assistant } from '../knowledge/assistant.ts';
import { createAsk } from './ask.ts';
import { cancel } from './cancel.ts';
import { createDossier, type OnDesk } from './dossier/dossier.ts';
import type { StoreFile } from './dossier/form-files.ts';
import { itemName } from './dossier/item-name.ts';
import { feedback } from './feedback.ts';
import { media } from './media.ts';
import { createMenu } from './menu.ts';
import { announceToDesk } from './officers/announce.ts';
import type { RandomBytes } from './officers/codes.ts';
import { createOfficers } from './officers/officers.ts';
import { type Retention, registrationsKeptDays } from './privacy/periods.ts';
import { createPrivacy } from './privacy/privacy.ts';
import type { SuggestGroups } from './register/group-field.ts';
import { createRegister } from './register/register.ts';

export function createCapabilities(options: {
  assistant: Assistant;
  retention: Retention;
  randomBytes: RandomBytes;
  onAnswer(status: AnswerStatus): void;
  suggest: SuggestGroups;
  /** `PROGRAMME_PROFILE`; null: the clock chooses. */
  configuredProfile: string | null;
  /** Keeps the bytes of a file to hand out and gives back their hash. */
  storeFile: StoreFile;
}): Capability[] {
  const onDesk: OnDesk = (turn, registration) => announceToDesk(turn.tx, turn.now, registration);
  const privacy = createPrivacy(options.retention);
  const register = createRegister({
    suggest: options.suggest,
    configuredProfile: options.configuredProfile,
    keptDays: registrationsKeptDays,
    onRegistered: onDesk,
  });
  const dossier = createDossier({
    suggest: options.suggest,
    configuredProfile: options.configuredProfile,
    keptDays: registrationsKeptDays,
    storeFile: options.storeFile,
    onDesk,
  });
  return [
    createMenu(privacy.open),
    register,
    dossier,
    createOfficers({ profileId: options.configuredProfile, randomBytes: options.randomBytes, itemName }),
    privacy,
    cancel,
    feedback,
    media,
    createAsk(options.assistant, options.onAnswer),
  ];
}
