/** What sending a notice comes to: whom it reaches and how, whom not and why, how long it takes, what waits for morning. */
import { previewReach, type Reach } from '../../bot/broadcast.ts';
import { type ChannelName, type Reply, reply } from '../../bot/message.ts';
import { isQuiet, nextLoud, nextQuiet, type QuietHours, showQuietHours } from '../../bot/quiet-hours.ts';
import { type Quotas, type QuotaUse, readQuotaUses, templatedChannels } from '../../bot/quota.ts';
import { outsideWindow } from '../../bot/windows.ts';
import type { Tx } from '../../prisma/open.ts';
import type { Area } from '../programme/area.ts';
import type { Composed } from './answers.ts';
import { audienceSql } from './audience-sql.ts';
import { hindranceName } from './hindrances.ts';
import { lookLines } from './looks.ts';
import { kindNames, noticeMessage } from './notice.ts';
import { matchList } from './own-list.ts';
import { channelLabels } from './platform-names.ts';
import { quotaAfter, templatesAfter } from './quota-words.ts';
import { showMoment } from './when/show.ts';

const dayMs = 24 * 60 * 60_000;
/** A class or a meeting that is longer is pointed out. */
const usualDays = 7;

/** What the platforms allow, as data. */
export interface SendingFacts {
  quietHours: QuietHours;
  /** Messages a second; a channel that is not named has no limit. */
  rates: Partial<Record<ChannelName, number>>;
  /** What the channels that count messages allow. */
  quotas?: Quotas;
}

/** The message as everybody gets it; its buttons are left out, since nobody signs up by the preview. */
export function previewMessage(composed: Composed): Reply {
  return { ...noticeMessage({ ...composed, id: 0n }), choices: [] };
}

/** Whom it would reach when it goes out, and whom not. */
export async function reachOf(
  tx: Tx,
  now: Date,
  area: Area,
  composed: Pick<Composed, 'kind' | 'audience' | 'sendAt' | 'urgent'>,
  facts: SendingFacts,
): Promise<Reach[]> {
  const start = composed.sendAt !== null && composed.sendAt > now ? composed.sendAt : now;
  const { quietHours } = facts;
  const at = waitsForMorning(composed, start, facts) && quietHours !== null ? nextLoud(quietHours, start) : start;
  const reach = await previewReach(tx, at, audienceSql(composed.kind, area, composed.audience));
  return withoutTemplate(reach, facts);
}

/** Whose window is over by then is told by a template or not at all. */
function withoutTemplate(reach: readonly Reach[], { quotas = {} }: SendingFacts): Reach[] {
  const templated = templatedChannels(quotas);
  return reach.map((one) =>
    one.hindrance === null && one.standing === 'outside' && !templated.includes(one.channel)
      ? { ...one, hindrance: outsideWindow }
      : one,
  );
}

/** How many can be told. */
export function reachable(reach: readonly Reach[]): number {
  return sum(reach.filter(({ hindrance }) => hindrance === null));
}

/** What to do where nobody would get it. */
export function nobody({ kind }: Pick<Composed, 'kind'>): string {
  return `Chưa có ai nhận được tin này: trong địa bàn và theo điều kiện bạn chọn, không ai vừa bật nhận «${kindNames[kind]}» vừa nhắn được. Bạn bấm **Sửa**, chọn **Người nhận** hoặc **Điều kiện** để nới rộng; hoặc nhắc bà con gõ /thongbao, bấm **Nhận tất cả**.`;
}

/** The lines under the preview. `audience`: in words. `uses`: of the channels that count. */
export function summaryOf(
  composed: Composed,
  audience: string,
  reach: readonly Reach[],
  facts: SendingFacts,
  now: Date,
  uses: readonly QuotaUse[] = [],
): string[] {
  const told = reach.filter(({ hindrance }) => hindrance === null);
  const total = sum(told);
  const channels = [...new Set(told.map(({ channel }) => channel))];
  if (total === 0) return [nobody(composed), ...hindered(reach)];
  const start = composed.sendAt ?? now;
  const waits = waitsForMorning(composed, start, facts);
  const lasts = duration(Math.max(...channels.map((one) => secondsFor(one, told, facts))));
  return [
    `👀 Trên đây là tin như mọi người thấy${composed.signUp ? ', dưới tin có nút **Tham dự** và **Không**' : ''}.`,
    ...longLines(composed),
    `Người nhận: ${audience}.`,
    ...channels.flatMap((channel) => channelLines(told, channel, uses)),
    ...lookLines(noticeMessage({ ...composed, id: 0n }), channels),
    ...hindered(reach),
    ...(waits ? [] : [`Gửi xong sau ${lasts}.`]),
    ...quietLines(composed, told, start, facts),
    ...(waits ? [`Từ lúc đó gửi xong sau ${lasts}.`] : []),
  ];
}

/** A slip in the last day looks like this. */
function longLines({ kind, startsAt, endsAt }: Composed): string[] {
  if ((kind !== 'class' && kind !== 'meeting') || !startsAt || !endsAt) return [];
  const days = Math.ceil((endsAt.getTime() - startsAt.getTime()) / dayMs);
  return days > usualDays ? [`⚠️ Kéo dài ${days} ngày: nếu ghi nhầm thì bấm **Sửa**, chọn **Kết thúc**.`] : [];
}

function channelLines(told: readonly Reach[], channel: ChannelName, uses: readonly QuotaUse[]): string[] {
  const of = (...standings: Reach['standing'][]) =>
    sum(told.filter((one) => one.channel === channel && standings.includes(one.standing)));
  const [messages, templates] = [of('free', 'paid'), of('outside')];
  const use = uses.find((one) => one.channel === channel);
  const name = channelLabels[channel];
  return [
    ...(messages > 0
      ? [`• ${name}: **${number(messages)}** người${use ? quotaAfter(messages, of('paid'), use) : ''}`]
      : []),
    ...(templates > 0
      ? [
          `• ${name}, bằng tin mẫu vì đã quá 7 ngày chưa nhắn: **${number(templates)}** người${use ? templatesAfter(templates, use) : ''}. Tin mẫu không có nút và tệp, nội dung dài thì bị cắt.`,
        ]
      : []),
  ];
}

function hindered(reach: readonly Reach[]): string[] {
  const reasons = new Map<string, number>();
  for (const { hindrance, people } of reach) {
    if (hindrance === null) continue;
    const name = hindranceName(hindrance);
    reasons.set(name, (reasons.get(name) ?? 0) + people);
  }
  if (reasons.size === 0) return [];
  const parts = [...reasons].map(([name, people]) => `${number(people)} người ${name}`);
  return [`Không gửi được: ${parts.join('; ')}.`];
}

function waitsForMorning({ urgent }: Pick<Composed, 'urgent'>, start: Date, { quietHours }: SendingFacts): boolean {
  return !urgent && quietHours !== null && isQuiet(quietHours, start);
}

function quietLines({ urgent }: Composed, told: readonly Reach[], start: Date, facts: SendingFacts): string[] {
  const { quietHours } = facts;
  if (quietHours === null) return [];
  const hours = showQuietHours(quietHours);
  const quietAt = nextQuiet(quietHours, start);
  if (isQuiet(quietHours, start)) {
    return urgent
      ? [`Tin khẩn: gửi cả trong giờ yên tĩnh (${hours}).`]
      : [`Lúc gửi là giờ yên tĩnh (${hours}): tất cả chờ đến ${showMoment(nextLoud(quietHours, start))}.`];
  }
  const room = quietAt === null ? Number.POSITIVE_INFINITY : (quietAt.getTime() - start.getTime()) / 1000;
  const waits = told.map((one) => Math.max(0, one.people - Math.floor(room * rateOf(one.channel, facts))));
  const waiting = waits.reduce((all, one) => all + one, 0);
  if (waiting === 0 || urgent || quietAt === null) return [];
  const morning = showMoment(nextLoud(quietHours, quietAt));
  return [
    `Trước giờ yên tĩnh (${hours}) gửi được khoảng ${number(sum(told) - waiting)} tin; ${number(waiting)} tin chờ đến ${morning}.`,
  ];
}

function rateOf(channel: ChannelName, { rates }: SendingFacts): number {
  return rates[channel] ?? Number.POSITIVE_INFINITY;
}

function secondsFor(channel: ChannelName, told: readonly Reach[], facts: SendingFacts): number {
  return sum(told.filter((one) => one.channel === channel)) / rateOf(channel, facts);
}

function duration(seconds: number): string {
  if (seconds < 60) return 'chưa đầy 1 phút';
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `khoảng ${minutes} phút`;
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  return `khoảng ${hours} giờ${left > 0 ? ` ${left} phút` : ''}`;
}

/** What became of the officer's own lists, one line each. */
export async function listLines(tx: Tx, area: Area, { audience }: Pick<Composed, 'audience'>): Promise<string[]> {
  const lists = [...audience.conditions, ...audience.except].flatMap((one) => (one.by === 'list' ? [one.items] : []));
  const lines: string[] = [];
  for (const items of lists) lines.push(await listLine(tx, area, items));
  return lines;
}

/** How many entries of a list were found, and which were not. */
export async function listLine(tx: Tx, area: Area, items: readonly string[]): Promise<string> {
  const { found, missing } = await matchList(tx, area, items);
  const shown = missing.slice(0, mostMissing).join(', ');
  const more = missing.length > mostMissing ? ` và ${missing.length - mostMissing} mục nữa` : '';
  const lost = missing.length === 0 ? '' : ` Không thấy trong địa bàn: ${shown}${more}.`;
  return `Danh sách riêng: tìm thấy **${found}/${items.length}**.${lost}`;
}

const mostMissing = 20;

function sum(reach: readonly Reach[]): number {
  return reach.reduce((all, { people }) => all + people, 0);
}

function number(count: number): string {
  return count.toLocaleString('vi-VN');
}

/** All that an officer sees before it goes out: the message, then what it comes to. */
export async function previewOf(
  tx: Tx,
  now: Date,
  composed: Composed,
  area: Area,
  options: { audience: string; facts: SendingFacts; remarks: readonly string[] },
): Promise<Reply[]> {
  const reach = await reachOf(tx, now, area, composed, options.facts);
  const uses = await readQuotaUses(tx, now, options.facts.quotas ?? {});
  const lines = summaryOf(composed, options.audience, reach, options.facts, now, uses);
  const lists = await listLines(tx, area, composed);
  return [previewMessage(composed), reply([...lines, ...lists, ...options.remarks].join('\n'))];
}
