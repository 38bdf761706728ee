import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Answer } from '../../knowledge/answer.ts';
import { openKnowledge } from '../../knowledge/library.ts';
import { type Topic, topicSchema } from '../../knowledge/topic.ts';

const { assistant } = openKnowledge();
const NOW = new Date('2026-11-23T09:00:00+07:00');

/** Asks one after the other; the topic is written out and read back between any two, as the conversation stores it. */
function talk(...questions: string[]): Answer {
  let topic: Topic | null = null;
  let answer: Answer | null = null;
  for (const question of questions) {
    answer = assistant.ask(question, { now: NOW, topic });
    topic = answer.topic === null ? null : topicSchema.parse(JSON.parse(JSON.stringify(answer.topic)));
  }
  if (answer === null) throw new Error('nothing was asked');
  return answer;
}

describe('a follow-up is understood from the answer before it', () => {
  it('takes over the stars for another district', () => {
    expect(talk('Ninh Hải mấy sản phẩm 3 sao', 'ở Thuận Nam thì sao?').text).toMatch(
      /Thuận Nam dự kiến \*\*10\*\* sản phẩm 3 sao/u,
    );
  });

  it('takes over the district for another number of stars', () => {
    expect(talk('Ninh Hải mấy sản phẩm 3 sao', 'ở Thuận Nam thì sao?', 'còn 4 sao?').text).toMatch(
      /Thuận Nam dự kiến \*\*2\*\* sản phẩm 4 sao/u,
    );
  });

  it('goes from one group to the next', () => {
    expect(talk('nhóm 3 là gì', 'còn nhóm 4?').citations[0]?.section).toBe('II.1.nhom-4');
  });

  it('says who, then when, of the same matter', () => {
    expect(talk('mấy lớp tập huấn', 'ai lo việc đó?').text).toMatch(/^Chủ trì: \*\*Sở Nông nghiệp/u);
    expect(talk('mấy lớp tập huấn', 'ai lo việc đó?', 'khi nào?').text).toMatch(/^Thời gian: \*\*cả năm 2024/u);
  });

  it('does not make up a sum of money for the matter at hand', () => {
    const answer = talk('dự án Cầu Gẫy là gì', 'tốn bao nhiêu tiền');
    expect(answer.status).toBe('unknown');
    expect(answer.citations[0]?.section).toBe('PL2.7');
  });

  it('moves on where the next question is about something else', () => {
    expect(talk('Ninh Hải mấy sản phẩm 3 sao', 'mấy lớp tập huấn').citations[0]?.section).toBe('PL2.5');
    expect(talk('Sở Y tế làm gì', 'còn Sở Công Thương?').citations[0]?.section).toBe('V.6');
    expect(talk('hồ sơ gồm những gì', 'nộp ở đâu?').text).toMatch(/^Nộp tại \*\*UBND cấp xã\*\*/u);
  });

  it('keeps the matter over a word of thanks', () => {
    expect(talk('Ninh Hải mấy sản phẩm 3 sao', 'cảm ơn', 'còn Bác Ái?').text).toMatch(
      /Bác Ái dự kiến \*\*6\*\* sản phẩm 3 sao/u,
    );
  });
});

const askedSchema = z.object({ question: z.string(), answerable: z.boolean() });

/** The questions of a set that have an answer. */
function questionsOf(set: string): string[] {
  return readFileSync(fileURLToPath(new URL(`../eval/${set}.jsonl`, import.meta.url)), 'utf8')
    .trim()
    .split('\n')
    .map((line) => askedSchema.parse(JSON.parse(line)))
    .flatMap(({ question, answerable }) => (answerable ? [question] : []));
}

function firstSource(question: string, topic: Topic | null): string {
  const { citations, status } = assistant.ask(question, { now: NOW, topic });
  return citations[0] ? `${citations[0].source} ${citations[0].section}` : status;
}

function topicAfter(question: string): Topic | null {
  return assistant.ask(question, { now: NOW, topic: null }).topic;
}

describe('a question that stands by itself is not swallowed by the matter before it', () => {
  const SAME = 0.995;

  it('keeps its first source after any other question', () => {
    const changed: string[] = [];
    let count = 0;
    for (const set of ['qa-dev', 'qa-own', 'qa-own-2']) {
      const questions = questionsOf(set);
      for (const [at, question] of questions.entries()) {
        const topic = topicAfter(questions[at - 1] ?? questions.at(-1) ?? '');
        count += 1;
        if (firstSource(question, topic) !== firstSource(question, null)) changed.push(question);
      }
    }
    expect(1 - changed.length / count, changed.join('\n')).toBeGreaterThanOrEqual(SAME);
  });

  it.each([
    'hồ sơ gồm những gì',
    'hộ chưa có đăng ký kinh doanh có làm được không',
    'Ninh Hải mấy sản phẩm 3 sao',
    'mấy lớp tập huấn',
    'tỉnh có hỗ trợ in bao bì không',
    'dự án Cầu Gẫy là gì',
    'nhóm 3 là gì',
    'vay vốn được bao nhiêu tiền',
  ])('keeps its first source after "%s"', (before) => {
    const topic = topicAfter(before);
    const questions = questionsOf('qa-dev');
    const changed = questions.filter((question) => firstSource(question, topic) !== firstSource(question, null));
    expect(1 - changed.length / questions.length, changed.join('\n')).toBeGreaterThanOrEqual(SAME);
  });

  it('answers points after papers, loans after the dossier, and asks back at a bare word', () => {
    const points = talk('tui chưa có giấy phép kinh doanh thì làm ocop dc ko', 'bao nhiêu điểm thì được 4 sao');
    expect(points.text).toMatch(/từ 70 đến dưới 90 điểm/u);
    const loans = talk('nộp hồ sơ ở đâu', 'vay vốn được bao nhiêu');
    expect(loans.citations.map((each) => each.source)).toEqual(['nghi-dinh-156-2025', 'ke-hoach-2024']);
    expect(talk('tỉnh có hỗ trợ in bao bì không', 'sao').status).toBe('clarify');
  });
});
