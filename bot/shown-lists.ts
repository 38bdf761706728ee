/** What is meant by a typed text where choices are lists to type from, since there are no buttons. */
import { z } from 'zod';
import { Prisma } from '../prisma/generated/client.ts';
import { isDialogPick } from './dialog/reply.ts';
import { findLettered, findNearChoice, plainLabel } from './label.ts';
import { type ChannelName, type Choice, choiceSchema } from './message.ts';
import { priority } from './outbox.ts';

/** A list of choices that the person sees. */
export const shownListSchema = z.object({
  /** The outbox id of its message. */
  message: z.string(),
  choices: z.array(choiceSchema),
  /** Its lines bear letters: numbers are left to the field that asks for one. */
  lettered: z.boolean().nullable(),
  /** It came after what the person wrote last. */
  isNew: z.boolean(),
});
export type ShownList = z.infer<typeof shownListSchema>;

/** How far back a line can still be chosen. */
const mostLists = 10;

/**
 * SQL for the turn's own statement (inbox `i`, conversation `c`): the lists that the person saw when they wrote, newest
 * first, whoever made them; null but on these channels. An answer whose sender died before it wrote down that it was
 * sent may have been seen all the same, and is the newest then.
 */
export function shownLists(channels: readonly ChannelName[]): Prisma.Sql {
  const isSettled = Prisma.sql`n.state = 'sent' AND n.settled_at <= i.received_at`;
  const perhapsSeen = Prisma.sql`n.priority = ${priority.reply} AND n.created_at <= i.received_at
    AND (n.state IN ('planned', 'sending') AND n.attempts > 0 OR n.state = 'sent' AND n.attempts > 1)`;
  const seenAt = Prisma.sql`CASE WHEN ${isSettled} THEN n.settled_at ELSE i.received_at END`;
  return Prisma.sql`CASE WHEN i.channel = ANY(${[...channels]}::text[]) THEN (
    SELECT jsonb_agg(shown.list ORDER BY shown.seen_at DESC, shown.id DESC) FROM (
      SELECT n.id, ${seenAt} AS seen_at, jsonb_build_object(
        'message', n.id::text,
        'choices', COALESCE(n.payload, b.payload)->'choices',
        'lettered', COALESCE(n.payload, b.payload)->'lettered',
        'isNew', ${seenAt} >= COALESCE(c.last_inbound_at, c.created_at)
      ) AS list
      FROM outbox n LEFT JOIN broadcast b ON b.id = n.broadcast_id
      WHERE n.conversation_id = c.id AND (${isSettled} OR ${perhapsSeen})
        AND jsonb_array_length(COALESCE(n.payload, b.payload)->'choices') > 0
      ORDER BY seen_at DESC, n.id DESC LIMIT ${mostLists}
    ) AS shown
  ) END`;
}

export interface Meant {
  choice: Choice;
  message: string | null;
  /** What was meant as the answer, without words of courtesy. */
  typed: string;
}

/** The newest list counts, also one under a message that came unasked; then what the last answer `offered`. */
export function findTyped(lists: readonly ShownList[], offered: readonly Choice[], text: string): Meant | null {
  const newest = lists.find(({ isNew }) => isNew);
  const choice = newest?.lettered && findLettered(newest.choices, text);
  if (newest && choice) return { choice, message: newest.message, typed: text };
  const near = newest && findNearChoice(newest.choices, text, isDialogPick);
  if (near) return { ...near, message: newest.message };
  const earlier = findNearChoice(offered, text, isDialogPick);
  return earlier ? { ...earlier, message: null } : null;
}

/** One word may be an answer to anything; several that are just a line of an older list are that line. */
const shortestOlder = 2;

/** The line of an older list that says just this: such a line is still there to be chosen, as an older button is. */
export function findOlder(lists: readonly ShownList[], text: string): Meant | null {
  const plain = plainLabel(text);
  if (plain.split(' ').length < shortestOlder) return null;
  for (const { message, choices } of lists) {
    const choice = choices.find(({ label, value }) => !isDialogPick(value) && plainLabel(label) === plain);
    if (choice) return { choice, message, typed: text };
  }
  return null;
}
