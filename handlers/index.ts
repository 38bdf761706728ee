/** All that a person can do here, in the order in which they are offered a message. */
import type { Capability } from '../bot/capability.ts';
import type { ChannelName } from '../bot/message.ts';
import type { QuietHours } from '../bot/quiet-hours.ts';
import type { Quotas } from '../bot/quota.ts';
import type { AnswerStatus } from '../knowledge/answer.ts';
import type { Assistant } from '../knowledge/assistant.ts';
import { createAccounts } from './accounts/accounts.ts';
import { createAsk } from './ask.ts';
import { cancel } from './cancel.ts';
import { createClasses } from './classes/classes.ts';
import { rearmReminders } from './classes/reminders.ts';
import { moveUp } from './classes/seats.ts';
import { createDossier, type OnDesk } from './dossier/dossier.ts';
import type { StoreFile } from './dossier/form-files.ts';
import { itemName } from './dossier/item-name.ts';
import { feedback } from './feedback.ts';
import { media } from './media.ts';
import { createMenu } from './menu.ts';
import type { Judge } from './model/advised-answer.ts';
import { createFollow } from './notices/follow/follow.ts';
import { createNotices } from './notices/notices.ts';
import { choicesBeforeSending } from './notices/standing.ts';
import { announceToDesk } from './officers/announce.ts';
import type { RandomBytes } from './officers/codes.ts';
import { createOfficers } from './officers/officers.ts';
import { type Retention, registrationsKeptDays } from './privacy/periods.ts';
import { createPrivacy } from './privacy/privacy.ts';
import type { SuggestGroups } from './register/group-field.ts';
import { createRegister } from './register/register.ts';
import { voice } from './voice.ts';

export function createCapabilities(options: {
  assistant: Assistant;
  retention: Retention;
  randomBytes: RandomBytes;
  onAnswer(status: AnswerStatus): void;
  suggest: SuggestGroups;
  /** `PROGRAMME_PROFILE`; null: the clock chooses. */
  configuredProfile: string | null;
  quietHours: QuietHours;
  /** Messages a second that a channel sends; one that is not named has no limit. */
  rates: Partial<Record<ChannelName, number>>;
  /** What the channels that count messages allow. */
  quotas?: Quotas;
  /** Keeps the bytes of a file to hand out and gives back their hash. */
  storeFile: StoreFile;
  /** Null: no language model helps. */
  model: Judge | null;
}): Capability[] {
  const quotas = options.quotas ? { quotas: options.quotas } : {};
  const onDesk: OnDesk = (turn, registration) => announceToDesk(turn.tx, turn.now, registration);
  const accounts = createAccounts({ quietHours: options.quietHours, randomBytes: options.randomBytes });
  const privacy = createPrivacy(options.retention, options.quietHours, accounts.typedCode);
  const register = createRegister({
    suggest: options.suggest,
    configuredProfile: options.configuredProfile,
    keptDays: registrationsKeptDays,
    usesModel: options.model !== null,
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
    createClasses({
      quietHours: options.quietHours,
      randomBytes: options.randomBytes,
      configuredProfile: options.configuredProfile,
    }),
    createOfficers({
      profileId: options.configuredProfile,
      randomBytes: options.randomBytes,
      itemName,
      quietHours: options.quietHours,
      ...quotas,
    }),
    createNotices({
      profileId: options.configuredProfile,
      facts: { quietHours: options.quietHours, rates: options.rates, ...quotas },
    }),
    createFollow({
      profileId: options.configuredProfile,
      quietHours: options.quietHours,
      storeFile: options.storeFile,
      async onChanged(tx, now, noticeId) {
        await rearmReminders(tx, noticeId);
        await moveUp(tx, now, noticeId, options.quietHours);
      },
      choicesBefore: choicesBeforeSending,
    }),
    privacy,
    accounts,
    cancel,
    feedback,
    ...(options.model ? [voice] : []),
    media,
    createAsk(options.assistant, options.onAnswer, options.model),
  ];
}
