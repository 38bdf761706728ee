/** A producer who chats with `/dangky` and `/hoso` over the machine, and the officers' side as far as it moves a registration. */
import { createHash } from 'node:crypto';
import type { FetchOutcome } from '../../../bot/channel.ts';
import type { Content, Reply } from '../../../bot/message.ts';
import { reply } from '../../../bot/message.ts';
import { createDossier } from '../../../handlers/dossier/dossier.ts';
import { profileById } from '../../../handlers/programme/profile.ts';
import { createRegister } from '../../../handlers/register/register.ts';
import { sameKey } from '../../../handlers/register/same-product.ts';
import { afterDecision, afterSubmission, type Decision } from '../../../handlers/registration/flow.ts';
import {
  changeRegistration,
  createRegistration,
  nextCode,
  profileOf,
  type Registration,
  standingColumns,
  standingOf,
} from '../../../handlers/registration/store.ts';
import { createGroupSuggester } from '../../../knowledge/product-groups/suggester.ts';
import { openTestDatabase } from '../../database.ts';
import { openTemporaryFiles, phonePhoto } from '../../files.ts';
import { createTestClock, startTestMachine } from '../../machine.ts';
import { createPlatform, until } from '../../platform.ts';

/** Vĩnh Hải in the list of today, and in that of 2024 (huyện Ninh Hải). */
export const communes = { 'khanh-hoa-2026': '2025:22846', 'ninh-thuan-2024': '2024:22846' } as const;

type Seed = Partial<Parameters<typeof createRegistration>[1]> & { profile?: keyof typeof communes };

export async function openProducers() {
  const database = await openTestDatabase();
  const clock = createTestClock();
  const platform = Object.assign(createPlatform(), {
    fetchFile: async (): Promise<FetchOutcome> => ({ kind: 'bytes', bytes: await phonePhoto() }),
  });
  const files = openTemporaryFiles();
  const onDesk: string[] = [];
  const suggester = createGroupSuggester();
  const parts = {
    suggest: suggester.suggestGroups,
    configuredProfile: null,
    keptDays: 730,
    storeFile: (bytes: Uint8Array) => files.put(bytes),
    onDesk: async (_: unknown, one: Registration) => void onDesk.push(`${one.code} ${one.status} ${one.waitsFor}`),
  };
  const start = () =>
    startTestMachine({
      database,
      clock,
      channels: [platform],
      files,
      capabilities: [
        createRegister({ ...parts, onRegistered: async () => {} }),
        createDossier(parts),
        {
          name: 'rest',
          commands: [
            { name: 'huy', description: 'Huỷ' },
            { name: 'menu', description: 'Menu' },
          ],
          command: async (_turn, command) => [reply(`/${command}`)],
          message: async () => [reply('Tôi nghe')],
        },
      ],
    });
  let machine = await start();

  const settled = () =>
    until(
      async () =>
        (await database.client.inbox.count({ where: { doneAt: null } })) === 0 &&
        (await database.client.outbox.count({ where: { state: { in: ['planned', 'sending'] } } })) === 0,
      () => 'the answer',
    );

  /** What came back since. */
  async function answers(chat: string, act: () => Promise<void>): Promise<Reply[]> {
    const before = platform.delivered.length;
    await act();
    await settled();
    return platform.delivered
      .slice(before)
      .filter((message) => message.chat === chat)
      .map((message) => message.reply);
  }

  const says = (chat: string, text: string) => answers(chat, () => platform.says(chat, text));

  return {
    database,
    clock,
    platform,
    files,
    onDesk,
    says,
    sends: (chat: string, content: Content) => answers(chat, () => platform.arrives(chat, content)),
    /** Presses a button of the latest message that has it. */
    presses: (chat: string, label: string) =>
      answers(chat, () =>
        platform.presses(
          platform.delivered.findLast((one) => one.chat === chat && one.reply.choices.some((c) => c.label === label)),
          label,
        ),
      ),
    async restart() {
      await machine.stop();
      machine = await start();
    },
    async personOf(chat: string): Promise<string> {
      const found = await database.client.conversation.findFirst({ where: { chat } });
      if (found) return found.personId;
      await says(chat, 'chào');
      return this.personOf(chat);
    },
    /** A registration of this person as `/dangky` makes it. */
    async registers(chat: string, { profile = 'khanh-hoa-2026', ...seed }: Seed = {}): Promise<Registration> {
      const personId = await this.personOf(chat);
      const now = clock.now();
      return database.client.$transaction(async (tx) =>
        createRegistration(
          tx,
          {
            code: await nextCode(tx, now),
            personId,
            profile,
            producerKind: 'cooperative',
            producerName: 'Hợp tác xã nho An Hòa',
            representative: 'Nguyễn Thị Lan',
            phone: '+84905123456',
            communeCode: communes[profile],
            productName: 'Mật nho An Hòa',
            description: 'Nho tươi ép lấy nước, cô đặc thành mật, chai 500 ml',
            sameKey: sameKey('Hợp tác xã nho An Hòa', seed.productName ?? 'Mật nho An Hòa'),
            productGroup: 1,
            criteriaSet: 7,
            localMaterial: 80,
            localLabour: 60,
            outputAndPrice: '2.000 chai, 120.000 đồng/chai',
            papers: ['business-registration'],
            submittedAt: now,
            updatedAt: now,
            ...standingColumns(afterSubmission(profileById(profile), seed.isHelpRequest ?? false), now),
            ...seed,
          },
          { officer: null, action: 'submit' },
        ),
      );
    },
    find: (code: string) => database.client.registration.findUniqueOrThrow({ where: { code } }),
    /** An officer of the level whose turn it is decides. */
    async decides(code: string, decision: Decision, more: Parameters<typeof changeRegistration>[3] = {}) {
      const seen = await this.find(code);
      const standing = afterDecision(profileOf(seen), standingOf(seen), decision);
      if (!standing) throw new Error(`${decision} is not open to ${seen.status} at ${seen.waitsFor}`);
      const now = clock.now();
      const confirmed = decision === 'confirm-shares' && {
        confirmedMaterial: seen.localMaterial,
        confirmedLabour: seen.localLabour,
        confirmedAt: now,
      };
      const change = { ...standingColumns(standing, now), ...confirmed, ...more };
      await database.client.$transaction((tx) =>
        changeRegistration(tx, now, seen, change, { officer: 1n, action: decision }),
      );
    },
    /** Commune and the level above take the idea up. */
    async accepts(code: string) {
      await this.decides(code, 'confirm-shares');
      await this.decides(code, 'accept');
    },
    async reset() {
      await database.reset();
      platform.delivered.length = 0;
      onDesk.length = 0;
    },
    async end() {
      await machine.stop();
      await database.close();
      files.end();
    },
  };
}
export type Producers = Awaited<ReturnType<typeof openProducers>>;

/** A photo as a platform offers it: it is fetched when it is wanted. */
export const offeredPhoto = (name: string): Content => ({
  kind: 'media',
  media: 'photo',
  caption: '',
  file: { state: 'offered', ref: name, name, mime: 'image/jpeg', bytes: null },
});

/** A photo that was fetched already. */
export function storedPhoto(seed: string, name = `${seed}.jpg`): Content {
  const hash = createHash('sha256').update(seed).digest('hex');
  return {
    kind: 'media',
    media: 'photo',
    caption: '',
    file: { state: 'stored', hash, name, mime: 'image/jpeg', bytes: 1000 },
  };
}

export const texts = (replies: readonly Reply[]): string => replies.map(({ text }) => text).join('\n---\n');
export const labels = (replies: readonly Reply[]): string[] =>
  replies.flatMap(({ choices }) => choices.map(({ label }) => label));
