import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ModelChat, openModelChat } from './model-chat.ts';
import { spoken } from './spoken.ts';

let chat: ModelChat;
beforeAll(async () => {
  chat = await openModelChat();
});
afterAll(() => chat.close());
beforeEach(async () => {
  await chat.begin();
  chat.recording = { kind: 'bytes', bytes: spoken };
});
afterEach(() => chat.stop());

const heard = (text: string) => `🎤 Tôi nghe được: “${text}”`;

test('a voice message is shown back as text and answered as if it had been typed', async () => {
  chat.model.hears = 'chủ thể OCOP gồm những ai';
  const [said, answer] = await chat.speaks('lan');
  expect(said?.text.split('\n')).toEqual([
    heard('chủ thể OCOP gồm những ai'),
    'Một dịch vụ bên ngoài nghe giúp tôi, ghi âm không được giữ lại. Xem thêm: /riengtu.',
  ]);
  const [typed] = await chat.says('minh', 'chủ thể OCOP gồm những ai');
  expect([answer?.text, answer?.sources]).toEqual([typed?.text, typed?.sources]);
  expect(chat.model.recordings).toMatchObject([{ name: 'voice.ogg', mime: 'audio/ogg' }]);
  expect(chat.model.recordings[0]?.bytes.length).toBe(spoken.length);
});

test('a command that is spoken is a command, and a button’s words press it', async () => {
  chat.model.hears = 'đăng ký';
  const [, consent] = await chat.speaks('lan');
  expect(consent?.text).toContain('Bước 1/');
  chat.model.hears = 'Đồng ý.';
  const [said, next] = await chat.speaks('lan');
  expect(said?.text).toBe(heard('Đồng ý.'));
  expect(next?.text).toContain('Loại hình chủ thể');
});

test('what the index does not know of a spoken question is asked of the model too, in eight seconds from when it was heard', async () => {
  chat.model.hears = 'ocop có bảo hiểm cháy nổ không';
  const [, answer] = await chat.speaks('lan');
  expect(answer?.text).toBe('Chủ thể là hợp tác xã.');
  expect(await chat.database.client.modelCall.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { kind: 'transcription' },
    { kind: 'answer' },
  ]);
});

test('what cannot be heard is said in a sentence, and the choices that stood open stay open', async () => {
  await chat.says('lan', '/dangky');
  const [said] = await chat.speaks('lan');
  expect(said?.text).toContain('Tôi chưa nghe được tin thoại này');
  const [next] = await chat.says('lan', '1');
  expect(next?.text).toContain('Loại hình chủ thể');
});

test.each([
  ['no recording', Buffer.from('<html>'), 'loại tệp ghi âm'],
  ['too long', Buffer.concat([spoken, Buffer.alloc(6 * 1024 * 1024)]), 'dài quá'],
])('%s is refused by its content and never sent out', async (_name, bytes, words) => {
  chat.recording = { kind: 'bytes', bytes };
  const [said] = await chat.speaks('lan');
  expect(said?.text).toContain(words);
  expect(chat.model.recordings).toEqual([]);
});

test('without a model a voice message gets a friendly request to type', async () => {
  await chat.stop();
  await chat.begin({ isModelOff: true });
  const [said, ...more] = await chat.speaks('lan');
  expect(said?.text).toContain('Bạn gõ câu hỏi bằng chữ');
  expect(more).toEqual([]);
});
