/** Turns what is stored into what the page gets to see. */
import { type Attachment, isPicture, type Reply } from '../../message.ts';
import type { TranscriptEntry } from '../../transcript.ts';
import type { Entry } from './page/page.d.ts';

/** The id under which a page's message is stored: pages of two visitors can never stand in each other's way. */
export function inboundId(visitor: string, pageId: string): string {
  return `${visitor}.${pageId}`;
}

export function viewEntry(entry: TranscriptEntry, visitor: string): Entry {
  if (entry.from === 'bot')
    return viewReply(entry.key, entry.at, entry.reply ?? { text: '', sources: [], choices: [] });
  const prefix = inboundId(visitor, '');
  return {
    key: entry.key.startsWith(prefix) ? entry.key.slice(prefix.length) : entry.key,
    at: entry.at.toISOString(),
    from: 'person',
    text: entry.text ?? (entry.file ? `${entry.file.isPicture ? '🖼' : '📎'} ${entry.file.name}` : ''),
    sources: [],
    choices: [],
    attachment: null,
    clears: false,
    progress: null,
    picked: entry.choice ?? null,
  };
}

export function viewReply(key: string, at: Date, reply: Reply): Entry {
  const quotes = new Map<string, Set<string>>();
  for (const { label, quote } of reply.sources) {
    const known = quotes.get(label) ?? new Set<string>();
    quotes.set(label, quote.trim() === '' ? known : known.add(quote));
  }
  return {
    key,
    at: at.toISOString(),
    from: 'bot',
    text: reply.text,
    sources: [...quotes].map(([label, distinct]) => ({ label, quotes: [...distinct] })),
    choices: reply.choices.map(({ label }) => label),
    attachment: reply.attachment ? viewAttachment(reply.attachment) : null,
    clears: reply.clears === true,
    progress: reply.progress ?? null,
    picked: null,
  };
}

function viewAttachment(attachment: Attachment): Entry['attachment'] {
  const bytes = 'hash' in attachment ? (attachment.bytes ?? null) : Buffer.byteLength(attachment.text);
  return { name: attachment.name, bytes, isPicture: isPicture(attachment) };
}
