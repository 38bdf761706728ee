/** `/lop`: classes and events, signing up for them, and coming. */
import { proveArrival } from '../../bot/broadcast.ts';
import type { Capability, Turn } from '../../bot/capability.ts';
import { isInDialog } from '../../bot/dialog/host.ts';
import type { Reply } from '../../bot/message.ts';
import type { QuietHours } from '../../bot/quiet-hours.ts';
import type { RandomBytes } from '../officers/codes.ts';
import { profileAt } from '../programme/profile.ts';
import { answerTo, askHowMany, handOutCalendar } from './answers.ts';
import { answerAboutComing } from './asked.ts';
import { attend } from './attend.ts';
import { askForCode, attendanceAnswer } from './attend-words.ts';
import { showComing } from './coming.ts';
import { showDoor } from './door.ts';
import { markCame, showMarking, unmarkCame } from './mark-came.ts';
import { showNotice } from './notice-page.ts';
import { alsoAskName, hearName } from './participant-name.ts';
import { askAgain, askForRatings, awaitsMark, hearRemark, passOver, rate } from './rating.ts';
import { sendReminders } from './reminders.ts';
import { handOutRoster, showRoster } from './roster.ts';
import { signUpFor } from './sign-up-word.ts';
import { decline, join, resize, take, whyClosed } from './signing-up.ts';
import { isAtDoor, openFor, spokenOfJustNow, toldJustNow } from './told.ts';
import { isSignUp, readTyped } from './typed.ts';
import { partyIn, saysSignUp } from './typed-party.ts';
import { whichIsMeant } from './which.ts';
import { closed } from './wording.ts';

export interface ClassOptions {
  quietHours: QuietHours;
  /** Draws the codes that are shown at the door. */
  randomBytes: RandomBytes;
  /** `PROGRAMME_PROFILE`, whose reminders hold; null: the clock chooses. */
  configuredProfile: string | null;
}

const spellings = ['lophoc', 'loptaphuan', 'caclop', 'lopvasukien', 'sukien', 'lichhoc'];

/** Everything about a class between its notice and the feedback afterwards. */
export function createClasses({ quietHours, randomBytes, configuredProfile }: ClassOptions): Capability {
  const joined = async (turn: Turn, id: bigint) => [await answerTo(turn, await join(turn, id))];
  const declined = async (turn: Turn, id: bigint) => [await answerTo(turn, await decline(turn, id, quietHours))];
  const sized = async (turn: Turn, id: bigint, people: number) => [
    await answerTo(turn, await resize(turn, id, people, quietHours)),
  ];
  const attended = async (turn: Turn, code: string) => {
    const attendance = await attend(turn, code, quietHours);
    const answer = attendanceAnswer(attendance);
    const isListed = attendance.kind === 'came' || attendance.kind === 'full';
    return [isListed ? await alsoAskName(turn, attendance.notice, answer) : answer];
  };

  /** What a button does, by the first word of its value. */
  const buttons: Readonly<Record<string, (turn: Turn, id: bigint, rest: string) => Promise<Reply[]>>> = {
    coming: async (turn, page) => [await showComing(turn, Number(page))],
    open: async (turn, id) => [await showNotice(turn, id)],
    join: joined,
    decline: declined,
    size: (turn, id, people) => (people === '' ? askSize(turn, id) : sized(turn, id, numberIn(people))),
    wait: async (turn, id, people) => [await answerTo(turn, await take(turn, id, numberIn(people), true))],
    ics: async (turn, id) => {
      const notice = await turn.tx.notice.findUnique({ where: { id } });
      const isShown = notice?.state === 'sent' || notice?.state === 'called_off';
      return [isShown ? handOutCalendar(notice, turn.now) : closed(whyClosed(notice, turn.now) ?? 'gone', notice)];
    },
    list: async (turn, id, page) => [await showRoster(turn, id, numberIn(page))],
    csv: async (turn, id) => [await handOutRoster(turn, id)],
    door: async (turn, id) => [await showDoor(turn, id, randomBytes)],
    mark: async (turn, id, page) => [await showMarking(turn, id, numberIn(page))],
    came: async (turn, id, person) => [await markCame(turn, id, person, quietHours)],
    uncame: async (turn, id, what) => [await unmarkCame(turn, id, what, quietHours)],
    rate: async (turn, id, mark) => [await rate(turn, id, numberIn(mark))],
    'rate-again': async (_turn, id) => [askAgain(id)],
    'no-remark': async (turn, id) => [passOver(turn, id)],
  };

  return {
    name: 'class',
    commands: [{ name: 'lop', description: 'Lớp tập huấn và sự kiện', also: spellings }],
    command: async (turn) => [await showComing(turn, 0)],
    async pick(turn, value, _choice, message) {
      if (message !== null) await proveArrival(turn.tx, BigInt(message));
      const [name = '', id = '', rest = ''] = value.split(':');
      const act = /^\d{1,18}$/.test(id) ? buttons[name] : undefined;
      return act ? act(turn, BigInt(id), rest) : [await showComing(turn, 0)];
    },
    async number(turn, offered, typed) {
      const size = /^class:(?:size|wait):(\d{1,18}):/.exec(offered[0]?.value ?? '')?.[1];
      if (size !== undefined) return sized(turn, BigInt(size), typed);
      const rated = /^class:no-remark:(\d{1,18})$/.exec(offered[0]?.value ?? '')?.[1];
      return rated !== undefined && typed <= 5 ? [await rate(turn, BigInt(rated), typed)] : null;
    },
    async message(turn) {
      if (turn.input.kind !== 'text') return null;
      const typed = readTyped(turn.input.text);
      switch (typed?.kind) {
        case 'attend':
          return typed.code === null ? [askForCode] : attended(turn, typed.code);
        case 'join':
        case 'decline': {
          const meant = await whichIsMeant(turn, typed.kind);
          if ('ask' in meant) return [meant.ask];
          return typed.kind === 'join' ? joined(turn, meant.id) : declined(turn, meant.id);
        }
        case 'perhaps': {
          const told = await toldJustNow(turn);
          if (told !== null) return typed.answer === 'join' ? joined(turn, told) : declined(turn, told);
          break;
        }
        case 'mark': {
          const asked = await awaitsMark(turn);
          if (asked !== null) return [await rate(turn, asked, typed.mark)];
          break;
        }
        case 'people': {
          const told = await toldJustNow(turn);
          const meant = told ?? (await latestTaken(turn));
          if (meant !== null) return sized(turn, meant, typed.people);
          break;
        }
        case 'digits': {
          if (typed.digits.length >= 4 && (await isAtDoor(turn))) return attended(turn, typed.digits);
          const asked = /^[1-5]$/.test(typed.digits) ? await awaitsMark(turn) : null;
          if (asked !== null) return [await rate(turn, asked, Number(typed.digits))];
          break;
        }
      }
      const { text } = turn.input;
      const heard =
        (await answerAboutComing(turn, text)) ?? (await hearName(turn, text)) ?? (await hearRemark(turn, text));
      return heard && [heard];
    },
    async answersTold(turn, text) {
      const people = partyIn(text);
      if (people === null && !isSignUp(text)) return null;
      // In a dialog `3 người` may be its answer; who says that they sign up is asked.
      if (people !== null && isInDialog(turn) && !saysSignUp(text)) return null;
      const about = await spokenOfJustNow(turn);
      if (about === null) return null;
      const asked = people === null || saysSignUp(text) ? await signUpFor(turn, about, people) : null;
      return asked ?? (people === null ? null : sized(turn, about, people));
    },
    /** At the door nobody should have to end a registration first. */
    async answersQuestion(turn, text) {
      const typed = readTyped(text);
      if (typed?.kind === 'attend' && typed.code !== null) return attended(turn, typed.code);
      const coming = await answerAboutComing(turn, text);
      return coming && [coming];
    },
    async sweep(tx, now) {
      await sendReminders(tx, now, quietHours, profileAt(now, configuredProfile).notices.remindHoursBefore);
      await askForRatings(tx, now, quietHours);
    },
  };
}

async function askSize(turn: Turn, id: bigint): Promise<Reply[]> {
  const notice = await turn.tx.notice.findUnique({ where: { id } });
  const why = whyClosed(notice, turn.now);
  return [notice === null || why !== null ? closed(why ?? 'gone', notice) : askHowMany(notice)];
}

/** The notice that `3 người` is about: the one answered last of those that are still open. */
async function latestTaken(turn: Turn): Promise<bigint | null> {
  const { tx, now, personId } = turn;
  const open = await openFor(tx, now, personId);
  const latest = await tx.signUp.findFirst({
    where: { personId, noticeId: { in: open.map(({ id }) => id) }, state: { in: ['going', 'waiting'] } },
    orderBy: { since: 'desc' },
  });
  return latest?.noticeId ?? null;
}

function numberIn(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
