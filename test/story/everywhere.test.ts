/** What everybody can do, told once and true wherever people write: with buttons, or with numbers where there are none. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginStory, type Story, storyPlatforms, token } from './app.ts';
import { expectClean, labelsIn, saidIn, talkOf } from './talk.ts';

const adminCode = 'ninh-thuan-7391';

describe.each(storyPlatforms)('on %s', (platform) => {
  let story: Story;
  let people = 500;
  const someone = () => talkOf(story, ++people);
  const votesOf = (chat: string) => story.database.client.feedback.findMany({ where: { conversation: { chat } } });
  beforeAll(async () => {
    story = await beginStory({ ADMIN_INVITE_CODE: adminCode }, undefined, platform);
  });
  afterAll(async () => {
    expectClean(story, token, /0905 ?123 ?456/);
    await story.end();
  });

  test('/start greets in Vietnamese, says that it is a machine, and offers what people come for', async () => {
    const greeting = await someone().says('/start');
    expect(saidIn(greeting)).toContain('Trợ lý OCOP Ninh Thuận');
    expect(saidIn(greeting)).toContain('tự động');
    expect(labelsIn(greeting)).toEqual(
      expect.arrayContaining(['Hồ sơ gồm những gì?', 'Đăng ký sản phẩm', 'Hồ sơ của tôi', 'Lớp và sự kiện']),
    );
    expect(labelsIn(greeting).every((label) => !/cán bộ/i.test(label))).toBe(true);
  });

  test('a question without accents gets a short answer with its source and quote, votes and next questions', async () => {
    const answer = await someone().says('ninh hai duoc may san pham 3 sao');
    expect(saidIn(answer)).toMatch(/\b6\b/);
    expect(saidIn(answer)).toContain('📖 Kế hoạch OCOP 2024, Phụ lục I');
    expect(saidIn(answer)).toContain('UBND huyện Ninh Hải 12 6 6');
    expect(labelsIn(answer).slice(-2)).toEqual(['👍 Có ích', '👎 Chưa đúng']);
    expect(labelsIn(answer).length).toBeGreaterThanOrEqual(4);
  });

  test('a follow-up is understood from what was asked before, after a restart too', async () => {
    const lan = someone();
    await lan.says('Ninh Hải được mấy sản phẩm 3 sao?');
    await story.restart();
    expect(saidIn(await lan.says('còn Thuận Nam thì sao?'))).toMatch(/Thuận Nam[\s\S]*\b10\b/);
  });

  test('a vote is kept once with the masked question, may change, and a next question is asked by its choice', async () => {
    const lan = someone();
    const answer = await lan.says('Tui số 0905 123 456, cho hỏi nhóm 3 gồm những gì?');
    expect(saidIn(await lan.presses('👍 Có ích'))).toContain('Cảm ơn');
    await lan.presses('👎 Chưa đúng');
    const [vote, ...more] = await votesOf(lan.chat);
    expect(more).toEqual([]);
    expect(vote).toMatchObject({ kind: 'wrong', question: expect.stringContaining('nhóm 3') });
    expect(vote?.question).not.toContain('0905');
    expect(saidIn(await lan.presses(labelsIn(answer)[0] ?? '')).length).toBeGreaterThan(20);
  });

  test('a number still means a choice after a vote, and one that means none is not taken for a question', async () => {
    const lan = someone();
    const count = labelsIn(await lan.says('nhóm 3 gồm những gì')).length;
    expect(saidIn(await lan.says(String(count)))).toContain('Cảm ơn');
    expect(saidIn(await lan.says('99'))).toContain(`từ 1 đến ${count}`);
    expect(saidIn(await lan.says('1')).length).toBeGreaterThan(20);
    expect(await votesOf(lan.chat)).toMatchObject([{ kind: 'wrong' }]);
  });

  test.each([
    ['/rieng tu', '30 ngày'],
    ['/Riêng Tư', '30 ngày'],
    ['/trợ giúp'.normalize('NFD'), 'gõ câu hỏi như nói chuyện'],
    ['/bắt đầu', 'Xin chào'],
    ['/ menu', 'Chọn một mục'],
    ['HUỶ', 'không có việc nào đang làm dở'],
    ['/nhóm 5 gồm những gì', 'sinh vật cảnh'],
    ['/hội thi', 'Tôi chưa có lệnh này'],
    ['/xyz', '/trogiup'],
    ['hồ sơ', 'Bạn chưa có đăng ký nào'],
  ])('%s is understood as what it means', async (typed, expected) => {
    const lan = someone();
    expect(saidIn(await lan.says(typed))).toContain(expected);
    expect(await votesOf(lan.chat)).toEqual([]);
  });

  test.each(['/đăng ký', 'dang ky', 'Đăng ký sản phẩm'])('%s begins a registration', async (typed) => {
    const lan = someone();
    await lan.says('/menu');
    expect(saidIn(await lan.says(typed))).toMatch(/^Bước 1\/\d+ · Đồng ý/);
  });

  test('a question that nothing answers is said so honestly, and kept for review', async () => {
    const lan = someone();
    const question = 'mỗi chủ thể được thưởng bao nhiêu tiền khi đạt 3 sao';
    const said = saidIn(await lan.says(question));
    expect(said).toMatch(/không (nêu|có|quy định)|chưa/i);
    expect(said).not.toMatch(/\d+ (triệu|đồng)/);
    expect(await votesOf(lan.chat)).toMatchObject([{ kind: 'unanswered', question }]);
  });

  test('in the middle of a form a question is answered, asked with a question mark or not, and the form goes on', async () => {
    const lan = someone();
    await lan.says('/dangky');
    await lan.says('dong y');
    const said = saidIn(await lan.says('co mat phi khong'));
    expect(said).toContain('Chưa xác minh được');
    expect(said).toContain('Bước 2/15 · Loại hình chủ thể');
  });

  test('/riengtu shows what is held, hands it out as a file and deletes it', async () => {
    const lan = someone();
    await lan.says('OCOP là gì');
    expect(saidIn(await lan.says('riêng tư'))).toContain('30 ngày');
    expect(saidIn(await lan.presses('Xem dữ liệu'))).toContain('3 tin bạn gửi');
    const file = (await lan.presses('Tải dữ liệu về')).find(({ document }) => document !== undefined);
    expect(file?.document?.name).toBe('du-lieu-cua-toi.json');
    expect(file?.document?.bytes.toString('utf8')).toContain('OCOP là gì');
    await lan.presses('Xoá dữ liệu');
    expect(saidIn(await lan.presses('Đồng ý xoá'))).toContain('đã xoá');
    const { inbox, outbox } = story.database.client;
    const own = { where: { conversation: { chat: lan.chat } } };
    expect([await inbox.count(own), await outbox.count(own)]).toEqual([1, 1]);
    expect((await inbox.findFirstOrThrow(own)).content).not.toMatchObject({ text: 'OCOP là gì' });
    expect(saidIn(await lan.says('còn gì không'))).toMatch(/\S/);
  });

  test('nobody sees or deletes the data of another', async () => {
    const [lan, minh] = [someone(), someone()];
    await lan.says('OCOP là gì');
    await minh.says('/riengtu');
    await minh.presses('Xoá dữ liệu');
    await minh.presses('Đồng ý xoá');
    expect(await story.database.client.inbox.count({ where: { conversation: { chat: lan.chat } } })).toBe(1);
  });

  test('from the configured code to an officer of a commune, over restarts, and no code stays behind', async () => {
    const [admin, officer] = [someone(), someone()];
    expect(saidIn(await admin.says(`/canbo ${adminCode}`))).toContain('Quản trị');
    await story.restart();
    await admin.says('/canbo');
    expect(saidIn(await admin.presses('Mời cán bộ'))).toMatch(/^Bước 1\/2 · Vai trò/);
    await story.restart();
    expect(saidIn(await admin.presses('Cán bộ cấp xã'))).toMatch(/^Bước 2\/3 · Địa bàn/);
    await admin.says('phuong phuoc hau');
    await story.restart();
    const line = /^\/canbo \S+$/m.exec(saidIn(await admin.presses('Tạo mã mời')))?.[0] ?? '';
    expect(saidIn(await officer.says(line))).toContain('Cán bộ cấp xã');
    const stored = JSON.stringify([
      await story.database.client.inbox.findMany({ select: { content: true } }),
      await story.database.client.outbox.findMany({ select: { payload: true } }),
      await story.database.client.conversation.findMany({ select: { memory: true } }),
    ]);
    for (const code of [adminCode, line.replace('/canbo ', '')]) {
      expect(stored).not.toContain(code);
      expect(story.logged()).not.toContain(code);
    }
    expect(labelsIn(await officer.says('/canbo'))).toEqual([
      'Việc đang chờ',
      'Soạn thông báo',
      'Thông báo đã soạn',
      'Danh sách cán bộ',
      'Nhật ký',
    ]);
  });
});
