/** What a phrase for a day was found to mean. */

export interface DayFound {
  kind: 'day';
  /** such as 2026-12-20 */
  day: string;
  /** The last day, where several were said: `20-22/12`. */
  last?: string;
  /** The day that is meant where `day` is today and the time of it is over: `thứ 5` said on a Thursday. */
  later?: string;
  /** A weekday without a week, which may belong to a date or a week said beside it. */
  weekday?: number;
  /** Monday of the week said beside a weekday. */
  ofWeek?: string;
  /** Monday of a week said without a weekday. */
  week?: string;
  /** Proposed by a rule rather than said. */
  vague?: true;
}

export interface DayTrouble {
  kind: 'trouble';
  why: string;
  /** Days that may have been meant. */
  instead: string[];
  /** Of no weight beside a day that is clear: `theo công văn ngày 01/11` in a notice about another day. */
  isSoft: boolean;
}

export type DayReading = DayFound | DayTrouble;

/** What a pattern took, by the names of its groups. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** A way of writing a day. `from`: the day that days without a year come after, `today` for a start. */
export interface DayRule {
  pattern: RegExp;
  read: (groups: Groups, from: string, today: string) => DayReading;
  /** Sorts out what only looks like a day, by the text as it was typed. */
  accept?: (typed: string, start: number, end: number) => boolean;
}

export function trouble(why: string, instead: string[] = []): DayTrouble {
  return { kind: 'trouble', why, instead, isSoft: false };
}

export function softTrouble(why: string, instead: string[] = []): DayTrouble {
  return { kind: 'trouble', why, instead, isSoft: true };
}
