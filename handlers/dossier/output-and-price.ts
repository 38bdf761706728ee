/** `/dangky` asks for output and price in one sentence; the form has a line for each. */
const priceWords = /(?:đồng|dong|vnđ|vnd)|\d\s*(?:đ|k|nghìn|ngàn|triệu|tr)(?![\p{L}\p{N}])/iu;

/** `2.000 chai, 120.000 đồng/chai`; what cannot be told apart stands with the output. */
export function outputAndPriceOf(text: string | null): { output: string | null; price: string | null } {
  if (text === null) return { output: null, price: null };
  const parts = text.split(/[,;]\s+/u);
  const prices = parts.filter((part) => priceWords.test(part));
  const outputs = parts.filter((part) => !priceWords.test(part));
  if (prices.length === 0) return { output: text, price: null };
  return { output: outputs.length > 0 ? outputs.join(', ') : null, price: prices.join(', ') };
}
