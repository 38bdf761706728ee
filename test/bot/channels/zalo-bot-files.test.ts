import { createHash, randomBytes } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isPublicAddress } from '../../../bot/channels/zalo/public-address.ts';
import type { ZaloBotChannel } from '../../../bot/channels/zalo-bot.ts';
import { takeFile } from '../../../bot/files/intake.ts';
import { maxFileBytes } from '../../../bot/files.ts';
import { pdf, phonePhoto } from '../../files.ts';
import { type Circumstances, type OnLine, onLine } from './zalo-bot-on-line.ts';

const never = new AbortController().signal;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function refOf({ takesIn }: OnLine): Promise<string> {
  const content = (await takesIn(1))[0]?.content;
  if (content?.kind !== 'media' || content.file?.state !== 'offered') throw new Error('no file is offered');
  return content.file.ref;
}

describe('a picture that somebody sent', () => {
  test.each(['photo_url', 'photo'] as const)('in the field %s is brought as it was sent', async (photoField) => {
    const line = await onLine({ platform: { habits: { photoField } } });
    const photo = await phonePhoto();
    line.fake.person(1).sendsPhoto(photo, 'Nhãn');
    const outcome = await line.channel.fetchFile?.(await refOf(line), never);
    expect(outcome?.kind === 'bytes' && sha256(outcome.bytes)).toBe(sha256(photo));
    expect(line.arrivals[0]?.content).toMatchObject({ media: 'photo', caption: 'Nhãn' });
  });

  test('of more than 10 MB is too large', async () => {
    const line = await onLine();
    line.fake.person(1).sendsPhoto(Buffer.alloc(maxFileBytes + 1));
    expect(await line.channel.fetchFile?.(await refOf(line), never)).toEqual({ kind: 'refused', why: 'too-large' });
  });

  test.each(['html-error', 'cut-before'] as const)('is fetched again after %s', async (kind) => {
    const line = await onLine();
    line.fake.person(1).sendsPhoto(await phonePhoto());
    const ref = await refOf(line);
    line.fake.fail({ kind, method: 'media' });
    const outcome = await line.channel.fetchFile?.(ref, never);
    expect(outcome?.kind).toBe('retry');
    expect(JSON.stringify(outcome)).not.toContain(ref);
    expect((await line.channel.fetchFile?.(ref, never))?.kind).toBe('bytes');
  });

  test('whose address has ended is gone', async () => {
    const { channel, fake } = await onLine({ idle: true });
    expect(await channel.fetchFile?.(`${fake.root}/media/99.jpg`, never)).toEqual({ kind: 'refused', why: 'gone' });
  });

  test.each([
    'http://photo.example.zdn.vn/x.jpg',
    'https://127.0.0.1/x.jpg',
    'https://[::1]/x.jpg',
    'https://[::ffff:10.0.0.1]/x.jpg',
    'https://10.1.2.3/x.jpg',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/x.jpg',
    'ftp://example.com/x.jpg',
    'nonsense',
  ])('is not looked for inside our own network: %s', async (ref) => {
    const { channel } = await onLine({ idle: true });
    expect(await channel.fetchFile?.(ref, never)).toEqual({ kind: 'refused', why: 'gone' });
  });

  test('ends when it is told to', async () => {
    const line = await onLine();
    line.fake.person(1).sendsPhoto(await phonePhoto());
    const ref = await refOf(line);
    line.fake.fail({ kind: 'hang', method: 'media' });
    expect(await line.channel.fetchFile?.(ref, AbortSignal.timeout(100))).toMatchObject({ kind: 'retry' });
  });
});

test.each([
  ['8.8.8.8', true],
  ['172.15.0.1', true],
  ['172.16.0.1', false],
  ['100.64.1.1', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['2606:4700::1111', true],
  ['fe80::1', false],
  ['fd00::1', false],
  ['64:ff9b::a00:1', false],
  ['2002:a00:1::', false],
  ['localhost', false],
])('%s is a public address: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

describe('files that are handed out', () => {
  /** The channel with a web server before it, as Zalo sees it. */
  async function behindServer({ options, ...circumstances }: Circumstances = {}) {
    let channel: ZaloBotChannel | null = null;
    const app = new Hono();
    app.get('/zalo/bot/files/:seal/:name', async (c) => {
      const { seal, name } = c.req.param();
      return (await channel?.file(seal, name)) ?? c.notFound();
    });
    const port = await new Promise<number>((resolve) => {
      const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (info) => resolve(info.port));
      onTestFinished(() => void server.close());
    });
    const publicUrl = `http://127.0.0.1:${port}`;
    const line = await onLine({ ...circumstances, options: { publicUrl, ...options }, idle: true });
    channel = line.channel;
    const lan = line.fake.person(1);
    const link = () => /https?:\S+/.exec(line.fake.sent.at(-1)?.text ?? '')?.[0] ?? '';
    return { ...line, lan, link };
  }

  test('a picture stands above its words and choices, and is there as often as Zalo asks', async () => {
    const { files, lan, fake, sends } = await behindServer();
    const file = await takeFile(files, { bytes: await phonePhoto(), name: 'nhãn.jpg' });
    if (file.state !== 'stored') throw new Error(file.why);
    const choices = [{ label: 'Xong', value: 'x:1' }];
    expect(await sends(lan.chat, { text: 'Ảnh **của bạn**', attachment: file, choices })).toMatchObject({
      kind: 'sent',
    });
    expect(fake.sent).toHaveLength(1);
    expect(fake.sent[0]).toMatchObject({ text: 'Ảnh của bạn\n\n1. Xong\n👉 Gõ 1 để chọn.', labels: ['Xong'] });
    expect(sha256(fake.sent[0]?.photo?.bytes ?? Buffer.alloc(0))).toBe(file.hash);
    expect(fake.violations).toEqual([]);
  });

  test('long words come after their picture, so that the choices stand last', async () => {
    const { files, lan, fake, sends } = await behindServer();
    const hash = await files.put(await phonePhoto());
    const text = 'Điều này quan trọng. '.repeat(120);
    await sends(lan.chat, { text, attachment: { name: 'a.jpg', mime: 'image/jpeg', hash } });
    expect(fake.sent.map(({ photo, text: { length } }) => [photo !== undefined, length > 0])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  test('a picture that is too large for Zalo, or none of its kinds, is made to fit', async () => {
    const { files, lan, fake, sends } = await behindServer();
    const noise = randomBytes(3 * 1200 * 900);
    const large = await sharp(noise, { raw: { width: 1200, height: 900, channels: 3 } })
      .png()
      .toBuffer();
    const webp = await sharp(await phonePhoto())
      .webp()
      .toBuffer();
    for (const [bytes, mime] of [
      [large, 'image/png'],
      [webp, 'image/webp'],
    ] as const) {
      const hash = await files.put(bytes);
      await sends(lan.chat, { text: 'a', attachment: { name: 'a', mime, hash } });
      const { format } = await sharp(fake.sent.at(-1)?.photo?.bytes).metadata();
      expect([format, fake.sent.at(-1)?.text]).toEqual(['jpeg', 'a']);
    }
    expect(large.length).toBeGreaterThan(1024 * 1024);
  });

  test('a picture that Zalo refuses can still be opened', async () => {
    const { files, lan, fake, sends, link } = await behindServer();
    const hash = await files.put(await phonePhoto());
    fake.fail({ kind: { code: 400 }, method: 'sendPhoto' });
    await sends(lan.chat, { text: 'Ảnh', attachment: { name: 'nhãn.jpg', mime: 'image/jpeg', hash } });
    expect(fake.sent[0]?.text).toMatch(/^Ảnh\n\n📎 nhãn\.jpg \(mở được trong 24 giờ\): http/);
    expect((await fetch(link())).headers.get('content-type')).toBe('image/jpeg');
  });

  test('anything else is a link above the choices, byte for byte', async () => {
    const { files, lan, fake, sends, link } = await behindServer();
    const hash = await files.put(pdf());
    const attachment = { name: 'Phiếu đăng ký.pdf', mime: 'application/pdf', hash };
    await sends(lan.chat, { text: 'Mẫu', attachment, choices: [{ label: 'Xong', value: 'x' }] });
    expect(fake.sent[0]?.text).toMatch(/^Mẫu\n\n📎 Phiếu đăng ký\.pdf \(mở.*\): \S+\/Phieu-dang-ky\.pdf\n\n1\. Xong/);
    const response = await fetch(link());
    expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(hash);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="Phieu-dang-ky.pdf"');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    await sends(lan.chat, {
      text: 'Dữ liệu',
      attachment: { name: 'a.json', mime: 'application/json', text: '{"a":1}' },
    });
    expect(await (await fetch(link())).json()).toEqual({ a: 1 });
  });

  test('a link that was changed, or has ended, opens nothing', async () => {
    let now = new Date('2026-11-23T08:00:00+07:00');
    const { files, lan, sends, link } = await behindServer({ options: { now: () => now } });
    const other = await files.put(Buffer.from('somebody else'));
    const attachment = { name: 'a.pdf', mime: 'application/pdf', hash: await files.put(pdf()) };
    await sends(lan.chat, { text: 'Mẫu', attachment });
    const right = link();
    for (const wrong of [
      right.replace(attachment.hash, other),
      right.replace(/(?<=\/[0-9a-f]{64}\.)[0-9a-z]+/, 'zzzzzzz'),
      right.replace(/a\.pdf$/, 'a.html'),
      right.replace(/\/files\/.*\//, '/files/x/'),
    ]) {
      const response = await fetch(wrong);
      expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('Tệp này')]);
    }
    now = new Date('2026-11-24T07:59:00+07:00');
    expect((await fetch(right)).status).toBe(200);
    now = new Date('2026-11-24T08:00:01+07:00');
    expect((await fetch(right)).status).toBe(404);
  });

  test('where nobody can reach the server, the words say so', async () => {
    const { files, lan, fake, sends } = await behindServer({ options: { publicUrl: null } });
    const attachment = { name: 'a.jpg', mime: 'image/jpeg', hash: await files.put(await phonePhoto()) };
    expect(await sends(lan.chat, { text: 'Ảnh', attachment })).toMatchObject({ kind: 'sent' });
    expect(fake.sent[0]?.text).toContain('📎 a.jpg: chưa gửi được qua Zalo');
  });

  test('a file that is gone is told, not passed over', async () => {
    const { lan, fake, sends } = await behindServer();
    const attachment = { name: 'a.pdf', mime: 'application/pdf', hash: 'ab'.repeat(32) };
    expect(await sends(lan.chat, { text: 'Hồ sơ', attachment })).toMatchObject({ kind: 'refused' });
    expect(fake.sent).toEqual([]);
  });
});
