/** People who use `/riengtu` through the machine, and rows about them. */
import { randomUUID } from 'node:crypto';
import type { Machine } from '../../../bot/machine.ts';
import type { Reply } from '../../../bot/message.ts';
import { createPrivacy } from '../../../handlers/privacy/privacy.ts';
import { createRegister } from '../../../handlers/register/register.ts';
import type { Prisma, Registration } from '../../../prisma/generated/client.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { createTestClock, echo, startTestMachine, type TestClock } from '../../machine.ts';
import { createPlatform, type Platform, until } from '../../platform.ts';

export const capabilities = [
  createRegister({
    suggest: () => ({ groups: [], outside: null }),
    configuredProfile: null,
    keptDays: 730,
    onRegistered: async () => {},
  }),
  createPrivacy({ messagesDays: 30, feedbackDays: 365, draftsDays: 30, undeliveredDays: 365, modelDays: null }),
  echo,
];

export interface Talker {
  chat: string;
  /** What is answered, all of it. */
  says(text: string): Promise<Reply[]>;
  presses(label: string): Promise<Reply[]>;
  personId(): Promise<string>;
}

export interface Chat {
  database: TestDatabase;
  clock: TestClock;
  platform: Platform;
  person(chat: string): Talker;
  /** An empty database, a new clock and a new platform. */
  begin(): Promise<void>;
  end(): Promise<void>;
  close(): Promise<void>;
}

export async function openChat(): Promise<Chat> {
  const database = await openTestDatabase();
  let machine: Machine | null = null;
  let platform = createPlatform();
  let clock = createTestClock();

  const settled = async () => {
    const { inbox, outbox } = database.client;
    const isDone = async () =>
      (await inbox.count({ where: { doneAt: null } })) === 0 &&
      (await outbox.count({ where: { state: { in: ['planned', 'sending'] } } })) === 0;
    await until(isDone, () => 'the answers to be sent');
  };

  return {
    database,
    get clock() {
      return clock;
    },
    get platform() {
      return platform;
    },
    person(chat) {
      const mine = () => platform.delivered.filter((message) => message.chat === chat);
      const answers = async (act: () => Promise<void>) => {
        const before = mine().length;
        await act();
        await settled();
        return mine()
          .slice(before)
          .map(({ reply }) => reply);
      };
      return {
        chat,
        says: (text) => answers(() => platform.says(chat, text)),
        presses: (label) => answers(() => platform.presses(mine().at(-1), label)),
        async personId() {
          const { personId } = await database.client.conversation.findFirstOrThrow({ where: { chat } });
          return personId;
        },
      };
    },
    async begin() {
      await database.reset();
      platform = createPlatform();
      clock = createTestClock();
      machine = await startTestMachine({ database, clock, capabilities, channels: [platform] });
    },
    end: async () => machine?.stop(),
    close: () => database.close(),
  };
}

export const text = (replies: readonly Reply[]) => replies.map((one) => one.text).join('\n');

let codes = 0;

export function register(
  { database: { client }, clock }: Pick<Chat, 'database' | 'clock'>,
  personId: string,
  change: Partial<Prisma.RegistrationUncheckedCreateInput> = {},
): Promise<Registration> {
  const now = clock.now();
  const isOnDesk = change.status === undefined || change.status === 'submitted' || change.status === 'dossier_sent';
  return client.registration.create({
    data: {
      code: `OCOP-2026-${String(++codes).padStart(4, '0')}`,
      personId,
      profile: 'khanh-hoa-2026',
      producerKind: 'household',
      producerName: 'Hộ bà Nguyễn Thị Lan',
      representative: 'Nguyễn Thị Lan',
      phone: '+84905123456',
      communeCode: '22846',
      productName: 'Mật nho',
      description: 'Nho ép cô đặc, bà nguyễn thị lan làm, gọi 0905 123 456',
      sameKey: 'nguyen thi lan|mat nho',
      outputAndPrice: '2.000 chai, 120.000 đồng/chai',
      papers: ['food-safety'],
      waitsFor: isOnDesk ? 'province' : null,
      waitsSince: isOnDesk ? now : null,
      submittedAt: now,
      updatedAt: now,
      ...change,
      files: {
        create: ['photo', 'bill'].map((item) => ({
          item,
          hash: `${randomUUID()}${randomUUID()}`.replaceAll('-', ''),
          name: `${item} chị Lan.jpg`,
          mime: 'image/jpeg',
          bytes: 1000,
          createdAt: now,
        })),
      },
      items: { create: { item: 'bill', state: 'changes', remark: 'Chị Lan chụp lại', updatedAt: now } },
    },
  });
}

/** One row at least in every table that refers to people, each with a word of its own. */
export async function fillEverything(chat: Chat, talker: Talker): Promise<Registration> {
  await talker.says(`xin chào từ ${talker.chat}`);
  const personId = await talker.personId();
  const { client } = chat.database;
  const at = chat.clock.now();
  const { id } = await client.conversation.findFirstOrThrow({ where: { personId } });
  const { id: outboxId } = await client.outbox.findFirstOrThrow({ where: { conversationId: id } });
  await client.edit.create({ data: { outboxId, dueAt: new Date('2099-01-01T00:00:00Z') } });
  await client.feedback.create({
    data: {
      conversationId: id,
      kind: 'wrong',
      answerKey: 'k',
      question: `hỏi của ${talker.chat}`,
      citations: [],
      createdAt: at,
    },
  });
  await client.modelCall.create({
    data: {
      conversationId: id,
      kind: 'answer',
      model: 'thử',
      question: `máy nghe ${talker.chat}`,
      written: '',
      passages: [],
      inputTokens: 1,
      outputTokens: 1,
      latencyMs: 1,
      verdict: 'failed',
      faults: [],
      createdAt: at,
    },
  });
  await client.draft.create({
    data: {
      personId,
      dialog: 'register',
      touchedAt: at,
      draft: { context: { known: null }, state: { values: { productName: `dở của ${talker.chat}` } } },
    },
  });
  await client.consent.create({
    data: { personId, purpose: 'registration', version: 1, channel: 'telegram', givenAt: at },
  });
  await client.officer.create({ data: { personId, role: 'commune', area: '22846', since: at } });
  await client.wrongCode.create({ data: { personId, at } });
  await client.joinCode.create({
    data: { personId, conversationId: id, codeHash: `nối ${talker.chat}`, expiresAt: new Date('2099-01-01T00:00:00Z') },
  });
  await client.joining.create({
    data: {
      personId,
      formerId: randomUUID(),
      at,
      brought: {
        conversations: [],
        registrations: [],
        officers: [],
        consents: [],
        signUps: [],
        joinings: [],
        subscription: null,
      },
    },
  });
  await client.subscription.create({ data: { personId, topics: ['class'], communeCode: '2025:22846', chosenAt: at } });
  const notice = await client.notice.create({
    data: {
      kind: 'class',
      title: `Lớp của ${talker.chat}`,
      content: 'Mang theo mẫu',
      audience: { conditions: [], except: [] },
      signUp: true,
      urgent: false,
      sendAt: at,
      state: 'sent',
      officer: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
  await client.signUp.create({ data: { noticeId: notice.id, personId, state: 'going', since: at, remark: 'bổ ích' } });
  return register(chat, personId, { productName: `Sản phẩm của ${talker.chat}` });
}
