/** One reply as one Telegram message, and what became of it. */
import { type Api, InputFile } from 'grammy';
import type { Outgoing, SendOutcome } from '../../channel.ts';
import { printable } from '../printable.ts';
import { isUnreadable, migratedTo, outcomeOf } from './errors.ts';
import type { Health } from './health.ts';
import { renderKeyboard } from './keyboard.ts';
import { captionLength, messageLength, type RenderedText, renderText } from './render.ts';

/** Where a message goes: a chat, and in a forum the topic. */
export interface Address {
  chat: number;
  topic?: number;
}

/** Reads `<chat>` or `<chat>/<topic>`; null if it is neither. */
export function readAddress(address: string): Address | null {
  const match = /^(-?\d{1,16})(?:\/(\d{1,16}))?$/.exec(address);
  if (match?.[1] === undefined) return null;
  return { chat: Number(match[1]), ...(match[2] !== undefined && { topic: Number(match[2]) }) };
}

/** Keys of messages whose text arrived though the file below it did not; a second try must not repeat the text. */
const mostHalves = 1000;

export function createSender(api: Api, health: Health): (message: Outgoing) => Promise<SendOutcome> {
  const supergroups = new Map<number, number>();
  const halves = new Set<string>();

  return async (message) => {
    const address = readAddress(message.chat);
    if (address === null) return { kind: 'refused', why: 'not an address on Telegram' };
    const { reply } = message;
    if (printable(reply.text).trim() === '' && reply.attachment === undefined) {
      return { kind: 'refused', why: 'an empty text' };
    }
    try {
      const platformId = await toCurrentChat(address, (to) =>
        reply.attachment === undefined ? sendText(to, message) : sendFile(to, message, reply.attachment),
      );
      health.succeeded();
      return { kind: 'sent', platformId: String(platformId) };
    } catch (error) {
      health.failed(error);
      return outcomeOf(error);
    }
  };

  /** A group that became a supergroup has a new id; those who answer to the old one are led there. */
  async function toCurrentChat(address: Address, send: (to: Address) => Promise<number>): Promise<number> {
    const known = supergroups.get(address.chat);
    if (known !== undefined) return send({ chat: known });
    try {
      return await send(address);
    } catch (error) {
      const moved = migratedTo(error);
      if (moved === null) throw error;
      supergroups.set(address.chat, moved);
      return send({ chat: moved });
    }
  }

  async function sendText(to: Address, { key, reply }: Outgoing): Promise<number> {
    return asHtmlOrPlain(renderText(reply, messageLength), async (text, mode) => {
      const sent = await api.sendMessage(to.chat, text, {
        ...mode,
        ...extras(to, key, reply.choices),
        link_preview_options: { is_disabled: true },
      });
      return sent.message_id;
    });
  }

  /** The text stands under the file; one too long for that goes ahead as a message of its own. */
  async function sendFile(
    to: Address,
    message: Outgoing,
    attachment: NonNullable<Outgoing['reply']['attachment']>,
  ): Promise<number> {
    const { key, reply } = message;
    const isLong = renderText({ ...reply, sources: [] }, messageLength).plain.length > captionLength;
    if (isLong && !halves.has(key)) {
      await sendText(to, { ...message, reply: { ...reply, choices: [] } });
      if (halves.size >= mostHalves) halves.clear();
      halves.add(key);
    }
    const caption = isLong ? { html: '', plain: '' } : renderText(reply, captionLength);
    const name =
      printable(attachment.name)
        .replace(/[\s/\\]+/g, ' ')
        .trim() || 'tep.txt';
    const platformId = await asHtmlOrPlain(caption, async (text, mode) => {
      const sent = await api.sendDocument(to.chat, new InputFile(Buffer.from(attachment.text), name), {
        ...(text !== '' && { caption: text, ...mode }),
        ...extras(to, key, reply.choices),
      });
      return sent.message_id;
    });
    halves.delete(key);
    return platformId;
  }
}

function extras(to: Address, key: string, choices: Outgoing['reply']['choices']) {
  return {
    ...(to.topic !== undefined && { message_thread_id: to.topic }),
    ...(choices.length > 0 && { reply_markup: { inline_keyboard: renderKeyboard(key, choices) } }),
  };
}

/** Our HTML should always parse; if it ever does not, the person still gets the words. */
async function asHtmlOrPlain(
  text: RenderedText,
  send: (text: string, mode: { parse_mode?: 'HTML' }) => Promise<number>,
): Promise<number> {
  try {
    return await send(text.html, { parse_mode: 'HTML' });
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return send(text.plain, {});
  }
}
