/** Whoever asks during a broadcast is answered as if there were none. Timed, so not among the usual tests. */
import { afterAll, describe, expect, test } from 'vitest';
import { firstChat } from '../crowd-rows.ts';
import { testServer } from '../database-server.ts';
import { startCountingTelegram } from '../fakes/counting-telegram.ts';
import { token } from './in-process.ts';
import { chatsOf, copies, planIn } from './mass-message.ts';
import { createPlace, killAll, runProgram } from './program.ts';
import { pause } from './seeded.ts';

const audience = 300;
const rate = 20;
const questions = 20;
const longestMs = 1_000;

afterAll(() => killAll());

describe(`a broadcast to ${audience} people at ${rate} a second`, () => {
  test('on the embedded database, the answer to a question in between does not wait for it', () => ask(undefined));
  test.skipIf(!testServer)('on a PostgreSQL server, the answer to a question in between does not wait for it', () =>
    ask(testServer),
  );
});

async function ask(server: string | undefined): Promise<void> {
  const place = await createPlace(server);
  const fake = await startCountingTelegram();
  const message = await planIn(place, audience);
  const program = runProgram({
    ...place.settings,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: fake.root,
    TELEGRAM_RATE: `${rate}`,
    QUIET_HOURS: 'off',
  });
  await expect.poll(() => fake.taken(), { timeout: 60_000 }).toBeGreaterThan(10);
  // The first question opens what is opened once.
  await fake.asks(`${firstChat + audience}`, '/trogiup', '');
  const waits: number[] = [];
  for (let n = 0; n < questions; n++) {
    // Of those who wait for the message, have it, and are not meant at all.
    const chat = `${firstChat + n * 20}`;
    waits.push(await fake.asks(chat, '/huy', 'đang làm dở'));
    await pause(150);
  }
  const sofar = chatsOf(message).filter((chat) => copies(fake, chat) > 0).length;
  expect(sofar, 'the broadcast was over before the last question').toBeLessThan(audience);
  const sorted = waits.sort((a, b) => a - b);
  const [median, p95] = [sorted[questions / 2] ?? Number.NaN, sorted[Math.ceil(questions * 0.95) - 1] ?? Number.NaN];
  console.log(`answers ${server ? 'server' : 'embedded'}: median ${Math.round(median)} ms, p95 ${Math.round(p95)} ms`);
  expect(p95).toBeLessThan(longestMs);
  await program.end('SIGKILL');
  await fake.stop();
  await place.remove();
}
