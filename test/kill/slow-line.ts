/**
 * The network between the program and the fake of Telegram: every call takes a while on both ways, so that a kill
 * catches sends before and after the platform took them, and what was taken when is written down.
 */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { pause, type Random } from './seeded.ts';

const takenSchema = z.object({ ok: z.literal(true), result: z.object({ message_id: z.number() }) });

export interface SlowLine {
  /** For TELEGRAM_API_ROOT. */
  root: string;
  /** Milliseconds since the epoch at which the platform took a message, by the message's id. */
  taken: Map<number, number>;
  /** Calls of getUpdates so far: the program on this line is receiving. */
  polls(): number;
  stop(): Promise<void>;
}

/** `longestMs` is what each way takes at most. */
export async function startSlowLine(to: string, random: Random, longestMs = 40): Promise<SlowLine> {
  // A connection for each call: one that is closed for idleness while it is taken up again would look like a lost send.
  const agent = new Agent({ keepAlive: false });
  const taken: SlowLine['taken'] = new Map();
  let polls = 0;

  /** A program that dies takes its long poll with it; a message that is on its way arrives all the same. */
  function pass(incoming: IncomingMessage, body: Buffer, hangUp: AbortSignal | undefined) {
    return new Promise<{ status: number; body: Buffer }>((resolve, reject) => {
      const { host: _, connection: __, ...headers } = incoming.headers;
      const options = { method: 'POST', agent, headers, ...(hangUp && { signal: hangUp }) };
      const outgoing = request(`${to}${incoming.url ?? ''}`, options, (response) => {
        readAll(response).then((answer) => resolve({ status: response.statusCode ?? 502, body: answer }), reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const isPoll = incoming.url?.endsWith('/getUpdates') ?? false;
    const hangUp = new AbortController();
    response.on('close', () => response.writableEnded || hangUp.abort());
    if (isPoll) polls++;
    else await pause(random.whole(0, longestMs));
    const answer = await pass(incoming, body, isPoll ? hangUp.signal : undefined);
    if (/\/send(Message|Document)$/.test(incoming.url ?? '')) {
      const sent = takenSchema.safeParse(JSON.parse(answer.body.toString('utf8')));
      if (sent.success) taken.set(sent.data.result.message_id, Date.now());
    }
    if (!isPoll) await pause(random.whole(0, longestMs));
    if (!response.destroyed) response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  }

  // What fails here fails for the program as a broken connection, which is for it to deal with.
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 10 * 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  return {
    root: `http://127.0.0.1:${address.port}`,
    taken,
    polls: () => polls,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
