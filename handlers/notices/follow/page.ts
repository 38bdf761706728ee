/** The page of one notice: what it says, who answers for it, how each of its messages went, and what may be done now. */
import type { Turn } from '../../../bot/capability.ts';
import { type Choice, type Reply, reply } from '../../../bot/message.ts';
import type { Correction } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../../prisma/open.ts';
import { dayOf, menuChoice, timeOf } from '../../officers/wording.ts';
import { authorName } from '../approval-words.ts';
import { audienceName, audienceSchema } from '../audience.ts';
import { titlesNamed } from '../compose-context.ts';
import { kindNames, type NoticeRow } from '../notice.ts';
import { showMoment, showRange } from '../when/show.ts';
import { pageChoices } from './correction-page.ts';
import { awaitingCorrection } from './corrections.ts';
import { reasonLines, type SendingView, sendingsOf } from './sendings.ts';
import { reportChoice, settleChoices, steeringChoices } from './settle-buttons.ts';
import type { Followed } from './sight.ts';
import { broadcastStateNames, callOffLabels, ledgerInWords, listChoice, noticeStateName } from './wording.ts';

/** `isOwn`: who looks has composed it. */
export type ChoicesBefore = (notice: NoticeRow, isOwn: boolean) => Choice[];

/** `said`: what was done just now, in the first line. */
export async function showNotice(
  { tx, now }: Pick<Turn, 'tx' | 'now'>,
  followed: Followed,
  said?: string,
  choicesBefore: ChoicesBefore = () => [],
): Promise<Reply> {
  const { notice } = followed;
  const { kind, title, startsAt, endsAt, place, seats, content, urgent, state, createdAt, sendAt } = notice;
  const isAwaited = state === 'awaiting' || state === 'scheduled';
  const sendings = await sendingsOf(tx, notice.id);
  const waiting = await awaitingCorrection(tx, notice.id);
  const audience = audienceSchema.parse(notice.audience);
  const told: string[] = [];
  for (const one of sendings) told.push(...(await sendingLines(tx, one, now)));
  const text = [
    ...(said === undefined ? [] : [said]),
    `**${title}**`,
    `${kindNames[kind]} · ${noticeStateName(notice)}`,
    ...(startsAt ? [`Thời gian: ${endsAt ? showRange(startsAt, endsAt) : showMoment(startsAt)}`] : []),
    ...(place ? [`Địa điểm: ${place}`] : []),
    ...(seats === null ? [] : [`Số chỗ: ${seats}`]),
    `Người nhận: ${audienceName(audience, followed.composer.area, await titlesNamed(tx, audience))}`,
    ...(isAwaited && content !== '' ? [`Nội dung: ${content}`] : []),
    ...(isAwaited ? [`Gửi: ${sendAt > now ? showMoment(sendAt) : 'ngay khi duyệt'}${urgent ? ', tin khẩn' : ''}`] : []),
    `Soạn: ${await authorName(tx, notice.officer)}, ${timeOf(createdAt)} ngày ${dayOf(createdAt)}`,
    ...(notice.approvedBy === null ? [] : [`Duyệt: ${await authorName(tx, notice.approvedBy)}`]),
    ...(waiting ? [await correctionLine(tx, waiting)] : []),
    ...told,
  ].join('\n');
  return reply(text, {
    choices: [
      ...choicesBefore(notice, notice.officer === followed.office.id),
      ...(waiting ? pageChoices(waiting, followed.offices) : []),
      ...choicesOf(followed, sendings, now),
      listChoice,
      menuChoice,
    ],
  });
}

async function correctionLine(tx: Tx, { officer, createdAt }: Correction): Promise<string> {
  return `⏳ Bản đính chính của ${await authorName(tx, officer)}, ${timeOf(createdAt)} ngày ${dayOf(createdAt)}, đang chờ cán bộ thứ hai duyệt.`;
}

async function sendingLines(tx: Tx, one: SendingView, now: Date): Promise<string[]> {
  const { name, createdAt, broadcast, ledger, broadcastId } = one;
  const waits = broadcast.state === 'running' && broadcast.notBefore > now;
  const state = waits ? `chờ đến ${showMoment(broadcast.notBefore)}` : broadcastStateNames[broadcast.state];
  const head = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return [
    '',
    `**${head}** (${timeOf(createdAt)} ngày ${dayOf(createdAt)}): ${state}`,
    ledgerInWords(ledger),
    ...(await reasonLines(tx, broadcastId)),
  ];
}

function choicesOf({ notice }: Followed, sendings: readonly SendingView[], now: Date): Choice[] {
  const suffixOf = (one: SendingView) => (one === sendings[0] ? '' : ` (${one.name})`);
  const isOff = notice.state === 'called_off';
  const own = sendings.flatMap((one) => {
    // Nobody is invited to what will not take place.
    const isPointless = isOff && one.purpose !== 'call_off';
    const suffix = suffixOf(one);
    return [
      ...steeringChoices(one, suffix),
      ...settleChoices(one, suffix).filter(({ value }) => !isPointless || value.startsWith('notice-desk:count:')),
      reportChoice(one, suffix),
    ];
  });
  const { id, kind, signUp, state } = notice;
  const wasSent = state === 'sent' && sendings.length > 0;
  return [
    ...own,
    ...(wasSent ? [{ label: 'Đính chính', value: `notice-desk:correct:${id}` }] : []),
    ...(wasSent && isAhead(notice, now)
      ? [
          { label: kind === 'deadline' ? 'Đổi hạn' : 'Đổi giờ, đổi nơi', value: `notice-desk:change:${id}` },
          { label: callOffLabels[kind], value: `notice-desk:calloff:${id}` },
        ]
      : []),
    ...(wasSent && notice.startsAt === null
      ? [{ label: callOffLabels[kind], value: `notice-desk:calloff:${id}` }]
      : []),
    ...(signUp && (wasSent || isOff) ? [{ label: 'Danh sách', value: `class:list:${id}` }] : []),
    ...(signUp && wasSent ? [{ label: 'Điểm danh', value: `class:door:${id}` }] : []),
  ];
}

/** Whether what it announces is not over yet. */
export function isAhead({ startsAt, endsAt }: Pick<NoticeRow, 'startsAt' | 'endsAt'>, now: Date): boolean {
  return startsAt !== null && (endsAt ?? startsAt) > now;
}
