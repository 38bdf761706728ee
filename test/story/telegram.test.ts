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
const labels = (message: { buttons: { text: string }[][] } | undefined) =>
  message?.buttons.flat().map((button) => button.text) ?? [];

test('/start greets in Vietnamese, says that it is a machine, and offers what people come for', async () => {
  const lan = someone();
  lan.says('/start');
  const [greeting] = await lan.waitsFor();
  expect(greeting?.text).toContain('Trợ lý OCOP Ninh Thuận');
  expect(greeting?.text).toContain('tự động');
  expect(labels(greeting)).toContain('Hồ sơ gồm những gì?');
  expect(labels(greeting)).toEqual(expect.arrayContaining(['Đăng ký sản phẩm', 'Hồ sơ của tôi', 'Lớp và sự kiện']));
  expect(labels(greeting).every((label) => !/cán bộ/i.test(label))).toBe(true);
});

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

test('a question without accents gets a short answer with its source and quote, votes and next questions', async () => {
  const lan = someone();
  lan.says('ninh hai duoc may san pham 3 sao');
  const [answer] = await lan.waitsFor();
  expect(answer?.text).toMatch(/\b6\b/);
  expect(answer?.text).toContain('📖 Kế hoạch OCOP 2024, Phụ lục I');
  expect(answer?.text).toContain('UBND huyện Ninh Hải 12 6 6');
  expect(answer?.entities.some((entity) => entity.type === 'expandable_blockquote')).toBe(true);
  expect(labels(answer).slice(-2)).toEqual(['👍 Có ích', '👎 Chưa đúng']);
  expect(labels(answer).length).toBeGreaterThanOrEqual(4);
});

test('a follow-up is understood from what was asked before, after a restart too', async () => {
  const lan = someone();
  lan.says('Ninh Hải được mấy sản phẩm 3 sao?');
  await lan.waitsFor();
  await story.restart();
  lan.says('còn Thuận Nam thì sao?');
  const [answer] = await lan.waitsFor();
  expect(answer?.text).toMatch(/Thuận Nam/);
  expect(answer?.text).toMatch(/\b10\b/);
});

test('a vote is kept once with the masked question, may change, and a next question is asked by its button', async () => {
  const lan = someone();
  lan.says('Tui số 0905 123 456, cho hỏi nhóm 3 gồm những gì?');
  const [answer] = await lan.waitsFor();
  lan.presses('👍 Có ích');
  expect((await lan.waitsFor())[0]?.text).toContain('Cảm ơn');
  lan.presses('👎 Chưa đúng');
  await lan.waitsFor();
  const votes = await story.database.client.feedback.findMany();
  expect(votes).toHaveLength(1);
  expect(votes[0]).toMatchObject({ kind: 'wrong' });
  expect(votes[0]?.question).not.toContain('0905');
  expect(votes[0]?.question).toContain('nhóm 3');
  const next = labels(answer)[0] ?? '';
  lan.presses(next);
  expect((await lan.waitsFor())[0]?.text.length).toBeGreaterThan(20);
});

test('a number still means a choice after a vote, and one that means none is not taken for a question', async () => {
  const lan = someone();
  lan.says('nhóm 3 gồm những gì');
  const [answer] = await lan.waitsFor();
  const count = labels(answer).length;
  lan.says(String(count));
  expect((await lan.waitsFor())[0]?.text).toContain('Cảm ơn');
  lan.says('99');
  expect((await lan.waitsFor())[0]?.text).toContain(`từ 1 đến ${count}`);
  lan.says('1');
  expect((await lan.waitsFor())[0]?.text.length).toBeGreaterThan(20);
  expect(await story.database.client.feedback.findMany()).toMatchObject([{ kind: 'wrong' }]);
});

test.each([
  ['/rieng tu', '30 ngày'],
  ['/Riêng Tư', '30 ngày'],
  ['/trợ giúp'.normalize('NFD'), 'gõ câu hỏi như nói chuyện'],
  ['/bắt đầu', 'Xin chào'],
  ['/start tu_trang_web', 'Xin chào'],
  ['/menu@ocop_ninhthuan_bot', 'Chọn một mục'],
  ['/ menu', 'Chọn một mục'],
  ['HUỶ', 'không có việc nào đang làm dở'],
])('%s is understood as the command it means', async (typed, expected) => {
  const lan = someone();
  lan.says(typed);
  expect((await lan.waitsFor())[0]?.text).toContain(expected);
});

test('a command of two words that does not exist is no question', async () => {
  const lan = someone();
  lan.says('/hội thi');
  expect((await lan.waitsFor())[0]?.text).toContain('Tôi chưa có lệnh này');
});

test.each(['/đăng ký', 'dang ky', 'Đăng ký sản phẩm'])('%s begins a registration', async (typed) => {
  const lan = someone();
  lan.says('/menu');
  await lan.waitsFor();
  lan.says(typed);
  expect((await lan.waitsFor())[0]?.text).toMatch(/^Bước 1\/\d+ · Đồng ý/);
});

test('/hoso lists what one has registered, or says how to begin', async () => {
  const lan = someone();
  lan.says('hồ sơ');
  const [answer] = await lan.waitsFor();
  expect(answer?.text).toContain('Bạn chưa có đăng ký nào');
  expect(labels(answer)).toEqual(['Đăng ký sản phẩm']);
});

test('a question behind a slash is answered', async () => {
  const lan = someone();
  lan.says('/nhóm 5 gồm những gì');
  expect((await lan.waitsFor())[0]?.text).toContain('sinh vật cảnh');
});

test('a command that does not exist is told, and is not kept as an unanswered question', async () => {
  const lan = someone();
  lan.says('/xyz');
  expect((await lan.waitsFor())[0]?.text).toContain('/trogiup');
  expect(await story.database.client.feedback.count()).toBe(0);
});

test('a question that nothing answers is said so honestly, and kept for review', async () => {
  const lan = someone();
  lan.says('mỗi chủ thể được thưởng bao nhiêu tiền khi đạt 3 sao');
  const [answer] = await lan.waitsFor();
  expect(answer?.text).toMatch(/không (nêu|có|quy định)|chưa/i);
  expect(answer?.text).not.toMatch(/\d+ (triệu|đồng)/);
  const [kept] = await story.database.client.feedback.findMany();
  expect(kept).toMatchObject({ kind: 'unanswered', question: 'mỗi chủ thể được thưởng bao nhiêu tiền khi đạt 3 sao' });
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

test('/riengtu shows what is held, hands it out as a file and deletes it', async () => {
  const lan = someone();
  lan.says('OCOP là gì');
  await lan.waitsFor();
  lan.says('riêng tư');
  expect((await lan.waitsFor())[0]?.text).toContain('30 ngày');
  lan.presses('Xem dữ liệu');
  expect((await lan.waitsFor())[0]?.text).toContain('3 tin bạn gửi');
  lan.presses('Tải dữ liệu về');
  const [file] = await lan.waitsFor();
  expect(file?.document?.name).toBe('du-lieu-cua-toi.json');
  lan.presses('Xoá dữ liệu');
  await lan.waitsFor();
  lan.presses('Đồng ý xoá');
  expect((await lan.waitsFor())[0]?.text).toContain('đã xoá');
  const { inbox, outbox, feedback } = story.database.client;
  expect([await inbox.count(), await outbox.count(), await feedback.count()]).toEqual([1, 1, 0]);
  expect((await inbox.findFirstOrThrow()).content).not.toMatchObject({ kind: 'text' });
  lan.says('còn gì không');
  await lan.waitsFor();
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

test('nobody sees or deletes the data of another', async () => {
  const lan = someone();
  const minh = someone();
  lan.says('OCOP là gì');
  await lan.waitsFor();
  minh.says('/riengtu');
  await minh.waitsFor();
  minh.presses('Xoá dữ liệu');
  await minh.waitsFor();
  minh.presses('Đồng ý xoá');
  await minh.waitsFor();
  expect(await story.database.client.inbox.count({ where: { conversation: { chat: lan.chat } } })).toBe(1);
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
