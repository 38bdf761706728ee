/** What is said to `Tham dự`, `Không` and a number of people. */
import type { Turn } from '../../bot/capability.ts';
import { type Reply, reply } from '../../bot/message.ts';
import type { NoticeRow } from '../notices/notice.ts';
import { calendarFile } from './calendar.ts';
import { alsoAskName } from './participant-name.ts';
import { largestPartyOf } from './party.ts';
import type { Outcome } from './signing-up.ts';
import { closed, comingChoice, joinChoice, partyChoices, waitChoice, whenAndWhere } from './wording.ts';

const orNot = 'Không đi được thì gõ **không tham dự**.';

/** How to bring others, and how not to come. */
function whatNext(notice: NoticeRow): string {
  const most = largestPartyOf(notice);
  if (most === 1) return orNot;
  return `Đi mấy người thì bạn bấm nút, hoặc gõ số người, ví dụ: **${Math.min(3, most)}** (tối đa ${most}). ${orNot}`;
}

/** Whoever signs up without being known by a name is asked for it. */
export async function answerTo(turn: Turn, outcome: Outcome): Promise<Reply> {
  const answer = inWords(outcome, turn.now);
  const isNew = (outcome.kind === 'going' || outcome.kind === 'waiting') && outcome.isNew;
  return isNew ? alsoAskName(turn, outcome.notice, answer) : answer;
}

function inWords(outcome: Outcome, now: Date): Reply {
  const { notice } = outcome;
  if (outcome.kind === 'closed') return closed(outcome.why, notice);
  const { id, title } = outcome.notice;
  const sizes = partyChoices(outcome.notice);
  switch (outcome.kind) {
    case 'going':
      return reply(
        [
          `✅ ${outcome.isNew ? 'Đã giữ' : 'Bạn đang có'} **${outcome.people} chỗ**: **${title}**`,
          ...whenAndWhere(outcome.notice),
          whatNext(outcome.notice),
        ].join('\n'),
        { choices: sizes, ...calendarOf(outcome.notice, now) },
      );
    case 'waiting':
      return reply(
        [
          `⏳ **${title}** đã đủ người. Bạn ở **vị trí ${outcome.position}** trong danh sách chờ, với ${outcome.people} người.`,
          'Có chỗ là tôi báo bạn ngay, bạn không cần làm gì thêm.',
          whatNext(outcome.notice),
        ].join('\n'),
        { choices: sizes },
      );
    case 'declined':
      return reply(
        `${outcome.isNew ? 'Đã ghi' : 'Tôi đã ghi từ trước'}: bạn không tham dự **${title}**. Đổi ý thì bấm **Tham dự** trước giờ bắt đầu.`,
        { choices: [joinChoice(id), comingChoice] },
      );
    case 'too-few-seats':
      return reply(
        `**${title}** chỉ còn ${outcome.free} chỗ trống, không đủ số người bạn muốn nên tôi chưa ghi gì. ${
          outcome.free > 1 ? `Bạn gõ lại số người, từ 1 đến ${outcome.free}.` : 'Đi một người thì bạn bấm **Tham dự**.'
        }`,
        { choices: outcome.free > 1 ? partyChoices({ id, seats: outcome.free }) : [joinChoice(id)] },
      );
    case 'full':
      return reply(
        `${outcome.isQueued ? `**${title}** đang có người chờ trước bạn` : `**${title}** đã đủ người`} nên tôi chưa ghi gì. Bạn muốn chờ chỗ cho ${outcome.people} người thì bấm nút dưới, có chỗ là tôi báo ngay.`,
        { choices: [waitChoice(id, outcome.people), comingChoice] },
      );
    case 'too-many':
      return reply(
        `${outcome.isHolding ? '' : 'Tôi chưa ghi gì. '}Mỗi người đăng ký được từ 1 đến ${outcome.most} người cho **${title}**. Bạn gõ lại số người, ví dụ: **${Math.min(3, outcome.most)}**. Cần nhiều hơn thì bạn hỏi cán bộ xã, phường.`,
        { choices: sizes },
      );
    case 'no-room':
      return reply(`${noRoom(outcome)} Tôi giữ nguyên ${outcome.people} chỗ của bạn cho **${title}**.`, {
        choices: sizes,
      });
  }
}

/** `Đổi số người` */
export function askHowMany(notice: NoticeRow): Reply {
  return reply(`**${notice.title}**: nhà mình đi mấy người?\n${whatNext(notice)}`, { choices: partyChoices(notice) });
}

/** `Lịch (.ics)` */
export function handOutCalendar(notice: NoticeRow, now: Date): Reply {
  const text =
    notice.startsAt === null
      ? `**${notice.title}** chưa định giờ nên chưa có lịch. Khi có giờ, tôi báo bạn.`
      : notice.state === 'called_off'
        ? `**${notice.title}** đã huỷ. Mở tệp này trên điện thoại thì lịch được ghi là đã huỷ.`
        : `Lịch của **${notice.title}**: bạn mở tệp trên điện thoại để thêm vào lịch.\n${whenAndWhere(notice).join('\n')}`;
  return reply(text, { choices: [comingChoice], ...calendarOf(notice, now) });
}

function noRoom({ free, isQueued }: Extract<Outcome, { kind: 'no-room' }>): string {
  if (isQueued) return 'Đang có người chờ trước bạn nên tôi chưa thêm chỗ được.';
  return free === 0 ? 'Đã hết chỗ nên tôi không thêm được.' : `Chỉ còn ${free} chỗ trống, không đủ số người bạn muốn.`;
}

function calendarOf(notice: NoticeRow, now: Date) {
  const file = calendarFile(notice, now);
  return file ? { attachment: file } : {};
}
