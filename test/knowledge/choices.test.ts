import { describe, expect, it } from 'vitest';
import { openKnowledge } from '../../knowledge/library.ts';

const { assistant } = openKnowledge();
const NOW = new Date('2026-11-23T09:00:00+07:00');

/** Every answer that can be reached by pressing what is offered, from a few first questions. */
function reached(): { question: string; offered: { label: string; question: string }[]; topic: Topic }[] {
  const seen = new Map<string, { question: string; offered: { label: string; question: string }[]; topic: Topic }>();
  const waiting = [
    'ai được làm OCOP',
    'hồ sơ gồm những gì',
    'phụ lục II gồm những nội dung gì',
    'nho sấy thuộc nhóm mấy',
  ];
  while (waiting.length > 0) {
    const question = waiting.pop() ?? '';
    if (seen.has(question)) continue;
    const answer = assistant.ask(question, { now: NOW, topic: null });
    seen.set(question, { question, offered: answer.choices, topic: answer.topic });
    waiting.push(...answer.choices.map((choice) => choice.question));
  }
  return [...seen.values()];
}

type Topic = ReturnType<typeof assistant.ask>['topic'];

describe('a choice that is pressed', () => {
  it('gives what its question gives when asked alone', () => {
    const answers = reached();
    expect(answers.length).toBeGreaterThan(80);
    const broken: string[] = [];
    for (const { question, offered, topic } of answers) {
      for (const choice of offered) {
        const alone = assistant.ask(choice.question, { now: NOW, topic: null });
        const pressed = assistant.ask(choice.question, { now: NOW, topic });
        if (pressed.text !== alone.text || pressed.citations[0]?.section !== alone.citations[0]?.section)
          broken.push(`${question} → ${choice.question}`);
      }
    }
    expect(broken).toEqual([]);
  });
});
