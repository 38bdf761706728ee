/** The checklist as a person reads it: grouped by need, cut into pages that a small screen takes. */
import { type Reply, reply } from '../../bot/message.ts';
import { profileOf } from '../registration/store.ts';
import { checklistNotes } from './checklist.ts';
import { needNames, needs } from './checklist-item.ts';
import { checklistQuestion } from './checklist-question.ts';
import { itemChoice, itemsChoice, oneChoice } from './choices.ts';
import { type ItemStanding, itemStandings, neededCount, stateIcon, stateWords } from './item-standing.ts';
import type { Own } from './own.ts';
import { progressBar } from './progress.ts';
import { quoted, shortened } from './wording.ts';

/** Room for the lines of one page, so that the whole message stays within about 900 characters. */
const pageLength = 620;

interface Line {
  group: string;
  text: string;
  /** Null for a line that opens nothing. */
  standing: ItemStanding | null;
}

/** Null for a request for help. */
export function showChecklist(own: Own, wanted: number): Reply | null {
  const standings = itemStandings(own);
  const question = checklistQuestion(own, profileOf(own));
  if (!standings || !question) return null;
  const items = needs.flatMap((need) =>
    standings
      .filter(({ item }) => item.need === need)
      .map((standing) => ({ group: needNames[need], text: lineOf(standing), standing })),
  );
  const notes = checklistNotes(question).map((text) => ({ group: 'Cần biết', text: `• ${text}`, standing: null }));
  const pages = pagesOf([...items, ...notes]);
  const page = Math.min(wanted, pages.length - 1);
  const lines = pages[page] ?? [];
  const { done, all } = neededCount(standings);
  return reply(
    [
      `Giấy tờ của **${shortened(own.productName, 60)}** cho ${question.wishedStars} sao${pages.length > 1 ? ` (trang ${page + 1}/${pages.length})` : ''}`,
      `Cần có: ${progressBar(done, all)}`,
      ...withHeadings(lines),
      '',
      'Bấm một mục để xem nó là gì, lấy ở đâu, và gửi tệp.',
    ].join('\n'),
    {
      choices: [
        ...lines.flatMap(({ standing }) =>
          standing ? [itemChoice(own.code, standing.item.key, shortened(standing.item.name, 60))] : [],
        ),
        ...(page + 1 < pages.length ? [itemsChoice(own.code, page + 1, 'Trang sau')] : []),
        ...(page > 0 ? [itemsChoice(own.code, page - 1, 'Trang trước')] : []),
        oneChoice(own.code),
      ],
    },
  );
}

function lineOf(standing: ItemStanding): string {
  const words = standing.state === 'changes' && standing.remark ? `: ${quoted(standing.remark, 120)}` : '';
  return `${stateIcon(standing)} ${standing.item.name} · ${stateWords(standing)}${words}`;
}

function pagesOf(lines: readonly Line[]): Line[][] {
  const pages: Line[][] = [];
  let left = 0;
  for (const line of lines) {
    const page = pages.at(-1);
    if (!page || line.text.length > left) {
      pages.push([line]);
      left = pageLength - line.text.length;
    } else {
      page.push(line);
      left -= line.text.length;
    }
  }
  return pages;
}

function withHeadings(lines: readonly Line[]): string[] {
  return lines.flatMap(({ group, text }, index) =>
    lines[index - 1]?.group === group ? [text] : ['', `**${group}**`, text],
  );
}
