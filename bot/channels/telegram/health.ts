import type { Logger } from 'pino';
import { describe, troubleOf } from './errors.ts';

/** Whether the platform answers, as the last calls have shown. */
export interface Health {
  succeeded(): void;
  /** Notes a failed call. Said once at warning level, not at each of the hundred tries that follow. */
  failed(error: unknown): void;
  trouble(): string | null;
}

export function createHealth(log: Logger): Health {
  let trouble: string | null = null;
  function succeeded(): void {
    if (trouble !== null) log.info('telegram answers again');
    trouble = null;
  }
  return {
    succeeded,
    failed(error) {
      const found = troubleOf(error);
      if (found === null) {
        // Telegram said no to one message, so it does answer.
        succeeded();
        log.debug({ reason: describe(error) }, 'telegram refused a call');
        return;
      }
      if (found === trouble) log.debug({ reason: found }, 'telegram does not work');
      else log.warn({ reason: found }, 'telegram does not work');
      trouble = found;
    },
    trouble: () => trouble,
  };
}
