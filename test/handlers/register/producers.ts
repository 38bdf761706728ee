/** People who register products with the chat machine, over a real database. */
import type { Capability } from '../../../bot/capability.ts';
import type { Machine } from '../../../bot/machine.ts';
import { type Content, type Reply, reply } from '../../../bot/message.ts';
import { createRegister } from '../../../handlers/register/register.ts';
import { createGroupSuggester } from '../../../knowledge/product-groups/suggester.ts';
import type { Database } from '../../../prisma/open.ts';
import { createTestClock, echo, startTestMachine, type TestClock } from '../../machine.ts';
import { createPlatform, until } from '../../platform.ts';

const suggester = createGroupSuggester();

/** Answers what ends with a question mark. */
const answering: Capability = {
  ...echo,
  answersQuestion: async (_turn, text) => (text.endsWith('?') ? [reply(`Trả lời: ${text}`)] : null),
};

export interface Producers {
  clock: TestClock;
  machine: Machine;
  /** Says it and gives back all that is said back; by default it is the same person who speaks. */
  says(text: string, who?: string): Promise<Reply[]>;
  presses(label: string, who?: string): Promise<Reply[]>;
  sends(content: Content, who?: string): Promise<Reply[]>;
  /** One text after the other; gives back what was said to the last. */
  tells(texts: readonly string[], who?: string): Promise<Reply[]>;
  /** All of them say something at the same moment. */
  together(crowd: readonly string[], textOf: (who: string) => string): Promise<void>;
  stop(): Promise<void>;
}

export async function meetProducers(
  database: Database,
  { profile = null, now }: { profile?: string | null; now?: string } = {},
): Promise<Producers> {
  const clock = createTestClock(now);
  const platform = createPlatform('telegram');
  const register = createRegister({
    suggest: (product) => suggester.suggestGroups(product),
    configuredProfile: profile,
    keptDays: 730,
    onRegistered: async () => {},
  });
  const machine = await startTestMachine({
    database,
    clock,
    capabilities: [register, answering],
    channels: [platform],
  });
  const seen = new Map<string, number>();
  const to = (who: string) => platform.delivered.filter(({ chat }) => chat === who);

  /** Another's turn may be under way: only this person's rows count. */
  const answered = async (who: string): Promise<Reply[]> => {
    await until(
      async () => {
        const [open] = await database.client.$queryRaw<{ count: number }[]>`
          SELECT (SELECT count(*) FROM inbox i JOIN conversation c ON c.id = i.conversation_id WHERE c.chat = ${who} AND i.done_at IS NULL)::int
            + (SELECT count(*) FROM outbox WHERE chat = ${who} AND state IN ('planned', 'sending'))::int AS count`;
        return open?.count === 0;
      },
      () => `an answer to ${who}`,
    );
    const replies = to(who).map((message) => message.reply);
    const fresh = replies.slice(seen.get(who) ?? 0);
    seen.set(who, replies.length);
    return fresh;
  };

  const producers: Producers = {
    clock,
    machine,
    async says(text, who = 'lan') {
      // Nobody types thirty messages in half a minute.
      clock.advance(2_000);
      await platform.says(who, text);
      return answered(who);
    },
    async presses(label, who = 'lan') {
      clock.advance(2_000);
      const shown = to(who).findLast(({ reply: { choices } }) => choices.some((choice) => choice.label === label));
      await platform.presses(shown ?? to(who).at(-1), label);
      return answered(who);
    },
    async sends(content, who = 'lan') {
      await platform.arrives(who, content);
      return answered(who);
    },
    async tells(texts, who) {
      let last: Reply[] = [];
      for (const text of texts) last = await producers.says(text, who);
      return last;
    },
    async together(crowd, textOf) {
      clock.advance(2_000);
      await Promise.all(crowd.map((who) => platform.says(who, textOf(who))));
      for (const who of crowd) await answered(who);
    },
    stop: () => machine.stop(),
  };
  return producers;
}

/** What a cooperative answers, prompt by prompt. */
export const cooperative: readonly string[] = [
  '/dangky',
  'Đồng ý',
  'Hợp tác xã',
  'Hợp tác xã nho An Hòa',
  'Nguyễn Thị Lan',
  '0905 123 456',
  'xã Vĩnh Hải',
  'Mật nho An Hòa',
  'Nho tươi ép lấy nước, cô đặc thành mật, chai 500 ml',
  'nhóm 1',
  '80%',
  'chưa biết',
  '2.000 chai, 120.000 đồng/chai',
  'đkkd, attp',
  'xong',
  'bỏ qua',
];

export const photo = (hash: string): Content => ({
  kind: 'media',
  media: 'photo',
  caption: '',
  file: { state: 'stored', hash, name: `${hash}.jpg`, mime: 'image/jpeg', bytes: 1_000 },
});

export const firstLine = (replies: readonly Reply[]) => replies.at(-1)?.text.split('\n')[0];
export const labels = (replies: readonly Reply[]) => replies.at(-1)?.choices.map(({ label }) => label) ?? [];
export const saidIn = (replies: readonly Reply[]) => replies.map(({ text }) => text).join('\n');
