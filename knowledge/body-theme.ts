import type { Card } from './card.ts';
import type { Question } from './question.ts';
import type { Section } from './section.ts';
import { splitWords, type Word } from './text/words.ts';
import { PLAN } from './writer.ts';

/** They ask for duties of any kind, or name the body itself. */
const FILLERS = new Set(
  'lam lo gi ve nhiem vu trach phu viec co trong duoc giao chiu uy ban nhan dan ubnd huyen xa phuong cap so cong thuong y te van hoa khoa hoc nong nghiep phat trien thon tai nguyen moi truong thong tin truyen ke hoach dau tu chinh giao van trung tam ngan hang nha nuoc mat tran to quoc doan hoi lien minh phong dieu phoi thanh pho thi tran cac noi dung cong tac lien quan tham gia thuc hien san pham ocop chuong trinh voi khong giup ho tro'.split(
    ' ',
  ),
);
const ENOUGH = 0.6;
const LONG = 420;
const LONGEST = 700;

/**
 * The duty of a body that is about the theme of the question ("UBND huyện làm gì về vốn"), as a card; null where the
 * question has no theme of its own or no duty fits. `card` is the body's own card.
 */
export function dutyCard(
  question: Question,
  card: Card,
  section: Section,
  isLight: (word: Word) => boolean,
): Card | null {
  const name = new Set(splitWords(`${section.title} ${card.title}`).map((word) => word.plain));
  const theme = themeOf(question, isLight).filter((word) => !name.has(word));
  if (theme.length === 0) return null;
  const duties = section.body
    .split('\n')
    .flatMap(clausesOf)
    .filter((duty) => section.text.includes(duty))
    .map((duty) => ({ duty, share: shareOf(theme, duty) }));
  const most = Math.max(0, ...duties.map(({ share }) => share));
  if (most < ENOUGH) return null;
  const fitting = duties.filter(({ share }) => share === most).map(({ duty }) => duty);
  const [first = '', second = ''] = fitting;
  const chosen = fitting.length > 1 && first.length + second.length <= LONGEST ? [first, second] : [first];
  const [one, ...more] = chosen.map((duty) => said(duty, section.title));
  const text = more.length > 0 ? `**${section.title}**:\n- ${one}\n- ${more.join('')}` : `**${section.title}**: ${one}`;
  return {
    ...card,
    who: '',
    when: '',
    later: [],
    text,
    cites: chosen.map((words) => ({ source: PLAN, section: section.id, words })),
  };
}

function shareOf(theme: readonly string[], duty: string): number {
  const words = new Set(splitWords(duty).map((word) => word.plain));
  return theme.filter((word) => words.has(word)).length / theme.length;
}

/** A duty after its body's name: without the clause's number, and without the name once more. */
function said(whole: string, title: string): string {
  const plain = whole.replace(/^\d+\.\s+/u, '');
  const duty = plain.toLowerCase().startsWith(title.toLowerCase())
    ? plain.slice(title.length).replace(/^[:,]?\s+/u, '')
    : plain;
  return `${duty.charAt(0).toLowerCase()}${duty.slice(1).replace(/[;.]$/u, '')}.`;
}

function themeOf(question: Question, isLight: (word: Word) => boolean): string[] {
  const named = new Set(question.districts.flatMap((district) => splitWords(district.name).map((word) => word.plain)));
  return [
    ...new Set(
      question.words
        .filter((word) => !isLight(word) && !FILLERS.has(word.plain) && !named.has(word.plain))
        .map((word) => word.plain),
    ),
  ];
}

/** Whole duties; of a long one, its clauses. */
function clausesOf(line: string): string[] {
  const text = line
    .replace(/\*\*/gu, '')
    .replace(/^\s*[-+]\s+/u, '')
    .trim();
  return text.length <= LONG
    ? [text]
    : text.split(/(?<=[;.])(?<!(?:^|[\s(])(?:TM|TP|KT|TX|TT|Q|P|\d+)\.)\s+/u).filter((part) => part.length > 30);
}
