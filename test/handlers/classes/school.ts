/** A chat machine with classes in it, people who were told of them, and officers who look at the lists. */
import { planBroadcast } from '../../../bot/broadcast.ts';
import type { Capability } from '../../../bot/capability.ts';
import type { Machine } from '../../../bot/machine.ts';
import { type Reply, reply } from '../../../bot/message.ts';
import { tellPeople } from '../../../bot/tell.ts';
import { createClasses } from '../../../handlers/classes/classes.ts';
import { noticeMessage, readNotice } from '../../../handlers/notices/notice.ts';
import { codeOf } from '../../../handlers/officers/office.ts';
import type { Role } from '../../../handlers/officers/rights.ts';
import type { Area } from '../../../handlers/programme/area.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { createTestClock, echo, startTestMachine, type TestClock, usualQuietHours } from '../../machine.ts';
import { createPlatform, type Platform, until } from '../../platform.ts';

export interface Pupil {
  chat: string;
  personId: string;
  /** What is said back. */
  says(text: string): Promise<Reply[]>;
  /** Presses a button of the newest message that has it. */
  presses(label: string): Promise<Reply[]>;
  /** What came since this person was last answered, unasked. */
  hears(): Reply[];
}

export type NoticeChange = Partial<Prisma.NoticeUncheckedCreateInput>;

export interface School {
  database: TestDatabase;
  clock: TestClock;
  platform: Platform;
  machine: Machine;
  classes: Capability;
  /** Empties the tables and sets the clock. */
  reset(at?: string): Promise<void>;
  sweep(): Promise<void>;
  someone(): Promise<Pupil>;
  several(count: number): Promise<Pupil[]>;
  officer(role: Role, area: Area): Promise<Pupil & { officerId: bigint }>;
  /** A class of 40 seats on Thursday 26/11/2026, 08:00–11:30, in Vĩnh Hải; told to these people. */
  announces(change?: NoticeChange, told?: readonly Pupil[]): Promise<bigint>;
  signUpOf(noticeId: bigint, pupil: Pick<Pupil, 'personId'>): Promise<Prisma.SignUpGetPayload<object> | null>;
  /** Presses a button with this value, as the pages of notices offer it. */
  visits(pupil: Pupil, value: string): Promise<Reply[]>;
  end(): Promise<void>;
}

export const monday = '2026-11-23T08:00:00+07:00';
export const vinhHai: Area = { level: 'commune', code: '2025:22846' };

/** `beside`: capabilities that are asked before the echo, in place of the classes alone. */
export async function openSchool(beside?: readonly Capability[]): Promise<School> {
  const database = await openTestDatabase();
  const clock = createTestClock(monday);
  const platform = createPlatform();
  let drawn = 0;
  const classes = createClasses({
    configuredProfile: null,
    quietHours: usualQuietHours,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => (++drawn * 37) % 256),
  });
  const machine = await startTestMachine({
    database,
    clock,
    channels: [platform],
    capabilities: [...(beside ?? [classes]), echo],
  });
  let people = 100;

  /** Nothing is under way; what is planned for later may wait. */
  const settle = () =>
    until(
      async () => {
        const now = clock.now();
        const [open] = await database.client.$queryRaw<{ count: number }[]>`
          SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL)::int + (
            SELECT count(*) FROM outbox
            WHERE (state = 'planned' AND not_before <= ${now} AND (not_after IS NULL OR not_after > ${now})) OR state = 'sending'
          )::int AS count`;
        return open?.count === 0;
      },
      () => 'quiet',
    );

  const someone = async (): Promise<Pupil> => {
    const chat = String(++people);
    let heard = 0;
    const all = () => platform.delivered.filter((message) => message.chat === chat);
    const since = () => {
      const fresh = all().slice(heard);
      heard += fresh.length;
      return fresh.map((message) => message.reply);
    };
    const quiet = async () => {
      await settle();
      return since();
    };
    const pupil = {
      chat,
      personId: '',
      hears: since,
      async says(text: string) {
        since();
        clock.advance(1_000);
        await platform.says(chat, text);
        return quiet();
      },
      async presses(label: string) {
        const message = all().findLast(({ reply }) => reply.choices.some((choice) => choice.label === label));
        if (!message) throw new Error(`No button ${label}; the last message is ${JSON.stringify(all().at(-1)?.reply)}`);
        since();
        clock.advance(1_000);
        await platform.presses(message, label);
        return quiet();
      },
    };
    await pupil.says('xin chào');
    const conversation = await database.client.conversation.findFirstOrThrow({ where: { chat } });
    return { ...pupil, personId: conversation.personId };
  };

  return {
    database,
    clock,
    platform,
    machine,
    classes,
    someone,
    async reset(at = monday) {
      await database.client.$executeRaw`TRUNCATE notice, broadcast RESTART IDENTITY CASCADE`;
      await database.reset();
      clock.moveTo(at);
    },
    async sweep() {
      await database.client.$transaction(async (tx) => classes.sweep?.(tx, clock.now()));
      await settle();
    },
    async several(count) {
      const pupils: Pupil[] = [];
      for (let one = 0; one < count; one++) pupils.push(await someone());
      return pupils;
    },
    async officer(role, area) {
      const pupil = await someone();
      const { id } = await database.client.officer.create({
        data: { personId: pupil.personId, role, area: codeOf(area), since: clock.now() },
      });
      return { ...pupil, officerId: id };
    },
    async announces(change = {}, told = []) {
      const now = clock.now();
      const notice = await database.client.notice.create({
        data: {
          kind: 'class',
          title: 'Tập huấn bao bì',
          startsAt: new Date('2026-11-26T08:00:00+07:00'),
          endsAt: new Date('2026-11-26T11:30:00+07:00'),
          place: 'UBND xã Vĩnh Hải',
          seats: 40,
          content: 'Mang theo mẫu bao bì.',
          audience: {},
          signUp: true,
          urgent: false,
          sendAt: now,
          state: 'sent',
          officer: 1n,
          attendanceCode: '4821',
          createdAt: now,
          updatedAt: now,
          ...change,
        },
      });
      if (told.length === 0) return notice.id;
      await database.client.$transaction(async (tx) => {
        const ids = told.map(({ personId }) => personId);
        const { id } = await planBroadcast(tx, now, {
          payload: noticeMessage(readNotice(notice)),
          people: Prisma.sql`SELECT id AS person_id FROM person WHERE id = ANY(${ids}::uuid[])`,
          urgent: true,
          notBefore: now,
        });
        await tx.sending.create({
          data: { noticeId: notice.id, broadcastId: id, purpose: 'first', officer: 1n, createdAt: now },
        });
      });
      await settle();
      return notice.id;
    },
    signUpOf: (noticeId, { personId }) =>
      database.client.signUp.findUnique({ where: { noticeId_personId: { noticeId, personId } } }),
    async visits(pupil, value) {
      const choices = [{ label: 'Mở trang', value: `class:${value}` }];
      await database.client.$transaction((tx) =>
        tellPeople(tx, clock.now(), [pupil.personId], reply('Trang', { choices }), 1),
      );
      await settle();
      return pupil.presses('Mở trang');
    },
    async end() {
      await machine.stop();
      await database.close();
    },
  };
}

export const textOf = (replies: readonly Reply[]) => replies.map((one) => one.text).join('\n');
export const labelsOf = (replies: readonly Reply[]) => (replies.at(-1)?.choices ?? []).map((one) => one.label);
