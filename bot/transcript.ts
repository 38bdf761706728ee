/** A chat's past out of inbox and outbox, for the web page, which may be loaded anew or lose its network. */
import { z } from 'zod';
import { Prisma, type PrismaClient } from '../prisma/generated/client.ts';
import { type ChannelName, contentSchema, type Reply, replySchema } from './message.ts';

export interface TranscriptEntry {
  /** Where to go on reading; opaque, increasing. */
  position: string;
  at: Date;
  from: 'person' | 'bot';
  /** The bot's outbox id, or the id under which the person's message arrived. */
  key: string;
  /** What the bot said. */
  reply?: Reply;
  /** What the person said, or the label of what they pressed. */
  text?: string;
  /** The file that the person sent. */
  file?: { name: string; isPicture: boolean };
  /** The button that the person pressed. */
  choice?: { message: string; index: number };
}

export interface Transcript {
  /** Entries after the position, or the latest `limit` when it is null or means nothing; oldest first. */
  read(channel: ChannelName, chat: string, after: string | null, limit: number): Promise<TranscriptEntry[]>;
  /** Messages of the bot whose words were changed since, as they are now, in the order of the changes. */
  edited(channel: ChannelName, chat: string, since: Date): Promise<(TranscriptEntry & { editedAt: Date })[]>;
  /** When what stands at a position was said; null when the position means nothing. */
  timeOf(position: string): Date | null;
  /** One message of the bot to this very chat; null when it has none such. */
  find(channel: ChannelName, chat: string, key: string): Promise<Reply | null>;
  /** How many arrivals still wait for their turn. */
  waiting(channel: ChannelName, chat: string): Promise<number>;
}

const entrySchema = z.object({
  at: z.date(),
  side: z.enum(['bot', 'person']),
  id: z.bigint(),
  key: z.string(),
  reply: replySchema.nullable(),
  content: contentSchema.nullable(),
  label: z.string().nullable(),
});

/** More than a chat has that change at the same time; what is left out comes with the next look. */
const mostEdited = 100;

export function createTranscript(client: PrismaClient): Transcript {
  return {
    async read(channel, chat, after, limit) {
      const position = after === null ? null : parsePosition(after);
      const beyond = position
        ? Prisma.sql`(at, side, id) > (${position.at}, ${position.side}, ${position.id})`
        : Prisma.sql`true`;
      const order = position ? Prisma.sql`at, side, id` : Prisma.sql`at DESC, side DESC, id DESC`;
      const rows = await client.$queryRaw<unknown[]>`
        SELECT * FROM (
          SELECT o.settled_at AS at, 'bot' AS side, o.id, o.id::text AS key, COALESCE(o.payload, b.payload) AS reply, NULL::jsonb AS content, NULL AS label
          FROM outbox o JOIN conversation c ON c.id = o.conversation_id LEFT JOIN broadcast b ON b.id = o.broadcast_id
          WHERE c.channel = ${channel} AND c.chat = ${chat} AND o.state = 'sent'
          UNION ALL
          SELECT i.received_at, 'person', i.id, i.external_id, NULL, i.content, CASE WHEN i.content->>'kind' = 'choice' THEN (
            SELECT COALESCE(p.payload, b.payload)->'choices'->(i.content->>'index')::int->>'label'
            FROM outbox p LEFT JOIN broadcast b ON b.id = p.broadcast_id
            WHERE p.id = (i.content->>'message')::bigint AND p.channel = i.channel AND p.chat = c.chat
          ) END
          FROM inbox i JOIN conversation c ON c.id = i.conversation_id
          WHERE c.channel = ${channel} AND c.chat = ${chat} AND (
            i.content->>'kind' IN ('text', 'choice') OR i.content->'file'->>'state' = 'stored'
          )
        ) AS entry
        WHERE ${beyond} ORDER BY ${order} LIMIT ${limit}`;
      const entries = z.array(entrySchema).parse(rows).map(toEntry);
      return position ? entries : entries.reverse();
    },
    async edited(channel, chat, since) {
      const rows = await client.$queryRaw`
        SELECT o.settled_at AS at, 'bot' AS side, o.id, o.id::text AS key, o.payload AS reply, NULL::jsonb AS content,
          NULL AS label, o.edited_at AS "editedAt"
        FROM outbox o JOIN conversation c ON c.id = o.conversation_id
        WHERE c.channel = ${channel} AND c.chat = ${chat} AND o.state = 'sent' AND o.edited_at > ${since}
        ORDER BY o.edited_at, o.id LIMIT ${mostEdited}`;
      return z
        .array(entrySchema.extend({ editedAt: z.date() }))
        .parse(rows)
        .map((row) => ({ ...toEntry(row), editedAt: row.editedAt }));
    },
    timeOf: (position) => parsePosition(position)?.at ?? null,
    async find(channel, chat, key) {
      if (!/^\d{1,18}$/.test(key)) return null;
      const row = await client.outbox.findFirst({
        where: { id: BigInt(key), channel, chat },
        select: { payload: true, broadcast: { select: { payload: true } } },
      });
      return row ? replySchema.parse(row.payload ?? row.broadcast?.payload) : null;
    },
    waiting: (channel, chat) => client.inbox.count({ where: { doneAt: null, conversation: { channel, chat } } }),
  };
}

function toEntry({ at, side, id, key, reply, content, label }: z.infer<typeof entrySchema>): TranscriptEntry {
  const text = content?.kind === 'text' ? content.text : label;
  const file = content?.kind === 'media' && content.file?.state === 'stored' ? content.file : null;
  return {
    position: `${at.getTime()}-${side}-${id}`,
    at,
    from: side,
    key,
    ...(reply && { reply }),
    ...(text !== null && { text }),
    ...(file && { file: { name: file.name, isPicture: file.mime.startsWith('image/') } }),
    ...(content?.kind === 'choice' && { choice: { message: content.message, index: content.index } }),
  };
}

function parsePosition(text: string): { at: Date; side: string; id: bigint } | null {
  const parts = /^(\d{1,15})-(bot|person)-(\d{1,18})$/.exec(text);
  if (!parts?.[1] || !parts[2] || !parts[3]) return null;
  return { at: new Date(Number(parts[1])), side: parts[2], id: BigInt(parts[3]) };
}
