import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Capability } from '../../bot/capability.ts';
import type { FetchOutcome } from '../../bot/channel.ts';
import type { Clock } from '../../bot/clock.ts';
import { type FetchLoop, startFetchLoop } from '../../bot/fetch-loop.ts';
import { takeFile } from '../../bot/files/intake.ts';
import { readReferences } from '../../bot/files/references.ts';
import type { Machine } from '../../bot/machine.ts';
import { type Content, reply } from '../../bot/message.ts';
import { phrases } from '../../bot/phrases.ts';
import { createRouter } from '../../bot/router.ts';
import { takeTurn } from '../../bot/turn.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { openTemporaryFiles, phonePhoto, type TemporaryFiles } from '../files.ts';
import { createTestClock, startTestMachine } from '../machine.ts';
import { createPlatform, until } from '../platform.ts';

let database: TestDatabase;
let machine: Machine | null = null;
let loops: FetchLoop[] = [];
let clock = createTestClock();
let files: TemporaryFiles;
let photo: Buffer<ArrayBuffer>;

beforeAll(async () => {
  database = await openTestDatabase();
  photo = await phonePhoto();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  clock = createTestClock();
  files = openTemporaryFiles();
});
afterEach(async () => {
  await machine?.stop();
  await Promise.all(loops.map((loop) => loop.stop()));
  machine = null;
  loops = [];
  files.end();
});

/** Keeps every photo, and says what became of it. */
const album: Capability = {
  name: 'album',
  async message(turn) {
    const { input } = turn;
    if (input.kind === 'text') return [reply(`Bạn nói: ${input.text}`)];
    if (input.kind !== 'media' || !input.file) return [reply('Không có tệp.')];
    const visits = (turn.recall('album', z.number()) ?? 0) + 1;
    turn.remember('album', visits);
    if (input.file.state === 'offered') {
      await turn.tx.feedback.create({
        data: {
          conversationId: turn.conversationId,
          kind: 'unanswered',
          answerKey: `${turn.messageId}`,
          question: '',
          citations: [],
          createdAt: turn.now,
        },
      });
      turn.wantFile();
      return [];
    }
    if (input.file.state === 'refused') return [reply(`Không nhận: ${input.file.why}`)];
    return [reply(`Đã nhận ${input.file.name}, lần ${visits}`, { attachment: input.file })];
  },
};

const offered = (ref: string, bytes: number | null = null): Content => ({
  kind: 'media',
  media: 'photo',
  caption: '',
  file: { state: 'offered', ref, name: `${ref}.jpg`, mime: 'image/jpeg', bytes },
});

function platformWith(fetchFile: (ref: string, signal: AbortSignal) => Promise<FetchOutcome>) {
  const fetched: string[] = [];
  const platform = Object.assign(createPlatform(), {
    fetchFile(ref: string, signal: AbortSignal) {
      fetched.push(ref);
      return fetchFile(ref, signal);
    },
  });
  return { platform, fetched };
}
const photoComes = async (): Promise<FetchOutcome> => ({ kind: 'bytes', bytes: photo });
const start = async (platform: ReturnType<typeof createPlatform>, capabilities: Capability[] = [album]) => {
  machine = await startTestMachine({ database, clock, channels: [platform], capabilities, files });
};
const texts = (replies: { text: string }[]) => replies.map((one) => one.text);
const row = () => database.client.inbox.findFirstOrThrow({ orderBy: { id: 'asc' } });

test('a wanted file is fetched, cleaned and stored, and the turn begins anew as if it had not been', async () => {
  const { platform, fetched } = platformWith(photoComes);
  await start(platform);
  await platform.arrives('an', offered('nhãn'));
  const [answer] = await platform.replies('an', 1);
  expect(answer?.text).toBe('Đã nhận nhãn.jpg, lần 1');
  expect(fetched).toEqual(['nhãn']);
  expect(await database.client.feedback.count()).toBe(0);
  const { content, fileDueAt, fileTries } = await row();
  expect([fileDueAt, fileTries]).toEqual([null, 1]);
  expect(content).toMatchObject({ file: { state: 'stored', name: 'nhãn.jpg', mime: 'image/jpeg' } });
  const hash = answer?.attachment && 'hash' in answer.attachment ? answer.attachment.hash : '';
  expect((await files.read(hash))?.length).toBeGreaterThan(100);
  expect(await readReferences(database.client)).toEqual(new Set([hash]));
});

test('a file that nobody wants is not fetched', async () => {
  const { platform, fetched } = platformWith(photoComes);
  await start(platform, [{ name: 'deaf', message: async () => [reply('Xin chào')] }]);
  await platform.arrives('an', offered('a'));
  await platform.replies('an', 1);
  expect(fetched).toEqual([]);
});

test('later messages of the person wait for the file, other people’s do not', async () => {
  let come = (_: FetchOutcome) => {};
  const { platform, fetched } = platformWith(() => new Promise((resolve) => (come = resolve)));
  await start(platform);
  await platform.arrives('an', offered('a'));
  await until(
    () => fetched.length === 1,
    () => 'the fetch',
  );
  await platform.says('an', 'Xong');
  await platform.says('bình', 'Xin chào');
  expect(texts(await platform.replies('bình', 1))).toEqual(['Bạn nói: Xin chào']);
  expect(await platform.replies('an', 0)).toEqual([]);
  come({ kind: 'bytes', bytes: photo });
  expect(texts(await platform.replies('an', 2))).toEqual(['Đã nhận a.jpg, lần 1', 'Bạn nói: Xong']);
});

test('a fetch that fails is tried again later, at most five times; then the file is gone', async () => {
  const { platform, fetched } = platformWith(async () => ({ kind: 'retry', why: 'network' }));
  await start(platform);
  await platform.arrives('an', offered('a'));
  for (const [tries, pauseMs] of [2_000, 8_000, 25_000, 75_000].entries()) {
    await until(
      async () => (await row()).fileDueAt?.getTime() === clock.now().getTime() + pauseMs,
      () => `try ${tries + 1} to fail`,
    );
    expect(fetched.length).toBe(tries + 1);
    clock.advance(pauseMs);
  }
  expect(texts(await platform.replies('an', 1))).toEqual(['Không nhận: gone']);
  expect(fetched.length).toBe(5);
});

test('a failure passes, and a wait that the platform asks for is obeyed', async () => {
  const outcomes: FetchOutcome[] = [{ kind: 'retry', why: 'too many', afterMs: 30_000 }];
  const { platform, fetched } = platformWith(async () => outcomes.shift() ?? photoComes());
  await start(platform);
  await platform.arrives('an', offered('a'));
  await until(
    async () => (await row()).fileDueAt?.getTime() === clock.now().getTime() + 30_000,
    () => 'the pause',
  );
  clock.advance(30_000);
  expect(texts(await platform.replies('an', 1))).toEqual(['Đã nhận a.jpg, lần 1']);
  expect(fetched.length).toBe(2);
});

test.each([
  ['is refused by the platform', async (): Promise<FetchOutcome> => ({ kind: 'refused', why: 'gone' }), 'gone'],
  [
    'is something else than it says',
    async (): Promise<FetchOutcome> => ({ kind: 'bytes', bytes: Buffer.from('<html>') }),
    'wrong-type',
  ],
])('a file that %s is refused', async (_, fetchFile, why) => {
  const { platform } = platformWith(fetchFile);
  await start(platform);
  await platform.arrives('an', offered('a'));
  expect(texts(await platform.replies('an', 1))).toEqual([`Không nhận: ${why}`]);
});

test('a file that is too large by its own word is not even fetched', async () => {
  const { platform, fetched } = platformWith(photoComes);
  await start(platform);
  await platform.arrives('an', offered('a', 11 * 1024 * 1024));
  expect(texts(await platform.replies('an', 1))).toEqual(['Không nhận: too-large']);
  expect(fetched).toEqual([]);
});

test('on a channel that cannot fetch, the file is gone', async () => {
  const platform = createPlatform();
  await start(platform);
  await platform.arrives('an', offered('a'));
  expect(texts(await platform.replies('an', 1))).toEqual(['Không nhận: gone']);
});

test('wanting what is not offered is a mistake, which ends in an apology like any other', async () => {
  const platform = createPlatform();
  const greedy: Capability = {
    name: 'greedy',
    async message(turn) {
      turn.wantFile();
      return [];
    },
  };
  await start(platform, [greedy]);
  await platform.says('an', 'chào');
  for (const failures of [1, 2, 3, 4]) {
    await until(
      async () => (await row()).failures >= failures,
      () => `failure ${failures}`,
    );
    clock.advance(25_000);
  }
  expect(texts(await platform.replies('an', 1))).toEqual([phrases.apology]);
});

/** A process of its own, as far as the database can tell. */
function fetchLoop(platform: ReturnType<typeof createPlatform>, time: Clock = clock): FetchLoop {
  const loop = startFetchLoop({
    client: database.client,
    clock: time,
    log: pino({ level: 'silent' }),
    channels: new Map([[platform.name, platform]]),
    files,
    onFetched: () => {},
  });
  loops.push(loop);
  return loop;
}

/** A photo whose turn has asked for it, with no process left to fetch it. */
async function wantedRow(): Promise<void> {
  const platform = createPlatform();
  await start(platform, [{ name: 'slow', message: () => Promise.reject(new Error('not yet')) }]);
  await platform.arrives('an', offered('a'));
  await machine?.stop();
  machine = null;
  await database.client.inbox.updateMany({ data: { failures: 0, retryAt: null } });
  const turn = await takeTurn({
    database,
    clock,
    router: createRouter([album]),
    channels: new Map(),
    isAdvised: false,
    onTaken: () => () => {},
  });
  expect(turn).toEqual({ kind: 'wants-file', channel: 'telegram' });
}

test('killed after the wish: whoever starts next fetches', async () => {
  await wantedRow();
  expect(await row()).toMatchObject({ fileDueAt: clock.now(), fileTries: 0, doneAt: null });
  const { platform } = platformWith(photoComes);
  await start(platform);
  expect(texts(await platform.replies('an', 1))).toEqual(['Đã nhận a.jpg, lần 1']);
});

test('killed during the fetch: another begins anew when the claim has run out, and the dead one changes nothing', async () => {
  await wantedRow();
  let wake = (_: FetchOutcome) => {};
  const frozen = platformWith(() => new Promise((resolve) => (wake = resolve)));
  // Its own clock stands still, as for a process that is frozen.
  fetchLoop(frozen.platform, createTestClock());
  await until(
    () => frozen.fetched.length === 1,
    () => 'the first fetch',
  );
  const { platform, fetched } = platformWith(photoComes);
  await start(platform);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(fetched).toEqual([]);
  clock.advance(120_000);
  expect(texts(await platform.replies('an', 1))).toEqual(['Đã nhận a.jpg, lần 1']);
  const before = await row();
  wake({ kind: 'refused', why: 'gone' });
  await loops[0]?.stop();
  expect(await row()).toEqual(before);
});

test('killed between the store and the row: the same file is stored again under the same name', async () => {
  await wantedRow();
  const kept = await takeFile(files, { bytes: photo, name: 'a.jpg' });
  await database.client.inbox.updateMany({ data: { fileTries: 1, fileDueAt: new Date(clock.now().getTime() + 1) } });
  clock.advance(1);
  const { platform } = platformWith(photoComes);
  await start(platform);
  await platform.replies('an', 1);
  expect((await row()).content).toMatchObject({ file: kept });
});

test('stopped during the fetch: the next process need not wait for the claim to run out', async () => {
  await wantedRow();
  const { platform, fetched } = platformWith(
    (_, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'retry', why: 'aborted' }))),
  );
  const loop = fetchLoop(platform);
  await until(
    () => fetched.length === 1,
    () => 'the fetch',
  );
  await loop.stop();
  expect(await row()).toMatchObject({ fileDueAt: clock.now(), fileTries: 0 });
});

test('a message that is deleted while its file is fetched stays deleted', async () => {
  await wantedRow();
  let come = (_: FetchOutcome) => {};
  const { platform, fetched } = platformWith(() => new Promise((resolve) => (come = resolve)));
  const loop = fetchLoop(platform);
  await until(
    () => fetched.length === 1,
    () => 'the fetch',
  );
  await database.client.inbox.deleteMany();
  come({ kind: 'bytes', bytes: photo });
  await loop.stop();
  expect(await database.client.inbox.count()).toBe(0);
  expect(await readReferences(database.client)).toEqual(new Set());
});

test('several processes fetch each file once', async () => {
  const people = Array.from({ length: 12 }, (_, index) => `p${index}`);
  const { platform, fetched } = platformWith(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return photoComes();
  });
  await start(platform);
  const [second, third] = [fetchLoop(platform), fetchLoop(platform)];
  await Promise.all(people.map((who) => platform.arrives(who, offered(who))));
  second.ring();
  third.ring();
  for (const who of people) await platform.replies(who, 1);
  expect(fetched.sort()).toEqual(people.sort());
});

test('what a capability remembers or a draft holds is still needed', async () => {
  const hash = 'ab'.repeat(32);
  const drafted = 'cd'.repeat(32);
  const platform = createPlatform();
  await start(platform, [
    {
      name: 'keeper',
      async message(turn) {
        turn.remember('keeper', { photos: [hash] });
        turn.saveDraft('album', { photos: [drafted] });
        return [reply('Đã nhớ')];
      },
    },
  ]);
  await platform.says('an', 'chào');
  await platform.replies('an', 1);
  expect(await readReferences(database.client)).toEqual(new Set([hash, drafted]));
});
