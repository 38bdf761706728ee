/** Calls of the Official Account API. Whether one worked stands in the body, never in the HTTP status. */
import { z } from 'zod';
import { ZaloError } from '../zalo/error.ts';
import { harmless, type Post, parseJson } from '../zalo/http.ts';
import { patienceMs, refusedTokenCodes } from './assumptions.ts';
import type { AccessToken, Tokens } from './tokens.ts';

export interface Button {
  title: string;
  /** Comes back as a text when it is pressed; the person does not see it. */
  payload: string;
}

export interface ContactRequest {
  title: string;
  subtitle: string;
  /** Of a picture. */
  address: string | null;
}

/** Each gives back the id of the message. */
export interface ZaloOaClient {
  sendText(user: string, text: string, buttons: readonly Button[]): Promise<string>;
  /** `picture` as `uploadPicture` gave it back. */
  sendPicture(user: string, picture: string, text: string): Promise<string>;
  sendFile(user: string, file: string): Promise<string>;
  askContact(user: string, request: ContactRequest): Promise<string>;
  /** One of the account's approved templates, filled in. */
  sendTemplate(user: string, template: string, data: Readonly<Record<string, string>>): Promise<string>;
  uploadPicture(bytes: Uint8Array, name: string): Promise<string>;
  uploadFile(bytes: Uint8Array, name: string): Promise<string>;
}

export interface ClientOptions {
  post: Post;
  /** Without a slash at the end. */
  apiRoot: string;
  tokens: Pick<Tokens, 'current' | 'after'>;
  timeoutMs?: number;
}

const envelopeSchema = z.object({
  error: z.union([
    z.int(),
    z
      .string()
      .regex(/^-?\d{1,9}$/)
      .transform(Number),
  ]),
  message: z.string().catch(''),
  data: z.unknown().optional(),
});
const id = z.union([z.string(), z.int().transform(String)]).catch('');
const sentSchema = z.object({ message_id: id });
const uploadedSchema = z.object({ attachment_id: id.optional(), token: id.optional() });

/** Some answers have the code without its sign. */
const signed = (code: number) => (code > 0 ? -code : code);

export function createClient({ post, apiRoot, tokens, timeoutMs }: ClientOptions): ZaloOaClient {
  async function once(token: AccessToken, call: string, path: string, body: string | FormData): Promise<unknown> {
    const isForm = typeof body !== 'string';
    const { status, text } = await post({
      call,
      url: `${apiRoot}${path}`,
      headers: { access_token: token.access, ...(!isForm && { 'content-type': 'application/json' }) },
      body,
      withinMs: timeoutMs ?? (isForm ? patienceMs.upload : patienceMs.call),
    });
    const quotable = (words: string) => harmless(words, [token.access]);
    const envelope = envelopeSchema.safeParse(parseJson(text)).data;
    if (status === 401 && (envelope === undefined || envelope.error === 0))
      throw new ZaloError(call, { kind: 'refused', code: -401, description: '' });
    if (envelope === undefined) throw new ZaloError(call, { kind: 'unreadable', status, beginning: quotable(text) });
    if (envelope.error === 0) return envelope.data;
    const refused = { kind: 'refused', code: signed(envelope.error), description: quotable(envelope.message) } as const;
    throw new ZaloError(call, refused);
  }

  /** A token may end at any moment; the call that meets its end is repeated with the next one. */
  async function call(name: string, path: string, body: string | FormData): Promise<unknown> {
    const token = await tokens.current();
    try {
      return await once(token, name, path, body);
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
      return once(await tokens.after(token.version), name, path, body);
    }
  }

  async function send(user: string, message: object): Promise<string> {
    const body = JSON.stringify({ recipient: { user_id: user }, message });
    // Taken, though it may not say under which id.
    return sentSchema.safeParse(await call('message', '/v3.0/oa/message/cs', body)).data?.message_id ?? '';
  }

  async function upload(kind: 'image' | 'file', bytes: Uint8Array, name: string): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(bytes)]), name);
    const path = `/v2.0/oa/upload/${kind}`;
    const data = uploadedSchema.safeParse(await call('upload', path, form)).data;
    const given = kind === 'file' ? (data?.token ?? data?.attachment_id) : data?.attachment_id;
    // What it cannot read is answered with success and nothing in it.
    if (!given) throw new ZaloError('upload', { kind: 'refused', code: -201, description: 'no id came back' });
    return given;
  }

  const attached = (type: string, payload: object) => ({ attachment: { type, payload } });
  return {
    sendText: (user, text, buttons) =>
      send(user, {
        text,
        ...(buttons.length > 0 &&
          attached('template', {
            buttons: buttons.map(({ title, payload }) => ({ title, type: 'oa.query.hide', payload })),
          })),
      }),
    sendPicture: (user, picture, text) =>
      send(user, {
        ...(text !== '' && { text }),
        ...attached('template', {
          template_type: 'media',
          elements: [{ media_type: 'image', attachment_id: picture }],
        }),
      }),
    sendFile: (user, file) => send(user, attached('file', { token: file })),
    askContact: (user, { title, subtitle, address }) =>
      send(
        user,
        attached('template', {
          template_type: 'request_user_info',
          elements: [{ title, subtitle, ...(address !== null && { image_url: address }) }],
        }),
      ),
    async sendTemplate(user, template, data) {
      const body = JSON.stringify({ user_id: user, template_id: template, template_data: data });
      return sentSchema.safeParse(await call('template', '/v3.0/oa/message/template', body)).data?.message_id ?? '';
    },
    uploadPicture: (bytes, name) => upload('image', bytes, name),
    uploadFile: (bytes, name) => upload('file', bytes, name),
  };
}

function isTokenRefused(error: unknown): boolean {
  return error instanceof ZaloError && error.reason.kind === 'refused' && refusedTokenCodes.has(error.reason.code ?? 0);
}
