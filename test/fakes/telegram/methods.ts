/** The methods of the Bot API that the bot may call, with the checks that Telegram makes. */
import sharp from 'sharp';
import type { Chats, SentMessage } from './chats.ts';
import { list, number, string } from './fields.ts';
import type { Files } from './files.ts';
import { type ParsedText, ParseError, parseHtml } from './html.ts';
import { markup } from './markup.ts';
import { Refusal } from './refusal.ts';
import type { Call } from './request.ts';
import type { Updates } from './updates.ts';

export interface Platform {
  bot: { id: number; username: string };
  chats: Chats;
  updates: Updates;
  files: Files;
  /** Callback queries that wait for an answer, and those that got one. */
  callbacks: { open: Set<string>; answered: string[] };
  commands: { command: string; description: string }[];
}

/** `gone` aborts when the caller hangs up. */
type Method = (call: Call, platform: Platform, gone: AbortSignal) => unknown;

interface MethodSpec {
  required: string[];
  optional: string[];
  run: Method;
}

const sendOptions = ['message_thread_id', 'parse_mode', 'disable_notification', 'reply_markup', 'reply_parameters'];

export const methods: Record<string, MethodSpec> = {
  getMe: {
    required: [],
    optional: [],
    run: (_, { bot }) => ({ id: bot.id, is_bot: true, first_name: 'OCOP', username: bot.username }),
  },
  getUpdates: {
    required: [],
    optional: ['offset', 'limit', 'timeout', 'allowed_updates'],
    run({ parameters }, { updates }, gone) {
      updates.allow(parameters.allowed_updates);
      const limit = number(parameters, 'limit', 100);
      if (limit < 1 || limit > 100) throw new Refusal(400, 'Bad Request: limit must be between 1 and 100');
      return updates.poll(number(parameters, 'offset', 0), limit, number(parameters, 'timeout', 0) * 1000, gone);
    },
  },
  setWebhook: {
    required: ['url'],
    optional: ['secret_token', 'allowed_updates', 'max_connections', 'drop_pending_updates'],
    run({ parameters }, { updates }) {
      const url = string(parameters, 'url');
      const secret = string(parameters, 'secret_token', '');
      if (url !== '' && !url.startsWith('https://')) {
        throw new Refusal(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
      }
      if (!/^[\w-]{0,256}$/.test(secret))
        throw new Refusal(400, 'Bad Request: secret token contains unallowed characters');
      updates.allow(parameters.allowed_updates);
      updates.setWebhook(url === '' ? null : { url, secret });
      return true;
    },
  },
  deleteWebhook: {
    required: [],
    optional: ['drop_pending_updates'],
    run(_, { updates }) {
      if (updates.hook !== null) updates.setWebhook(null);
      return true;
    },
  },
  setMyCommands: {
    required: ['commands'],
    optional: ['scope', 'language_code'],
    run({ parameters }, { commands }) {
      const listed = list(parameters.commands).map((entry) => {
        const command = string(entry, 'command');
        const description = string(entry, 'description');
        if (!/^[a-z\d_]{1,32}$/.test(command)) throw new Refusal(400, 'Bad Request: BOT_COMMAND_INVALID');
        if (description.length < 1 || description.length > 256) {
          throw new Refusal(400, 'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID');
        }
        return { command, description };
      });
      if (listed.length > 100) throw new Refusal(400, 'Bad Request: BOT_COMMANDS_TOO_MUCH');
      commands.splice(0, commands.length, ...listed);
      return true;
    },
  },
  sendMessage: {
    required: ['chat_id', 'text'],
    optional: [...sendOptions, 'link_preview_options', 'entities'],
    run({ parameters }, { chats }) {
      const chat = writable(parameters, chats);
      const { text, entities } = parsed(parameters, 'text');
      if (text === '') throw new Refusal(400, 'Bad Request: message text is empty');
      if (text.length > 4096) throw new Refusal(400, 'Bad Request: message is too long');
      return deliver({ chat, text, entities, source: string(parameters, 'text') }, parameters, chats);
    },
  },
  sendDocument: {
    required: ['chat_id', 'document'],
    optional: [...sendOptions, 'caption', 'caption_entities', 'disable_content_type_detection'],
    run({ parameters, files }, { chats }) {
      const chat = writable(parameters, chats);
      const { text, entities } = parsed(parameters, 'caption');
      if (text.length > 1024) throw new Refusal(400, 'Bad Request: message caption is too long');
      const document = files.get(string(parameters, 'document').replace(/^attach:\/\//, ''));
      if (document === undefined) throw new Refusal(400, 'Bad Request: wrong file identifier/HTTP URL specified');
      if (document.text === '') throw new Refusal(400, 'Bad Request: file must be non-empty');
      const source = string(parameters, 'caption', '');
      return deliver({ chat, text, entities, source, document }, parameters, chats);
    },
  },
  sendPhoto: {
    required: ['chat_id', 'photo'],
    optional: [...sendOptions, 'caption', 'caption_entities', 'has_spoiler', 'show_caption_above_media'],
    async run({ parameters, files }, { chats }) {
      const chat = writable(parameters, chats);
      const { text, entities } = parsed(parameters, 'caption');
      if (text.length > 1024) throw new Refusal(400, 'Bad Request: message caption is too long');
      const photo = files.get(string(parameters, 'photo').replace(/^attach:\/\//, ''));
      if (photo === undefined) throw new Refusal(400, 'Bad Request: wrong file identifier/HTTP URL specified');
      await checkPhoto(photo.bytes);
      return deliver({ chat, text, entities, source: string(parameters, 'caption', ''), photo }, parameters, chats);
    },
  },
  editMessageText: {
    required: ['chat_id', 'message_id', 'text'],
    optional: ['parse_mode', 'reply_markup', 'link_preview_options', 'entities'],
    run({ parameters }, { chats }) {
      const message = editable(parameters, chats);
      const { text, entities } = parsed(parameters, 'text');
      if (message.document || message.photo)
        throw new Refusal(400, 'Bad Request: there is no text in the message to edit');
      if (text === '') throw new Refusal(400, 'Bad Request: message text is empty');
      if (text.length > 4096) throw new Refusal(400, 'Bad Request: MESSAGE_TOO_LONG');
      return edit(message, { text, entities, source: string(parameters, 'text') }, parameters);
    },
  },
  editMessageCaption: {
    required: ['chat_id', 'message_id'],
    optional: ['caption', 'parse_mode', 'reply_markup', 'caption_entities'],
    run({ parameters }, { chats }) {
      const message = editable(parameters, chats);
      const { text, entities } = parsed(parameters, 'caption');
      if (!message.document && !message.photo)
        throw new Refusal(400, 'Bad Request: there is no caption in the message to edit');
      if (text.length > 1024) throw new Refusal(400, 'Bad Request: message caption is too long');
      return edit(message, { text, entities, source: string(parameters, 'caption', '') }, parameters);
    },
  },
  getFile: {
    required: ['file_id'],
    optional: [],
    run: ({ parameters }, { files }) => files.describe(string(parameters, 'file_id')),
  },
  sendChatAction: {
    required: ['chat_id', 'action'],
    optional: ['message_thread_id'],
    run({ parameters }, { chats }) {
      writable(parameters, chats);
      if (!['typing', 'upload_document', 'upload_photo'].includes(string(parameters, 'action'))) {
        throw new Refusal(400, 'Bad Request: wrong parameter action in request');
      }
      return true;
    },
  },
  answerCallbackQuery: {
    required: ['callback_query_id'],
    optional: ['text', 'show_alert', 'url', 'cache_time'],
    run({ parameters }, { callbacks }) {
      const id = string(parameters, 'callback_query_id');
      if (!callbacks.open.delete(id)) {
        throw new Refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
      }
      callbacks.answered.push(id);
      return true;
    },
  },
};

/** Parameters that this method does not have or lacks; the first is a mistake that Telegram would not even mention. */
export function checkParameters({ parameters }: Call, { required, optional }: MethodSpec): { unknown: string[] } {
  for (const name of required) {
    if (parameters[name] === undefined) throw new Refusal(400, `Bad Request: parameter "${name}" is required`);
  }
  checkText(parameters);
  return { unknown: Object.keys(parameters).filter((name) => !required.includes(name) && !optional.includes(name)) };
}

function checkText(value: unknown): void {
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
    throw new Refusal(400, 'Bad Request: strings must be encoded in UTF-8');
  }
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) checkText(part);
}

function writable(parameters: Record<string, unknown>, chats: Chats): string {
  const id = String(parameters.chat_id);
  if (!/^-?\d{1,16}$/.test(id)) throw new Refusal(400, 'Bad Request: chat not found');
  chats.writable(id);
  return id;
}

function editable(parameters: Record<string, unknown>, chats: Chats): SentMessage {
  const chat = chats.writable(String(parameters.chat_id));
  const message = chat.messages.find(({ messageId }) => messageId === Number(parameters.message_id));
  if (message === undefined) throw new Refusal(400, 'Bad Request: message to edit not found');
  if (message.replyKeyboard !== undefined) throw new Refusal(400, "Bad Request: message can't be edited");
  return message;
}

function edit(
  message: SentMessage,
  content: Pick<SentMessage, 'text' | 'entities' | 'source'>,
  parameters: Record<string, unknown>,
): unknown {
  const { buttons } = markup(parameters.reply_markup, 'private');
  const isSame = (one: Pick<SentMessage, 'text' | 'entities' | 'buttons'>) =>
    JSON.stringify([one.text, one.entities, one.buttons]);
  if (isSame(message) === isSame({ ...content, buttons })) {
    throw new Refusal(
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  Object.assign(message, content, { buttons, edits: (message.edits ?? 0) + 1 });
  return {
    message_id: message.messageId,
    date: 0,
    edit_date: 1,
    chat: { id: Number(message.chat) },
    text: message.text,
  };
}

function parsed(parameters: Record<string, unknown>, name: 'text' | 'caption'): ParsedText {
  const source = string(parameters, name, '');
  const mode = string(parameters, 'parse_mode', '');
  if (mode === '') return { text: source.trim(), entities: [] };
  if (mode !== 'HTML') throw new Refusal(400, 'Bad Request: unsupported parse_mode');
  try {
    const { text, entities } = parseHtml(source);
    return { text: text.trim(), entities };
  } catch (error) {
    if (error instanceof ParseError) throw new Refusal(400, error.message);
    throw error;
  }
}

/** Telegram makes photos of JPEG, PNG and WebP, neither huge nor long and thin. */
async function checkPhoto(bytes: Buffer): Promise<void> {
  if (bytes.length > 10 * 1024 * 1024) throw new Refusal(413, 'Request Entity Too Large');
  const { width = 0, height = 0 } = await sharp(bytes)
    .metadata()
    .catch(() => {
      throw new Refusal(400, 'Bad Request: IMAGE_PROCESS_FAILED');
    });
  const isTooThin = Math.max(width, height) > 20 * Math.min(width, height);
  if (isTooThin || width + height > 10_000) throw new Refusal(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS');
}

function deliver(
  content: Pick<SentMessage, 'chat' | 'text' | 'entities' | 'source'> & Pick<SentMessage, 'document' | 'photo'>,
  parameters: Record<string, unknown>,
  chats: Chats,
): unknown {
  const topic = parameters.message_thread_id;
  const message: SentMessage = {
    ...content,
    messageId: chats.newMessageId(),
    ...markup(parameters.reply_markup, chats.typeOf(content.chat)),
    ...(topic !== undefined && { topic: String(topic) }),
  };
  chats.record(message);
  return { message_id: message.messageId, date: 0, chat: { id: Number(message.chat) }, text: message.text };
}
