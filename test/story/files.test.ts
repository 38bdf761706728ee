/** Files at the page of the whole server: in, in the talk, and gone when nothing needs them. */
import { randomUUID } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileStore, maxFileBytes } from '../../bot/files.ts';
import { pdf, phonePhoto } from '../files.ts';
import { until } from '../platform.ts';
import { givenRegistration } from '../registration.ts';
import { beginStory, type Story } from './app.ts';

let story: Story;
beforeAll(async () => {
  story = await beginStory();
});
afterAll(() => story.end());

async function visitor() {
  const response = await fetch(story.address);
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    upload: (name: string, body: Uint8Array<ArrayBuffer>, id: string = randomUUID()) =>
      fetch(`${story.address}/web/files?id=${id}&name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin' },
        body,
      }),
    /** What a page that opens now is shown. */
    async talk() {
      const ending = new AbortController();
      const events = await fetch(`${story.address}/web/events`, { headers: { cookie }, signal: ending.signal });
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of events.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        if (text.includes('event: ready')) break;
      }
      ending.abort();
      return text;
    },
  };
}

test('what the page sends stands in the talk, once', async () => {
  const lan = await visitor();
  const [id, photo] = [randomUUID(), await phonePhoto()];
  expect((await lan.upload('Nhãn.jpg', photo, id)).status).toBe(202);
  expect((await lan.upload('Nhãn.jpg', photo, id)).status).toBe(202);
  expect((await lan.upload('Phương án', pdf())).status).toBe(202);
  const talk = await lan.talk();
  expect(talk.split('"🖼 Nhãn.jpg"')).toHaveLength(2);
  expect(talk).toContain('"📎 Phương án.pdf"');
  expect(await (await visitor()).talk()).not.toContain('Nhãn');
});

test('a file that is too large gets an answer, not a broken line', async () => {
  const lan = await visitor();
  const response = await lan.upload('a.pdf', new Uint8Array(maxFileBytes + 1));
  expect([response.status, await response.text()]).toEqual([413, expect.stringContaining('10 MB')]);
});

test('the daily forgetting sweeps what neither a message nor anything else needs', async () => {
  const lan = await visitor();
  await lan.upload('a.pdf', pdf('/A 1'));
  const rows = await story.database.client.inbox.findMany({ orderBy: { id: 'desc' }, take: 1 });
  const sent = /[0-9a-f]{64}/.exec(JSON.stringify(rows[0]?.content))?.[0] ?? '';
  const files = createFileStore(story.folder);
  const [dossier, nobodys] = [await files.put(pdf('/B 1')), await files.put(pdf('/C 1'))];
  await givenRegistration(story.database, {
    files: {
      create: {
        item: 'photo',
        hash: dossier,
        name: 'b.pdf',
        mime: 'application/pdf',
        bytes: 8,
        createdAt: story.clock.now(),
      },
    },
  });
  const old = new Date('2026-01-01T00:00:00Z');
  for (const hash of [sent, dossier, nobodys]) {
    utimesSync(join(story.folder, 'files', hash.slice(0, 2), hash), old, old);
  }
  await story.restart();
  await until(
    async () => (await files.read(nobodys)) === null,
    () => 'the sweep',
  );
  expect(await files.read(sent)).not.toBeNull();
  expect(await files.read(dossier)).not.toBeNull();
});
