/** What a channel that counts messages has left this month, in words for an officer. */
import type { Quota, QuotaUse } from '../../bot/quota.ts';
import { channelLabels } from './platform-names.ts';

/** For the officers' menu. */
export function quotaLine(use: QuotaUse): string {
  const { channel, quota, month, messages, people, standing } = use;
  const name = channelLabels[channel];
  const ofPeople = quota.people === null ? '' : `/${number(quota.people)}`;
  const used = `${name} tháng ${Number(month.slice(5))}: **${number(messages)}/${number(quota.messagesPerMonth)}** tin${outside(quota)}, **${number(people)}${ofPeople}** người.`;
  const warnings = {
    plenty: '',
    low: ` ⚠️ Sắp hết: từ tin thứ ${number(broadcastLimit(quota))}, thông báo qua ${name} dừng lại để dành tin cho câu trả lời.`,
    'for-answers': ` ⚠️ Gần hết: thông báo qua ${name} đã dừng đến hết tháng, số tin còn lại để dành cho câu trả lời.`,
  };
  return `${used}${templatesUsed(use)}${warnings[standing]}${quota.people !== null && people >= quota.people * quota.warnsAt ? ` ⚠️ Người thứ ${number(quota.people + 1)} có thể không nhắn được cho trợ lý qua ${name}.` : ''}`;
}

/** Behind the number of people whom a notice reaches over this channel, `paid` of them long after their last word. */
export function quotaAfter(people: number, paid: number, { quota, messages }: QuotaUse): string {
  const left = Math.max(0, broadcastLimit(quota) - messages);
  const counted = quota.freeHours === undefined ? people : paid;
  const free = quota.freeHours === undefined ? '' : `đều nhắn trong ${quota.freeHours} giờ qua nên không tính`;
  if (counted === 0) return free === '' ? '' : `, ${free}`;
  const whom = quota.freeHours === undefined ? '' : ` ${number(paid)} người đã quá ${quota.freeHours} giờ chưa nhắn:`;
  if (counted <= left) return `,${whom} dùng ${number(counted)} trong ${number(left)} tin thông báo còn lại tháng này`;
  const reached = left === 0 ? 'không gửi được ai' : `chỉ gửi được ${number(left)}`;
  return `,${whom} nhưng tháng này ${reached}: số tin còn lại của hạn mức để dành cho câu trả lời`;
}

/** Behind the number of people whom it reaches by a template. */
export function templatesAfter(people: number, { quota, templates }: QuotaUse): string {
  if (quota.templates === undefined) return '';
  const left = Math.max(0, quota.templates.perMonth - templates);
  const sent = Math.min(people, left);
  const costs =
    quota.templates.price === null ? '' : `, khoảng ${number(Math.ceil(sent * quota.templates.price))} đồng`;
  if (people <= left) return `, dùng ${number(people)} trong ${number(left)} tin mẫu còn lại tháng này${costs}`;
  return left === 0
    ? ', nhưng tháng này đã hết tin mẫu, không gửi được ai'
    : `, nhưng tháng này chỉ còn ${number(left)} tin mẫu${costs}`;
}

/** For the officers' menu; empty without templates. */
function templatesUsed({ quota: { templates: allowed }, templates }: QuotaUse): string {
  if (allowed === undefined) return '';
  const costs = allowed.price === null ? '' : ` (khoảng ${number(Math.ceil(templates * allowed.price))} đồng)`;
  return ` Tin mẫu: **${number(templates)}/${number(allowed.perMonth)}**${costs}.`;
}

/** Which messages count, where not all do. */
function outside({ freeHours }: Quota): string {
  return freeHours === undefined ? '' : ` ngoài ${freeHours} giờ`;
}

function broadcastLimit({ messagesPerMonth, stopsBroadcastsAt }: Quota): number {
  return Math.ceil(messagesPerMonth * stopsBroadcastsAt);
}

function number(count: number): string {
  return count.toLocaleString('vi-VN');
}
