import type { Card } from './card.ts';
import { fold } from './text/fold.ts';

const OPENING = /^((?:Theo [^\n]*:\n)?)\**(?:Có|Không|Được|Chưa)\**[.:]\s+(?=\S)/u;
const ASKS =
  /\b(?:khong|ko|k|kh|hong|hok|hk|hem|chua|duoc ha|a|ha|nhi|phai vay)(?: (?:a|ad|vay|ta|nhi|ha|ban|em|anh|chi|co|chu|nha|nhe|roi|the))*$|\bco phai\b|\bco(?: \S+){1,9} (?:khong|ko|hong|hok|k)\b|\bduoc (?:khong|ko|k|hong|hok)\b|\bphai (?:khong|ko|k)\b/u;
const ASKS_WHICH = /\b(?:nao|ai|gi|may|bao nhieu|bao lau|dau|khi nao|bao gio|the nao|ra sao|lam sao|vi sao|tai sao)\b/u;
const LIGHT = new Set(
  'co khong ko k duoc cho thi la phai can em toi minh tui con ban anh chi voi va cua ve o ocop san pham chuong trinh ke hoach tinh nay do nha nguoi a ha vay chua roi bi nao de khi trong muon cac nhung moi mot hay'.split(
    ' ',
  ),
);
const ENOUGH = 0.5;

/**
 * A card's text for a question: its yes or no stands only where the question is one of yes or no and asks what the card
 * itself is asked; otherwise the text begins with the fact.
 */
export function withoutStrayReply(text: string, card: Card, plain: string): string {
  return isOfCard(card, plain) ? text : withoutReply(text);
}

/** A card's text without the yes or no that it may begin with. */
export function withoutReply(text: string): string {
  const found = OPENING.exec(text);
  if (!found) return text;
  const rest = text.slice(found[0].length);
  return `${found[1] ?? ''}${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
}

function isOfCard(card: Card, plain: string): boolean {
  if (ASKS_WHICH.test(plain) || !ASKS.test(plain)) return false;
  const asked = contentOf(plain);
  if (asked.length === 0) return true;
  return card.questions.some((example) => {
    const folded = fold(example);
    if (!ASKS.test(folded) && !/\bcan\b/u.test(folded)) return false;
    const words = new Set(contentOf(folded));
    return asked.filter((word) => words.has(word)).length / asked.length >= ENOUGH;
  });
}

function contentOf(plain: string): string[] {
  return plain.split(' ').filter((word) => !LIGHT.has(word) && !word.startsWith('@'));
}
