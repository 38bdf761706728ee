/** All that a registration says, as an officer reads it. */
import type { DossierItem } from '../../prisma/generated/client.ts';
import { unitByCode, unitDescription } from '../programme/units.ts';
import {
  type Paper,
  type ProducerKind,
  paperNames,
  papers,
  producerKindNames,
  producerKinds,
} from '../programme/vocabulary.ts';
import { profileOf, type Registration, readLevel } from '../registration/store.ts';
import { dayOf, levelName, shownDate, shownPoints, shownShare, statusNames } from './wording.ts';

/** Sáu nhóm sản phẩm (plan II.1). */
const groupNames = [
  'thực phẩm',
  'đồ uống',
  'dược liệu và sản phẩm từ dược liệu',
  'hàng thủ công mỹ nghệ',
  'sinh vật cảnh',
  'dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch',
] as const;

/** The phone number is shown only `withPhone`: to officers of the area. */
export function summaryOf(
  one: Registration & { items: readonly DossierItem[] },
  { withPhone, nameOf }: { withPhone: boolean; nameOf: (item: string) => string },
): string {
  const unit = unitByCode(one.communeCode);
  return [
    `**${one.code} · ${one.productName}**`,
    `Tình trạng: ${statusOf(one)}`,
    ...(one.isHelpRequest ? ['Chủ thể chưa có đăng ký kinh doanh, xin xã hướng dẫn.'] : []),
    `Chủ thể: ${one.producerName} (${kindName(one.producerKind)})`,
    `Người đại diện: ${one.representative}`,
    ...(withPhone && one.phone !== '' ? [`Điện thoại: ${shownPhone(one.phone)}`] : []),
    `Nơi sản xuất: ${unit ? unitDescription(unit) : one.communeCode}`,
    `Mô tả: ${one.description}`,
    ...(one.productGroup === null ? [] : [groupLine(one.productGroup, one.criteriaSet)]),
    ...(one.isHelpRequest ? [] : productLines(one)),
    ...(one.items.length === 0 ? [] : [`Hồ sơ: ${itemCounts(one.items)}`]),
    ...flagged(one.items, nameOf),
    ...(one.remark ? [`Ý kiến lần trước: ${one.remark}`] : []),
    ...resultLines(one),
  ].join('\n');
}

/** What is asked of a product only: a request for help has none of it. */
function productLines(one: Registration): string[] {
  return [
    `Nguyên liệu địa phương: ${shareLine(one.localMaterial, one.confirmedMaterial, one.confirmedAt)}`,
    `Lao động địa phương: ${shareLine(one.localLabour, one.confirmedLabour, one.confirmedAt)}`,
    ...(one.outputAndPrice ? [`Sản lượng và giá: ${one.outputAndPrice}`] : []),
    `Giấy tờ đã có: ${one.papers.length === 0 ? 'chưa có' : one.papers.map(paperName).join(', ')}`,
    `Mong muốn: ${one.wishedStars} sao`,
  ];
}

function statusOf(one: Registration): string {
  const level = readLevel(one.waitsFor);
  if (!level || one.waitsSince === null) return statusNames[one.status];
  return `${statusNames[one.status]}, đang chờ ${levelName(profileOf(one), level)} từ ${dayOf(one.waitsSince)}`;
}

function kindName(kind: string): string {
  const known: ProducerKind | undefined = producerKinds.find((one) => one === kind);
  return known ? producerKindNames[known] : kind;
}

/** The name of a paper or a dossier item that the vocabulary knows; anything else as it is. */
function paperName(paper: string): string {
  const known: Paper | undefined = papers.find((one) => one === paper);
  return known ? paperNames[known] : paper;
}

/** `+84905123456` → `0905 123 456` */
function shownPhone(phone: string): string {
  const digits = phone.replace(/^\+84/, '0');
  return /^\d{10}$/.test(digits) ? `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}` : digits;
}

function groupLine(group: number, criteriaSet: number | null): string {
  const set = criteriaSet === null ? '' : `, bộ tiêu chí số ${criteriaSet}`;
  return `Nhóm sản phẩm: nhóm ${group}, ${groupNames[group - 1] ?? 'chưa rõ'}${set}`;
}

function shareLine(told: number | null, confirmed: number | null, confirmedAt: Date | null): string {
  const said = `chủ thể ghi ${shownShare(told)}`;
  return confirmedAt === null ? said : `${said}, xã xác nhận ${shownShare(confirmed)}`;
}

function itemCounts(items: readonly DossierItem[]): string {
  const count = (state: DossierItem['state']) => items.filter((item) => item.state === state).length;
  return `${count('sent')} giấy tờ chờ xem · ${count('accepted')} đạt · ${count('changes')} cần sửa`;
}

function flagged(items: readonly DossierItem[], nameOf: (item: string) => string): string[] {
  return items.flatMap(({ state, item, remark }) =>
    state === 'changes' ? [`• ${nameOf(item)}: cần sửa${remark ? `, ${remark}` : ''}`] : [],
  );
}

function resultLines(one: Registration): string[] {
  if (one.scoreHundredths === null || one.stars === null) return [];
  return [
    `Kết quả: **${shownPoints(one.scoreHundredths)} điểm, ${one.stars} sao**`,
    ...(one.certifiedOn && one.certificateEnds
      ? [`Công nhận ngày ${shownDate(one.certifiedOn)}, giá trị đến ${shownDate(one.certificateEnds)}`]
      : []),
  ];
}
