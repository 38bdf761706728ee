/** What is wrong with one source file, in words for the person who wrote the file. Lines count from 1. */
export interface SourceProblem {
  file: string;
  line: number;
  cause: string;
}

/** Thrown while a source file is read; the folder reader turns it into a {@link SourceProblem}. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly file: string;
  readonly line: number;
  override readonly cause: string;

  constructor(file: string, line: number, cause: string) {
    super(`${file}:${line}: ${cause}`);
    this.file = file;
    this.line = line;
    this.cause = cause;
  }

  toProblem(): SourceProblem {
    return { file: this.file, line: this.line, cause: this.cause };
  }
}
