/** Twenty people who ask one thing after the other, each the same things in an order of their own. */
import type { FakeTelegram, SentMessage } from '../fakes/telegram.ts';
import type { Random } from './seeded.ts';

/**
 * Between any two questions stands something that has an answer of its own, so that a doubled answer and one out of
 * place can be told apart. Some depend on the turns before (a number, a vote, a follow-up), so that a lost or doubled
 * turn shows.
 */
const round = [
  '/menu',
  '2',
  '/trogiup',
  'còn nhóm 4 thì sao?',
  '👍 Có ích',
  'Ninh Hải được mấy sản phẩm 3 sao?',
  '/riengtu',
  'ở Thuận Nam thì sao?',
  '/huy',
  'ai duoc tham gia ocop',
  '/start',
  'OCOP tặng vé máy bay loại nào?',
  '👎 Chưa đúng',
  'hồ sơ gồm những gì?',
  '/trogiup',
];

/** Two rounds make thirty messages: as many as one person may send in 30 seconds without a pause notice. */
const rounds = 2;
export const people = 20;
export const messagesOfAll = people * round.length * rounds;

const idOf = (person: number) => `${70_001 + person}`;
export const chats = Array.from({ length: people }, (_, person) => idOf(person));

export function scriptOf(person: number): string[] {
  const start = person % round.length;
  const turned = [...round.slice(start), ...round.slice(0, start)];
  return Array.from({ length: rounds }, () => turned).flat();
}

export interface Crowd {
  /** Someone says their next message; false when everybody has said everything. */
  saysSomething(random: Random): boolean;
  /** How many messages were said. */
  said(): number;
}

export function createCrowd(fake: FakeTelegram): Crowd {
  const waiting = chats.map((chat, person) => ({ who: fake.person(chat), lines: scriptOf(person) }));
  let said = 0;
  return {
    said: () => said,
    saysSomething(random) {
      const left = waiting.filter(({ lines }) => lines.length > 0);
      if (left.length === 0) return false;
      const { who, lines } = random.pick(left);
      who.says(lines.shift() ?? '');
      said++;
      return true;
    },
  };
}

/** A message as the person sees it: its text and its buttons. */
export const seen = (message: SentMessage): string =>
  [message.text, ...message.buttons.flat().map(({ text }) => `[${text}]`)].join('\n');
