import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { takeFile } from '../../../bot/files/intake.ts';
import { maxFileBytes } from '../../../bot/files.ts';
import type { Content } from '../../../bot/message.ts';
import { pdf, phonePhoto } from '../../files.ts';
import { type OnLine, onLine, token } from './telegram-on-line.ts';

const never = new AbortController().signal;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function refOf({ takesIn }: OnLine): Promise<string> {
  const content = (await takesIn(1))[0]?.content;
  if (content?.kind !== 'media' || content.file?.state !== 'offered') throw new Error('no file is offered');
  return content.file.ref;
}

describe('files that people send', () => {
  test('of a photo the largest size is offered, of a document what it is said to be', async () => {
    const { fake, takesIn } = await onLine();
    const photo = await phonePhoto();
    fake.person(1).sendsPhoto(photo, 'Nhãn');
    fake.person(1).sendsDocument(pdf(), 'Phương án.pdf', 'application/pdf');
    const [one, two] = (await takesIn(2)).map(({ content }) => content);
    expect(one).toEqual({
      kind: 'media',
      media: 'photo',
      caption: 'Nhãn',
      file: { state: 'offered', ref: expect.any(String), name: null, mime: 'image/jpeg', bytes: photo.length },
    });
    expect(two).toMatchObject({
      media: 'file',
      file: { state: 'offered', name: 'Phương án.pdf', mime: 'application/pdf', bytes: pdf().length },
    });
  });

  test('a file whose description is broken is no file, but still a message', async () => {
    const { fake, takesIn } = await onLine();
    const head = { message_id: 1, date: 0, chat: { id: 1, type: 'private' }, from: { id: 1, is_bot: false } };
    for (const body of [
      { photo: [] },
      { photo: 'x' },
      { photo: [{ file_id: '../../etc/passwd', width: 1, height: 1 }] },
      { document: { file_id: 7 } },
      { contact: { phone_number: '<script>', user_id: 1 } },
    ]) {
      fake.update({ message: { ...head, ...body } });
    }
    const contents = (await takesIn(5)).map(({ content }) => content);
    expect(contents.map((content) => content.kind === 'media' && [content.file, content.phone])).toEqual(
      Array.from({ length: 5 }, () => [undefined, undefined]),
    );
  });

  test('a contact gives a number only when it is the sender’s own', async () => {
    const { fake, takesIn } = await onLine();
    const lan = fake.person(7);
    lan.sendsContact('+84905123456');
    lan.sendsContact('+84905999999', { userId: 8 });
    lan.sendsContact('0905888888', {});
    const contents = (await takesIn(3)).map(({ content }) => content);
    expect(contents).toEqual<Content[]>([
      { kind: 'media', media: 'contact', caption: '', phone: '+84905123456' },
      { kind: 'media', media: 'contact', caption: '' },
      { kind: 'media', media: 'contact', caption: '' },
    ]);
  });
});

describe('fetching', () => {
  test('brings the bytes as they were sent', async () => {
    const line = await onLine();
    const photo = await phonePhoto();
    line.fake.person(1).sendsPhoto(photo);
    const outcome = await line.channel.fetchFile?.(await refOf(line), never);
    expect(outcome?.kind === 'bytes' && sha256(outcome.bytes)).toBe(sha256(photo));
    expect(line.fake.downloads).toEqual(['photos/file_1.jpg']);
    expect(line.fake.violations).toEqual([]);
  });

  test.each([
    ['of more than 10 MB', maxFileBytes + 1],
    ['that Telegram itself gives no bot', 21 * 1024 * 1024],
  ])('a file %s ends as too large', async (_, bytes) => {
    const line = await onLine();
    line.fake.person(1).sendsDocument(Buffer.alloc(bytes), 'to.pdf');
    expect(await line.channel.fetchFile?.(await refOf(line), never)).toEqual({ kind: 'refused', why: 'too-large' });
  });

  test.each([
    ['server-error', 'getFile', undefined],
    ['rate', 'getFile', 7_000],
    ['cut-before', 'getFile', undefined],
    ['server-error', 'download', undefined],
    ['cut-before', 'download', undefined],
    ['cut-after', 'download', undefined],
  ] as const)('%s at %s is tried again later, and never tells the token', async (kind, method, afterMs) => {
    const line = await onLine();
    line.fake.person(1).sendsPhoto(await phonePhoto());
    const ref = await refOf(line);
    line.fake.fail({ kind, method, retryAfter: 7 });
    const outcome = await line.channel.fetchFile?.(ref, never);
    expect(outcome?.kind).toBe('retry');
    expect(outcome?.kind === 'retry' && outcome.afterMs).toBe(afterMs);
    expect(JSON.stringify(outcome)).not.toContain(token.split(':')[1]);
    expect(line.logged()).not.toContain(token.split(':')[1]);
    expect((await line.channel.fetchFile?.(ref, never))?.kind).toBe('bytes');
  });

  test('ends when it is told to', async () => {
    const line = await onLine();
    line.fake.person(1).sendsPhoto(await phonePhoto());
    const ref = await refOf(line);
    line.fake.fail({ kind: 'hang', method: 'download' });
    expect(await line.channel.fetchFile?.(ref, AbortSignal.timeout(100))).toMatchObject({ kind: 'retry' });
  });
});

describe('files that are handed out', () => {
  test('a picture is sent as a photo, with its words and buttons', async () => {
    const { fake, files, sends } = await onLine();
    fake.person(1);
    const file = await takeFile(files, { bytes: await phonePhoto(), name: 'nhãn.jpg' });
    if (file.state !== 'stored') throw new Error(file.why);
    const choices = [{ label: 'Xong', value: 'x:1' }];
    expect(await sends('1', { text: 'Ảnh **của bạn**', attachment: file, choices })).toMatchObject({ kind: 'sent' });
    expect(fake.sent[0]).toMatchObject({ text: 'Ảnh của bạn', buttons: [[{ text: 'Xong', data: 'c:1:0' }]] });
    expect(fake.sent[0]?.photo?.name).toBe('nhãn.jpg');
    expect(sha256(fake.sent[0]?.photo?.bytes ?? Buffer.alloc(0))).toBe(file.hash);
    expect(fake.violations).toEqual([]);
  });

  test('one too long and thin for a photo is sent as a file', async () => {
    const { fake, files, sends } = await onLine();
    fake.person(1);
    const strip = await sharp({ create: { width: 2_000, height: 20, channels: 3, background: '#abc' } })
      .png()
      .toBuffer();
    const hash = await files.put(strip);
    await sends('1', { text: 'Dải', attachment: { name: 'dai.png', mime: 'image/png', hash } });
    expect(fake.sent.map(({ document, photo }) => [document?.name, photo])).toEqual([['dai.png', undefined]]);
  });

  test('anything else is sent as a file, byte for byte', async () => {
    const { fake, files, sends } = await onLine();
    fake.person(1);
    const bytes = Buffer.concat([pdf(), Buffer.from([0, 255, 13, 10, 45, 45])]);
    const hash = await files.put(bytes);
    await sends('1', { text: 'Hồ sơ', attachment: { name: 'ho-so.pdf', mime: 'application/pdf', hash } });
    expect(sha256(fake.sent[0]?.document?.bytes ?? Buffer.alloc(0))).toBe(hash);
  });

  test('a file that is gone is told, not passed over', async () => {
    const { fake, sends } = await onLine();
    fake.person(1);
    const attachment = { name: 'a.pdf', mime: 'application/pdf', hash: 'ab'.repeat(32) };
    expect(await sends('1', { text: 'Hồ sơ', attachment })).toMatchObject({ kind: 'refused' });
    expect(fake.sent).toEqual([]);
  });
});

describe('the keyboard for one’s number', () => {
  const choices = ['Bỏ qua', 'Quay lại', 'Huỷ'].map((label) => ({ label, value: `r:${label}` }));

  test('offers it on top, and the choices as words below', async () => {
    const { fake, sends } = await onLine();
    fake.person(1);
    await sends('1', { text: 'Số điện thoại?', choices, keyboard: 'ask-contact' });
    expect(fake.sent[0]).toMatchObject({
      buttons: [],
      replyKeyboard: {
        rows: [
          [{ text: '📱 Gửi số điện thoại', asksContact: true }],
          [
            { text: 'Bỏ qua', asksContact: false },
            { text: 'Quay lại', asksContact: false },
          ],
          [{ text: 'Huỷ', asksContact: false }],
        ],
        oneTime: true,
        resize: true,
      },
    });
  });

  test('is left out in a group, where Telegram forbids it', async () => {
    const { fake, sends } = await onLine();
    fake.group(-5).member(1);
    await sends('-5', { text: 'Số điện thoại?', choices, keyboard: 'ask-contact' });
    expect(fake.sent[0]?.replyKeyboard).toBeUndefined();
    expect(fake.sent[0]?.buttons.flat().map(({ text }) => text)).toEqual(['Bỏ qua', 'Quay lại', 'Huỷ']);
  });

  test('goes away again', async () => {
    const { fake, sends } = await onLine();
    fake.person(1);
    await sends('1', { text: 'Đã ghi số.', keyboard: 'remove' });
    expect(fake.sent[0]?.replyKeyboard).toBe('removed');
  });
});
