import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import type { Assistant } from './assistant.ts';
import { openKnowledge } from './library.ts';

const line = z.object({ id: z.string(), question: z.string() });

async function main(args: readonly string[]): Promise<number> {
  const { assistant, problems } = openKnowledge();
  for (const { file, line: at, cause } of problems) process.stderr.write(`${file}:${at}: ${cause}\n`);
  if (args.includes('--jsonl')) return answerLines(assistant);
  const question = args.join(' ').trim();
  if (question === '') {
    process.stderr.write(
      'Cách dùng: npm run ask -- "câu hỏi"\n       npm run --silent ask -- --jsonl < cau-hoi.jsonl\n',
    );
    return 1;
  }
  process.stdout.write(`${shown(assistant.ask(question, { now: new Date(), topic: null }))}\n`);
  return 0;
}

/** Answers lines `{"id","question"}` as they come; a line that cannot be read is told on stderr and the rest goes on. */
async function answerLines(assistant: Assistant): Promise<number> {
  let failed = 0;
  let at = 0;
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    at += 1;
    const content = text.replace(/^\uFEFF/u, '');
    if (content.trim() === '') continue;
    const parsed = line.safeParse(parseJson(content));
    if (!parsed.success) {
      failed += 1;
      process.stderr.write(`dòng ${at}: cần một dòng JSON có "id" và "question" là chữ\n`);
      continue;
    }
    const started = performance.now();
    const answer = assistant.ask(parsed.data.question, { now: new Date(), topic: null });
    const latency = Math.round((performance.now() - started) * 1000) / 1000;
    process.stdout.write(`${JSON.stringify(row(parsed.data.id, answer, latency))}\n`);
  }
  return failed > 0 ? 1 : 0;
}

function row(id: string, answer: Answer, latency: number): Record<string, unknown> {
  const citations = answer.citations.map(({ source, section, quote }) => ({ source, section, quote }));
  return { id, status: answer.status, answer: answer.text, citations, latency_ms: latency };
}

function shown(answer: Answer): string {
  const sources = answer.citations.map((citation) => `📖 ${citation.label}\n   “${citation.quote}”`);
  return [answer.text.replace(/\*\*/gu, ''), ...(sources.length > 0 ? ['', ...sources] : [])].join('\n');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
