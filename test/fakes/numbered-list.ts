/** Choices as lines of a text, where there are no buttons. */
export interface ShownList {
  /** What the person can choose from, counted from 1. */
  labels: string[];
  /** What to type for the first of them. */
  first: '1' | 'a';
}

/** What a person makes of a list that ends with the word to type a number, or a letter where numbers are answers. */
export function listIn(text: string): ShownList {
  const block = text.split('\n\n').at(-1)?.split('\n') ?? [];
  const hint = block.at(-1) ?? '';
  if (/^👉 Gõ câu trả lời của bạn, hoặc gõ chữ/u.test(hint)) {
    const labels = block.flatMap((line) => /^[a-z]\. (.+)$/.exec(line)?.[1] ?? []);
    return { labels, first: 'a' };
  }
  const numbered = /^👉 Gõ (?:số từ 1 đến (\d+)|1) để chọn\.$/u.exec(hint);
  if (numbered === null) return { labels: [], first: '1' };
  // What is not in the list stands under its number in the text above.
  const lines = new Map(
    text.split('\n').flatMap((line) => {
      const [, number, label] = /^(\d+)\. (.+)$/.exec(line) ?? [];
      return number === undefined || label === undefined ? [] : [[Number(number), label] as const];
    }),
  );
  const count = Number(numbered[1] ?? 1);
  const labels = Array.from({ length: count }, (_, index) => lines.get(index + 1) ?? String(index + 1));
  return { labels, first: '1' };
}

/** Where a choice stands, -1 where it does not. What stands in the text alone is known by how it begins. */
export function placeIn(labels: readonly string[], label: string): number {
  const exact = labels.indexOf(label);
  if (exact >= 0) return exact;
  return labels.findIndex((one) => one.length > 3 && (one.startsWith(label) || label.startsWith(one)));
}
