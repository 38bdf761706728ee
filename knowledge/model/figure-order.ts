/** Figures in the order of the source: what swaps two dates, or gives one line's marks to another, quotes truly and lies. */

const FIGURE = /\d+(?:[./,]\d+)*/gu;
/** A place in a list, no figure. */
const PLACE_IN_LIST = /^\s*(?:[-*•]\s*)?\d{1,2}[.)]\s+/u;

/** A line or a sentence each. */
function linesOf(text: string): string[] {
  return text.split(/\n|(?<=[.!?;])\s+/u);
}

/** `08` and `8`, `2.000` and `2000` are the same. */
function figuresIn(line: string): string[] {
  return (line.match(FIGURE) ?? []).map((figure) =>
    (/^\d{1,3}(?:\.\d{3})+$/u.test(figure) ? figure.replaceAll('.', '') : figure)
      .split('/')
      .map((part) => part.replace(/^0+(?=\d)/u, ''))
      .join('/'),
  );
}

/**
 * The lines of an answer whose figures do not follow one another just so in one line of the source; figures of
 * `headings` (the number of a decision) may stand among them. A line with one figure is for other checks.
 */
export function outOfOrder(answer: string, sources: readonly string[], headings: readonly string[]): string[] {
  const said = sources.flatMap(linesOf).map((line) => ` ${figuresIn(line).join(' ')} `);
  const named = new Set(headings.flatMap(figuresIn));
  return linesOf(answer).filter((line) => {
    const figures = figuresIn(line.replace(PLACE_IN_LIST, ''));
    if (figures.length < 2) return false;
    const stand = (sequence: readonly string[]) => said.some((one) => one.includes(` ${sequence.join(' ')} `));
    return !stand(figures) && !stand(figures.filter((figure) => !named.has(figure)));
  });
}
