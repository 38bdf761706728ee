import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { showAudit } from '../../../handlers/officers/audit-log.ts';
import type { Registration } from '../../../prisma/generated/client.ts';
import { type Chat, fillEverything, openChat, register, type Talker, text } from './chat.ts';
import { countsOf, rowsOf } from './people-tables.ts';

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

const statuses = ['submitted', 'changes', 'withdrawn', 'accepted', 'dossier_sent', 'declined', 'rated'] as const;

async function askToErase(talker = lan): Promise<string> {
  await talker.says('/riengtu');
  if (chat.platform.delivered.at(-1)?.reply.text.includes('Tạm dừng')) await talker.presses('Tạm dừng');
  return text(await talker.presses('Xoá dữ liệu'));
}

async function erase(talker = lan): Promise<string> {
  await askToErase(talker);
  return text(await talker.presses('Đồng ý xoá'));
}

/** The whole database as text. */
async function everything(): Promise<string> {
  const { client } = chat.database;
  const tables = await client.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await client.$queryRawUnsafe<{ row: string }[]>(`SELECT row_to_json(t)::text AS row FROM "${name}" t`);
    parts.push(...rows.map(({ row }) => row));
  }
  return parts.join('\n');
}

const traces = /nguyễn thị lan|nguyen thi lan|chị lan|905[ ]?123[ ]?456/i;

test.each(['khanh-hoa-2026', 'ninh-thuan-2024'])(
  'under %s what is not decided goes wholly, what is decided stays without a name and still counts',
  async (profile) => {
    await lan.says('xin chào');
    const personId = await lan.personId();
    const made = new Map<string, Registration>();
    for (const status of statuses)
      made.set(status, await register(chat, personId, { status, profile, remark: 'Chị Nguyễn Thị Lan làm tốt' }));
    await erase();
    const { client } = chat.database;
    const left = await client.registration.findMany({ orderBy: { id: 'asc' }, include: { files: true, items: true } });
    expect(left.map(({ code, status }) => [code, status])).toEqual([
      [made.get('accepted')?.code, 'accepted'],
      [made.get('dossier_sent')?.code, 'withdrawn'],
      [made.get('declined')?.code, 'declined'],
      [made.get('rated')?.code, 'rated'],
    ]);
    for (const one of left) {
      expect(one).toMatchObject({
        personId: null,
        producerName: '(đã bỏ tên)',
        representative: '(đã bỏ tên)',
        phone: '',
        sameKey: one.code,
        outputAndPrice: null,
        waitsFor: null,
        productName: 'Mật nho',
        description: 'Nho ép cô đặc, bà (đã bỏ tên) làm, gọi [số điện thoại]',
        remark: 'Chị (đã bỏ tên) làm tốt',
        communeCode: '22846',
        papers: ['food-safety'],
        files: [],
        items: [{ item: 'bill', state: 'changes', remark: null }],
      });
    }
    expect(await client.registration.groupBy({ by: ['status'], _count: true, orderBy: { status: 'asc' } })).toEqual([
      { status: 'accepted', _count: 1 },
      { status: 'declined', _count: 1 },
      { status: 'withdrawn', _count: 1 },
      { status: 'rated', _count: 1 },
    ]);
    expect(await everything()).not.toMatch(traces);
  },
);

test('a request for help goes wholly, whatever became of it', async () => {
  await lan.says('xin chào');
  await register(chat, await lan.personId(), { status: 'accepted', isHelpRequest: true });
  await erase();
  expect(await chat.database.client.registration.count()).toBe(0);
});

test('it says beforehand what goes and what stays, and afterwards what was done', async () => {
  await lan.says('xin chào');
  const personId = await lan.personId();
  const open = await register(chat, personId);
  const sent = await register(chat, personId, { status: 'dossier_sent' });
  const rated = await register(chat, personId, { status: 'rated' });
  const before = (await askToErase()).split('\n');
  expect(before.find((line) => line.includes('Xoá cả đăng ký'))).toContain(open.code);
  const keeps = before.find((line) => line.includes('bỏ tên chủ thể')) ?? '';
  expect([keeps.includes(sent.code), keeps.includes(rated.code), keeps.includes(open.code)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(before.find((line) => line.includes('được rút'))).toContain(sent.code);
  expect(before.join('\n')).toContain('Tải dữ liệu về');
  const after = text(await lan.presses('Đồng ý xoá'));
  expect(after).toContain('đã xoá hết');
  expect(after).toContain(rated.code);
  expect(after).not.toContain(open.code);
});

test('saying no deletes nothing', async () => {
  await fillEverything(chat, lan);
  await askToErase();
  const before = await rowsOf(chat.database.client, await lan.personId());
  await lan.presses('Không xoá');
  const after = await rowsOf(chat.database.client, await lan.personId());
  for (const table of Object.keys(before)) {
    if (!['conversation', 'inbox', 'outbox'].includes(table)) expect(after[table]).toEqual(before[table]);
  }
});

test('of two people one deletes: their rows go in every table, those of the other stay word for word', async () => {
  const minh = chat.person('minh');
  await fillEverything(chat, lan);
  await fillEverything(chat, minh);
  const { client } = chat.database;
  const ofMinh = await rowsOf(client, await minh.personId());
  expect(await countsOf(client, await lan.personId())).toMatchObject({ registration: 1, inbox: 1 });
  await erase();
  expect(await rowsOf(client, await minh.personId())).toEqual(ofMinh);
  expect(await countsOf(client, await lan.personId())).toEqual({
    consent: 0,
    conversation: 1,
    dossier_item: 0,
    draft: 0,
    edit: 0,
    feedback: 0,
    inbox: 1,
    join_code: 0,
    joining: 0,
    model_call: 0,
    // Revoked, for the record.
    officer: 1,
    outbox: 1,
    registration: 0,
    registration_file: 0,
    sign_up: 0,
    subscription: 0,
    // Deleting is no way around the wait after wrong codes.
    wrong_code: 1,
  });
  expect(await client.inbox.findFirstOrThrow({ where: { conversation: { chat: 'lan' } } })).toMatchObject({
    content: { kind: 'media', media: 'other', caption: '' },
  });
});

test('the deletion is audited without saying whose', async () => {
  const one = await fillEverything(chat, lan);
  const personId = await lan.personId();
  await register(chat, personId, { status: 'rated' });
  await erase();
  const audit = await chat.database.client.audit.findMany({ orderBy: { id: 'asc' } });
  expect(audit.map(({ action, subject }) => [action, subject.split(':')[0]])).toEqual([
    ['erase', 'registration'],
    ['erase', 'registration'],
    ['revoke', 'officer'],
    ['erase', 'person'],
  ]);
  expect(audit[0]).toMatchObject({ before: { code: one.code, status: 'submitted' }, after: null });
  expect(audit[3]).toMatchObject({
    officer: null,
    before: null,
    after: { erased: 1, pseudonymised: 1, consents: 1, roles: 1 },
  });
  const offices = [{ id: 99n, role: 'province' as const, area: { level: 'province' as const } }];
  const read = (await chat.database.client.$transaction((tx) => showAudit(tx, offices, null))).text;
  expect(read).toContain('dữ liệu của một người · Xoá theo yêu cầu');
  expect(read).toContain(`${one.code} · Xoá theo yêu cầu`);
  expect(JSON.stringify(audit.map(({ before, after }) => [before, after]))).not.toMatch(traces);
  expect(JSON.stringify(audit.map(({ subject, before, after }) => [subject, before, after]))).not.toContain(personId);
});

test('nothing refers to the files any more, nor to names in what officers were sent; the rest of that stays', async () => {
  const officer = chat.person('can-bo');
  await lan.says('xin chào');
  await officer.says('xin chào');
  const personId = await lan.personId();
  const gone = await register(chat, personId);
  const kept = await register(chat, personId, { status: 'rated' });
  const { client } = chat.database;
  const files = await client.registrationFile.findMany();
  const [photo] = files;
  if (!photo) throw new Error('There is no file.');
  await client.officer.create({
    data: { personId: await officer.personId(), role: 'commune', area: '22846', since: chat.clock.now() },
  });
  await officer.says(
    `${gone.code}: Nguyễn Thị Lan, Hộ bà Nguyễn Thị Lan, 0905 123 456. OCOP-2030-0001: Hộ ông Trần Minh`,
  );
  await officer.says(`${kept.code}: nguyễn thị lan +84905123456`);
  const [told] = await client.outbox.findMany({ where: { conversation: { chat: 'can-bo' } }, orderBy: { id: 'desc' } });
  await client.outbox.create({
    data: {
      conversationId: told?.conversationId ?? 0n,
      channel: 'telegram',
      chat: 'can-bo',
      priority: 0,
      state: 'sent',
      notBefore: chat.clock.now(),
      createdAt: chat.clock.now(),
      payload: {
        text: 'Ảnh chị Lan',
        sources: [],
        choices: [],
        attachment: { name: photo.name, mime: photo.mime, text: '', hash: photo.hash },
      },
    },
  });
  // What an officer typed is theirs, and goes after its thirty days.
  await client.inbox.deleteMany({ where: { conversation: { chat: 'can-bo' } } });
  await client.conversation.updateMany({ where: { chat: 'can-bo' }, data: { memory: {} } });
  const before = await countsOf(client, await officer.personId());
  await erase();
  const all = await everything();
  expect(files).toHaveLength(4);
  for (const { hash } of files) expect(all).not.toContain(hash);
  expect(all).not.toMatch(traces);
  expect(all).toContain('OCOP-2030-0001: Hộ ông Trần Minh');
  expect(await countsOf(client, await officer.personId())).toEqual(before);
});

test('deleting in the middle of a dialog ends it, here and on another channel', async () => {
  const elsewhere = chat.person('lan-o-may-khac');
  await elsewhere.says('xin chào');
  await lan.says('/dangky');
  await chat.database.client.conversation.updateMany({ data: { personId: await lan.personId() } });
  await lan.says('đồng ý');
  await lan.says('hộ kinh doanh');
  await elsewhere.says('/dangky');
  await elsewhere.presses('Làm tiếp');
  expect(text(await elsewhere.says('Hộ bà Nguyễn Thị Lan'))).toContain('Người đại diện');
  await erase();
  const { client } = chat.database;
  expect(await client.draft.count()).toBe(0);
  expect(await client.consent.count()).toBe(0);
  expect(await everything()).not.toMatch(traces);
  expect(text(await lan.says('Nguyễn Thị Hoa'))).toBe('Bạn nói: Nguyễn Thị Hoa');
  expect(text(await elsewhere.says('Nguyễn Thị Hoa'))).toBe('Bạn nói: Nguyễn Thị Hoa');
  expect(text(await lan.says('/dangky'))).toContain('· Đồng ý');
});

test('the button pressed while a dialog has the floor deletes, and no prompt comes again', async () => {
  await askToErase();
  const ask = chat.platform.delivered.at(-1);
  await lan.says('/dangky');
  await lan.says('đồng ý');
  await chat.platform.presses(ask, 'Đồng ý xoá');
  await expect.poll(() => chat.database.client.draft.count()).toBe(0);
  await expect.poll(() => chat.platform.delivered.at(-1)?.reply.text).toContain('đã xoá hết');
});

test('twice is once: the old button is gone, and a second deletion finds nothing', async () => {
  await fillEverything(chat, lan);
  await askToErase();
  const ask = chat.platform.delivered.at(-1);
  await lan.presses('Đồng ý xoá');
  await chat.platform.presses(ask, 'Đồng ý xoá');
  await expect.poll(() => chat.database.client.outbox.count({ where: { state: 'sent' } })).toBe(2);
  expect(await chat.database.client.audit.count({ where: { subject: 'person' } })).toBe(1);
  expect(await erase()).toContain('đã xoá hết');
  expect(
    await chat.database.client.audit.findFirst({ where: { subject: 'person' }, orderBy: { id: 'desc' } }),
  ).toMatchObject({
    after: { erased: 0, pseudonymised: 0, consents: 0, roles: 0 },
  });
});

test('a role ends with the data of who held it, and so do invitations that they gave and nobody used', async () => {
  await fillEverything(chat, lan);
  const { client } = chat.database;
  const { id } = await client.officer.findFirstOrThrow();
  const now = chat.clock.now();
  await client.invitation.createMany({
    data: [
      { codeHash: 'open', role: 'commune', invitedBy: id, createdAt: now },
      { codeHash: 'used', role: 'commune', invitedBy: id, createdAt: now, usedAt: now },
      { codeHash: 'other', role: 'commune', invitedBy: id + 1n, createdAt: now },
    ],
  });
  expect(await askToErase()).toContain('Vai trò cán bộ của bạn bị thu hồi');
  expect(text(await lan.presses('Đồng ý xoá'))).toContain('Vai trò cán bộ đã thu hồi');
  expect(await client.officer.findMany()).toMatchObject([{ revokedAt: now }]);
  expect(await client.invitation.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { revokedAt: now },
    { revokedAt: null },
    { revokedAt: null },
  ]);
});

test('the only admin is told to invite another one first', async () => {
  await lan.says('xin chào');
  const { client } = chat.database;
  await client.officer.create({ data: { personId: await lan.personId(), role: 'admin', since: chat.clock.now() } });
  expect(await askToErase()).toContain('quản trị duy nhất');
  const minh = chat.person('minh');
  await minh.says('xin chào');
  await client.officer.create({ data: { personId: await minh.personId(), role: 'admin', since: chat.clock.now() } });
  expect(await askToErase()).not.toContain('quản trị duy nhất');
});

test('a typed yes or no answers the question that was just asked, and no other', async () => {
  await register(chat, await lan.says('xin chào').then(() => lan.personId()));
  await askToErase();
  expect(text(await lan.says('khong'))).toContain('giữ nguyên');
  expect(text(await lan.says('ok'))).not.toContain('đã xoá');
  await askToErase();
  expect(text(await lan.says('ok'))).toContain('đã xoá hết');
  expect(await chat.database.client.registration.count()).toBe(0);
});
