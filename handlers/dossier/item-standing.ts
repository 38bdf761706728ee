/** The checklist of a registration with what became of each item: chưa có → đã gửi → đạt or cần sửa. Pure. */
import type { RegistrationFile } from '../../prisma/generated/client.ts';
import { profileOf } from '../registration/store.ts';
import { checklistFor } from './checklist.ts';
import type { ChecklistItem } from './checklist-item.ts';
import { checklistQuestion } from './checklist-question.ts';
import type { Own } from './own.ts';

export type ItemState = 'missing' | 'sent' | 'accepted' | 'changes';

export interface ItemStanding {
  item: ChecklistItem;
  state: ItemState;
  /** The officer's words; null where there are none. */
  remark: string | null;
  /** The producer brings it to the commune instead of sending it here. */
  isOnPaper: boolean;
  files: RegistrationFile[];
}

/** Kept as the remark of an item that is brought on paper, so that officers read it beside the item. */
export const onPaperRemark = 'Nộp bản giấy tại UBND xã, phường.';

/** Every item of the checklist; null for a request for help, which has none. */
export function itemStandings(own: Own): ItemStanding[] | null {
  const question = checklistQuestion(own, profileOf(own));
  if (!question) return null;
  return checklistFor(question).map((item) => {
    const row = own.items.find((one) => one.item === item.key);
    const isOnPaper = row?.state === 'sent' && row.remark === onPaperRemark;
    return {
      item,
      state: row?.state ?? 'missing',
      remark: isOnPaper ? null : (row?.remark ?? null),
      isOnPaper,
      files: own.files.filter((file) => file.item === item.key),
    };
  });
}

/** The item of this key; null where the checklist has none. */
export function findStanding(own: Own, key: string): ItemStanding | null {
  return itemStandings(own)?.find(({ item }) => item.key === key) ?? null;
}

/** Whether it is there as far as the producer can see to it. */
export function isThere({ state }: ItemStanding): boolean {
  return state === 'sent' || state === 'accepted';
}

/** Whether it is the producer's to send here: the samples are brought, the commune's part is the commune's. */
export function isOurs({ item }: ItemStanding): boolean {
  return item.by === 'producer' && item.isSendable;
}

/** What the wished stars cannot do without: how much of it is there. */
export function neededCount(standings: readonly ItemStanding[]): { done: number; all: number } {
  const needed = standings.filter(
    (one) => isOurs(one) && (one.item.need === 'required' || one.item.need === 'minimum'),
  );
  return { done: needed.filter(isThere).length, all: needed.length };
}

const icons: Readonly<Record<ItemState, string>> = { missing: '⬜', sent: '📤', accepted: '✅', changes: '✏️' };

/** `⬜`, `📤`, `✅`, `✏️` */
export function stateIcon(standing: ItemStanding): string {
  if (standing.state === 'missing' && !isOurs(standing)) return standing.item.by === 'commune' ? '🏛' : '📦';
  return icons[standing.state];
}

/** The state in words, without the officer's. */
export function stateWords(standing: ItemStanding): string {
  const { state, item, files, isOnPaper } = standing;
  switch (state) {
    case 'missing':
      if (item.by === 'commune') return 'xã lập, bạn không phải gửi';
      if (!item.isSendable) return 'mang đến cùng hồ sơ giấy';
      return item.isHeld ? 'chưa gửi (bạn khai đã có)' : 'chưa có';
    case 'sent':
      return isOnPaper && files.length === 0 ? 'nộp bản giấy' : `đã gửi ${files.length} tệp`;
    case 'accepted':
      return 'đạt';
    case 'changes':
      return 'cần sửa';
  }
}
