/** Reads a call's parameters as the Bot API does: from JSON, or from multipart/form-data with files. */
import type { IncomingMessage } from 'node:http';

export interface UploadedFile {
  name: string;
  text: string;
  bytes: Buffer;
}

export interface Call {
  method: string;
  parameters: Record<string, unknown>;
  /** By the name that `attach://` refers to. */
  files: Map<string, UploadedFile>;
}

/** Parameters that are no strings; in a form they come as JSON. */
const serialised = new Set([
  'reply_markup',
  'link_preview_options',
  'message_thread_id',
  'commands',
  'allowed_updates',
]);

export async function readCall(request: IncomingMessage, method: string): Promise<Call> {
  const body = await readAll(request);
  const type = request.headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data; *boundary=(.+)$/.exec(type)?.[1];
  if (boundary !== undefined) return readForm(body, boundary, method);
  return { method, parameters: readObject(body.toString('utf8')), files: new Map() };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function readObject(body: string): Record<string, unknown> {
  if (body === '') return {};
  const value: unknown = JSON.parse(body);
  if (!isObject(value)) throw new SyntaxError('the parameters are not an object');
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Read byte by byte, since a file need not be text. */
function readForm(body: Buffer, boundary: string, method: string): Call {
  const call: Call = { method, parameters: {}, files: new Map() };
  const parts = body.toString('latin1').split(`--${boundary}`);
  if (parts.at(-1)?.trim() !== '--') throw new SyntaxError('the form does not end');
  for (const part of parts.slice(1, -1)) {
    const headEnd = part.indexOf('\r\n\r\n');
    const head = utf8(part.slice(2, headEnd));
    const bytes = Buffer.from(part.slice(headEnd + 4, -2), 'latin1');
    const content = bytes.toString('utf8');
    const name = /;\s*name="([^"]+)"/.exec(head)?.[1];
    if (headEnd < 0 || name === undefined) throw new SyntaxError('a part of the form has no name');
    const filename = /;\s*filename="?([^"\r\n]+)"?/.exec(head)?.[1];
    if (filename !== undefined) call.files.set(name, { name: filename, text: content, bytes });
    else call.parameters[name] = serialised.has(name) ? JSON.parse(content) : content;
  }
  return call;
}

const utf8 = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');
