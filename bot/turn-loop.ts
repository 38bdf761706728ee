/** Takes turns as long as there are messages, several people's at once where the database allows it. */
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ChannelName } from './message.ts';
import { type TurnOptions, type TurnResult, takeTurns } from './turn.ts';
import { createWake } from './wake.ts';

/** How often the inbox is looked at unasked: retries, pauses that end, messages that another process left. */
const pollMs = 500;
const afterDatabaseErrorMs = 1_000;
/** People whose messages are answered in one transaction while many wait. */
const together = 24;

export interface TurnLoop {
  /** There may be a message. */
  ring(): void;
  /** Ends once the turns under way are over. */
  stop(): Promise<void>;
}

export function startTurnLoop(
  options: TurnOptions & {
    workers: number;
    log: Logger;
    onTurn(result: Exclude<TurnResult, { kind: 'idle' }>, ms: number): void;
    onReplies(channel: ChannelName): void;
    onFileWanted(): void;
    onAdviceWanted(): void;
  },
): TurnLoop {
  let stopped = false;
  const wakes = Array.from({ length: options.workers }, createWake);
  /** One is enough, and calls the next when there is more than it takes: six that look in vain cost more than a turn. */
  const ring = () => {
    const sleeper = wakes.find((wake) => wake.isSleeping());
    // Whoever is about to sleep may have looked just before.
    for (const wake of sleeper ? [sleeper] : wakes) wake.ring();
  };

  const work = async (wake: ReturnType<typeof createWake>) => {
    let alone = 0;
    while (!stopped) {
      const began = performance.now();
      try {
        const results = await takeTurns(options, alone > 0 ? 1 : together);
        alone = Math.max(0, alone - 1);
        if (results.length === 0) {
          alone = 0;
          await wake.sleep(pollMs);
          continue;
        }
        if (results.length === together) ring();
        for (const result of results) {
          if (result === 'apart') {
            alone++;
            continue;
          }
          if (result.kind === 'failed') {
            options.log.error({ err: result.error, channel: result.channel }, 'a turn failed and was undone');
          }
          options.onTurn(result, performance.now() - began);
        }
        for (const channel of new Set(results.flatMap((one) => (one === 'apart' ? [] : [one.channel])))) {
          options.onReplies(channel);
        }
        if (results.some((one) => one !== 'apart' && one.kind === 'wants-file')) options.onFileWanted();
        if (results.some((one) => one !== 'apart' && one.kind === 'wants-advice')) options.onAdviceWanted();
        // The embedded database answers without ever going back to the event loop: while many messages wait, nothing
        // would be received or sent, nor a signal heard.
        await letOthersRun();
      } catch (error) {
        options.log.error({ err: error }, 'the database did not answer, trying again');
        await wake.sleep(afterDatabaseErrorMs);
      }
    }
  };

  const workers = wakes.map(work);
  return {
    ring,
    async stop() {
      stopped = true;
      for (const wake of wakes) wake.ring();
      await Promise.all(workers);
    },
  };
}
