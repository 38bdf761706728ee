import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDocument, SourceError, type SourceProblem } from '../../knowledge/document.ts';
import { readSources } from '../../knowledge/source-folder.ts';

const FRONT = [
  '---',
  'id: quy-che-xa',
  'title: Quy chế của xã',
  'issuer: UBND xã',
  'date: 2026-03-01',
  'period: { from: 2026-03-01, to: 2027-02-28 }',
  'status: in-force',
  '---',
];

const file = (...body: string[]): string => [...FRONT, ...body].join('\n');
const without = (line: string): string => file('## Mục', 'chữ').replace(new RegExp(`^${line}.*\\n`, 'mu'), '');
const withLine = (from: string, to: string): string => file('## Mục', 'chữ').replace(from, to);

function problem(content: string): SourceProblem {
  try {
    parseDocument('a.md', content);
  } catch (error) {
    if (error instanceof SourceError) return error.toProblem();
    throw error;
  }
  throw new Error('the file was taken');
}

describe('an operator writes a document', () => {
  it('as plain Markdown with headings: each heading becomes a section', () => {
    const document = parseDocument(
      'a.md',
      file('# Quy chế', '', '## Hồ sơ gồm gì', '', 'Hai mẫu.', '', '### Lần đầu', '', '- Mẫu 01', '- Mẫu 02'),
    );
    expect(document.sections.map(({ id, title, level, line }) => ({ id, title, level, line }))).toEqual([
      { id: 'ho-so-gom-gi', title: 'Hồ sơ gồm gì', level: 1, line: 11 },
      { id: 'ho-so-gom-gi.lan-dau', title: 'Lần đầu', level: 2, line: 15 },
    ]);
    const [top, child] = document.sections;
    expect(top).toMatchObject({
      ownText: 'Hồ sơ gồm gì Hai mẫu.',
      text: 'Hồ sơ gồm gì Hai mẫu. Lần đầu - Mẫu 01 - Mẫu 02',
      body: 'Hai mẫu.',
      label: 'mục “Hồ sơ gồm gì”',
    });
    expect(child?.markdown).toBe('**Lần đầu**\n- Mẫu 01\n- Mẫu 02');
    expect(document.shortTitle).toBe('Quy chế của xã');
  });

  it('with marks: id, title, label and confidence, which the sections below take over', () => {
    const { sections } = parseDocument(
      'a.md',
      file('## Điều 6 {#d6 label="Điều 6" confidence="medium"}', '- **Hồ sơ:** hai mẫu {#d6.ho-so}', '## Khác {#khac}'),
    );
    expect(sections.map(({ id, title, label, confidence }) => [id, title, label, confidence])).toEqual([
      ['d6', 'Điều 6', 'Điều 6', 'medium'],
      ['d6.ho-so', 'Hồ sơ', 'Điều 6', 'medium'],
      ['khac', 'Khác', 'mục “Khác”', 'high'],
    ]);
    expect(sections[1]?.text).toBe('- Hồ sơ: hai mẫu');
  });

  it('with a table: a marked row is a section that knows its columns', () => {
    const { sections } = parseDocument(
      'a.md',
      file('## Lớp {#lop}', '| Xã | Số lớp |', '| --- | --: |', '| Cà Ná | 2 | {#lop.ca-na}', '| Vĩnh Hải | 3 |'),
    );
    expect(sections[1]).toMatchObject({
      text: 'Cà Ná 2 Vĩnh Hải 3',
      row: [
        { column: 'Xã', value: 'Cà Ná' },
        { column: 'Số lớp', value: '2' },
      ],
      body: 'Xã: Cà Ná\nSố lớp: 2',
    });
  });

  it('on any system: byte-order mark, CRLF and decomposed letters make no difference', () => {
    const plain = file('## Hồ sơ', 'Giấy tờ');
    const windows = `\uFEFF${plain.normalize('NFD').replaceAll('\n', '\r\n')}`;
    expect(parseDocument('a.md', windows)).toEqual(parseDocument('a.md', plain));
  });

  it('with notes to self, which nobody else sees', () => {
    const document = parseDocument('a.md', file('## Hồ sơ', '<!-- hỏi lại', 'chị Lan -->', 'Hai mẫu. {#hai-mau}'));
    expect(document.text).toBe('Hồ sơ Hai mẫu.');
    expect(document.sections[1]?.line).toBe(12);
  });
});

describe('a broken file is reported with line and cause', () => {
  it.each([
    ['no front matter', '## Hồ sơ\nchữ', 1, 'thiếu phần khai báo'],
    ['front matter never closed', '---\nid: a\n', 1, 'chưa đóng'],
    ['broken YAML', withLine('title: Quy chế của xã', 'title: Quy chế: của xã'), 3, 'dấu hai chấm'],
    ['an empty front matter', '---\n---\n## Mục', 1, 'trống'],
    ['a missing field', without('issuer'), 1, 'thiếu mục khai báo issuer'],
    ['a missing start of the period', withLine('from: 2026-03-01, ', ''), 6, 'thiếu mục khai báo period.from'],
    ['an unknown field', withLine('issuer: UBND xã', 'issuer: UBND xã\nnguoi-ky: An'), 5, 'mục khai báo lạ: nguoi-ky'],
    ['a date that is none', withLine('date: 2026-03-01', 'date: 2026-02-30'), 5, 'date phải là ngày có trong lịch'],
    ['a date the wrong way round', withLine('date: 2026-03-01', 'date: 01/03/2026'), 5, 'dạng 2024-02-29'],
    ['a period reversed', withLine('to: 2027-02-28', 'to: 2025-02-28'), 6, 'bị đảo'],
    ['an unknown status', withLine('status: in-force', 'status: con-hieu-luc'), 7, 'một trong: in-force'],
    ['an id with accents', withLine('id: quy-che-xa', 'id: quy chế'), 2, 'chữ thường không dấu'],
    ['no sections', file('# Chỉ có tên', ''), 1, 'không có mục nào'],
    ['text before the first section', file('Lời đầu', '## Mục'), 9, 'trước mục đầu tiên'],
    ['the same section id twice', file('## A {#a}', '## B {#a}'), 10, 'mã mục a đã dùng ở dòng 9'],
    ['a section outside its parent', file('## A {#a}', '## B {#b}', '### C {#a.c}'), 11, 'phải nằm trong mục a'],
    ['a mark in the middle of a line', file('## A {#a} thêm chữ'), 9, 'phải đứng cuối dòng'],
    ['an unknown word in a mark', file('## A {#a nhan="x"}'), 9, 'không hiểu "nhan"'],
    ['a confidence that is none', file('## A {#a confidence="low"}'), 9, 'high hoặc medium'],
    ['YAML that points nowhere', withLine('issuer: UBND xã', 'issuer: *ai'), 1, 'khai báo'],
  ])('%s', (_, content, line, cause) => {
    const found = problem(content);
    expect(found).toMatchObject({ file: 'a.md', line });
    expect(found.cause).toContain(cause);
  });
});

describe('a folder of documents', () => {
  let folder = '';
  const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sources-'));
    put('a.md', file('## Mục', 'chữ'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('serves the good files beside the broken ones', () => {
    put('b.md', file('# không có mục'));
    put('c.md', file('## Khác', 'chữ').replace('quy-che-xa', 'quy-che-khac'));
    const { documents, problems } = readSources(folder);
    expect(documents.map(({ id }) => id)).toEqual(['quy-che-xa', 'quy-che-khac']);
    expect(problems).toEqual([{ file: 'b.md', line: 1, cause: expect.stringContaining('không có mục nào') }]);
  });

  it('takes the first of two files with one document id and names both', () => {
    put('b.md', file('## Bản sao', 'chữ'));
    const { documents, problems } = readSources(folder);
    expect(documents.map(({ sections }) => sections[0]?.title)).toEqual(['Mục']);
    expect(problems).toEqual([{ file: 'b.md', line: 1, cause: 'mã tài liệu quy-che-xa đã dùng trong tệp a.md' }]);
  });

  it('refuses a file that is not UTF-8, and says on which line', () => {
    put(
      'b.md',
      Buffer.concat([Buffer.from('---\nid: b\ntitle: '), Buffer.from([0xe9, 0x20, 0xff]), Buffer.from('\n')]),
    );
    put('c.md', Buffer.from(`\uFEFF${file('## Mục')}`, 'utf16le'));
    const { documents, problems } = readSources(folder);
    expect(documents).toHaveLength(1);
    expect(problems.map(({ file: name, line }) => [name, line])).toEqual([
      ['b.md', 3],
      ['c.md', 1],
    ]);
    for (const { cause } of problems) expect(cause).toContain('UTF-8');
  });

  it('looks at documents only: no readme, no drafts, no other files; a folder named like one is a problem', () => {
    put('README.md', 'Hướng dẫn');
    put('_nhap.md', 'nháp');
    put('ghi-chu.txt', 'x');
    mkdirSync(join(folder, 'thu-muc.md'));
    const { documents, problems } = readSources(folder);
    expect(documents).toHaveLength(1);
    expect(problems.map(({ file: name }) => name)).toEqual(['thu-muc.md']);
  });

  it('that does not exist is a problem, not a crash', () => {
    expect(readSources(join(folder, 'khong-co'))).toMatchObject({ documents: [], problems: [{ file: 'khong-co' }] });
  });
});
