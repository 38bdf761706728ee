import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyser } from '../../../knowledge/text/analyse.ts';
import { lexiconFrom, readLexicon } from '../../../knowledge/text/lexicon.ts';

const files = (content: Record<string, string>): Map<string, string> => new Map(Object.entries(content));

describe('the lexicon that ships', () => {
  const lexicon = readLexicon();

  it('has no line that cannot be read', () => {
    expect(lexicon.problems).toEqual([]);
  });

  it('spells no abbreviation in two ways', () => {
    const seen = new Map<string, string>();
    for (const table of ['abbreviations', 'chat-spelling', 'southern-words']) {
      for (const row of lexicon.rowsOf(table)) {
        const flags = [row.exact, row.capitals, row.small, row.end, row.word, row.number].join();
        const key = `${row.typed.map((word) => word.marked).join(' ')}|${flags}`;
        const meaning = row.meanings.join(';');
        expect([key, seen.get(key) ?? meaning]).toEqual([key, meaning]);
        seen.set(key, meaning);
      }
    }
  });

  it('knows some hundred everyday words', () => {
    expect(lexicon.rowsOf('everyday-words').length).toBeGreaterThan(500);
  });
});

describe('a line that an operator adds', () => {
  it('is understood with and without its accents', () => {
    const analyse = createAnalyser(lexiconFrom(files({ 'everyday-words.tsv': 'lên đời sao\tnâng hạng' })), []);
    for (const typed of ['muốn lên đời sao', 'muon len doi sao', 'muốn lên doi sao']) {
      expect(analyse(typed).also).toEqual([
        [
          { marked: 'nâng', plain: 'nang' },
          { marked: 'hạng', plain: 'hang' },
        ],
      ]);
    }
    expect(analyse('muốn lên đòi sao').also).toEqual([]);
  });

  it('may shield its words from a shorter line', () => {
    const analyse = createAnalyser(lexiconFrom(files({ 'everyday-words.tsv': 'tiền\tkinh phí\nxu tiền\t' })), []);
    expect(analyse('tiền').also).toHaveLength(1);
    expect(analyse('xu tiền').also).toEqual([]);
  });

  it('may hold in capitals, at the end, or behind a number alone', () => {
    const table =
      'NH\tngân hàng\tcaps\nv\tvậy\tend\nk\tnghìn\tnumber\nkg\tkhông\tword\nkh\tkhông\tsmall\nmần\tlàm\texact';
    const analyse = createAnalyser(lexiconFrom(files({ 'chat-spelling.tsv': table, 'particles.tsv': 'ad' })), []);
    expect(analyse('vay NH, nh').text).toBe('vay ngân hàng, nh');
    expect(analyse('ai v ad').text).toBe('ai vậy ad');
    expect(analyse('v là gì').text).toBe('v là gì');
    expect(analyse('500k, k').text).toBe('500 nghìn, k');
    expect(analyse('5 kg').text).toBe('5 kg');
    expect(analyse('kg có').text).toBe('không có');
    expect(analyse('kh biết KH').text).toBe('không biết KH');
    expect(analyse('mần gì, man gì').text).toBe('làm gì, man gì');
  });

  it('that cannot be read is named with file and line, and the others hold', () => {
    const lexicon = lexiconFrom(
      files({ 'everyday-words.tsv': '# ghi chú\n\ntiền\tkinh phí\n\tnghĩa\nchữ\tnghĩa\tsai\na\tb\tend\tc\n!!\tb\n' }),
    );
    expect(lexicon.problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'everyday-words.tsv:4',
      'everyday-words.tsv:5',
      'everyday-words.tsv:6',
      'everyday-words.tsv:7',
    ]);
    expect(lexicon.problems[1]?.cause).toContain('"sai"');
    expect(lexicon.rowsOf('everyday-words')).toHaveLength(1);
  });

  it('leaves the others serving where a whole file cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lexicon-'));
    try {
      writeFileSync(join(folder, 'abbreviations.tsv'), 'HTX\thợp tác xã\n');
      writeFileSync(join(folder, 'particles.tsv'), Buffer.from('v\u00e2y\n', 'latin1'));
      mkdirSync(join(folder, 'terms.tsv'));
      const lexicon = readLexicon(folder);
      expect(lexicon.problems).toEqual([
        { file: 'particles.tsv', line: 1, cause: expect.stringContaining('UTF-8') },
        { file: 'terms.tsv', line: 1, cause: expect.stringContaining('EISDIR') },
      ]);
      expect(createAnalyser(lexicon, [])('htx').text).toBe('hợp tác xã');
      expect(readLexicon(join(folder, 'none')).problems).toEqual([
        { file: 'none', line: 1, cause: expect.stringContaining('ENOENT') },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is read from any folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lexicon-'));
    try {
      writeFileSync(join(folder, 'abbreviations.tsv'), 'HTX\thợp tác xã\r\n');
      expect(createAnalyser(readLexicon(folder), [])('htx').text).toBe('hợp tác xã');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
