/** The web page as a channel: `send` wakes the open pages, the routes serve the page and take its messages in. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Channel, Receive } from '../../channel.ts';
import { type FileStore, maxFileBytes } from '../../files.ts';
import type { Transcript } from '../../transcript.ts';
import { sendAttachment } from './attachment.ts';
import { takeMessage } from './door.ts';
import { type StreamTiming, streamEvents, streamTiming } from './events.ts';
import { createListeners } from './listeners.ts';
import { readPageFiles, sendPageFile } from './page-files.ts';
import { type Refusal, refuse } from './refusals.ts';
import { isCrossSite, securityHeaders } from './security.ts';
import { takeUpload } from './upload.ts';
import { createUploadGate } from './upload-gate.ts';
import { createVisitors } from './visitor.ts';
import { watchStore } from './watched-store.ts';
import type { Welcome } from './welcome.ts';

/** JSON may write one character as twelve; no honest message is larger than this. */
const maxBodyBytes = 64 * 1024;
const cursor = /^[\w.:~-]{1,100}$/;

export interface WebChannelOptions {
  /** What a new visitor reads. */
  welcome: Welcome;
  transcript: Transcript;
  /** Where sent files are kept, and handed-out ones are read from. */
  files: FileStore;
  /** 64 hex digits. */
  secretKey: string;
  /** The public address is https. */
  secure: boolean;
  /** 128 random bits, as letters and digits. */
  random: () => string;
  now: () => Date;
  /** Told what went wrong, for the log. */
  onError: (error: unknown) => void;
  timing?: StreamTiming;
}

export interface WebChannel extends Channel {
  /** `GET /`, and everything under `/web/`. */
  routes: Hono;
}

export function createWebChannel(options: WebChannelOptions): WebChannel {
  const listeners = createListeners();
  const visitors = createVisitors(options);
  const page = readPageFiles(options.welcome);
  const { now, timing = streamTiming } = options;
  let receive: Receive | null = null;
  const running = new Set<Promise<unknown>>();
  const { transcript, receiving, trouble } = watchStore(options.transcript);

  const routes = new Hono();
  routes.use('/', securityHeaders(options.secure));
  routes.use('/web/*', securityHeaders(options.secure));

  routes.get('/', async (c) => {
    await visitors.admit(c);
    return sendPageFile(c, page.index, 'private, no-cache');
  });

  /** Stores what a page sent, and tells its visitor's pages. */
  async function take(c: Context, taking: Promise<{ visitor: string } | { refusal: Refusal }>): Promise<Response> {
    running.add(taking);
    try {
      const result = await taking;
      if ('refusal' in result) return refuse(c, result.refusal);
      listeners.tell(result.visitor, () => {});
      return c.json({}, 202);
    } catch (error) {
      options.onError(error);
      return refuse(c, 'unavailable');
    } finally {
      running.delete(taking);
    }
  }

  routes.post('/web/messages', bodyLimit({ maxSize: maxBodyBytes, onError: (c) => refuse(c, 'tooLarge') }), (c) => {
    if (!receive) return refuse(c, 'unavailable');
    return take(c, takeMessage(c, { visitors, transcript, receive: receiving(receive) }));
  });

  const gate = createUploadGate(() => performance.now());
  routes.post('/web/files', bodyLimit({ maxSize: maxFileBytes, onError: (c) => refuse(c, 'too-large') }), (c) => {
    if (!receive) return refuse(c, 'unavailable');
    const parts = { visitors, transcript, receive: receiving(receive), files: options.files, gate };
    return take(c, takeUpload(c, parts));
  });

  routes.get('/web/events', async (c) => {
    if (!receive) return refuse(c, 'unavailable');
    if (isCrossSite(c)) return refuse(c, 'elsewhere');
    const visitor = await visitors.admit(c);
    const listener = listeners.open(visitor);
    if (!listener) return refuse(c, 'tooManyPages');
    const seen = c.req.header('last-event-id') || c.req.query('after') || '';
    const after = cursor.test(seen) ? seen : null;
    return streamEvents(c, { visitor, after, transcript, listener, timing, now, onFailure: options.onError });
  });

  routes.get('/web/files/:key{[0-9]{1,18}}', async (c) => {
    const visitor = await visitors.known(c);
    if (visitor === null) return refuse(c, 'notFound');
    try {
      const reply = await transcript.find('web', visitor, c.req.param('key'));
      const sent = reply?.attachment ? await sendAttachment(c, reply.attachment, options.files) : null;
      return sent ?? refuse(c, 'notFound');
    } catch (error) {
      options.onError(error);
      return refuse(c, 'unavailable');
    }
  });

  routes.get('/web/:version/:name', (c) => {
    const file = page.assets.get(c.req.param('name'));
    if (!file) return refuse(c, 'notFound');
    // A page loaded before an update still asks for the old version: it gets today's, but must not keep it.
    const isCurrent = c.req.param('version') === page.version;
    return sendPageFile(c, file, isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache');
  });

  routes.all('/web/*', (c) => refuse(c, 'notFound'));

  return {
    name: 'web',
    receiving: 'everywhere',
    limits: { textLength: 4_000, perSecond: null },
    routes,
    async start(store) {
      receive = store;
    },
    async stop() {
      receive = null;
      listeners.closeAll();
      await Promise.allSettled(running);
    },
    async send(message) {
      listeners.tell(message.chat, (news) => news.messages.push(message));
      return { kind: 'sent', platformId: message.key };
    },
    async edit({ chat }) {
      listeners.tell(chat, (news) => {
        news.edited = true;
      });
      return { kind: 'done' };
    },
    async typing(chat) {
      listeners.tell(chat, (news) => {
        news.typing = true;
      });
    },
    trouble,
  };
}
