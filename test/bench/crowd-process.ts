/** A fake Telegram and the people on it, in a process of their own: the bot that is measured shares no event loop. */
import { performance } from 'node:perf_hooks';
import { startFakeTelegram } from '../fakes/telegram.ts';
import { type CrowdOrder, crowdOrderSchema, crowdToken, type Line, type Talk } from './crowd-messages.ts';

/** An answer that takes longer is a failed benchmark. */
const longestWaitMs = 60_000;

const fake = await startFakeTelegram({ token: crowdToken });
let nextPerson = 1_000;
/** By people of earlier orders who wrote before there was a bot. */
let early: Promise<Talk> | null = null;

/** One after the other, each message written once the one before is answered. */
async function converse(id: number, lines: readonly Line[]): Promise<number[]> {
  const person = fake.person(id);
  const waits: number[] = [];
  for (const line of lines) {
    const { text, until } = typeof line === 'string' ? { text: line, until: '' } : line;
    const wroteAt = performance.now();
    person.says(text);
    for (;;) {
      const [message] = await person.waitsFor(1, longestWaitMs);
      if (message?.text.includes(until)) break;
    }
    waits.push(performance.now() - wroteAt);
  }
  return waits;
}

async function crowd(order: Extract<CrowdOrder, { kind: 'crowd' }>): Promise<Talk> {
  const startedAt = performance.now();
  const talks = order.scripts.map((script, index) =>
    pause(index * order.everyMs).then(() => converse(nextPerson++, script)),
  );
  const waits = (await Promise.all(talks)).flat();
  return { waits, ms: performance.now() - startedAt };
}

function pause(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}

async function follow(order: CrowdOrder): Promise<Talk | null> {
  switch (order.kind) {
    case 'crowd':
      return crowd(order);
    case 'write-early':
      early = crowd({ kind: 'crowd', scripts: [[order.text]], everyMs: 0 });
      return null;
    case 'await-early': {
      const talk = await early;
      early = null;
      return talk;
    }
  }
}

function say(message: Record<string, unknown>): void {
  if (fake.violations.length > 0) process.send?.({ kind: 'failed', why: fake.violations.join('; ') });
  else process.send?.(message);
}

process.on('message', (message) => {
  follow(crowdOrderSchema.parse(message)).then(
    (talk) => say({ kind: 'done', talk }),
    (error: unknown) => say({ kind: 'failed', why: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
say({ kind: 'ready', root: fake.root });
