/** How turns end in the database: one statement for all that share a transaction. */
import { Prisma } from '../prisma/generated/client.ts';
import type { Tx } from '../prisma/open.ts';
import type { Memory } from './capability.ts';
import type { Json } from './dialog.ts';
import type { Reply } from './message.ts';
import type { Claimed } from './turn-claim.ts';

/** What a turn came to, to be written with those that share its transaction. */
export interface Ending {
  claimed: Claimed;
  replies: readonly Reply[];
  /** Null: the message is put off until `pausedUntil`. */
  done: { memory: Memory; unreachable: string | null; drafts: ReadonlyMap<string, Json | null> } | null;
  pausedUntil: Date | null;
}

/** Replies, memories and the messages' ends in one statement. */
export async function finish(tx: Tx, now: Date, endings: readonly Ending[]): Promise<void> {
  const rows = endings.map(({ claimed, done, pausedUntil }) => ({
    message: claimed.id.toString(),
    conversation: claimed.conversation_id.toString(),
    received_at: claimed.received_at,
    done: done !== null,
    memory: done?.memory ?? null,
    unreachable: done?.unreachable ?? null,
    paused_until: pausedUntil,
  }));
  const messages = endings.map(({ claimed }) => claimed.id);
  const conversations = endings.map(({ claimed }) => claimed.conversation_id);
  // The arrays name the rows a second time, so that they are found by their keys however many rows there are.
  await tx.$executeRaw`
    WITH ending AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(
        message bigint, conversation bigint, received_at timestamptz, done boolean, memory jsonb, unreachable text, paused_until timestamptz
      )
    ),
    answered AS (
      UPDATE inbox i SET done_at = ${now}, advice = NULL FROM ending e WHERE i.id = ANY(${messages}::bigint[]) AND e.message = i.id AND e.done
    ),
    kept AS (
      UPDATE conversation c SET
        memory = CASE WHEN e.done THEN e.memory ELSE c.memory END,
        unreachable = CASE WHEN e.done THEN e.unreachable ELSE c.unreachable END,
        last_inbound_at = CASE WHEN e.done THEN e.received_at ELSE c.last_inbound_at END,
        paused_until = COALESCE(e.paused_until, c.paused_until)
      FROM ending e WHERE c.id = ANY(${conversations}::bigint[]) AND e.conversation = c.id
    )${keepDrafts(now, endings)}
    ${insertReplies(now, endings)}`;
}

/** More parts of the closing statement: drafts that changed and drafts that are done with. */
function keepDrafts(now: Date, endings: readonly Ending[]): Prisma.Sql {
  const changed = endings.flatMap(({ claimed: { person_id, drafts: before }, done }) =>
    [...(done?.drafts ?? [])].map(([dialog, draft]) => ({
      person_id,
      dialog,
      draft,
      wasThere: before?.[dialog] !== undefined,
    })),
  );
  const kept = changed.flatMap(({ person_id, dialog, draft }) =>
    draft === null ? [] : [{ person_id, dialog, draft }],
  );
  const gone = changed.flatMap(({ person_id, dialog, draft, wasThere }) =>
    draft === null && wasThere ? [{ person_id, dialog }] : [],
  );
  const parts = [
    ...(kept.length === 0
      ? []
      : [
          Prisma.sql`, draft_kept AS (
            INSERT INTO draft (person_id, dialog, draft, touched_at)
            SELECT d.person_id, d.dialog, d.draft, ${now}
            FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS d(person_id uuid, dialog text, draft jsonb)
            ON CONFLICT (person_id, dialog) DO UPDATE SET draft = excluded.draft, touched_at = excluded.touched_at, reminded_at = NULL
          )`,
        ]),
    ...(gone.length === 0
      ? []
      : [
          Prisma.sql`, draft_gone AS (
            DELETE FROM draft USING jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS d(person_id uuid, dialog text)
            WHERE draft.person_id = ANY(${gone.map(({ person_id }) => person_id)}::uuid[])
              AND draft.person_id = d.person_id AND draft.dialog = d.dialog
          )`,
        ]),
  ];
  return parts.length === 0 ? Prisma.empty : Prisma.join(parts, ' ');
}

export function insertReplies(now: Date, endings: readonly Pick<Ending, 'claimed' | 'replies'>[]): Prisma.Sql {
  const rows = endings.flatMap(({ claimed, replies }) =>
    replies.map((payload) => ({
      conversation: claimed.conversation_id.toString(),
      channel: claimed.channel,
      chat: claimed.chat,
      payload,
    })),
  );
  return Prisma.sql`
    INSERT INTO outbox (conversation_id, channel, chat, priority, payload, not_before, created_at)
    SELECT r.conversation, r.channel, r.chat, 0, r.payload, ${now}, ${now}
    FROM ROWS FROM (
      jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS (conversation bigint, channel text, chat text, payload jsonb)
    ) WITH ORDINALITY AS r(conversation, channel, chat, payload, place)
    ORDER BY r.place`;
}
