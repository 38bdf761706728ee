/** Sends one reply, and says what became of it. */
import type { Outgoing, SendOutcome } from '../../channel.ts';
import type { Attachment, Brief } from '../../message.ts';
import type { Meter } from '../../quota.ts';
import { type Standing, standingOf as standingAt } from '../../windows.ts';
import type { Health } from '../health.ts';
import { withProgressBar } from '../progress-bar.ts';
import { codeOf, describe, keptForAnswers, ZaloError } from '../zalo/error.ts';
import { createHalves } from '../zalo/halves.ts';
import type { HandedOut } from '../zalo/links.ts';
import { contactRequest } from './assumptions.ts';
import type { ZaloOaClient } from './client.ts';
import { isOutsideWindow, outcomeOf } from './errors.ts';
import { type Enclosed, type Part, partsOf } from './parts.ts';
import { NoTokenError } from './tokens.ts';
import type { Uploadable, Uploads } from './uploads.ts';

export interface SenderParts {
  client: ZaloOaClient;
  uploads: Uploads;
  health: Health;
  /** Counts what is paid for. */
  meter: Meter;
  /** When the person was last heard of; null: never, or nobody knows. */
  lastHeard(chat: string): Promise<Date | null>;
  now(): Date;
  /** For what the account cannot send. Null when the file is gone. Throws when the store fails. */
  handOut(attachment: Attachment): Promise<HandedOut | null>;
  /** Of the picture beside a request for the telephone number. */
  contactPicture: string | null;
  secondTryAfterMs: number;
  /** For notices to people whose window is over; null where the account has no template. */
  sendTemplate: ((chat: string, brief: Brief) => Promise<SendOutcome>) | null;
}

const sendFailed = -200;
const uploadEnded = -100;
/** A part of the message is not to Zalo's liking. */
const isDisliked = (error: unknown) => [-201, -233].includes(codeOf(error) ?? 0);

export function createSender(parts: SenderParts): (message: Outgoing) => Promise<SendOutcome> {
  const { client, uploads, health, meter } = parts;
  const sendParts = createHalves();

  return async ({ key, chat, reply: plain, bulk: isBulk = false }) => {
    const reply = withProgressBar(plain);
    if (!/^[\x21-\x7e]{1,128}$/.test(chat)) return { kind: 'refused', why: 'not an address on Zalo' };
    const template = isBulk && reply.brief !== undefined ? parts.sendTemplate : null;
    const inTemplate = () => (template && reply.brief ? template(chat, reply.brief) : null);
    let isPaid: boolean;
    let enclosed: Enclosed | null;
    try {
      const standing = await standingOf(chat);
      const templated = standing === 'outside' ? await inTemplate() : null;
      if (templated) return templated;
      isPaid = standing !== 'free';
      if (isBulk && isPaid && (await meter.isKeptForAnswers())) return { kind: 'refused', why: keptForAnswers };
      enclosed = await enclose(reply.attachment);
    } catch (error) {
      // An upload that fails has told nobody anything.
      noteFailure(error);
      const outcome = outcomeOf(error, isBulk);
      return outcome.kind === 'retry' ? outcome : { kind: 'retry', why: `before the message: ${describe(error)}` };
    }
    if (enclosed === null) return { kind: 'refused', why: 'its file is not in the file store any more' };
    const messages = partsOf(key, reply, enclosed);
    if (messages.length === 0) return { kind: 'refused', why: 'an empty text' };
    const count = () => isPaid && meter.count(1);
    try {
      const platformId = await sendParts(key, messages, async (part) => {
        const id = await sendPart(chat, part);
        count();
        return id;
      });
      health.succeeded();
      return { kind: 'sent', platformId };
    } catch (error) {
      noteFailure(error);
      // Zalo knows better than we do when it last heard of them.
      const templated = isOutsideWindow(error) ? await inTemplate() : null;
      if (templated) return templated;
      const outcome = outcomeOf(error, isBulk);
      // Zalo may have taken it, and then it counts.
      if (outcome.kind === 'unknown') count();
      return outcome;
    }
  };

  /** Only what Zalo did says something about Zalo. */
  function noteFailure(error: unknown): void {
    if (error instanceof ZaloError) health.failed(error);
  }

  /** Of somebody whom nobody knows to have been heard of, Zalo must say it. */
  async function standingOf(chat: string): Promise<Standing> {
    const heard = await parts.lastHeard(chat);
    return heard === null ? 'paid' : standingAt('zalo-oa', heard, parts.now());
  }

  async function enclose(attachment: Attachment | undefined): Promise<Enclosed | null> {
    if (attachment === undefined) return { upload: null, line: null };
    const upload = await uploads.prepare(attachment);
    if (upload === null) return null;
    if (upload !== 'link') {
      try {
        await uploads.idOf(upload);
        return { upload, line: null };
      } catch (error) {
        // What it does not take may still be opened by its address.
        if (error instanceof NoTokenError || codeOf(error) === null) throw error;
        noteFailure(error);
      }
    }
    const handed = await parts.handOut(attachment);
    return handed && { upload: null, line: handed.line };
  }

  function sendPart(chat: string, part: Part): Promise<string> {
    switch (part.kind) {
      case 'text':
        return sendText(chat, part);
      case 'picture':
        return withUpload(part.picture, (id) => client.sendPicture(chat, id, part.text));
      case 'file':
        return withUpload(part.file, (id) => client.sendFile(chat, id));
      case 'contact':
        return askContact(chat);
    }
  }

  /** How buttons are written is nowhere in the documentation: if Zalo cannot make anything of them, a list will do. */
  async function sendText(chat: string, { text, buttons, listed }: Extract<Part, { kind: 'text' }>): Promise<string> {
    try {
      return await withSecondTry(() => client.sendText(chat, text, buttons));
    } catch (error) {
      if (buttons.length === 0 || !isDisliked(error)) throw error;
      noteFailure(error);
      let id = '';
      for (const piece of listed) id = await client.sendText(chat, piece, []);
      return id;
    }
  }

  async function withUpload(file: Uploadable, send: (id: string) => Promise<string>): Promise<string> {
    const sendIt = async () => send(await uploads.idOf(file));
    try {
      return await withSecondTry(sendIt);
    } catch (error) {
      if (codeOf(error) !== uploadEnded) throw error;
      uploads.forget(file);
      return sendIt();
    }
  }

  /** An extra: whoever does not see it types the number, so nothing of it makes the message fail. */
  async function askContact(chat: string): Promise<string> {
    try {
      return await client.askContact(chat, { ...contactRequest, address: parts.contactPicture });
    } catch (error) {
      if (!(error instanceof ZaloError)) throw error;
      noteFailure(error);
      return '';
    }
  }

  async function withSecondTry<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (codeOf(error) !== sendFailed) throw error;
      await new Promise((resolve) => setTimeout(resolve, parts.secondTryAfterMs));
      return send();
    }
  }
}
