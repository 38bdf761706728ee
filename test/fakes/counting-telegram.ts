/**
 * A Telegram for crowds: takes messages as fast as they come, or as fast as it allows, and counts what each chat got.
 * Knows no more of the Bot API than sending and long polling need; for everything else there is telegram.ts.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { z } from 'zod';

/** What befalls one send. `-before`: it is not taken; `-after`: it is taken, and the sender does not hear of it. */
export type Trouble =
  | 'too-many'
  /** Telegram itself is out of order, and says so. */
  | 'out-of-order'
  /** Something in between answers with a page of its own. */
  | 'server-error'
  | 'cut-before'
  | 'cut-after'
  | 'hang-before'
  | 'hang-after'
  | 'blocked'
  | 'bad-request'
  /** For what the message is, not for whom it is to. */
  | 'refused';

export interface CountingTelegramOptions {
  /** Messages a second over all chats and in each, in any window of one second; more are answered with 429. */
  perSecond?: number;
  perChatPerSecond?: number;
  /** Asked at each send. */
  trouble?(chat: string, text: string): Trouble | null;
}

export interface CountingTelegram {
  /** For TELEGRAM_API_ROOT. */
  root: string;
  /** Texts that a chat was given, in order. */
  received(chat: string): readonly string[];
  /** All messages taken. */
  taken(): number;
  /** When the n-th message was taken, in milliseconds of `performance.now()`. */
  takenAt: number[];
  /** Sends that broke a limit. */
  refused(): number;
  /** All calls of sendMessage, whatever came of them. */
  calls(): number;
  /** A person writes; resolves to the milliseconds until the chat is given a message with `until` in it. */
  asks(chat: string, text: string, until: string): Promise<number>;
  stop(): Promise<void>;
}

const sendSchema = z.object({ chat_id: z.coerce.string(), text: z.string() });
const pollSchema = z.object({ offset: z.coerce.number().default(0), timeout: z.coerce.number().default(0) });

export async function startCountingTelegram(options: CountingTelegramOptions = {}): Promise<CountingTelegram> {
  const { perSecond, perChatPerSecond, trouble } = options;
  const received = new Map<string, string[]>();
  const takenAt: number[] = [];
  const lastOfChat = new Map<string, number[]>();
  const updates: { update_id: number; message: unknown }[] = [];
  const pollers = new Set<() => void>();
  const waits = new Set<{ chat: string; until: string; heard(): void }>();
  const sockets = new Set<Socket>();
  let refused = 0;
  let calls = 0;
  let nextUpdate = 1;

  const isOver = (chat: string, at: number): boolean => {
    const ofChat = (lastOfChat.get(chat) ?? []).filter((one) => one > at - 1_000);
    const isTooFast =
      (perSecond !== undefined && (takenAt.at(-perSecond) ?? Number.NEGATIVE_INFINITY) > at - 1_000) ||
      (perChatPerSecond !== undefined && ofChat.length >= perChatPerSecond);
    if (!isTooFast && perChatPerSecond !== undefined) lastOfChat.set(chat, [...ofChat, at]);
    return isTooFast;
  };

  const take = (chat: string, text: string): unknown => {
    const at = performance.now();
    takenAt.push(at);
    const texts = received.get(chat) ?? [];
    texts.push(text);
    received.set(chat, texts);
    for (const wait of waits) if (wait.chat === chat && text.includes(wait.until)) wait.heard();
    const id = Number(chat);
    return { message_id: takenAt.length, date: Math.floor(Date.now() / 1000), chat: { id, type: 'private' }, text };
  };

  const send = (body: unknown, request: IncomingMessage, response: ServerResponse) => {
    const { chat_id: chat, text } = sendSchema.parse(body);
    calls++;
    const fault = trouble?.(chat, text) ?? null;
    if (fault === null && isOver(chat, performance.now())) {
      refused++;
      return fail(response, 429, 'Too Many Requests: retry after 1', { retry_after: 1 });
    }
    switch (fault) {
      case 'too-many':
        return fail(response, 429, 'Too Many Requests: retry after 1', { retry_after: 1 });
      case 'out-of-order':
        return fail(response, 500, 'Internal Server Error');
      case 'server-error':
        return void response.writeHead(502).end('<html>Bad Gateway</html>');
      case 'blocked':
        return fail(response, 403, 'Forbidden: bot was blocked by the user');
      case 'bad-request':
        return fail(response, 400, 'Bad Request: chat not found');
      case 'refused':
        return fail(response, 400, 'Bad Request: message is too long');
      case 'cut-before':
        return void request.socket.destroy();
      case 'hang-before':
        return;
    }
    const result = take(chat, text);
    if (fault === 'cut-after') return void request.socket.destroy();
    if (fault === null) reply(response, result);
  };

  const poll = (body: unknown, response: ServerResponse): void => {
    const { offset, timeout } = pollSchema.parse(body);
    while (updates[0] && updates[0].update_id < offset) updates.shift();
    const end = () => {
      clearTimeout(timer);
      pollers.delete(end);
      if (!response.destroyed) reply(response, updates.slice(0, 100));
    };
    const timer = setTimeout(end, timeout * 1_000);
    response.on('close', () => {
      clearTimeout(timer);
      pollers.delete(end);
    });
    pollers.add(end);
    if (updates.length > 0) end();
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
      const method = /\/bot[^/]+\/(\w+)$/.exec(request.url ?? '')?.[1];
      const body: unknown = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'));
      if (method === 'sendMessage') send(body, request, response);
      else if (method === 'getUpdates') poll(body, response);
      else if (method === 'getMe')
        reply(response, { id: 7001, is_bot: true, first_name: 'OCOP', username: 'ocop_bot' });
      else reply(response, true);
    } catch (error) {
      if (!response.headersSent) fail(response, 400, `Bad Request: ${String(error)}`);
    }
  });
  server.keepAliveTimeout = 10 * 60_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake has no port');

  return {
    root: `http://127.0.0.1:${address.port}`,
    received: (chat) => received.get(chat) ?? [],
    taken: () => takenAt.length,
    takenAt,
    refused: () => refused,
    calls: () => calls,
    asks(chat, text, until) {
      const at = performance.now();
      const id = Number(chat);
      const from = { id, is_bot: false, first_name: `Người ${id}` };
      const message = {
        message_id: nextUpdate,
        date: Math.floor(Date.now() / 1000),
        chat: { id, type: 'private', first_name: from.first_name },
        from,
        text,
      };
      updates.push({ update_id: nextUpdate++, message });
      for (const end of [...pollers]) end();
      return new Promise((resolve) => {
        const wait = {
          chat,
          until,
          heard() {
            waits.delete(wait);
            resolve(performance.now() - at);
          },
        };
        waits.add(wait);
      });
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function reply(response: ServerResponse, result: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }));
}

function fail(response: ServerResponse, code: number, description: string, parameters?: { retry_after: number }): void {
  const body = JSON.stringify({ ok: false, error_code: code, description, ...(parameters && { parameters }) });
  response.writeHead(code, { 'content-type': 'application/json' }).end(body);
}
