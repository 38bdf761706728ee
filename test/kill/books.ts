/** What the database holds about each conversation, in a form that two runs can be compared by. */
import type { PrismaClient } from '../../prisma/generated/client.ts';

export interface Account {
  channel: string;
  sender: string;
  memory: unknown;
  pausedUntil: Date | null;
  unreachable: string | null;
  asked: unknown[];
  replied: unknown[];
  feedback: string[];
}

/** By chat. */
export type Books = Record<string, Account>;

/**
 * Ids of messages differ from run to run (a repeated arrival uses one up), so each is replaced by its place in the
 * conversation.
 */
export async function readBooks(client: PrismaClient): Promise<Books> {
  const conversations = await client.conversation.findMany({
    orderBy: { chat: 'asc' },
    include: { inbox: { orderBy: { id: 'asc' } }, outbox: { orderBy: { id: 'asc' } }, feedback: true },
  });
  return Object.fromEntries(
    conversations.map((one) => {
      const places = new Map(one.inbox.map(({ id }, place) => [id.toString(), `message ${place}`]));
      const placed = (value: unknown): unknown =>
        JSON.parse(
          JSON.stringify(value).replace(
            /\\"answer\\":\\"(\d+)\\"/g,
            (_, id: string) => `\\"answer\\":\\"${places.get(id) ?? 'elsewhere'}\\"`,
          ),
        );
      return [
        one.chat,
        {
          channel: one.channel,
          sender: one.sender,
          memory: placed(one.memory),
          pausedUntil: one.pausedUntil,
          unreachable: one.unreachable,
          asked: one.inbox.map(({ content }) => content),
          replied: one.outbox.map(({ payload }) => placed(payload)),
          feedback: one.feedback
            .map(({ kind, answerKey, question, citations }) => {
              const key = answerKey.replace(/\d+$/, (id) => places.get(id) ?? 'elsewhere');
              return JSON.stringify({ key, kind, question, citations });
            })
            .sort(),
        },
      ];
    }),
  );
}

/** What no database at rest may hold: messages without an answer, sends without an outcome. */
export async function readLooseEnds(client: PrismaClient) {
  return {
    unanswered: await client.inbox.count({ where: { doneAt: null } }),
    failedTurns: await client.inbox.count({ where: { failures: { gt: 0 } } }),
    unsent: await client.outbox.groupBy({ by: ['state'], where: { state: { not: 'sent' } }, _count: true }),
    doubledPeople: (await client.person.count()) - (await client.conversation.count()),
  };
}

export const noLooseEnds = { unanswered: 0, failedTurns: 0, unsent: [], doubledPeople: 0 };
