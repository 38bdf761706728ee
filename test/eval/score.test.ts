import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSources } from '../../knowledge/source-folder.ts';
import { readAnswers, readQuestions } from './question.ts';
import { faithfulness, figuresOf, scoreAll } from './score.ts';

function read(name: string): string {
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
}

describe('the scorer', () => {
  const questions = readQuestions(read('qa-dev.jsonl'));
  const answers = readAnswers(read('scored-answers.jsonl'));
  /** The last line that score.py printed for the same answers. */
  const expected: Record<string, number> = JSON.parse(read('scored-totals.json'));

  it('gives the figures that score.py gives for the same answers', () => {
    const results = scoreAll(questions, answers);
    const figures = figuresOf(results);
    const ours = {
      n: figures.n,
      answerable: figures.answerable,
      unanswerable: figures.unanswerable,
      hit1: figures.hit1,
      hit3: figures.hit3,
      mrr: figures.mrr,
      facts: figures.facts,
      all_facts: figures.allFacts,
      false_abstain: figures.falseAbstain,
      correct_abstain: figures.correctAbstain,
      success: figures.success,
      must_not: results.filter((result) => result.banned.length > 0).length,
      from_other_source: results.filter((result) => result.fromOtherSource).length,
      missing: results.filter((result) => result.status === 'missing').length,
    };
    for (const [name, value] of Object.entries(ours)) expect(value, name).toBeCloseTo(expected[name] ?? Number.NaN, 3);
  });

  it('counts quotes as score.py counts them', () => {
    const folder = fileURLToPath(new URL('../../knowledge/sources', import.meta.url));
    const plan = readSources(folder).documents.find((document) => document.id === 'ke-hoach-2024');
    const sections = new Map((plan?.sections ?? []).map((section) => [section.id, section.text]));
    const count = faithfulness(answers, plan?.text ?? '', sections);
    expect(count.plan).toBe(expected.plan_citations);
    expect(count.other).toBe(expected.other_citations);
    expect(count.verbatim / count.plan).toBeCloseTo(expected.faithful ?? Number.NaN, 3);
    expect(count.inSection / count.verbatim).toBeCloseTo(expected.in_section ?? Number.NaN, 3);
  });
});
