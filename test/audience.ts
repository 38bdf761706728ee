/** Single people straight into the database, and messages to them. */
import { type BroadcastPlan, planBroadcast } from '../bot/broadcast.ts';
import { reply } from '../bot/message.ts';
import { priority } from '../bot/outbox.ts';
import { Prisma, type PrismaClient } from '../prisma/generated/client.ts';
import type { Tx } from '../prisma/open.ts';

/** A chat of a person; a private one, where they wrote just now and can be reached, unless told otherwise. */
export interface Chat {
  chat: string;
  /** Other than `chat` in a group. */
  sender?: string;
  lastInboundAt?: Date;
  unreachable?: string;
}

/** Adds a person with these chats on Telegram. */
export async function addPerson(tx: Tx, now: Date, ...chats: Chat[]): Promise<string> {
  const rows = chats.map(({ chat, sender = chat, lastInboundAt = now, unreachable = null }) => ({
    channel: 'telegram',
    chat,
    sender,
    unreachable,
    lastInboundAt,
    createdAt: now,
  }));
  const { id } = await tx.person.create({ data: { createdAt: now, conversations: { create: rows } } });
  return id;
}

/** People with a private chat each. */
export async function addPeopleOf(tx: Tx, now: Date, chats: readonly string[]): Promise<void> {
  for (const chat of chats) await addPerson(tx, now, { chat });
}

/** SQL that selects everybody, as often as they have chats. */
export const everybody = Prisma.sql`SELECT person_id FROM conversation`;

/** Plans a broadcast to everybody, for now and not urgent unless told otherwise. */
export async function planFor(
  client: PrismaClient,
  now: Date,
  text: string,
  plan: Partial<BroadcastPlan> = {},
): Promise<bigint> {
  const whole = { payload: reply(text), people: everybody, urgent: false, notBefore: now, ...plan };
  return (await client.$transaction((tx) => planBroadcast(tx, now, whole), { timeout: 60_000 })).id;
}

/** Plans a message to one chat, due now unless told otherwise. */
export async function planMessage(
  tx: Tx,
  now: Date,
  message: { chat: string; text: string; kind: keyof typeof priority; notBefore?: Date; notAfter?: Date },
): Promise<bigint> {
  const { chat, text, kind, notBefore = now, notAfter = null } = message;
  const { id: conversationId, channel } = await tx.conversation.findFirstOrThrow({ where: { chat } });
  const row = { conversationId, channel, chat, priority: priority[kind], payload: reply(text) };
  const { id } = await tx.outbox.create({ data: { ...row, notBefore, notAfter, createdAt: now } });
  return id;
}
