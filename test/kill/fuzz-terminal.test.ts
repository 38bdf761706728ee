/** The terminal under fire: lines of every kind on its standard input. */
import { PassThrough, Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createTerminalChannel } from '../../bot/channels/terminal.ts';
import { createFileStore } from '../../bot/files.ts';
import { startMachine } from '../../bot/machine.ts';
import { createMetrics } from '../../bot/metrics.ts';
import { openKnowledge } from '../../knowledge/library.ts';
import { openDatabase } from '../../prisma/open.ts';
import { testCapabilities } from '../capabilities.ts';
import { until } from '../platform.ts';
import { createPlace, killAll, runProgram } from './program.ts';
import { seed, seeded } from './seeded.ts';
import { wildText } from './wild.ts';

afterAll(() => killAll());

const question = 'hồ sơ gồm những gì?';
const batches = 36;
/** Below what is taken for a flood. */
const linesEach = 25;

test(`900 lines of every kind are answered one by one (KILL_SEED=${seed})`, async () => {
  const random = seeded('terminal');
  const place = await createPlace();
  const database = await openDatabase({ kind: 'memory' });
  const input = new PassThrough();
  let printed = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk);
      done();
    },
  });
  const files = createFileStore(place.settings.DATA_DIR ?? '');
  const complaints: string[] = [];
  let ahead = 0;
  const machine = await startMachine({
    database,
    clock: { now: () => new Date(Date.now() + ahead) },
    log: pino({ level: 'warn' }, { write: (line: string) => complaints.push(line) }),
    random: () => 0.5,
    holder: 'terminal fuzz',
    capabilities: testCapabilities(openKnowledge().assistant),
    channels: [createTerminalChannel({ input, output, colour: true, folder: place.settings.DATA_DIR ?? '', files })],
    files,
    metrics: createMetrics(database.client),
    quietHours: null,
    consult: null,
  });
  const { client } = database;
  const isQuiet = async () =>
    (await client.inbox.count({ where: { doneAt: null } })) === 0 &&
    (await client.outbox.count({ where: { state: { not: 'sent' } } })) === 0;

  for (let batch = 0; batch < batches; batch++) {
    // Some bytes are no UTF-8 at all, and a line may come in pieces.
    for (let n = 0; n < linesEach; n++) {
      const line = wildText(random).replace(/[\n\r\u2028\u2029]/g, ' ');
      input.write(random.next() < 0.1 ? Buffer.from([0xff, 0xc3, 0x28, 0xf0, 0x9f, 0x0a]) : `${line}\n`);
    }
    input.write(`dấu ${batch}\n`);
    await until(
      async () => {
        const mark = await client.inbox.findFirst({ where: { content: { path: ['text'], equals: `dấu ${batch}` } } });
        return mark?.doneAt != null && (await isQuiet());
      },
      () => `the answers of round ${batch}: ${complaints.join('')}`,
      60_000,
    );
    ahead += 31_000;
  }
  const taken = await client.inbox.count();
  expect(taken).toBeGreaterThan(batches * linesEach * 0.8);
  expect(await client.inbox.count({ where: { failures: { gt: 0 } } })).toBe(0);

  const before = printed.length;
  input.write(`${'hồ sơ '.repeat(170_000)}\n${question}\n`);
  await until(
    async () => (await client.inbox.count()) > taken + 1 && (await isQuiet()),
    () => `the answers after a megabyte: ${complaints.join('')}`,
    60_000,
  );
  expect(printed.slice(before)).toContain('📖');
  expect(complaints).toEqual([]);
  await machine.stop();
  await database.close();
  await place.remove();
});

test('the real program takes broken bytes on its standard input and still answers', async () => {
  const random = seeded('standard input');
  const place = await createPlace();
  const program = runProgram({ ...place.settings, NO_COLOR: '1' }, 'chat');
  const { stdin } = program.process;
  for (let n = 0; n < 20; n++) stdin.write(`${wildText(random).replace(/\n|\r/g, ' ')}\n`);
  stdin.write(Buffer.from([0x00, 0xff, 0xfe, 0x1b, 0x5b, 0x41, 0x0a]));
  stdin.write(`${question}\n`);
  await until(
    () => program.output().includes('📖'),
    () => `an answer: ${program.output()}${program.errors()}`,
    60_000,
  );
  stdin.end();
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(program.errors()).toBe('');
  await place.remove();
});
