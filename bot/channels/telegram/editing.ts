/** Gives a message that Telegram has its new words and buttons. */
import { type Api, GrammyError } from 'grammy';
import type { EditOutcome, Outgoing } from '../../channel.ts';
import type { Health } from '../health.ts';
import { withProgressBar } from '../progress-bar.ts';
import { describe, isUnreadable, outcomeOf } from './errors.ts';
import { renderKeyboard } from './keyboard.ts';
import { captionLength, isTooLongForCaption, messageLength, type RenderedText, renderText } from './render.ts';
import { readAddress } from './sending.ts';

export function createEditor(
  api: Api,
  health: Health,
): (message: Outgoing & { platformId: string }) => Promise<EditOutcome> {
  return async ({ key, chat, reply: plain, platformId }) => {
    const to = readAddress(chat);
    const id = Number(platformId);
    if (to === null || !Number.isSafeInteger(id)) return { kind: 'refused', why: 'no message on Telegram' };
    const reply = withProgressBar(plain);
    const isCaption = reply.attachment !== undefined;
    // Its words went ahead as a message of their own, whose id nobody has kept.
    if (isCaption && isTooLongForCaption(reply)) return { kind: 'refused', why: 'a message in two parts' };
    // Without a keyboard the old one goes away.
    const markup = reply.choices.length > 0 && {
      reply_markup: { inline_keyboard: renderKeyboard(key, reply.choices) },
    };
    const text = renderText(reply, isCaption ? captionLength : messageLength);
    try {
      await asHtmlOrPlain(text, (words, mode) =>
        isCaption
          ? api.editMessageCaption(to.chat, id, { caption: words, ...mode, ...markup })
          : api.editMessageText(to.chat, id, words, {
              ...mode,
              ...markup,
              link_preview_options: { is_disabled: true },
            }),
      );
      health.succeeded();
      return { kind: 'done' };
    } catch (error) {
      health.failed(error);
      return outcomeOfEdit(error);
    }
  };
}

/** The message shows these words already, or its reader has taken it away. */
const nothingToDo = /message is not modified|message to edit not found|MESSAGE_ID_INVALID/i;

function outcomeOfEdit(error: unknown): EditOutcome {
  if (error instanceof GrammyError && error.error_code === 400 && nothingToDo.test(error.description))
    return { kind: 'done' };
  const outcome = outcomeOf(error);
  if (outcome.kind === 'retry') return outcome;
  // An edit that may have been made is made again.
  return { kind: outcome.kind === 'unknown' ? 'retry' : 'refused', why: describe(error) };
}

async function asHtmlOrPlain(
  text: RenderedText,
  edit: (words: string, mode: { parse_mode?: 'HTML' }) => Promise<unknown>,
): Promise<void> {
  try {
    await edit(text.html, { parse_mode: 'HTML' });
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    await edit(text.plain, {});
  }
}
