import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Chat, openChat, register, type Talker, text } from './chat.ts';

let chat: Chat;
let lan: Talker;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());
beforeEach(async () => {
  await chat.begin();
  lan = chat.person('lan');
});
afterEach(() => chat.end());

const consents = () => chat.database.client.consent.findMany({ orderBy: { id: 'asc' } });

async function agree(): Promise<void> {
  await lan.says('/dangky');
  await lan.says('đồng ý');
}

async function withdraw(): Promise<string> {
  await lan.says('/riengtu');
  if (chat.platform.delivered.at(-1)?.reply.text.includes('Tạm dừng')) await lan.presses('Tạm dừng');
  await lan.presses('Rút lại đồng ý');
  return text(await lan.presses('Xác nhận rút lại'));
}

test.each(['khanh-hoa-2026', 'ninh-thuan-2024'])(
  'under %s the consent ends at a date, what is open is withdrawn, what is decided stays',
  async (profile) => {
    await agree();
    const personId = await lan.personId();
    for (const status of ['submitted', 'changes', 'accepted', 'dossier_sent', 'declined', 'rated'] as const) {
      await register(chat, personId, { status, profile });
    }
    expect(await withdraw()).toContain('Đã rút lại đồng ý ngày 23/11/2026');
    expect(await consents()).toMatchObject([{ withdrawnAt: chat.clock.now() }]);
    const after = await chat.database.client.registration.findMany({ orderBy: { id: 'asc' } });
    expect(after.map(({ status, waitsFor }) => [status, waitsFor])).toEqual([
      ['withdrawn', null],
      ['withdrawn', null],
      ['withdrawn', null],
      ['withdrawn', null],
      ['declined', null],
      ['rated', null],
    ]);
    expect(await chat.database.client.audit.findMany({ select: { action: true, officer: true } })).toEqual(
      Array.from({ length: 4 }, () => ({ action: 'withdraw', officer: null })),
    );
    expect(await chat.database.client.draft.count()).toBe(0);
  },
);

test('it says beforehand what follows, and asks; saying no changes nothing', async () => {
  await agree();
  const one = await register(chat, await lan.personId());
  await lan.says('/riengtu');
  await lan.presses('Tạm dừng');
  const asked = text(await lan.presses('Rút lại đồng ý'));
  expect(asked).toContain(one.code);
  expect(asked).toContain('Bản ghi dở bị xoá');
  expect(asked).toContain('730 ngày');
  await lan.presses('Không rút');
  expect(await consents()).toMatchObject([{ withdrawnAt: null }]);
  expect(await chat.database.client.registration.findUniqueOrThrow({ where: { id: one.id } })).toEqual(one);
  expect(await chat.database.client.draft.count()).toBe(1);
});

test('whoever registers again is asked again, with the wording of today', async () => {
  await agree();
  await withdraw();
  expect(text(await lan.says('/dangky'))).toContain('· Đồng ý');
  await lan.says('đồng ý');
  const [first, second] = await consents();
  expect(first?.withdrawnAt).not.toBeNull();
  expect(second).toMatchObject({ withdrawnAt: null, version: 2 });
});

test('a dialog that has the floor elsewhere does not go on as if the consent held', async () => {
  await agree();
  await lan.says('/huy');
  await lan.says('đồng ý bỏ');
  const elsewhere = chat.person('lan-o-may-khac');
  await elsewhere.says('xin chào');
  const personId = await lan.personId();
  await chat.database.client.conversation.updateMany({ data: { personId } });
  expect(text(await elsewhere.says('/dangky'))).toContain('Loại hình chủ thể');
  await withdraw();
  expect(text(await elsewhere.says('hộ kinh doanh'))).toBe('Bạn nói: hộ kinh doanh');
  expect(text(await elsewhere.says('/dangky'))).toContain('· Đồng ý');
});

test('notices that were wanted are wanted no more, and what was chosen is gone', async () => {
  await agree();
  const personId = await lan.personId();
  const at = chat.clock.now();
  const { client } = chat.database;
  await client.subscription.create({ data: { personId, topics: ['class'], chosenAt: at } });
  await client.consent.create({ data: { personId, purpose: 'notices', version: 1, channel: 'telegram', givenAt: at } });
  await lan.says('/riengtu');
  await lan.presses('Tạm dừng');
  expect(text(await lan.presses('Rút lại đồng ý'))).toContain('Hết hiệu lực: đồng ý nhận thông báo');
  await lan.presses('Xác nhận rút lại');
  expect(await client.subscription.count()).toBe(0);
  expect((await consents()).every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true);
});

test('nothing agreed to, nothing to withdraw; twice is once', async () => {
  await lan.says('/riengtu');
  expect(text(await lan.presses('Rút lại đồng ý'))).toContain('không có gì để rút');
  await agree();
  await withdraw();
  const before = await consents();
  chat.clock.advance(60_000);
  await lan.says('/riengtu');
  expect(text(await lan.presses('Rút lại đồng ý'))).toContain('không có gì để rút');
  expect(await consents()).toEqual(before);
});

test('another person keeps consent, draft and registration', async () => {
  await agree();
  const minh = chat.person('minh');
  await minh.says('/dangky');
  await minh.says('đồng ý');
  const one = await register(chat, await minh.personId());
  await withdraw();
  const { client } = chat.database;
  const personId = await minh.personId();
  expect(await client.consent.count({ where: { personId, withdrawnAt: null } })).toBe(1);
  expect(await client.draft.count({ where: { personId } })).toBe(1);
  expect(await client.registration.findUniqueOrThrow({ where: { id: one.id } })).toEqual(one);
});
