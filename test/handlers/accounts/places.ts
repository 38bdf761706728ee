/** One person on Telegram and Zalo, or two, who join their places through the machine. */
import { randomBytes } from 'node:crypto';
import type { Machine } from '../../../bot/machine.ts';
import type { Reply } from '../../../bot/message.ts';
import { createAccounts } from '../../../handlers/accounts/accounts.ts';
import { createPrivacy } from '../../../handlers/privacy/privacy.ts';
import { createRegister } from '../../../handlers/register/register.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { createTestClock, echo, startTestMachine, type TestClock } from '../../machine.ts';
import { createPlatform, until } from '../../platform.ts';

export interface Talker {
  /** What is answered, all of it. */
  says(typed: string): Promise<Reply[]>;
  /** The newest button of this label. */
  presses(label: string): Promise<Reply[]>;
  heard(): string[];
  personId(): Promise<string>;
}

export interface Places {
  database: TestDatabase;
  clock: TestClock;
  on(channel: 'telegram' | 'zalo-bot', chat: string): Talker;
  /** Somebody on Telegram and somebody on Zalo, who have both said hello. */
  two(): Promise<[Talker, Talker]>;
  settled(): Promise<void>;
  end(): Promise<void>;
}

export async function openPlaces(): Promise<Places> {
  const database = await openTestDatabase();
  const clock = createTestClock();
  const accounts = createAccounts({ quietHours: null, randomBytes });
  const capabilities = [
    createRegister({
      suggest: () => ({ groups: [], outside: null }),
      configuredProfile: null,
      keptDays: 730,
      onRegistered: async () => {},
    }),
    createPrivacy(
      { messagesDays: 30, feedbackDays: 365, draftsDays: 30, undeliveredDays: 365, modelDays: null },
      null,
      accounts.typedCode,
    ),
    accounts,
    echo,
  ];
  const platforms = { telegram: createPlatform('telegram'), 'zalo-bot': createPlatform('zalo-bot') };
  const machine: Machine = await startTestMachine({
    database,
    clock,
    capabilities,
    channels: Object.values(platforms),
  });

  const settled = () =>
    until(
      async () => {
        const { inbox, outbox } = database.client;
        const due = { state: { in: ['planned' as const, 'sending' as const] }, notBefore: { lte: clock.now() } };
        return (await inbox.count({ where: { doneAt: null } })) + (await outbox.count({ where: due })) === 0;
      },
      () => 'the answers to be sent',
    );

  const on: Places['on'] = (channel, chat) => {
    const platform = platforms[channel];
    const mine = () => platform.delivered.filter((message) => message.chat === chat);
    const answers = async (act: () => Promise<void>) => {
      const before = mine().length;
      await act();
      await settled();
      return mine()
        .slice(before)
        .map((one) => one.reply);
    };
    const withButton = (label: string) =>
      mine().findLast(({ reply: { choices } }) => choices.some((one) => one.label === label));
    return {
      says: (typed) => answers(() => platform.says(chat, typed)),
      presses: (label) => answers(() => platform.presses(withButton(label), label)),
      heard: () => mine().map((one) => one.reply.text),
      personId: async () => (await database.client.conversation.findFirstOrThrow({ where: { chat } })).personId,
    };
  };

  return {
    database,
    clock,
    on,
    settled,
    async two() {
      const [one, other] = [on('telegram', 'tele'), on('zalo-bot', 'zalo')];
      await one.says('chào');
      await other.says('chào');
      return [one, other];
    },
    async end() {
      await machine.stop();
      await database.close();
    },
  };
}

/** Takes a code; gives back the line that is to be typed elsewhere. */
export async function takeCode(from: Talker): Promise<string> {
  await from.says('/riengtu');
  await from.presses('Nối tài khoản');
  return (await from.presses('Lấy mã nối')).at(-1)?.text ?? '';
}

/** Takes a code on the one and types it on the other; gives back what is said when they are joined. */
export async function joinBoth(from: Talker, to: Talker): Promise<Reply[]> {
  await to.says(await takeCode(from));
  return to.presses('Đồng ý nối');
}
