import type { Section } from './section.ts';

/** What a figure of the plan stands for. */
export interface FigureMeaning {
  section: string;
  /** the sentence or row, verbatim */
  quote: string;
}

const ASKS =
  /\bcon so (\d+(?:[.,]\d+)*)( phan tram)?\b.*\b(?:la gi|la cua|cua cai gi|noi ve|nghia|chi cai gi|la so|ve chuyen gi|la bao nhieu gi)\b/u;
const MOST = 4;

/** The figure that a question asks the meaning of ("con số 30% là gì"), as the plan writes it; null where none is asked. */
export function figureAskedFor(plain: string): { figure: string; isShare: boolean } | null {
  const found = ASKS.exec(plain);
  return found?.[1] === undefined
    ? null
    : { figure: found[1].replace(/[.,](?=\d{3}\b)/u, ''), isShare: found[2] !== undefined };
}

/** Where the targets and the appendices hold the figure; `within` narrows to one appendix or part. */
export function meaningsOf(
  figure: string,
  isShare: boolean,
  within: string | null,
  sections: readonly Section[],
): FigureMeaning[] {
  const pattern = new RegExp(
    `(?<![\\d.,/-])0?${figure.replace(/(\d)(\d{3})$/u, '$1[.,]?$2')}(?![\\d/]|[.,]\\d)${isShare ? '\\s*%' : ''}`,
    'u',
  );
  const found: FigureMeaning[] = [];
  for (const section of sections) {
    if (!/^(?:I\.2$|PL1\.|PL2\.)/u.test(section.id) || !section.id.startsWith(within ?? '')) continue;
    const lines = section.id === 'I.2' ? section.body.split('\n') : [section.text];
    for (const line of lines) {
      const text = line
        .replace(/\*\*/gu, '')
        .replace(/^\s*[-+]\s+/u, '')
        .trim();
      if (pattern.test(text.replace(/^\d+ /u, '')) && section.text.includes(text))
        found.push({ section: section.id, quote: text });
    }
  }
  return found.slice(0, MOST);
}
