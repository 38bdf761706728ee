/** All that a person can do here, in the order in which they are offered a message. */
import type { Capability } from '../bot/capability.ts';
import type { AnswerStatus } from '../knowledge/answer.ts';
import type { Assistant } from '../knowledge/assistant.ts';
import { createAsk } from './ask.ts';
import { cancel } from './cancel.ts';
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
}): Capability[] {
  const privacy = createPrivacy(options.retention);
  const register = createRegister({
    suggest: options.suggest,
    configuredProfile: options.configuredProfile,
    keptDays: registrationsKeptDays,
    onRegistered: (turn, registration) => announceToDesk(turn.tx, turn.now, registration),
  });
  return [
    createMenu(privacy.open),
    register,
    createOfficers({ profileId: options.configuredProfile, randomBytes: options.randomBytes }),
    privacy,
    cancel,
    feedback,
    media,
    createAsk(options.assistant, options.onAnswer),
  ];
}
