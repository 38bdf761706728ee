import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Assistant } from '../../knowledge/assistant.ts';
import { openKnowledge } from '../../knowledge/library.ts';
import { stripAccents } from '../../knowledge/text/fold.ts';
import { miniSearchPeer, oramaPeer, type Peer } from './peers.ts';
import { type EvalAnswer, type EvalQuestion, readQuestions } from './question.ts';
import { faithfulness, type Result, scoreAll } from './score.ts';
import { groupBy, table } from './table.ts';
import { type Uses, withModel } from './with-model.ts';

/**
 * The last two were written aside and first run untouched (qa-fresh: success 92.4 %); the kinds of misses that they
 * showed were mended afterwards, so by now they guard more than they foretell.
 */
const SETS = ['qa-dev.jsonl', 'qa-own.jsonl', 'qa-own-2.jsonl', 'qa-held-out.jsonl', 'qa-fresh.jsonl'];
const PLAN = 'ke-hoach-2024';

/**
 * Answers the question sets with the assistant and with its peers, and prints the scorer's tables for each set. With
 * `--llm` also with the language model that is configured.
 */
async function main(): Promise<void> {
  const { assistant } = openKnowledge();
  const plan = assistant.documents.find((document) => document.id === PLAN);
  if (!plan) throw new Error('the plan is missing from knowledge/sources');
  const sections = new Map(plan.sections.map((section) => [section.id, section.text]));
  const llm = process.argv.includes('--llm') ? withModel(assistant) : null;
  const peers = [
    ours(assistant),
    ...(llm ? [llm.peer] : []),
    miniSearchPeer(plan.sections),
    await oramaPeer(plan.sections),
  ];
  for (const name of SETS) {
    const questions = readQuestions(readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8'));
    const runs: [string, Result[], EvalAnswer[]][] = [];
    for (const peer of peers) {
      const answers = await answerAll(peer, questions);
      runs.push([peer.name, scoreAll(questions, answers), answers]);
    }
    const [own] = runs;
    if (!own) continue;
    const bare = questions.map((question) => ({ ...question, question: stripAccents(question.question) }));
    const bareRun = scoreAll(bare, await answerAll(ours(assistant), bare));
    print(`\n${name}: ${questions.length} questions`);
    print(
      table('overall', [
        ...runs.map(([peer, results]): [string, Result[]] => [peer, results]),
        ['this assistant, accents taken away', bareRun],
      ]),
    );
    print(`\n${table('by style (this assistant)', groupBy(own[1], 'style'))}`);
    print(`\n${table('by kind (this assistant)', groupBy(own[1], 'kind'))}`);
    printFaithfulness(own[2], plan.text, sections);
    printMisses(own[1]);
  }
  if (llm) printUses(llm.uses);
  print("\n(percent; 'no-n' = questions to be declined, 'f-abs' = wrongly declined, 'c-abs' = rightly declined)");
}

function ours(assistant: Assistant): Peer {
  const now = new Date();
  return {
    name: 'this assistant',
    answer: (id, question) => {
      const { status, text, citations } = assistant.ask(question, { now, topic: null });
      return { id, status, answer: text, citations };
    },
  };
}

async function answerAll(peer: Peer, questions: EvalQuestion[]): Promise<EvalAnswer[]> {
  const answers: EvalAnswer[] = [];
  for (const { id, question } of questions) answers.push(await peer.answer(id, question));
  return answers;
}

function printFaithfulness(answers: EvalAnswer[], text: string, sections: Map<string, string>): void {
  const count = faithfulness(answers, text, sections);
  print(
    `\ncitations of the plan ${count.plan}, word for word ${count.verbatim}, inside the section named ${count.inSection}, ` +
      `too short ${count.tooShort}; of other documents ${count.other}`,
  );
}

function printMisses(results: Result[]): void {
  for (const { question, status, cited, missed, banned } of results.filter((result) => !result.success)) {
    print(
      `  ${question.id} [${question.style}, ${question.kind}] ${status}: cited ${cited.join(' ')} for ${question.gold_sections.join(' ')}; missed ${missed.length}, banned ${banned.length} | ${question.question.slice(0, 100)}`,
    );
  }
}

function printUses({ asked, verdicts, tokens, latencies }: Uses): void {
  const told = [...verdicts].map(([verdict, count]) => `${verdict} ${count}`).join(', ');
  const sorted = latencies.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  print(
    `\nthe model was asked ${asked} times (${told}), ${tokens} tokens, half of them within ${middle} ms, the longest ${sorted.at(-1) ?? 0} ms`,
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

await main();
