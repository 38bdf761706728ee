/**
 * Zalo's Official Account: messages come by a signed webhook alone, replies go out with up to five buttons or as
 * numbered choices. It speaks with an access token that ends every day and is renewed by whichever process needs it.
 */
import type { Logger } from 'pino';
import type { Channel, Receive } from '../channel.ts';
import type { FileStore } from '../files.ts';
import type { Meter, TemplateMeter } from '../quota.ts';
import { createHealth } from './health.ts';
import { type Patience, patience } from './patience.ts';
import { describe } from './zalo/error.ts';
import { createFetcher } from './zalo/fetching.ts';
import { createPost } from './zalo/http.ts';
import { createKeeping } from './zalo/keeping.ts';
import { createLinks } from './zalo/links.ts';
import { messageLength } from './zalo/render.ts';
import {
  lastStoringMs,
  officialApiRoot,
  officialOauthRoot,
  perSecond,
  secondTryAfterMs,
  webhookAnswerMs,
} from './zalo-oa/assumptions.ts';
import { createClient } from './zalo-oa/client.ts';
import { createContactPicture } from './zalo-oa/contact-picture.ts';
import { troubleOf } from './zalo-oa/errors.ts';
import { readEvent } from './zalo-oa/event.ts';
import type { GrantStore } from './zalo-oa/grants.ts';
import { createSignIn } from './zalo-oa/oauth.ts';
import { createSender } from './zalo-oa/sending.ts';
import { createTemplateSender, type Template } from './zalo-oa/template.ts';
import { createTokens } from './zalo-oa/tokens.ts';
import { createUploads } from './zalo-oa/uploads.ts';
import { createWebhook } from './zalo-oa/webhook.ts';

export interface ZaloOaOptions {
  appId: string;
  appSecret: string;
  /** Signs what Zalo brings; another one than the app's. */
  secretKey: string;
  /** The first one, from a person; null once it was taken up. */
  refreshToken: string | null;
  apiRoot?: string;
  oauthRoot?: string;
  grants: GrantStore;
  /** Under which people and Zalo reach this server; null: files that the account cannot send are not handed out. */
  publicUrl: string | null;
  /** 64 hex digits; signs the addresses of files. */
  linkKey: string;
  files: Pick<FileStore, 'read' | 'put'>;
  now(): Date;
  /** Counts what is paid for. */
  meter: Meter;
  /** By which notices reach people whose window is over; null: they do not. */
  template: Template | null;
  /** Counts what goes as a template. */
  templateMeter: TemplateMeter;
  /** When somebody was last heard of. */
  lastHeard(chat: string): Promise<Date | null>;
  log: Logger;
  timeoutMs?: number;
  secondTryAfterMs?: number;
  tendEveryMs?: number;
  patience?: Patience;
}

export interface ZaloOaChannel extends Channel {
  /** Answers POST /zalo/oa/webhook. */
  webhook(request: Request): Promise<Response>;
  /** Answers GET /zalo/oa/files/<seal>/<name>. */
  file(seal: string, name: string): Promise<Response>;
  /** Answers GET /zalo/oa/contact.png. */
  contactPicture(): Promise<Response>;
}

/** Sources and choices stand below the text, within the same 2,000. */
const textLength = 1400;
/** How often it is looked whether the token should be renewed. */
const tendEveryMs = 60_000;

export function createZaloOaChannel(options: ZaloOaOptions): ZaloOaChannel {
  const { appId, grants, log, meter, now, files, publicUrl } = options;
  const waiting = options.patience ?? patience;
  const timeout = options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs };
  const apiRoot = (options.apiRoot ?? officialApiRoot).replace(/\/+$/, '');
  const root = (options.oauthRoot ?? officialOauthRoot).replace(/\/+$/, '');
  const post = createPost();
  const signIn = createSignIn({ post, root, appId, appSecret: options.appSecret, ...timeout });
  const tokens = createTokens({
    grants,
    signIn,
    now,
    log,
    patience: waiting,
    tendEveryMs: options.tendEveryMs ?? tendEveryMs,
  });
  const client = createClient({ post, apiRoot, tokens, ...timeout });
  const health = createHealth({ log, platform: 'zalo-oa', describe, troubleOf });
  const links = createLinks({
    path: '/zalo/oa/files',
    publicUrl,
    secretKey: options.linkKey,
    files,
    now,
  });
  const send = createSender({
    client,
    uploads: createUploads(client, files, now),
    health,
    meter,
    lastHeard: options.lastHeard,
    now,
    handOut: links.handOut,
    contactPicture: publicUrl && `${publicUrl}/zalo/oa/contact.png`,
    secondTryAfterMs: options.secondTryAfterMs ?? secondTryAfterMs,
    sendTemplate:
      options.template &&
      createTemplateSender({ template: options.template, client, meter: options.templateMeter, health }),
  });

  let deliver: Receive | null = null;
  const ending = new AbortController();
  const keeping = createKeeping({ platform: 'zalo-oa', log, patience: waiting, lastStoringMs, webhookAnswerMs });
  /** With which first term the last event was signed, or `foreign`. */
  let signed: 'app' | 'account' | 'foreign' | null = null;

  const webhook = createWebhook({
    appId,
    secretKey: options.secretKey,
    accept(event) {
      if (deliver === null) return null;
      const { kind, inbound } = readEvent(event);
      if (inbound.length > 0) return keeping.keepInTime(inbound, deliver);
      log.debug({ kind }, 'a zalo-oa event that needs no answer');
      return Promise.resolve(true);
    },
    onSigned(term) {
      // A stranger who knocks is no trouble once Zalo is known to be understood.
      const found = term ?? (signed === 'app' || signed === 'account' ? signed : 'foreign');
      if (found !== signed && found === 'foreign') log.warn(`zalo-oa: ${foreignSignature}`);
      else if (found !== signed) log.info({ firstTerm: found }, 'zalo-oa events bear a good signature');
      signed = found;
    },
  });

  return {
    name: 'zalo-oa',
    receiving: 'everywhere',
    choices: 'numbered',
    limits: { textLength: Math.min(textLength, messageLength), perSecond },
    async start(receive) {
      deliver = receive;
      // Zalo out of reach must not keep the other channels from starting.
      tokens.start(options.refreshToken, ending.signal);
    },
    async stop() {
      deliver = null;
      ending.abort();
      await Promise.all([tokens.stop(), keeping.stop()]);
      await Promise.all([meter.settled(), options.templateMeter.settled()]);
    },
    send,
    fetchFile: createFetcher(apiRoot, { plainHttp: true }),
    /** There is no such call. */
    async typing() {},
    trouble: () => tokens.trouble() ?? (signed === 'foreign' ? foreignSignature : null) ?? health.trouble(),
    webhook,
    file: links.serve,
    contactPicture: createContactPicture(),
  };
}

const foreignSignature =
  'what comes to the webhook is signed with another key: check ZALO_OA_SECRET_KEY (it is not the app’s secret) and ZALO_OA_APP_ID';
