/** Deletes what is no longer needed, so that nothing about people is kept longer than promised. */
import type { PrismaClient } from '../prisma/generated/client.ts';

/** What was said is kept this long, for the page's history and for telling a repeated message from a new one. */
export const messagesKeptDays = 30;
/** Votes and unanswered questions (personal data masked) are kept for review. */
export const feedbackKeptDays = 365;

const dayMs = 24 * 60 * 60_000;

/** Removes what is past its time, and what is remembered of talks as old; returns how many rows went. */
export async function forgetOld(client: PrismaClient, now: Date): Promise<number> {
  const messagesBefore = new Date(now.getTime() - messagesKeptDays * dayMs);
  const [inbox, outbox, feedback] = await client.$transaction([
    client.inbox.deleteMany({ where: { doneAt: { lt: messagesBefore } } }),
    client.outbox.deleteMany({ where: { settledAt: { lt: messagesBefore } } }),
    client.feedback.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - feedbackKeptDays * dayMs) } } }),
    // The choices that stood open bear the words of the last question.
    client.conversation.updateMany({ where: { lastInboundAt: { lt: messagesBefore } }, data: { memory: {} } }),
  ]);
  return inbox.count + outbox.count + feedback.count;
}
