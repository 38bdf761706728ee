/** All that a person can do here, in the order in which they are offered a message. */
import type { Capability } from '../bot/capability.ts';
import type { AnswerStatus } from '../knowledge/answer.ts';
import type { Assistant } from '../knowledge/assistant.ts';
import { createAsk } from './ask.ts';
import { cancel } from './cancel.ts';
import { feedback } from './feedback.ts';
import { media } from './media.ts';
import { createMenu } from './menu.ts';
import { createPrivacy, type Retention } from './privacy.ts';

export function createCapabilities(options: {
  assistant: Assistant;
  retention: Retention;
  onAnswer(status: AnswerStatus): void;
}): Capability[] {
  const privacy = createPrivacy(options.retention);
  return [createMenu(privacy.open), privacy, cancel, feedback, media, createAsk(options.assistant, options.onAnswer)];
}
