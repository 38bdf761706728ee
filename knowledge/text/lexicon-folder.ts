import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SourceProblem } from '../source-error.ts';

/** The contents of the `.tsv` files of a folder, by file name, in the order of names; what cannot be read is a problem. */
export function readTables(folder: string): { files: Map<string, string>; problems: SourceProblem[] } {
  const files = new Map<string, string>();
  const problems: SourceProblem[] = [];
  const strict = new TextDecoder('utf-8', { fatal: true });
  for (const name of listTables(folder, problems)) {
    try {
      files.set(name, strict.decode(readFileSync(join(folder, name))));
    } catch (error) {
      problems.push({ file: name, line: 1, cause: causeOf(error) });
    }
  }
  return { files, problems };
}

function listTables(folder: string, problems: SourceProblem[]): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.tsv'))
      .sort();
  } catch (error) {
    problems.push({ file: basename(folder), line: 1, cause: causeOf(error) });
    return [];
  }
}

/** Why a file cannot be read, for the person who wrote it; anything but a file error or a wrong encoding is thrown on. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const code = String(error.code);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'không phải chữ UTF-8: hãy lưu lại tệp với mã UTF-8';
  return `không mở được tệp hoặc thư mục (${code})`;
}
