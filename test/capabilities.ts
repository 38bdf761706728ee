/** All that a person can do, as the program puts it together, for tests that run without the server around it. */
import { randomBytes } from 'node:crypto';
import type { Capability } from '../bot/capability.ts';
import type { FileStore } from '../bot/files.ts';
import { createCapabilities } from '../handlers/index.ts';
import type { Judge } from '../handlers/model/advised-answer.ts';
import type { AnswerStatus } from '../knowledge/answer.ts';
import type { Assistant } from '../knowledge/assistant.ts';
import { createGroupSuggester } from '../knowledge/product-groups/suggester.ts';
import { noFiles } from './files.ts';
import { usualQuietHours } from './machine.ts';

const suggester = createGroupSuggester();

export function testCapabilities(
  assistant: Assistant,
  onAnswer: (status: AnswerStatus) => void = () => {},
  files: FileStore = noFiles,
  model: Judge | null = null,
): Capability[] {
  return createCapabilities({
    assistant,
    retention: {
      messagesDays: 30,
      feedbackDays: 365,
      draftsDays: 30,
      undeliveredDays: 365,
      modelDays: model ? 90 : null,
    },
    onAnswer,
    suggest: (product) => suggester.suggestGroups(product),
    configuredProfile: null,
    quietHours: usualQuietHours,
    rates: { telegram: 28 },
    randomBytes,
    model,
    storeFile: (bytes) => files.put(bytes),
  });
}
