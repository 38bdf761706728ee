/** What a text was found to say about time. */

/** A time of which one is to be picked. */
export interface MomentOption {
  label: string;
  at: Date;
}

/** Asks back, in a sentence that says what to do. */
export interface MomentQuestion {
  kind: 'question';
  why: string;
  options?: MomentOption[];
}

export interface Moment {
  kind: 'moment';
  /** Without a time it is the beginning of the day, which may be today. With one it lies ahead. */
  start: Date;
  /** 23:59 where only the last day was said. */
  end: Date | null;
  hasDay: boolean;
  hasTime: boolean;
  /** The day or the time is a proposal of ours (`cuối tháng`, `tối nay`), to be confirmed. */
  vague: boolean;
  /** The text without the parts that were the time. */
  rest: string;
}

export type MomentReading = Moment | MomentQuestion | { kind: 'none' };
