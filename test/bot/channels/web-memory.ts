/** A transcript in memory, and a chat core small enough to read: what arrives is kept once and may be answered. */
import type { Receive } from '../../../bot/channel.ts';
import type { Inbound, Reply } from '../../../bot/message.ts';
import type { Transcript, TranscriptEntry } from '../../../bot/transcript.ts';

type Kept = TranscriptEntry & { chat: string; editedAt?: Date };

export interface MemoryChat {
  transcript: Transcript;
  receive: Receive;
  arrivals: Inbound[];
  /** Adds a message of the bot; its key. `at` defaults to now. */
  say(chat: string, reply: Reply, at?: Date): string;
  /** Gives a message of the bot other words. */
  edit(key: string, reply: Reply): void;
  /** While set, every access fails with it. */
  outage: Error | null;
  waiting: number;
  /** Reads so far. */
  reads: number;
}

export function createMemoryChat(options: { now: () => Date; onArrival?: (arrival: Inbound) => void }): MemoryChat {
  const kept: Kept[] = [];
  let lastKey = 0;
  const sorted = () => [...kept].sort((a, b) => compare(a.position, b.position));

  const chat: MemoryChat = {
    arrivals: [],
    outage: null,
    waiting: 0,
    reads: 0,
    say(to, reply, at = options.now()) {
      const key = String(++lastKey);
      kept.push({ chat: to, position: position(at, kept.length), at, from: 'bot', key, reply });
      return key;
    },
    edit(key, reply) {
      const entry = kept.find((one) => one.key === key);
      if (entry) Object.assign(entry, { reply, editedAt: options.now() });
    },
    async receive(arrivals) {
      if (chat.outage) throw chat.outage;
      for (const arrival of arrivals) {
        if (chat.arrivals.some(({ id }) => id === arrival.id)) continue;
        chat.arrivals.push(arrival);
        const { content } = arrival;
        const at = options.now();
        const pressed = content.kind === 'choice' ? kept.find(({ key }) => key === content.message) : undefined;
        const label = content.kind === 'choice' ? pressed?.reply?.choices[content.index]?.label : undefined;
        kept.push({
          chat: arrival.chat,
          position: position(at, kept.length),
          at,
          from: 'person',
          key: arrival.id,
          ...(content.kind === 'media' &&
            content.file?.state === 'stored' && {
              file: { name: content.file.name, isPicture: content.file.mime.startsWith('image/') },
            }),
          ...(content.kind === 'text' && { text: content.text }),
          ...(label !== undefined && { text: label }),
          ...(content.kind === 'choice' && { choice: { message: content.message, index: content.index } }),
        });
        options.onArrival?.(arrival);
      }
    },
    transcript: {
      async read(_channel, of, after, limit) {
        chat.reads++;
        if (chat.outage) throw chat.outage;
        const mine = sorted().filter((entry) => entry.chat === of);
        return after === null
          ? mine.slice(-limit)
          : mine.filter((entry) => compare(entry.position, after) > 0).slice(0, limit);
      },
      async edited(_channel, of, since) {
        if (chat.outage) throw chat.outage;
        return kept.flatMap(({ editedAt, ...entry }) =>
          editedAt && entry.chat === of && editedAt > since ? [{ ...entry, editedAt }] : [],
        );
      },
      timeOf: (at) => (/^\d+-\d+$/.test(at) ? new Date(Number(at.split('-')[0])) : null),
      async find(_channel, of, key) {
        if (chat.outage) throw chat.outage;
        return kept.find((entry) => entry.chat === of && entry.from === 'bot' && entry.key === key)?.reply ?? null;
      },
      async waiting() {
        if (chat.outage) throw chat.outage;
        return chat.waiting;
      },
    },
  };
  return chat;
}

const position = (at: Date, place: number) => `${at.getTime()}-${String(place).padStart(6, '0')}`;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
