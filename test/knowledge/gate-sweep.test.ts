import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../knowledge/engine.ts';
import { readKnowledge } from '../../knowledge/library.ts';
import { stripAccents } from '../../knowledge/text/fold.ts';
import { questionsOf } from './text/question-files.ts';

const { parts } = readKnowledge();
const engine = createEngine(parts);

/** Cards about what is no question of the programme: the gate may meet them first. */
const OF_THE_GATE = new Set(['ngoai-chuong-trinh', 'chua-ro']);

/** As typed, without accents, and in small letters without accents: what of these is not let through. */
function stopped(texts: readonly string[]): string[] {
  const typed = texts.flatMap((text) => [text, stripAccents(text), stripAccents(text).toLowerCase()]);
  return typed.filter((text) => {
    const gated = engine.gate(engine.analyse(text));
    return gated !== null && gated.status !== 'unwrapped';
  });
}

describe('the gate, whether people type accents or none', () => {
  it('stops no question of the sets that can be answered', () => {
    const asked = questionsOf('qa-dev.jsonl', 'qa-own.jsonl', 'qa-own-2.jsonl', 'qa-fresh.jsonl').filter(
      (each) => each.answerable,
    );
    expect(asked.length).toBeGreaterThan(300);
    expect(stopped(asked.map((each) => each.question))).toEqual([]);
  });

  it('stops no example question of a card', () => {
    const cards = parts.cards.filter((card) => !OF_THE_GATE.has(card.id));
    const questions = cards.flatMap((card) => card.questions);
    expect(questions.length).toBeGreaterThan(1000);
    expect(
      stopped(questions.map((text) => text.replaceAll('{huyện}', 'Ninh Hải').replaceAll('{xã}', 'Phước Hải'))),
    ).toEqual([]);
  });

  it('stops no sentence of the plan', () => {
    const plan = readFileSync(new URL('../eval/plan.txt', import.meta.url), 'utf8').split('\n');
    const sentences = plan.flatMap((line) => line.split(/(?<=[.;:])\s/u)).filter((text) => /\p{L}{2}/u.test(text));
    expect(stopped(sentences)).toEqual([]);
  });
});
