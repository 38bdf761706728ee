import { describe, expect, it } from 'vitest';
import { createAssistant } from '../../knowledge/assistant.ts';
import { parseCards } from '../../knowledge/card.ts';
import { CardIndex } from '../../knowledge/card-index.ts';
import { readKnowledge } from '../../knowledge/library.ts';
import { singleTerm, type Term, termsOf } from '../../knowledge/query.ts';
import { splitMessage } from '../../knowledge/split.ts';
import { splitWords } from '../../knowledge/text/words.ts';

const NOW = new Date('2026-11-23T09:00:00+07:00');

function terms(text: string): Term[] {
  return termsOf(splitWords(text), 1, () => false);
}

describe('the index of cards', () => {
  const index = new CardIndex([
    {
      id: 'tem',
      trust: 1,
      questions: [terms('mấy con tem'), terms('có in tem không')],
      body: terms('tỉnh hỗ trợ tem và bao bì'),
    },
    { id: 'vốn', trust: 1, questions: [terms('vay vốn ở đâu')], body: terms('ngân hàng cho vay') },
    { id: 'vốn-cũ', trust: 0.8, questions: [terms('vay vốn ở đâu')], body: [] },
  ]);
  const all = () => true;

  it('ranks by the nearest example question', () => {
    expect(index.rank(terms('cho vay vốn'), all).map((ranked) => ranked.id)).toEqual(['vốn', 'vốn-cũ']);
    expect(index.rank(terms('tem'), all)[0]?.id).toBe('tem');
  });

  it('finds words that stand in the answer alone', () => {
    expect(index.rank(terms('bao bì'), all)[0]?.id).toBe('tem');
  });

  it('takes words without accents for any, and other accents for less', () => {
    const bare = index.rank(terms('vay von'), all)[0]?.score ?? 0;
    const other = index.rank(terms('váy vờn'), all)[0]?.score ?? 0;
    expect(bare).toBeCloseTo(index.rank(terms('vay vốn'), all)[0]?.score ?? 0);
    expect(other).toBeLessThan(bare);
  });

  it('leaves out what does not serve, and finds nothing for nothing', () => {
    expect(index.rank(terms('vay vốn'), (id) => id !== 'vốn').map((ranked) => ranked.id)).toEqual(['vốn-cũ']);
    expect(index.rank([], all)).toEqual([]);
    expect(index.rank([singleTerm({ plain: 'xyz', marked: 'xyz' }, 1)], all)).toEqual([]);
  });

  it('knows how strange a question is', () => {
    expect(index.familiarity(terms('vay vốn'))).toEqual({ words: 1, pairs: 1 });
    expect(index.familiarity(terms('mưa gió'))).toEqual({ words: 0, pairs: 0 });
  });
});

describe('the question in a message', () => {
  it.each([
    [
      'Nhà em làm muối mấy năm nay, không ai rành. Em hỏi tỉnh có hỗ trợ in tem không?',
      ['Em hỏi tỉnh có hỗ trợ in tem không?'],
    ],
    ['Mấy lớp tập huấn? Em cảm ơn nhiều', ['Mấy lớp tập huấn?']],
    ['Một là rượu thuộc nhóm nào, hai là ai chấm điểm?', ['rượu thuộc nhóm nào', 'ai chấm điểm?']],
    [
      'Tỉnh hỗ trợ mấy nhãn hiệu, còn bao bì là bao nhiêu cái?',
      ['Tỉnh hỗ trợ mấy nhãn hiệu', 'bao bì là bao nhiêu cái?'],
    ],
    ['hồ sơ gồm những gì', ['hồ sơ gồm những gì']],
  ])('%s', (message, questions) => {
    expect(splitMessage(message).questions).toEqual(questions);
  });
});

describe('a document or card that someone adds', () => {
  const { parts } = readKnowledge();

  it('is asked for and cited after a restart', () => {
    const card = parseCards(
      'moi.md',
      '## Lịch chợ phiên {#cho-phien}\nHỏi:\n- chợ phiên OCOP họp hôm nào\nCho biết: ngày\nNguồn:\n- ke-hoach-2024 PL2.1\nTrả lời:\nChợ phiên họp sáng chủ nhật.',
    );
    const assistant = createAssistant({ ...parts, cards: [...parts.cards, ...card] });
    const answer = assistant.ask('cho phien ocop hop hom nao', { now: NOW, topic: null });
    expect(answer.text).toMatch(/sáng chủ nhật/u);
    expect(answer.citations[0]?.section).toBe('PL2.1');
  });

  it('answers from a section for which nobody wrote a card', () => {
    const assistant = createAssistant(parts);
    const answer = assistant.ask('quy định cũ điểm chia 35 25 40 phải không', { now: NOW, topic: null });
    expect(answer.citations[0]?.source).toBe('quyet-dinh-1048-2019');
  });
});
