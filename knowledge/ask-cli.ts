import { z } from 'zod';
import type { Answer } from './answer.ts';
import type { Assistant } from './assistant.ts';
import { answerJsonLines } from './json-lines.ts';
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
function answerLines(assistant: Assistant): Promise<number> {
  return answerJsonLines(line, 'cần một dòng JSON có "id" và "question" là chữ', ({ id, question }) => {
    const started = performance.now();
    const answer = assistant.ask(question, { now: new Date(), topic: null });
    const latency = Math.round((performance.now() - started) * 1000) / 1000;
    return row(id, answer, latency);
  });
}

function row(id: string, answer: Answer, latency: number): Record<string, unknown> {
  const citations = answer.citations.map(({ source, section, quote }) => ({ source, section, quote }));
  return { id, status: answer.status, answer: answer.text, citations, latency_ms: latency };
}

function shown(answer: Answer): string {
  const sources = answer.citations.map((citation) => `📖 ${citation.label}\n   “${citation.quote}”`);
  return [answer.text.replace(/\*\*/gu, ''), ...(sources.length > 0 ? ['', ...sources] : [])].join('\n');
}

process.exitCode = await main(process.argv.slice(2));
