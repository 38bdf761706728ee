/** The terminal: each line is a message, `@/path` a file, each reply is printed with its sources and numbered choices. */
import { randomUUID } from 'node:crypto';
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Channel, Outgoing, Receive, SendOutcome } from '../channel.ts';
import type { FileStore } from '../files.ts';
import type { Content, Reply } from '../message.ts';
import { boldRuns } from './bold-runs.ts';
import { printable } from './printable.ts';
import { withProgressBar } from './progress-bar.ts';
import { readTypedFile, saveAttachment } from './terminal/files.ts';
import { typedWords } from './typed-words.ts';

export interface TerminalOptions {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean };
  /** Bold and dim text, by ANSI codes. */
  colour: boolean;
  /** The first words to a person who sits there; a pipe gets answers alone. */
  greeting?: string;
  /** Where handed-out files are written. */
  folder: string;
  files: FileStore;
  /** Called once when the person is done (Ctrl-D, `thoát`, the end of a piped file) and every line is stored. */
  onClose?: () => void;
  newId?: () => string;
}

export interface TerminalChannel extends Channel {
  /** Resolves together with `onClose`, or with `stop`. */
  closed: Promise<void>;
}

/** There is one person at a terminal. */
const chat = 'terminal';
const prompt = 'bạn> ';
const farewells = new Set(['thoát', 'thoat', '/thoát', '/thoat']);

export function createTerminalChannel(options: TerminalOptions): TerminalChannel {
  const { input, output, colour, greeting, folder, files, onClose, newId = randomUUID } = options;
  const isLive = input.isTTY === true && output.isTTY === true;
  let lines: Interface | null = null;
  let stored: Promise<void> = Promise.resolve();
  let trouble: string | null = null;
  let isStopping = false;
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });

  /** A broken pipe is no crash: whoever read the output has gone. */
  output.on('error', breakOff);
  function breakOff(): void {
    trouble = 'the terminal no longer takes output';
    lines?.close();
  }

  function write(text: string): Promise<void> {
    return new Promise((resolve, reject) => output.write(text, (error) => (error ? reject(error) : resolve())));
  }

  /** Prints above the line that is being typed, and puts that line back. */
  async function print(text: string): Promise<void> {
    if (isLive) {
      cursorTo(output, 0);
      clearLine(output, 0);
    }
    await write(`${text}\n\n`);
    if (isLive && !isStopping) lines?.prompt(true);
  }

  function hear(line: string, receive: Receive): void {
    const text = printable(line).trim();
    if (text === '') {
      if (isLive) lines?.prompt();
      return;
    }
    if (farewells.has(text.normalize('NFC').toLowerCase())) {
      lines?.close();
      return;
    }
    const id = newId();
    // One after the other: a pasted text keeps its order.
    stored = stored
      .then(() => contentOf(text))
      .then(async (content) => {
        if (content) await receive([{ channel: chat, id, chat, sender: chat, content }]);
      })
      .catch(() => print('Chưa ghi được câu này. Bạn gõ lại giúp nhé.'))
      .catch(breakOff);
  }

  /** Null when it named a file that cannot be sent, which the person has been told. */
  async function contentOf(text: string): Promise<Content | null> {
    if (!/^@(?:~?|\.{1,2})\//.test(text)) return { kind: 'text', text };
    const file = await readTypedFile(text.slice(1), files);
    if (typeof file !== 'string') {
      return { kind: 'media', media: file.mime.startsWith('image/') ? 'photo' : 'file', caption: '', file };
    }
    await print(file);
    return null;
  }

  async function finish(): Promise<void> {
    await stored;
    close();
    if (!isStopping) onClose?.();
  }

  return {
    name: chat,
    receiving: 'everywhere',
    limits: { textLength: 4000, perSecond: null },
    closed,
    async start(receive) {
      lines = createInterface({ input, output, prompt, terminal: isLive });
      let isOpen = true;
      lines.on('line', (line) => {
        // readline still hands out what it has buffered after it was closed.
        if (isOpen) hear(line, receive);
      });
      lines.on('close', () => {
        isOpen = false;
        void finish();
      });
      if (isLive && greeting !== undefined) output.write(`${greeting}\n\n`);
      if (isLive) lines.prompt();
    },
    async stop() {
      isStopping = true;
      lines?.close();
      await stored;
      close();
    },
    async send({ reply }: Outgoing): Promise<SendOutcome> {
      try {
        const file = reply.attachment && (await saveAttachment(reply.attachment, folder, files));
        if (file === null) return { kind: 'refused', why: 'its file is not in the file store any more' };
        await print(renderForTerminal(reply, { colour, file }));
        return { kind: 'sent', platformId: newId() };
      } catch (error) {
        return { kind: 'unreachable', why: error instanceof Error ? error.message : 'the terminal is gone' };
      }
    },
    async typing() {
      if (!isLive) return;
      cursorTo(output, 0);
      clearLine(output, 0);
      output.write('…');
    },
    trouble: () => trouble,
  };
}

/** A reply as lines of text; `file` is the path of its attachment. */
export function renderForTerminal(
  reply: Reply,
  { colour, file }: { colour: boolean; file?: string | undefined },
): string {
  const styled = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const bold = (text: string) =>
    boldRuns(text)
      .map((run) => (run.bold ? styled(1, run.text) : run.text))
      .join('');
  const { text } = withProgressBar(reply);
  const said = reply.choices.length > 0 ? typedWords(text) : text;
  const quotesOf = new Map<string, string[]>();
  for (const { label, quote } of reply.sources) quotesOf.set(label, [...(quotesOf.get(label) ?? []), quote]);
  const blocks = [
    [bold(printable(said).trim())],
    [...quotesOf].flatMap(([label, quotes]) => [
      `📖 ${printable(label)}`,
      ...quotes.filter((quote) => quote !== '').map((quote) => styled(2, `   “${printable(quote)}”`)),
    ]),
    file === undefined ? [] : [`📎 ${file}`],
    reply.choices.map(({ label }, index) => `  ${index + 1}. ${printable(label)}`),
  ];
  return blocks
    .map((block) => block.join('\n'))
    .filter((block) => block !== '')
    .join('\n\n');
}
