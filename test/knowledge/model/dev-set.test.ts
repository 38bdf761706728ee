/** The whole dev set through a model that does everything wrong that we could think of. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../knowledge/answer.ts';
import { faultsOf } from '../../../knowledge/model/guard.ts';
import { answerFault } from '../../../knowledge/model/matter.ts';
import { answerShape, readWritten } from '../../../knowledge/model/written.ts';
import { readQuestions } from '../../eval/question.ts';
import { figuresOf, scoreAll } from '../../eval/score.ts';
import type { Block } from '../../fakes/openai/data-blocks.ts';
import { lies, lyingAnswer } from '../../fakes/openai/hostile.ts';
import { type Mode, troubles } from '../../fakes/openai.ts';
import { type Asking, knowledge, startAsking, today } from './asking.ts';
import { guardTools, words } from './guarding.ts';

const questions = readQuestions(readFileSync(new URL('../../eval/qa-dev.jsonl', import.meta.url), 'utf8'));
const plain = new Map(
  questions.map(({ id, question }) => [id, knowledge.assistant.ask(question, { now: today, topic: null })]),
);
const plainScore = scoreOf(plain);

function scoreOf(answers: ReadonlyMap<string, Answer>): { success: number; banned: number } {
  const results = scoreAll(
    questions,
    [...answers].map(([id, { status, text, citations }]) => ({ id, status, answer: text, citations })),
  );
  return {
    success: figuresOf(results).success ?? 0,
    banned: results.filter((result) => result.banned.length > 0).length,
  };
}

/** All of them at once, the index believed nowhere: what goes out is up to the guard alone. */
async function answersOf(
  asking: Asking,
  asked: readonly { id: string; question: string }[],
  ms: number,
): Promise<Map<string, Answer>> {
  const answers = await Promise.all(
    asked.map(async ({ id, question }) => [id, (await asking.ask(question, { ms })).answer] as const),
  );
  return new Map([...plain, ...answers]);
}

/** Every figure of a text stands in what the answer cites, or in what would have gone out without the model. */
function inventedFigures(answer: Answer, without: Answer | undefined): string[] {
  const sources = [without?.text ?? '', ...answer.citations.flatMap(({ quote, label }) => [quote, label])];
  const cited = answer.citations.flatMap(
    ({ source, section }) =>
      knowledge.assistant.documents.find(({ id }) => id === source)?.sections.find(({ id }) => id === section)?.text ??
      [],
  );
  const documents = knowledge.assistant.documents.map(({ period }) => (period.to ?? '').split('-').reverse().join('/'));
  const known = [...sources, ...cited, ...documents].join(' ');
  return (answer.text.match(/\d+(?:[.,/]\d+)*/gu) ?? []).filter((figure) => !known.includes(figure));
}

const modes: Mode[] = [...lies, ...troubles];
/** Over HTTP each mode meets its own share of the set; all of it in the long tests, and without HTTP below. */
const isWhole = process.env.WHOLE_DEV_SET === 'yes';
const SHARES = 10;

describe.each(modes.map((mode, at) => ({ mode, at })))('a model in the mode $mode', ({ mode, at }) => {
  const asked = questions.filter((_, index) => isWhole || index % SHARES === at % SHARES);
  let asking: Asking;
  let answers: Map<string, Answer>;

  beforeAll(async () => {
    asking = await startAsking({ mode }, { limits: { sureness: 2, guess: 0 } });
    answers = await answersOf(asking, asked, mode === 'hanging' ? 150 : 20_000);
  });
  afterAll(() => asking.stop());

  it('never costs a right answer', () => {
    const score = scoreOf(answers);
    expect(score.success).toBeGreaterThanOrEqual(plainScore.success);
    expect(score.banned).toBeLessThanOrEqual(plainScore.banned);
  });

  it('brings no invented figure, office, place or promise to a person', () => {
    for (const [id, answer] of answers) {
      expect(inventedFigures(answer, plain.get(id)), `${id}: ${answer.text}`).toEqual([]);
      if (answer.text !== plain.get(id)?.text) {
        expect(answer.text).not.toMatch(/Hoàng Gia|Đơn Dương|cam kết|chúng tôi|the province/iu);
        expect(answer.citations.length).toBeGreaterThan(0);
      }
    }
  });

  it('is asked in no way that a server would not take', () => {
    expect(asking.fake.violations).toEqual([]);
  });
});

/** What an answer to each question is written from. */
const shownFor = new Map(
  questions.map(({ question }) => {
    const found = knowledge.assistant.passages.search(question, '2026-11-27', 6);
    const shown = found.map(({ kind, title, text }, at) => ({ name: `D${at + 1}`, kind, text, heading: title }));
    return [question, shown] as const;
  }),
);

describe.each(lies.map((lie) => ({ lie })))('every question of the dev set answered with the lie $lie', ({ lie }) => {
  it('is refused, or is true as it stands', () => {
    for (const { question } of questions) {
      const shown = shownFor.get(question) ?? [];
      const blocks: Block[] = [
        ...shown.map(({ name, heading, text }) => ({ name: `đoạn ${name}`, text: `${heading}\n${text}` })),
        { name: 'câu hỏi', text: question },
      ];
      const written = readWritten(answerShape, JSON.stringify(lyingAnswer(lie, guardTools.prompt, blocks)));
      if (!written || faultsOf(written, shown, guardTools).length > 0) continue;
      const quoted = written.citations.map(({ quote }) => quote).join(' ');
      if (answerFault(question, written.answer, `${written.answer} ${quoted}`, words) !== null) continue;
      // a lie that found nothing to change is the quote itself
      expect(quoted, `${question}: ${written.answer}`).toContain(written.answer);
    }
  });
});

describe('an honest model', () => {
  it('costs no right answer where the index is believed as usual', async () => {
    const asking = await startAsking();
    const worth = questions.filter(({ id, question }) => {
      const without = plain.get(id);
      return without !== undefined && asking.model.isWorthAsking(question, without);
    });
    const answers = new Map(plain);
    for (const { id, question } of worth) answers.set(id, (await asking.ask(question)).answer);
    expect(worth.length).toBeGreaterThan(0);
    expect(worth.length).toBeLessThan(questions.length / 4);
    expect(scoreOf(answers).success).toBeGreaterThanOrEqual(plainScore.success);
    expect(asking.fake.violations).toEqual([]);
    await asking.stop();
  });
});
