/** The same product of the same producer is noticed before it is sent a second time. */

import { fold } from '../../knowledge/text/fold.ts';
import type { Tx } from '../../prisma/open.ts';

const kindWords =
  /^(?:hop tac xa|htx|to hop tac|tht|cong ty(?: tnhh| co phan| cp)?|doanh nghiep(?: tu nhan)?|ho kinh doanh|hkd|ho|co so(?: san xuat)?|trang trai)\s+/u;

/** Producer and product in the form in which two spellings of the same are one. */
export function sameKey(producerName: string, productName: string): string {
  let producer = fold(producerName);
  while (kindWords.test(producer)) producer = producer.replace(kindWords, '');
  return `${producer}|${fold(productName)}`;
}

export interface SameProduct {
  code: string;
  /** Of the very person who asks; another person's code is not shown to them. */
  isOwn: boolean;
}

export async function findSame(tx: Tx, personId: string, key: string): Promise<SameProduct | null> {
  const found = await tx.registration.findMany({
    where: { sameKey: key, status: { notIn: ['withdrawn', 'declined'] } },
    select: { code: true, personId: true },
    orderBy: { id: 'asc' },
  });
  const own = found.find((one) => one.personId === personId);
  const first = own ?? found[0];
  return first ? { code: first.code, isOwn: own !== undefined } : null;
}
