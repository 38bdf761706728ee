import type { Logger } from 'pino';

/** Whether a platform answers, as the last calls have shown. */
export interface Health {
  succeeded(): void;
  /** Notes a failed call. Said once at warning level, not at each of the hundred tries that follow. */
  failed(error: unknown): void;
  trouble(): string | null;
}

export interface HealthOptions {
  log: Logger;
  /** As logs name it. */
  platform: string;
  /** One line for logs, without texts and tokens. */
  describe(error: unknown): string;
  /** In words for an operator, why the platform does not work; null if the error is about one message only. */
  troubleOf(error: unknown): string | null;
}

export function createHealth({ log, platform, describe, troubleOf }: HealthOptions): Health {
  let trouble: string | null = null;
  function succeeded(): void {
    if (trouble !== null) log.info(`${platform} answers again`);
    trouble = null;
  }
  return {
    succeeded,
    failed(error) {
      const found = troubleOf(error);
      if (found === null) {
        // The platform said no to one message, so it does answer.
        succeeded();
        log.debug({ reason: describe(error) }, `${platform} refused a call`);
        return;
      }
      if (found === trouble) log.debug({ reason: found }, `${platform} does not work`);
      else log.warn({ reason: found }, `${platform} does not work`);
      trouble = found;
    },
    trouble: () => trouble,
  };
}
