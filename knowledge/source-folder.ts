import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDocument, type SourceDocument } from './document.ts';
import { SourceError, type SourceProblem } from './source-error.ts';

/** What a folder of sources holds. Documents come in the order of their file names. */
export interface SourceFolder {
  documents: SourceDocument[];
  problems: SourceProblem[];
}

/**
 * Reads every `*.md` of the folder, `README.md` and names starting with `.` or `_` left out. A file that cannot be used
 * becomes a problem and the others still serve; of two files with the same document id the first one serves.
 * Never throws for what is in the folder.
 */
export function readSources(folder: string): SourceFolder {
  const documents: SourceDocument[] = [];
  const problems: SourceProblem[] = [];
  const fileOf = new Map<string, string>();
  for (const file of listSources(folder, problems)) {
    try {
      const document = parseDocument(file, decode(file, readFileSync(join(folder, file))));
      const earlier = fileOf.get(document.id);
      if (earlier !== undefined) {
        throw new SourceError(file, 1, `mã tài liệu ${document.id} đã dùng trong tệp ${earlier}`);
      }
      fileOf.set(document.id, file);
      documents.push(document);
    } catch (error) {
      problems.push(problemOf(file, error));
    }
  }
  return { documents, problems };
}

function listSources(folder: string, problems: SourceProblem[]): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[^._].*\.md$/iu.test(name) && name.toLowerCase() !== 'readme.md')
      .sort();
  } catch (error) {
    problems.push(problemOf(basename(folder), error));
    return [];
  }
}

/** UTF-8 or nothing: text in another encoding would be indexed as gibberish and quoted to people. */
function decode(file: string, bytes: Buffer): string {
  const strict = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = strict.decode(bytes);
    const nul = text.indexOf('\0');
    if (nul < 0) return text;
    throw new SourceError(file, text.slice(0, nul).split('\n').length, UNREADABLE);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(file, brokenLine(bytes), UNREADABLE);
  }
}

const UNREADABLE = 'không đọc được chữ: hãy lưu tệp với bảng mã UTF-8';

function brokenLine(bytes: Buffer): number {
  const lenient = new TextDecoder('utf-8').decode(bytes);
  return lenient.slice(0, Math.max(lenient.indexOf('\uFFFD'), 0)).split('\n').length;
}

function problemOf(file: string, error: unknown): SourceProblem {
  if (error instanceof SourceError) return error.toProblem();
  if (error instanceof Error && 'code' in error) {
    return { file, line: 1, cause: `không mở được tệp hoặc thư mục (${String(error.code)})` };
  }
  throw error;
}
