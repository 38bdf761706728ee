/** A browser as the routes see it: keeps its cookie, sends what a page of ours would send, reads the stream. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Entry } from '../../../bot/channels/web/page/page.d.ts';

const origin = 'http://localhost';

export interface StreamEvent {
  event: string;
  id: string | null;
  data: unknown;
}

export interface OpenStream {
  /** The next event that is no `beat`. */
  next(): Promise<StreamEvent>;
  /** Everything up to the first event of this name. */
  until(event: string): Promise<StreamEvent[]>;
  close(): Promise<void>;
  response: Response;
}

export class WebVisitor {
  cookie = '';
  constructor(private readonly routes: Hono) {}

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await this.routes.request(`${origin}${path}`, {
      headers: { ...(this.cookie && { cookie: this.cookie }), ...headers },
    });
    const given = response.headers.get('set-cookie');
    if (given) this.cookie = given.split(';')[0] ?? '';
    return response;
  }

  /** Posts a message as our page does; headers may be overridden. */
  post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return Promise.resolve(
      this.routes.request(`${origin}/web/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'sec-fetch-site': 'same-origin',
          ...(this.cookie && { cookie: this.cookie }),
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  }

  /** Sends a file as our page does; headers may be overridden. */
  upload(
    id: string,
    name: string,
    body: Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return Promise.resolve(
      this.routes.request(`${origin}/web/files?id=${id}&name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/octet-stream',
          'sec-fetch-site': 'same-origin',
          ...(this.cookie && { cookie: this.cookie }),
          ...headers,
        },
        body,
      }),
    );
  }

  async stream(after = '', headers: Record<string, string> = {}): Promise<OpenStream> {
    const response = await this.get(`/web/events${after && `?after=${after}`}`, headers);
    const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
    const decoder = new TextDecoder();
    let buffer = '';
    const nextOfAny = async (): Promise<StreamEvent> => {
      for (;;) {
        const end = buffer.indexOf('\n\n');
        if (end >= 0) {
          const block = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          return parseEvent(block);
        }
        const { done, value } = await reader.read();
        if (done) return { event: 'end', id: null, data: null };
        buffer += decoder.decode(value, { stream: true });
      }
    };
    const next = async () => {
      for (;;) {
        const event = await nextOfAny();
        if (event.event !== 'beat') return event;
      }
    };
    return {
      response,
      next,
      async until(name) {
        const events: StreamEvent[] = [];
        for (;;) {
          const event = name === 'beat' ? await nextOfAny() : await next();
          events.push(event);
          if (event.event === name || event.event === 'end') return events;
        }
      },
      close: () => reader.cancel(),
    };
  }
}

/** The texts of the messages among these events. */
export function texts(events: StreamEvent[]): string[] {
  return events.filter(({ event }) => event === 'entry').map(({ data }) => entryOf(data).text);
}

const entrySchema: z.ZodType<Entry> = z.strictObject({
  key: z.string(),
  at: z.iso.datetime(),
  from: z.enum(['person', 'bot']),
  text: z.string(),
  sources: z.array(z.strictObject({ label: z.string(), quotes: z.array(z.string()) })),
  choices: z.array(z.string()),
  attachment: z.strictObject({ name: z.string(), bytes: z.number().nullable(), isPicture: z.boolean() }).nullable(),
  clears: z.boolean(),
  progress: z.strictObject({ done: z.number(), total: z.number() }).nullable(),
  picked: z.strictObject({ message: z.string(), index: z.number() }).nullable(),
});

/** The message of an event; throws when it has not the shape that the page relies on. */
export function entryOf(data: unknown): Entry {
  return entrySchema.parse(data);
}

function parseEvent(block: string): StreamEvent {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  return { event: field('event') ?? 'message', id: field('id') ?? null, data: JSON.parse(field('data') ?? 'null') };
}
