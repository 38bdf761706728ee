import { describe, expect, it } from 'vitest';
import type { Answer } from '../../knowledge/answer.ts';
import { openKnowledge } from '../../knowledge/library.ts';

const { assistant } = openKnowledge();
const NOW = new Date('2026-11-23T09:00:00+07:00');

function ask(question: string, before?: string): Answer {
  const topic = before === undefined ? null : assistant.ask(before, { now: NOW, topic: null }).topic;
  return assistant.ask(question, { now: NOW, topic });
}

describe('yes or no is said only where it is asked', () => {
  it.each(['ngân hàng nào cho vay', 'ai hậu kiểm', 'mã QR tem truy xuất có bắt buộc không', 'tỉnh có cho tiền không'])(
    '%s',
    (question) => {
      expect(ask(question).text).not.toMatch(/^\**Có\**\./u);
    },
  );

  it('still answers yes to its own question', () => {
    expect(ask('ngân hàng có cho vay làm sản phẩm OCOP không').text).toMatch(/^Có\./u);
  });
});

describe('a bare name of goods gives its group', () => {
  it.each([
    ['trà đinh lăng', 'II.1.nhom-1'],
    ['măng tây xanh', 'II.1.nhom-1'],
    ['tinh dầu sả', 'II.1.nhom-3'],
    ['thổ cẩm mỹ nghiệp', 'II.1.nhom-4'],
    ['thịt cừu', 'II.1.nhom-1'],
    ['homestay ở vĩnh hy có làm ocop được k', 'II.1.nhom-6'],
  ])('%s', (question, section) => {
    expect(ask(question).citations[0]?.section).toBe(section);
  });

  it('does not take a question about goods for their name', () => {
    expect(ask('trà cần giấy gì').citations[0]?.section).toBe('ho-so');
    expect(ask('nước mắm bao nhiêu tiền').status).toBe('unknown');
  });
});

describe('where a place belonged and belongs', () => {
  it.each([
    ['Phước Dinh trước thuộc huyện nào', 'don-vi.xa-phuoc-dinh', /huyện Thuận Nam/u],
    ['phường Đô Vinh giờ thuộc đâu', 'don-vi.phuong-do-vinh', /phường Đô Vinh/u],
    ['xã mới Vĩnh Hải giờ do ai quản', 'don-vi.xa-vinh-hai', /xã Nhơn Hải/u],
    ['xã Thuận Nam giờ gồm những xã nào', 'don-vi.xa-thuan-nam', /xã Phước Ninh/u],
    ['tôi ở huyện Bác Ái thì hỏi ai', 'cap-huyen', /xã Bác Ái Đông/u],
  ])('%s', (question, section, fact) => {
    const answer = ask(question);
    expect(answer.text).toMatch(fact);
    expect(answer.citations[0]).toMatchObject({ source: 'hanh-chinh-hai-cap-2025', section });
  });

  it('leaves figures and files to their own answers', () => {
    expect(ask('Ninh Hải mấy sản phẩm 3 sao').citations[0]?.section).toBe('PL1.row-4');
    expect(ask('nộp hồ sơ ở Cà Ná thì tới đâu').citations[0]?.source).toBe('quyet-dinh-26-2026');
  });
});

describe('the matter of the question decides', () => {
  it.each([
    ['bộ tiêu chí có mấy bộ', 'answered', /26 bộ/u],
    ['sản phẩm 2 sao có được giấy không', 'answered', /không được cấp/u],
    ['hỗ trợ điểm bán bao nhiêu điểm', 'answered', /01 điểm/u],
    ['phí chấm điểm là bao nhiêu', 'unknown', /phí/u],
    ['phụ nữ làm chủ chiếm bao nhiêu %', 'unknown', /không ghi tỷ lệ/u],
    ['kế hoạch số mấy', 'unknown', /để trống số/u],
    ['mục tiêu đến 2025 là gì', 'unknown', /20-30 sản phẩm mới/u],
    ['nhà em làm mắm được 5 năm, giờ muốn làm ocop, em phải có giấy tờ gì', 'answered', /Mẫu số 01/u],
  ])('%s', (question, status, fact) => {
    const answer = ask(question);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(fact);
  });

  it('keeps the matter in a follow-up', () => {
    expect(ask('còn 5 sao', '3 sao cần mấy điểm').text).toMatch(/90 đến 100 điểm/u);
    expect(ask('còn nước mắm cà ná', 'rượu nho thuộc nhóm mấy').citations[0]?.section).toBe('II.1.nhom-1');
  });
});
