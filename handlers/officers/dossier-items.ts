/** Looking a dossier through, item by item: each is good, or must be mended with the officer's words. */
import { z } from 'zod';
import type { HostedDialog, Turn } from '../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../bot/message.ts';
import type { DossierItem } from '../../prisma/generated/client.ts';
import { onPaperRemark } from '../dossier/item-standing.ts';
import { changeRegistration } from '../registration/store.ts';
import { aboutCase, type Case, loadCase, type NameOf, namesIn, noSuchCase } from './case.ts';
import { caseSeed, hostCaseDialog, readWords, wordsSchema } from './case-dialog.ts';
import { handOut } from './case-files.ts';
import { caseToDecide, overtaken, type Seen } from './decide.ts';
import { officesOf } from './office.ts';
import { type Office, officeThatMay } from './rights.ts';
import { queueChoice, refused } from './wording.ts';

const stateNames: Readonly<Record<DossierItem['state'], string>> = {
  sent: 'đã gửi',
  accepted: 'đạt',
  changes: 'cần sửa',
};

export const mendDialogName = 'officer-mend';

/** Brought to the office, so there is no file to look for here. */
function isOnPaper({ state, remark }: DossierItem): boolean {
  return state === 'sent' && remark === onPaperRemark;
}

function stateWords(found: DossierItem): string {
  return isOnPaper(found) ? 'nộp bản giấy' : stateNames[found.state];
}

function back(one: Pick<Case, 'id'>): Choice {
  return { label: 'Về hồ sơ', value: `officer:open:${one.id}` };
}

/** The items with their states, each to be opened. */
export async function showItems(turn: Turn, id: bigint, nameOf: NameOf): Promise<Reply[]> {
  const offices = await officesOf(turn.tx, turn.personId);
  const one = await loadCase(turn.tx, { id });
  return one ? [listOf(one, offices, nameOf)] : [noSuchCase];
}

function listOf(one: Case, offices: readonly Office[], nameOf: NameOf): Reply {
  const may = officeThatMay(offices, 'open', aboutCase(one));
  if (may.office === null) return refused(may.why);
  const named = namesIn(one, nameOf);
  const lines = one.items.map((found, index) => {
    const words = found.state === 'changes' && found.remark ? `: ${found.remark}` : '';
    return `${index + 1}. ${named(found.item)} · ${stateWords(found)}${words}`;
  });
  return reply([`**${one.code}**: giấy tờ trong hồ sơ. Bạn chọn một thứ để xem.`, ...lines].join('\n'), {
    choices: [
      ...one.items.map(({ item }) => ({ label: named(item), value: `officer:item:${one.id}:${item}` })),
      back(one),
      queueChoice,
    ],
  });
}

/** One item with its files; `Đạt` and `Cần sửa` only for those whose turn it is. */
export async function showItem(turn: Turn, id: bigint, key: string, nameOf: NameOf): Promise<Reply[]> {
  const offices = await officesOf(turn.tx, turn.personId);
  const one = await loadCase(turn.tx, { id });
  const found = one?.items.find(({ item }) => item === key);
  if (!one || !found) return [noSuchCase];
  const mayOpen = officeThatMay(offices, 'open', aboutCase(one));
  if (mayOpen.office === null) return [refused(mayOpen.why)];
  const mayReview = officeThatMay(offices, 'review-item', aboutCase(one)).office !== null;
  const place = `${one.id}:${one.version}:${key}`;
  const named = namesIn(one, nameOf);
  const words = found.remark && !isOnPaper(found) ? `\nÝ kiến đã ghi: ${found.remark}` : '';
  return [
    ...handOut(
      one.files.filter(({ item }) => item === key),
      named,
    ),
    reply(`**${named(key)}** · ${stateWords(found)}${words}`, {
      choices: [
        ...(mayReview && found.state !== 'accepted' ? [{ label: 'Đạt', value: `officer:good:${place}` }] : []),
        ...(mayReview && found.state !== 'changes' ? [{ label: 'Cần sửa', value: `officer:mend:${place}` }] : []),
        { label: 'Xem giấy tờ', value: `officer:items:${one.id}` },
        back(one),
      ],
    }),
  ];
}

export function acceptItem(turn: Turn, seen: Seen, key: string, nameOf: NameOf): Promise<Reply[]> {
  return markItem(turn, seen, key, { state: 'accepted', remark: null }, nameOf);
}

/** Asks for the words that go with `Cần sửa`. */
export async function askToMend(turn: Turn, seen: Seen, key: string, nameOf: NameOf): Promise<Reply[]> {
  const ready = await caseToDecide(turn, seen, 'review-item', nameOf);
  if (ready.kind === 'instead') return ready.replies;
  turn.enter(mendDialogName, caseSeed(ready.one, { item: key, name: namesIn(ready.one, nameOf)(key) }));
  return [];
}

export function createMendDialog(nameOf: NameOf): HostedDialog {
  return hostCaseDialog({
    name: mendDialogName,
    title: 'ghi ý kiến về giấy tờ',
    facts: z.object({ item: z.string(), name: z.string() }),
    build: ({ name }, code) => ({
      fields: [
        {
          name: 'words',
          label: 'Cần sửa',
          prompt: `${code}, **${name}**: cần sửa gì? Chủ thể đọc nguyên câu này. Ví dụ: **Giấy đã hết hạn, bạn gửi bản mới.**`,
          schema: wordsSchema,
          read: (heard) =>
            heard.kind === 'text' ? readWords(heard.text) : { kind: 'no', why: 'Bạn viết ý kiến bằng chữ giúp tôi.' },
          show: (value) => wordsSchema.parse(value),
        },
      ],
      submit: 'Ghi ý kiến',
    }),
    submit: (turn, seen, values, { item }) =>
      markItem(turn, seen, item, { state: 'changes', remark: wordsSchema.parse(values.words) }, nameOf),
  });
}

/** The producer hears of it with the decision on the whole dossier, not fifteen times before. */
async function markItem(
  turn: Turn,
  seen: Seen,
  key: string,
  mark: { state: 'accepted' | 'changes'; remark: string | null },
  nameOf: NameOf,
): Promise<Reply[]> {
  const { tx, now } = turn;
  const ready = await caseToDecide(turn, seen, 'review-item', nameOf);
  if (ready.kind === 'instead') return ready.replies;
  const { one, office, offices } = ready;
  const place = { registrationId_item: { registrationId: one.id, item: key } };
  if ((await tx.dossierItem.findUnique({ where: place })) === null) return [noSuchCase];
  const deed = { officer: office.id, action: `item-${mark.state}`, note: { item: key, remark: mark.remark } };
  const changed = await changeRegistration(tx, now, one, {}, deed);
  if (!changed) return overtaken(turn, seen, offices, nameOf);
  await tx.dossierItem.update({ where: place, data: { ...mark, updatedAt: now } });
  const newer = await loadCase(tx, { id: one.id });
  if (!newer) return [noSuchCase];
  return [reply(`Đã ghi: ${namesIn(newer, nameOf)(key)} · ${stateNames[mark.state]}.`), listOf(newer, offices, nameOf)];
}
