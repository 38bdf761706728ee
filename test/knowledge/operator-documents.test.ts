import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../knowledge/answer.ts';
import type { Assistant } from '../../knowledge/assistant.ts';
import { openKnowledge } from '../../knowledge/library.ts';
import { SourceError, type SourceProblem } from '../../knowledge/source-error.ts';

const SHIPPED = fileURLToPath(new URL('../../knowledge/', import.meta.url));
const BEFORE = new Date('2026-01-10T09:00:00+07:00');
const WITHIN = new Date('2026-06-10T09:00:00+07:00');
const LAST_DAY = new Date('2026-12-31T23:00:00+07:00');
const AFTER = new Date('2027-02-10T09:00:00+07:00');
const PLAN_2026 = training(2026, '30.000.000', 'period: { from: 2026-02-01, to: 2026-12-31 }');
const PLAN_2027 = training(2027, '35.000.000', 'period: { from: 2027-01-01, to: 2027-12-31 }');
const BROKEN = '---\nid: hong\ntitle: Tệp hỏng\nissuer: UBND\ndate: 2026-13-45\n---\n\n## Mục\n\nChữ.\n';

function training(year: number, reward: string, period: string): string {
  return `---
id: ke-hoach-tap-huan-${year}
title: Kế hoạch tập huấn và khen thưởng chủ thể OCOP năm ${year}
shortTitle: Kế hoạch tập huấn ${year}
issuer: UBND tỉnh Khánh Hòa
number: ${year - 1900}/KH-UBND
date: ${year}-01-01
${period}
status: in-force
---

# Kế hoạch tập huấn ${year}

## Mức thưởng cho sản phẩm đạt sao {#thuong label="mục II"}

Thưởng sản phẩm đạt 4 sao: ${reward} đồng. Thưởng sản phẩm đạt 3 sao: 10.000.000 đồng.

## Lớp tập huấn bán hàng trực tuyến {#lop label="mục III"}

Mở lớp tập huấn bán hàng trực tuyến tại hội trường UBND xã Ninh Phước, ngày 15/7/${year}.
`;
}

const folders: string[] = [];

/** A copy of the shipped folder with these files put in or written over. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'));
  folders.push(folder);
  for (const part of ['sources', 'cards', 'lexicon', 'facts'])
    cpSync(join(SHIPPED, part), join(folder, part), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a document that the office puts in', () => {
  let assistant: Assistant;
  let problems: SourceProblem[];
  beforeAll(() => {
    const opened = openKnowledge(
      folderWith({ 'sources/ke-hoach-tap-huan-2026.md': PLAN_2026, 'sources/hong.md': BROKEN }),
    );
    assistant = opened.assistant;
    problems = opened.problems;
  });
  const ask = (question: string, now: Date): Answer => assistant.ask(question, { now, topic: null });

  it.each(['thưởng 4 sao bao nhiêu tiền', 'sản phẩm 4 sao được thưởng bao nhiêu tiền', 'thuong 4 sao bao nhieu tien'])(
    'answers on its days what was unknown before it: %s',
    (question) => {
      for (const now of [WITHIN, LAST_DAY]) {
        const answer = ask(question, now);
        expect(answer.status).toBe('answered');
        expect(answer.text).toContain('30.000.000 đồng');
        expect(answer.text).not.toContain('hết hiệu lực');
        expect(answer.citations[0]).toMatchObject({ source: 'ke-hoach-tap-huan-2026', section: 'thuong' });
      }
    },
  );

  it.each(['thưởng 4 sao bao nhiêu tiền', 'Kế hoạch tập huấn 2026 có gì', 'lớp tập huấn bán hàng trực tuyến'])(
    'is not used before its first day: %s',
    (question) => {
      const answer = ask(question, BEFORE);
      expect(answer.text).not.toMatch(/30\.000\.000|Kế hoạch tập huấn 2026|15\/7\/2026/u);
      expect(answer.citations.map(({ source }) => source)).not.toContain('ke-hoach-tap-huan-2026');
    },
  );

  it.each(['thưởng 4 sao bao nhiêu tiền', 'Kế hoạch tập huấn 2026 có gì', 'lớp tập huấn bán hàng trực tuyến ở đâu'])(
    'says after its last day that it has ended: %s',
    (question) => {
      const answer = ask(question, AFTER);
      expect(answer.citations[0]?.source).toBe('ke-hoach-tap-huan-2026');
      expect(answer.text).toContain('Văn bản này đã hết hiệu lực từ 01/01/2027');
    },
  );

  it.each([
    'Kế hoạch tập huấn 2026 có gì',
    'kế hoạch tập huấn 2026',
    'ke hoach tap huan 2026 co gi',
    'Kế hoạch tập huấn và khen thưởng chủ thể OCOP năm 2026 nói gì',
  ])('is found by its name: %s', (question) => {
    const answer = ask(question, WITHIN);
    expect(answer.status).toBe('answered');
    expect(answer.text).toContain('Mức thưởng cho sản phẩm đạt sao');
    expect(answer.citations[0]?.source).toBe('ke-hoach-tap-huan-2026');
  });

  it('leaves alone what the plan and the rules answer', () => {
    expect(ask('mấy lớp tập huấn', WITHIN).text).toContain('05 lớp');
    expect(ask('hồ sơ gồm những gì', WITHIN).citations[0]?.source).toBe('quyet-dinh-26-2026');
    expect(ask('có danh sách sản phẩm 4 sao không', WITHIN).status).toBe('unknown');
  });

  it('serves beside a broken one, which is told by file, line and cause', () => {
    expect(problems).toEqual([{ file: 'hong.md', line: 5, cause: expect.stringContaining('ngày có trong lịch') }]);
  });

  it('gives way to the one in force once it has ended', () => {
    const both = openKnowledge(
      folderWith({ 'sources/ke-hoach-tap-huan-2026.md': PLAN_2026, 'sources/ke-hoach-tap-huan-2027.md': PLAN_2027 }),
    ).assistant;
    const answer = both.ask('thưởng 4 sao bao nhiêu tiền', { now: AFTER, topic: null });
    expect(answer.text).toContain('35.000.000 đồng');
    expect(answer.text).not.toContain('hết hiệu lực');
    const earlier = both.ask('thưởng 4 sao bao nhiêu tiền', { now: WITHIN, topic: null });
    expect(earlier.text).toContain('30.000.000 đồng');
  });
});

describe('cards and tables that cannot be used', () => {
  const CARDS = `# Thẻ mới

## Thẻ tốt {#the-tot}
Hỏi:
- câu hỏi thử về xe lu
Nguồn:
- ke-hoach-2024 I.1
Trả lời:
Xe lu chạy chậm.

## Thẻ hỏng {#the-hong}
Hỏi:
- câu hỏi thử về xe tải

## Thẻ dẫn sai {#the-dan-sai}
Hỏi:
- câu hỏi thử về xe ben
Nguồn:
- ke-hoach-2024 IX.9
Trả lời:
Xe ben.
`;

  it('drops the card alone, and says file, line and cause', () => {
    const folder = folderWith({ 'cards/moi.md': CARDS });
    mkdirSync(join(folder, 'cards', 'thu-muc.md'));
    const { assistant, problems } = openKnowledge(folder);
    expect(problems).toEqual([
      { file: 'moi.md', line: 11, cause: expect.stringContaining('thiếu "Trả lời:"') },
      { file: 'thu-muc.md', line: 1, cause: expect.stringContaining('EISDIR') },
      { file: 'moi.md', line: 15, cause: expect.stringContaining('mục IX.9 không có trong tài liệu ke-hoach-2024') },
    ]);
    expect(assistant.ask('câu hỏi thử về xe lu', { now: WITHIN, topic: null }).text).toBe('Xe lu chạy chậm.');
  });

  it('serves from the documents where the folder of cards is missing, and says so', () => {
    const folder = folderWith({});
    rmSync(join(folder, 'cards'), { recursive: true });
    const { assistant, problems } = openKnowledge(folder);
    expect(problems).toEqual([{ file: 'cards', line: 1, cause: expect.stringContaining('ENOENT') }]);
    expect(assistant.documents.length).toBeGreaterThan(10);
  });

  it('names the table that is missing', () => {
    const folder = folderWith({});
    rmSync(join(folder, 'facts', 'communes.tsv'));
    expect(() => openKnowledge(folder)).toThrow(SourceError);
    expect(() => openKnowledge(folder)).toThrow(/facts\/communes\.tsv:1: .*ENOENT/u);
  });

  it('drops the cards of a document that was taken out, and reports each', () => {
    const folder = folderWith({});
    rmSync(join(folder, 'sources', 'nghi-dinh-156-2025.md'));
    const { problems } = openKnowledge(folder);
    expect(problems.length).toBeGreaterThan(0);
    for (const { file, line, cause } of problems) {
      expect(cause).toContain('không có tài liệu nghi-dinh-156-2025');
      expect(readFileSync(join(folder, 'cards', file), 'utf8').split('\n')[line - 1]).toMatch(/^## /u);
    }
  });
});
