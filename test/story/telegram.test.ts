/** What Telegram alone has, or does its own way; what is true everywhere stands in everywhere.test.ts. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../platform.ts';
import { beginStory, type Story, token } from './app.ts';

let story: Story;
beforeAll(async () => {
  story = await beginStory();
});
afterAll(() => story.end());
beforeEach(() => story.database.reset());

let people = 500;
const someone = () => story.telegram.person(++people);

test('Telegram is told the commands that work now, and no others', async () => {
  await until(
    () => story.telegram.commands.length > 0,
    () => 'the commands',
  );
  expect(story.telegram.commands.map((one) => one.command).sort()).toEqual([
    'canbo',
    'dangky',
    'hoso',
    'huy',
    'lop',
    'menu',
    'riengtu',
    'start',
    'thongbao',
    'trogiup',
  ]);
});

test('the quote of an answer is folded', async () => {
  const lan = someone();
  lan.says('ninh hai duoc may san pham 3 sao');
  const [answer] = await lan.waitsFor();
  expect(answer?.entities.some((entity) => entity.type === 'expandable_blockquote')).toBe(true);
});

test.each([
  ['/start tu_trang_web', 'Xin chào'],
  ['/menu@ocop_ninhthuan_bot', 'Chọn một mục'],
])('%s, as Telegram writes it, is understood', async (typed, expected) => {
  const lan = someone();
  lan.says(typed);
  expect((await lan.waitsFor())[0]?.text).toContain(expected);
});

test.each(['photo', 'voice', 'sticker', 'location', 'contact', 'document', 'video'])(
  'a %s gets a sentence that says what to do instead',
  async (kind) => {
    const lan = someone();
    lan.sends(kind);
    expect((await lan.waitsFor())[0]?.text).toMatch(/[Bb]ạn/);
  },
);

test('an album gets one sentence, not one for each picture, and a caption is answered', async () => {
  const lan = someone();
  for (let picture = 0; picture < 4; picture++) lan.sends('photo');
  lan.sends('photo', 'mật nho thuộc nhóm mấy');
  const replies = await lan.waitsFor(2);
  expect(replies[0]?.text).toContain('ảnh');
  expect(replies[1]?.text).toMatch(/nhóm/i);
});

test('a button of a message that is gone asks to type again', async () => {
  const lan = someone();
  lan.pressesData('c:999999:0');
  expect((await lan.waitsFor())[0]?.text).toContain('cũ');
});

test('what is sent right behind a deletion is still answered', async () => {
  const lan = someone();
  lan.says('/riengtu');
  await lan.waitsFor();
  lan.presses('Xoá dữ liệu');
  await lan.waitsFor();
  lan.presses('Đồng ý xoá');
  lan.says('nhóm 5 là gì');
  const [, answer] = await lan.waitsFor(2);
  expect(answer?.text).toContain('sinh vật cảnh');
});

test('who blocks the bot counts as out of reach until they unblock it', async () => {
  const lan = someone();
  lan.says('nhóm 5 là gì');
  await lan.waitsFor();
  const unreachable = async () =>
    (await story.database.client.conversation.findFirstOrThrow({ where: { chat: lan.chat } })).unreachable;
  lan.blocks();
  await expect.poll(unreachable).toContain('chặn');
  lan.unblocks();
  await expect.poll(unreachable).toBeNull();
  expect(lan.received()).toHaveLength(1);
});

test('in a group it speaks only when addressed', async () => {
  const group = story.telegram.group(-100200, 'supergroup');
  const lan = group.member(901);
  lan.says('trưa nay ăn gì');
  lan.says('@ocop_ninhthuan_bot nhóm 5 là gì');
  const [answer] = await lan.waitsFor();
  expect(answer?.text).toContain('sinh vật cảnh');
  expect(await story.database.client.inbox.count()).toBe(1);
});

test('neither the token nor what people write stands in the log, even when sends fail', async () => {
  const lan = someone();
  story.telegram.fail({ kind: 'server-error', times: 1, method: 'sendMessage' });
  lan.says('câu hỏi bí mật của tôi 0905123456');
  const putOff = () => story.database.client.outbox.count({ where: { state: 'planned', reason: { not: null } } });
  await until(
    async () => (await putOff()) === 1,
    () => 'the failed send',
  );
  story.clock.advance(5_000);
  await lan.waitsFor();
  expect(story.logged()).not.toContain(token.slice(10));
  expect(story.logged()).not.toContain('bí mật');
  expect(story.logged()).not.toContain('0905123456');
});

test('no call was made that Telegram does not know', () => {
  expect(story.telegram.violations).toEqual([]);
});
