/** A server that speaks OpenAI's chat completions, embeddings and transcriptions over real HTTP, honest or not. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { blocksOf } from './openai/data-blocks.ts';
import { embeddingOf, honestAnswer } from './openai/honest.ts';
import { type Lie, lies, lyingAnswer, lyingQuestion } from './openai/hostile.ts';
import { type ChatRequest, readBody, readChat, readEmbeddings, readForm } from './openai/request.ts';

/** What goes wrong on the way, whatever the model writes. */
export const troubles = [
  'hanging',
  'busy',
  'busy-with-wait',
  'broken',
  'cut',
  'cut-in-answer',
  'html',
  'broken-json',
  'wrong-schema',
  'empty',
  'cut-short',
] as const;

export const modes = ['honest', ...lies, ...troubles] as const;
export type Mode = (typeof modes)[number];

export interface FakeOpenAiOptions {
  mode?: Mode;
  /** Answers take so long. */
  slowMs?: number;
  /** The formats that it takes; others are refused with 400. */
  formats?: readonly ('json_schema' | 'json_object')[];
  /** Refuses a temperature, as some models do. */
  refusesTemperature?: boolean;
  hasEmbeddings?: boolean;
  hasTranscriptions?: boolean;
  /** What the model writes to a call for this shape, in place of what the mode says. */
  writes?: Partial<Record<'answer' | 'question' | 'fields', (blocks: string) => string>>;
  hears?: string;
}

export interface FakeOpenAi {
  /** For OPENAI_BASE_URL. */
  root: string;
  chats: ChatRequest[];
  embedded: string[][];
  recordings: Record<string, string>[];
  /** Calls that no program of ours should make; a test expects none. */
  violations: string[];
  change(options: FakeOpenAiOptions): void;
  stop(): Promise<void>;
}

export const fakeKey = 'sk-fake';

export async function startFakeOpenAi(initial: FakeOpenAiOptions = {}): Promise<FakeOpenAi> {
  let options = initial;
  const chats: ChatRequest[] = [];
  const embedded: string[][] = [];
  const recordings: Record<string, string>[] = [];
  const violations: string[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (request.headers.authorization !== `Bearer ${fakeKey}`)
      return refuse(response, 401, 'Incorrect API key provided');
    if (options.slowMs) await new Promise((resolve) => setTimeout(resolve, options.slowMs));
    if (troubled(request, response, options.mode ?? 'honest')) return;
    switch (`${request.method} ${request.url}`) {
      case 'POST /v1/chat/completions':
        return chat(readChat(body.toString()), response);
      case 'POST /v1/embeddings': {
        if (options.hasEmbeddings === false) return refuse(response, 404, 'no such endpoint');
        const { input, model } = readEmbeddings(body.toString());
        embedded.push(input);
        const data = input.map((text, index) => ({ object: 'embedding', index, embedding: embeddingOf(text) }));
        return json(response, { object: 'list', data, model, usage: { prompt_tokens: 5, total_tokens: 5 } });
      }
      case 'POST /v1/audio/transcriptions':
        if (options.hasTranscriptions === false) return refuse(response, 404, 'no such endpoint');
        recordings.push(await readForm(request, body));
        return json(response, { text: options.hears ?? '' });
      default:
        violations.push(`${request.method} ${request.url}`);
        return refuse(response, 404, 'unknown endpoint');
    }
  }

  function chat(request: ChatRequest, response: ServerResponse): void {
    chats.push(request);
    const format = request.response_format?.type;
    const taken = options.formats ?? ['json_schema', 'json_object'];
    if (format !== undefined && !taken.includes(format)) {
      refuse(response, 400, `Unsupported value: 'response_format.type' ${format}`);
      return;
    }
    if (options.refusesTemperature && request.temperature !== undefined) {
      refuse(response, 400, "Unsupported parameter: 'temperature' is not supported with this model.");
      return;
    }
    const mode = options.mode ?? 'honest';
    json(
      response,
      completion(request, mode === 'broken-json' ? '{"status": "answered", "ans' : written(request), mode),
    );
  }

  function written({ messages: [{ content: rules }, { content }] }: ChatRequest): string {
    const shape = rules.includes('"status"') ? 'answer' : rules.includes('"values"') ? 'fields' : 'question';
    const own = options.writes?.[shape];
    if (own) return own(content);
    const mode = options.mode ?? 'honest';
    if (mode === 'empty') return '';
    if (mode === 'wrong-schema') return JSON.stringify({ verdict: 'yes', text: 'Có 50 sản phẩm.' });
    const blocks = blocksOf(content);
    const lie = lies.find((each): each is Lie => each === mode);
    const question = blocks.find(({ name }) => name === 'câu hỏi')?.text ?? '';
    if (shape === 'fields') return JSON.stringify({ values: [] });
    if (shape === 'question') return JSON.stringify(lie ? lyingQuestion(lie, rules, blocks) : { question });
    return JSON.stringify(lie ? lyingAnswer(lie, rules, blocks) : honestAnswer(blocks));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      violations.push(String(error));
      if (!response.headersSent) refuse(response, 400, 'bad request');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake has no port');
  return {
    root: `http://127.0.0.1:${address.port}/v1`,
    chats,
    embedded,
    recordings,
    violations,
    change(next) {
      options = next;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Whether the call ended, or never will, by what goes wrong on the way. */
function troubled(request: IncomingMessage, response: ServerResponse, mode: Mode): boolean {
  switch (mode) {
    case 'hanging':
      return true;
    case 'busy':
      refuse(response, 429, 'Rate limit reached');
      return true;
    case 'busy-with-wait':
      response.setHeader('retry-after', '20');
      refuse(response, 429, 'Rate limit reached');
      return true;
    case 'broken':
      refuse(response, 503, 'The server is overloaded');
      return true;
    case 'cut':
      request.socket.destroy();
      return true;
    case 'cut-in-answer':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"id": "chat', () => request.socket.destroy());
      return true;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in to the network</body></html>');
      return true;
    default:
      return false;
  }
}

function completion({ model, messages }: ChatRequest, content: string, mode: Mode): object {
  const prompt = Math.ceil(messages.reduce((sum, message) => sum + message.content.length, 0) / 3);
  const tokens = Math.ceil(content.length / 3);
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: mode === 'cut-short' ? content.slice(0, 40) : content },
        finish_reason: mode === 'cut-short' ? 'length' : 'stop',
      },
    ],
    usage: { prompt_tokens: prompt, completion_tokens: tokens, total_tokens: prompt + tokens },
  };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ error: { message, type: 'error', param: null, code: null } }));
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
