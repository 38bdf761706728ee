/** One reply as one Telegram message, and what became of it. */
import { type Api, GrammyError, InputFile } from 'grammy';
import type { Outgoing, SendOutcome } from '../../channel.ts';
import { type Attachment, isPicture } from '../../message.ts';
import type { Health } from '../health.ts';
import { printable } from '../printable.ts';
import { withProgressBar } from '../progress-bar.ts';
import { isUnreadable, migratedTo, outcomeOf } from './errors.ts';
import { renderContactKeyboard, renderKeyboard } from './keyboard.ts';
import { captionLength, isTooLongForCaption, messageLength, type RenderedText, renderText } from './render.ts';

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

/** `readFile` gives the bytes of a stored file, null when it is gone. */
export function createSender(
  api: Api,
  health: Health,
  readFile: (hash: string) => Promise<Buffer | null>,
): (message: Outgoing) => Promise<SendOutcome> {
  const supergroups = new Map<number, number>();
  const halves = new Set<string>();

  return async ({ reply: plain, ...rest }) => {
    const message: Outgoing = { ...rest, reply: withProgressBar(plain) };
    const address = readAddress(message.chat);
    if (address === null) return { kind: 'refused', why: 'not an address on Telegram' };
    const { reply } = message;
    if (printable(reply.text).trim() === '' && reply.attachment === undefined) {
      return { kind: 'refused', why: 'an empty text' };
    }
    const file = reply.attachment && (await load(reply.attachment));
    if (file !== undefined && 'kind' in file) return file;
    try {
      const platformId = await toCurrentChat(address, (to) =>
        file === undefined ? sendText(to, message) : sendFile(to, message, file),
      );
      health.succeeded();
      return { kind: 'sent', platformId: String(platformId) };
    } catch (error) {
      health.failed(error);
      return outcomeOf(error);
    }
  };

  async function load(attachment: Attachment): Promise<LoadedFile | SendOutcome> {
    const name =
      printable(attachment.name)
        .replace(/[\s/\\]+/g, ' ')
        .trim() || 'tep.txt';
    if (!('hash' in attachment)) return { name, bytes: Buffer.from(attachment.text), isPhoto: false };
    try {
      const bytes = await readFile(attachment.hash);
      if (bytes === null) return { kind: 'refused', why: 'its file is not in the file store any more' };
      return { name, bytes, isPhoto: isPicture(attachment) };
    } catch {
      return { kind: 'retry', why: 'its file could not be read from the file store' };
    }
  }

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
        ...extras(to, key, reply),
        link_preview_options: { is_disabled: true },
      });
      return sent.message_id;
    });
  }

  /** The text stands under the file; one too long for that goes ahead as a message of its own. */
  async function sendFile(to: Address, message: Outgoing, file: LoadedFile): Promise<number> {
    const { key, reply } = message;
    const isLong = isTooLongForCaption(reply);
    if (isLong && !halves.has(key)) {
      const { keyboard: _, ...rest } = reply;
      await sendText(to, { ...message, reply: { ...rest, choices: [] } });
      if (halves.size >= mostHalves) halves.clear();
      halves.add(key);
    }
    const caption = isLong ? { html: '', plain: '' } : renderText(reply, captionLength);
    const platformId = await asHtmlOrPlain(caption, async (text, mode) => {
      const rest = { ...(text !== '' && { caption: text, ...mode }), ...extras(to, key, reply) };
      return file.isPhoto ? sendPhoto(to, file, rest) : sendDocument(to, file, rest);
    });
    halves.delete(key);
    return platformId;
  }

  type Rest = NonNullable<Parameters<Api['sendDocument']>[2]> & NonNullable<Parameters<Api['sendPhoto']>[2]>;

  async function sendDocument(to: Address, { bytes, name }: LoadedFile, rest: Rest): Promise<number> {
    return (await api.sendDocument(to.chat, new InputFile(bytes, name), rest)).message_id;
  }

  async function sendPhoto(to: Address, file: LoadedFile, rest: Rest): Promise<number> {
    try {
      return (await api.sendPhoto(to.chat, new InputFile(file.bytes, file.name), rest)).message_id;
    } catch (error) {
      // A strip of a picture, for one, is too long and thin for a photo, but not for a file.
      if (!isUnfitPhoto(error)) throw error;
      return sendDocument(to, file, rest);
    }
  }
}

interface LoadedFile {
  name: string;
  bytes: Buffer;
  isPhoto: boolean;
}

function isUnfitPhoto(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 400 && /photo_|image_process/i.test(error.description);
}

function extras(to: Address, key: string, reply: Outgoing['reply']) {
  const markup = keyboardOf(to, key, reply);
  return {
    ...(to.topic !== undefined && { message_thread_id: to.topic }),
    ...(markup && { reply_markup: markup }),
  };
}

function keyboardOf(to: Address, key: string, { choices, keyboard }: Outgoing['reply']) {
  // Telegram lets nobody be asked for their number in a group, whose ids are negative.
  if (keyboard === 'ask-contact' && to.chat > 0) return renderContactKeyboard(choices);
  if (choices.length > 0) return { inline_keyboard: renderKeyboard(key, choices) };
  return keyboard === 'remove' ? { remove_keyboard: true as const } : undefined;
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
