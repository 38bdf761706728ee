/** Who asks for an approval, and how urgent it is, as the second officer reads it. */
import type { Tx } from '../../prisma/open.ts';
import { officeOf, officeTitle } from '../officers/office.ts';

/** `cán bộ số 3 (Cán bộ cấp tỉnh, Tỉnh Khánh Hòa)` */
export async function authorName(tx: Tx, id: bigint): Promise<string> {
  const row = await tx.officer.findUnique({ where: { id } });
  return row ? `cán bộ số ${id} (${officeTitle(officeOf(row))})` : `cán bộ số ${id}`;
}

export function urgencyName({ urgent }: { urgent: boolean }): string {
  return urgent ? '**khẩn**, gửi cả trong giờ yên tĩnh' : 'bình thường';
}
