/** A chat machine with officers who follow notices, people who get them, and a platform that fails as told. */
import { planBroadcast } from '../../../../bot/broadcast.ts';
import type { SendOutcome } from '../../../../bot/channel.ts';
import type { Machine } from '../../../../bot/machine.ts';
import type { Reply } from '../../../../bot/message.ts';
import { priority } from '../../../../bot/outbox.ts';
import { itemName } from '../../../../handlers/dossier/item-name.ts';
import { createFollow } from '../../../../handlers/notices/follow/follow.ts';
import { noticeMessage, readNotice } from '../../../../handlers/notices/notice.ts';
import { choicesBeforeSending } from '../../../../handlers/notices/standing.ts';
import { codeOf } from '../../../../handlers/officers/office.ts';
import { createOfficers } from '../../../../handlers/officers/officers.ts';
import type { Role } from '../../../../handlers/officers/rights.ts';
import type { Area } from '../../../../handlers/programme/area.ts';
import { Prisma } from '../../../../prisma/generated/client.ts';
import { openTestDatabase, type TestDatabase } from '../../../database.ts';
import { openTemporaryFiles, type TemporaryFiles } from '../../../files.ts';
import { createTestClock, echo, startTestMachine, type TestClock, usualQuietHours } from '../../../machine.ts';
import { createPlatform, type Platform, until } from '../../../platform.ts';

export interface Person {
  chat: string;
  personId: string;
  says(text: string): Promise<Reply[]>;
  /** Presses a button of the newest message that has it, `times` at once; what came of it. */
  presses(label: string, times?: number): Promise<Reply[]>;
  /** All messages so far, as they stand now. */
  all(): Reply[];
}
export type OfficerPerson = Person & { officerId: bigint };

export interface Published {
  noticeId: bigint;
  sendingId: bigint;
  broadcastId: bigint;
}

export interface NoticeDesk {
  database: TestDatabase;
  clock: TestClock;
  platform: Platform;
  files: TemporaryFiles;
  /** How sends of broadcasts to a chat end; `sent` for all others. */
  outcomes: Map<string, SendOutcome>;
  /** Ids of notices that `onChanged` was called for. */
  changed: bigint[];
  begin(at?: string): Promise<void>;
  person(): Promise<Person>;
  people(count: number): Promise<Person[]>;
  officer(role: Role, area: Area): Promise<OfficerPerson>;
  publish(
    officer: OfficerPerson,
    people: readonly Person[],
    change?: Partial<Prisma.NoticeUncheckedCreateInput>,
  ): Promise<Published>;
  /** Resolves once nothing of the broadcast is left to send. */
  ended(broadcastId: bigint): Promise<void>;
  end(): Promise<void>;
}

export const province: Area = { level: 'province' };

export async function openNoticeDesk(): Promise<NoticeDesk> {
  const database = await openTestDatabase();
  const { client } = database;
  const clock = createTestClock('2026-11-24T08:00:00+07:00');
  const platform = createPlatform();
  const files = openTemporaryFiles();
  const outcomes = new Map<string, SendOutcome>();
  const changed: bigint[] = [];
  const deliver = platform.send;
  platform.send = async (message) => {
    const isBroadcast = (await client.outbox.findUnique({ where: { id: BigInt(message.key) } }))?.broadcastId != null;
    const outcome = isBroadcast ? outcomes.get(message.chat) : undefined;
    if (!outcome) return deliver(message);
    platform.tried.push(message);
    return outcome;
  };
  const officers = createOfficers({
    itemName,
    profileId: 'khanh-hoa-2026',
    quietHours: usualQuietHours,
    randomBytes: (count) => new Uint8Array(count),
  });
  const follow = createFollow({
    profileId: 'khanh-hoa-2026',
    quietHours: usualQuietHours,
    storeFile: (bytes) => files.put(bytes),
    choicesBefore: (notice, isOwn) =>
      notice.state === 'scheduled'
        ? [{ label: 'Rút lại', value: `notice:withdraw:${notice.id}:1` }]
        : choicesBeforeSending(notice, isOwn),
    onChanged: async (_tx, _now, id) => {
      changed.push(id);
    },
  });
  const start = (): Promise<Machine> =>
    startTestMachine({ database, clock, channels: [platform], capabilities: [officers, follow, echo], files });
  const machine = await start();
  let people = 100;

  /** All that people said is answered. What a broadcast holds back does not count. */
  const quiet = () =>
    until(
      async () =>
        (await client.inbox.count({ where: { doneAt: null } })) === 0 &&
        (await client.outbox.count({ where: { broadcastId: null, state: { in: ['planned', 'sending'] } } })) === 0,
      () => 'everything to be answered',
    );

  const person = async (): Promise<Person> => {
    const chat = String(++people);
    const all = () => platform.delivered.filter((message) => message.chat === chat);
    const replies = async (act: () => Promise<void>) => {
      const before = all().length;
      await act();
      await quiet();
      const heard = all().slice(before);
      // A progress or a summary may come at any moment; it is no answer.
      const answers = await client.outbox.findMany({
        where: { id: { in: heard.map(({ key }) => BigInt(key)) }, priority: priority.reply },
        select: { id: true },
      });
      const ids = new Set(answers.map(({ id }) => id.toString()));
      return heard.flatMap(({ key, reply }) => (ids.has(key) ? [reply] : []));
    };
    const says = (text: string) => replies(() => platform.says(chat, text));
    await says('xin chào');
    const { personId } = await client.conversation.findFirstOrThrow({ where: { chat } });
    return {
      chat,
      personId,
      says,
      all: () => all().map(({ reply }) => reply),
      presses(label, times = 1) {
        const message = all().findLast(({ reply }) => reply.choices.some((choice) => choice.label === label));
        if (!message) throw new Error(`No button ${label}; the last message is ${JSON.stringify(all().at(-1)?.reply)}`);
        return replies(async () => {
          await Promise.all(Array.from({ length: times }, () => platform.presses(message, label)));
        });
      },
    };
  };

  return {
    database,
    clock,
    platform,
    files,
    outcomes,
    changed,
    async begin(at = '2026-11-24T08:00:00+07:00') {
      await database.reset();
      clock.moveTo(at);
      outcomes.clear();
      changed.length = 0;
    },
    person,
    async people(count) {
      const all: Person[] = [];
      for (let n = 0; n < count; n++) all.push(await person());
      return all;
    },
    async officer(role, area) {
      const talk = await person();
      const data = { personId: talk.personId, role, area: codeOf(area), since: clock.now() };
      const { id } = await client.officer.create({ data });
      return { ...talk, officerId: id };
    },
    publish: (officer, people, change = {}) =>
      client.$transaction(async (tx) => {
        const now = clock.now();
        const notice = await tx.notice.create({
          data: {
            kind: 'class',
            title: 'Tập huấn bao bì',
            startsAt: new Date('2026-12-03T08:00:00+07:00'),
            endsAt: new Date('2026-12-03T11:30:00+07:00'),
            place: 'UBND xã Vĩnh Hải',
            content: 'Mang theo mẫu sản phẩm.',
            audience: { conditions: [], except: [] },
            signUp: false,
            urgent: false,
            sendAt: now,
            state: 'sent',
            officer: officer.officerId,
            createdAt: now,
            updatedAt: now,
            ...change,
          },
        });
        const { id: broadcastId } = await planBroadcast(tx, now, {
          payload: noticeMessage(readNotice(notice)),
          people: Prisma.sql`SELECT unnest(${people.map(({ personId }) => personId)}::uuid[])`,
          urgent: notice.urgent,
          notBefore: now,
        });
        const sending = await tx.sending.create({
          data: { noticeId: notice.id, broadcastId, purpose: 'first', officer: officer.officerId, createdAt: now },
        });
        return { noticeId: notice.id, sendingId: sending.id, broadcastId };
      }),
    async ended(broadcastId) {
      await until(
        async () => (await client.broadcast.findUniqueOrThrow({ where: { id: broadcastId } })).endedAt !== null,
        () => `broadcast ${broadcastId} to end`,
      );
    },
    async end() {
      await machine.stop();
      await database.close();
      files.end();
    },
  };
}

export const textOf = (replies: readonly Reply[]) => replies.map((one) => one.text).join('\n');
export const labelsOf = (replies: readonly Reply[]) => (replies.at(-1)?.choices ?? []).map((one) => one.label);

/** Opens the page of the newest notice from the list. */
export async function openNewest(desk: NoticeDesk, officer: Person): Promise<Reply[]> {
  await offerList(desk, officer);
  const list = await officer.presses('Thông báo đã soạn');
  const first = list.at(-1)?.choices[0]?.label;
  return officer.presses(first ?? '');
}

/** Puts the way to the list under a message, as the officers' menu does. */
export async function offerList(desk: NoticeDesk, officer: Person): Promise<void> {
  const now = desk.clock.now();
  const conversation = await desk.database.client.conversation.findFirstOrThrow({ where: { chat: officer.chat } });
  const menus = () => officer.all().filter(({ text }) => text === 'Menu').length;
  const before = menus();
  await desk.database.client.outbox.create({
    data: {
      conversationId: conversation.id,
      channel: 'telegram',
      chat: officer.chat,
      priority: 0,
      payload: { text: 'Menu', choices: [{ label: 'Thông báo đã soạn', value: 'notice-desk:list:0' }] },
      notBefore: now,
      createdAt: now,
    },
  });
  // A progress or a summary may come first.
  await until(
    () => menus() > before,
    () => 'the menu',
  );
}

/** Writes a correction of the newest notice's content, and submits it. */
export async function corrects(desk: NoticeDesk, officer: Person, content: string, submit = 'Gửi duyệt') {
  await openNewest(desk, officer);
  await officer.presses('Đính chính');
  await officer.presses('Giữ tiêu đề cũ');
  await officer.says(content);
  return officer.presses(submit);
}
