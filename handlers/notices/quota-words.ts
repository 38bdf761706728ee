/** What a channel that counts messages has left this month, in words for an officer. */
import type { Quota, QuotaUse } from '../../bot/quota.ts';
import { channelLabels } from './platform-names.ts';

/** For the officers' menu. */
export function quotaLine({ channel, quota, month, messages, people, standing }: QuotaUse): string {
  const name = channelLabels[channel];
  const ofPeople = quota.people === null ? '' : `/${number(quota.people)}`;
  const used = `${name} tháng ${Number(month.slice(5))}: **${number(messages)}/${number(quota.messagesPerMonth)}** tin${outside(quota)}, **${number(people)}${ofPeople}** người.`;
  const warnings = {
    plenty: '',
    low: ` ⚠️ Sắp hết: từ tin thứ ${number(broadcastLimit(quota))}, thông báo qua ${name} dừng lại để dành tin cho câu trả lời.`,
    'for-answers': ` ⚠️ Gần hết: thông báo qua ${name} đã dừng đến hết tháng, số tin còn lại để dành cho câu trả lời.`,
  };
  return `${used}${warnings[standing]}${quota.people !== null && people >= quota.people * quota.warnsAt ? ` ⚠️ Người thứ ${number(quota.people + 1)} có thể không nhắn được cho trợ lý qua ${name}.` : ''}`;
}

/** Behind the number of people whom a notice reaches over this channel. */
export function quotaAfter(people: number, { quota, messages }: QuotaUse): string {
  const left = Math.max(0, broadcastLimit(quota) - messages);
  if (quota.freeHours !== undefined) {
    return `, ai nhắn trong ${quota.freeHours} giờ qua thì không tính; còn ${number(left)} tin thông báo tháng này cho người khác`;
  }
  if (people <= left) return `, dùng ${number(people)} trong ${number(left)} tin thông báo còn lại tháng này`;
  const reached = left === 0 ? 'không gửi được ai' : `chỉ gửi được ${number(left)}`;
  return `, nhưng tháng này ${reached}: số tin còn lại của hạn mức để dành cho câu trả lời`;
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
