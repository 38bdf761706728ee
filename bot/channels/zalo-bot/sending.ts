/** One reply as the messages that Zalo takes, and what became of them. */
import type { Outgoing, SendOutcome } from '../../channel.ts';
import type { Attachment } from '../../message.ts';
import type { Meter } from '../../quota.ts';
import type { Health } from '../health.ts';
import { withProgressBar } from '../progress-bar.ts';
import { codeOf, keptForAnswers } from '../zalo/error.ts';
import { createHalves } from '../zalo/halves.ts';
import type { HandedOut } from '../zalo/links.ts';
import { type RenderedText, renderReply } from '../zalo/render.ts';
import type { ZaloBotClient } from './client.ts';
import { outcomeOf } from './errors.ts';

export interface SenderParts {
  client: ZaloBotClient;
  health: Health;
  meter: Meter;
  /** Resolves when the next message may go to this chat. */
  rest(chat: string): Promise<void>;
  /** Null when the file is gone. Throws when the store fails. */
  handOut(attachment: Attachment): Promise<HandedOut | null>;
  secondTryAfterMs: number;
}

type Part = RenderedText & { picture?: string };

export function createSender(parts: SenderParts): (message: Outgoing) => Promise<SendOutcome> {
  const { client, health, meter } = parts;
  const sendParts = createHalves();

  return async ({ key, chat, reply: plain, bulk: isBulk = false }) => {
    const reply = withProgressBar(plain);
    if (!/^[\x21-\x7e]{1,128}$/.test(chat)) return { kind: 'refused', why: 'not an address on Zalo' };
    let file: HandedOut | null | undefined;
    try {
      if (isBulk && (await meter.isKeptForAnswers())) return { kind: 'refused', why: keptForAnswers };
      file = reply.attachment && (await parts.handOut(reply.attachment));
    } catch {
      return { kind: 'retry', why: 'the quota or the file could not be read' };
    }
    if (file === null) return { kind: 'refused', why: 'its file is not in the file store any more' };
    const messages = partsOf(reply, file);
    if (messages.length === 0) return { kind: 'refused', why: 'an empty text' };
    try {
      const platformId = await sendParts(key, messages, (part) => sendPart(chat, part, file));
      health.succeeded();
      return { kind: 'sent', platformId };
    } catch (error) {
      health.failed(error);
      const outcome = outcomeOf(error, isBulk);
      // Zalo may have taken it, and then it counts.
      if (outcome.kind === 'unknown') meter.count(1);
      return outcome;
    }
  };

  async function sendPart(chat: string, part: Part, file: HandedOut | undefined): Promise<string> {
    await parts.rest(chat);
    const { picture } = part;
    const id =
      picture === undefined
        ? await sendText(chat, part)
        : await withSecondTry(() => client.sendPhoto(chat, picture, part.text)).catch((error: unknown) => {
            // What Zalo cannot show as a picture may still be opened as a file.
            if (file === undefined || !isSaidNo(error)) throw error;
            return sendText(chat, { text: [part.text, file.line].join('\n\n').trim(), styles: [] });
          });
    meter.count(1);
    return id;
  }

  /** Bold words are an extra: if Zalo cannot make anything of them, the person still gets the text. */
  async function sendText(chat: string, { text, styles }: RenderedText): Promise<string> {
    try {
      return await withSecondTry(() => client.sendMessage(chat, text, styles));
    } catch (error) {
      if (styles.length === 0 || codeOf(error) !== 400) throw error;
      return client.sendMessage(chat, text, []);
    }
  }

  /** A 403 is an error of the server's own, after which one more try is due. */
  async function withSecondTry<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (codeOf(error) !== 403) throw error;
      await new Promise((resolve) => setTimeout(resolve, parts.secondTryAfterMs));
      return send();
    }
  }
}

const isSaidNo = (error: unknown) => [400, 404].includes(codeOf(error) ?? 0);

/** A picture bears the words if they fit under it; else it goes ahead, so that the choices stand last. */
function partsOf(reply: Outgoing['reply'], file: HandedOut | undefined): Part[] {
  const picture = file?.picture;
  if (picture == null) return renderReply(reply, file ? [file.line] : []);
  const texts = renderReply(reply);
  const [only, ...others] = texts;
  if (others.length === 0) return [{ picture, text: only?.text ?? '', styles: [] }];
  return [{ picture, text: '', styles: [] }, ...texts];
}
