/** The language model that the settings name, over the assistant's own passages. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../../bot/clock.ts';
import type { ModelConfig } from '../../bot/config/model.ts';
import type { Assistant } from '../../knowledge/assistant.ts';
import type { LanguageModel } from '../../knowledge/model/language-model.ts';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import { spentToday } from './calls.ts';

export interface ModelSurroundings {
  assistant: Assistant;
  client: PrismaClient;
  clock: Clock;
  log: Logger;
  random: () => number;
  /** `DATA_DIR` */
  folder: string;
}

/** Null where none is configured: then nothing of it is even loaded. */
export async function openConfiguredModel(
  settings: ModelConfig | null,
  { assistant, client, clock, log, random, folder }: ModelSurroundings,
): Promise<LanguageModel | null> {
  if (settings === null) return null;
  const { openLanguageModel } = await import('../../knowledge/model/open.ts');
  return openLanguageModel(
    { assistant },
    {
      ...settings,
      folder,
      random,
      now: () => clock.now(),
      spentToday: () => spentToday(client, clock.now()),
      sleep: (ms, signal) => pause(ms, undefined, { signal }),
      log: (what) => log.warn(what),
    },
  );
}
