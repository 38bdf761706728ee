/** A chat machine with officers in it, people who write to it, and registrations to decide on. */

import type { Capability } from '../../../bot/capability.ts';
import type { Machine } from '../../../bot/machine.ts';
import type { Reply } from '../../../bot/message.ts';
import { itemName } from '../../../handlers/dossier/item-name.ts';
import { codeOf } from '../../../handlers/officers/office.ts';
import { createOfficers } from '../../../handlers/officers/officers.ts';
import type { Role } from '../../../handlers/officers/rights.ts';
import type { Area } from '../../../handlers/programme/area.ts';
import { profileById } from '../../../handlers/programme/profile.ts';
import { afterSubmission } from '../../../handlers/registration/flow.ts';
import {
  createRegistration,
  nextCode,
  type Registration,
  standingColumns,
} from '../../../handlers/registration/store.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { createTestClock, echo, startTestMachine, type TestClock, usualQuietHours } from '../../machine.ts';
import { createPlatform, type Platform } from '../../platform.ts';

export const vinhHai = { 'ninh-thuan-2024': '2024:22846', 'khanh-hoa-2026': '2025:22846' } as const;
export const ninhHai: Area = { level: 'district', code: '2024:586' };
export const elsewhere = { 'ninh-thuan-2024': '2024:22738', 'khanh-hoa-2026': '2025:22738' } as const;
export type ProfileId = keyof typeof vinhHai;

export interface Talk {
  chat: string;
  personId: string;
  /** What the bot says until all is quiet, to this person. */
  says(text: string): Promise<Reply[]>;
  /** Presses a button of the newest message that has it. */
  presses(label: string): Promise<Reply[]>;
  /** What came since this person was last answered, unasked. */
  hears(): Reply[];
  /** All messages so far. */
  all(): Reply[];
}

export interface Desk {
  database: TestDatabase;
  clock: TestClock;
  platform: Platform;
  machine: Machine;
  officers: Capability;
  sweep(): Promise<void>;
  someone(): Promise<Talk>;
  officer(role: Role, area: Area): Promise<Talk & { officerId: bigint }>;
  registers(producer: Talk, change?: Partial<Prisma.RegistrationUncheckedCreateInput>): Promise<Registration>;
  end(): Promise<void>;
}

/** `others`: what else people can do there, beside the officers' part. */
export async function openDesk(
  profileId: ProfileId | null = 'khanh-hoa-2026',
  at?: string,
  others: readonly Capability[] = [],
): Promise<Desk> {
  const database = await openTestDatabase();
  const clock = createTestClock(at);
  const platform = createPlatform();
  let drawn = 0;
  const officers = createOfficers({
    itemName,
    profileId,
    quietHours: usualQuietHours,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => (drawn++ * 7) % 256),
  });
  const machine = await startTestMachine({
    database,
    clock,
    channels: [platform],
    capabilities: [officers, ...others, echo],
  });
  let people = 100;

  const someone = async (): Promise<Talk> => {
    const chat = String(++people);
    let heard = 0;
    const all = () => platform.delivered.filter((message) => message.chat === chat);
    const since = () => {
      const fresh = all().slice(heard);
      heard += fresh.length;
      return fresh.map((message) => message.reply);
    };
    const quiet = async () => {
      await machine.drain(15_000);
      return since();
    };
    const talk = {
      chat,
      personId: '',
      hears: since,
      all: () => all().map((message) => message.reply),
      async says(text: string) {
        since();
        await platform.says(chat, text);
        return quiet();
      },
      async presses(label: string) {
        const message = all().findLast(({ reply }) => reply.choices.some((choice) => choice.label === label));
        if (!message) throw new Error(`No button ${label}; the last message is ${JSON.stringify(all().at(-1)?.reply)}`);
        since();
        await platform.presses(message, label);
        return quiet();
      },
    };
    await talk.says('xin chào');
    const conversation = await database.client.conversation.findFirstOrThrow({ where: { chat } });
    return { ...talk, personId: conversation.personId };
  };

  return {
    database,
    clock,
    platform,
    machine,
    officers,
    someone,
    sweep: async () => {
      await database.client.$transaction(async (tx) => {
        for (const one of [officers, ...others]) await one.sweep?.(tx, clock.now());
      });
      await machine.drain(15_000);
    },
    async officer(role, area) {
      const talk = await someone();
      const { personId } = talk;
      const row = await database.client.officer.create({
        data: { personId, role, area: codeOf(area), since: clock.now() },
      });
      return { ...talk, officerId: row.id };
    },
    async registers(producer, change = {}) {
      const profile = profileById(change.profile ?? profileId ?? 'khanh-hoa-2026');
      const known: ProfileId = profile.id === 'ninh-thuan-2024' ? 'ninh-thuan-2024' : 'khanh-hoa-2026';
      const now = clock.now();
      return database.client.$transaction(async (tx) =>
        createRegistration(
          tx,
          {
            code: await nextCode(tx, now),
            personId: producer.personId,
            profile: profile.id,
            producerKind: 'cooperative',
            producerName: 'HTX Nho Thái An',
            representative: 'Nguyễn Thị Lan',
            phone: '+84905123456',
            communeCode: vinhHai[known],
            productName: 'Nho sấy',
            description: 'Nho sấy dẻo từ nho Ninh Hải',
            sameKey: 'htx nho thai an nho say',
            productGroup: 1,
            criteriaSet: 7,
            localMaterial: 60,
            localLabour: 80,
            papers: ['business-registration'],
            submittedAt: now,
            updatedAt: now,
            ...standingColumns(afterSubmission(profile, change.isHelpRequest ?? false), now),
            ...change,
          },
          { officer: null, action: 'register' },
        ),
      );
    },
    async end() {
      await machine.stop();
      await database.close();
    },
  };
}

export const textOf = (replies: readonly Reply[]) => replies.map((one) => one.text).join('\n');
export const labelsOf = (replies: readonly Reply[]) => (replies.at(-1)?.choices ?? []).map((one) => one.label);
