/** Channels that take a message only for a while after a person's last word, or for nothing only that long. */
import { Prisma } from '../prisma/generated/client.ts';
import { freeWindowMs, openWindowMs } from './channels/zalo-oa/assumptions.ts';
import type { ChannelName } from './message.ts';

interface Window {
  /** So long a message costs nothing. */
  freeMs: number;
  /** Later than this, none is taken. */
  openMs: number;
}

const windows: Partial<Record<ChannelName, Window>> = {
  'zalo-oa': { freeMs: freeWindowMs, openMs: openWindowMs },
};

/** How long ago a person was heard of: `free`, `paid`, or `outside` the time in which a message is taken at all. */
export const standings = ['free', 'paid', 'outside'] as const;
export type Standing = (typeof standings)[number];

/** Why a person outside the window cannot be told; part of every reason that says so. */
export const outsideWindow = 'no word from them in 7 days';

/** Where somebody who was last heard of at `heard` stands on this channel. */
export function standingOf(channel: ChannelName, heard: Date, now: Date): Standing {
  const window = windows[channel];
  const passedMs = now.getTime() - heard.getTime();
  if (window === undefined || passedMs <= window.freeMs) return 'free';
  return passedMs <= window.openMs ? 'paid' : 'outside';
}

/** The same in SQL, over the columns of `conversation`. */
export function standingSql(now: Date): Prisma.Sql {
  const heard = Prisma.sql`COALESCE(last_inbound_at, created_at)`;
  const before = (ms: number) => new Date(now.getTime() - ms);
  const cases = Object.entries(windows).map(
    ([channel, { freeMs, openMs }]) => Prisma.sql`
      WHEN channel = ${channel} AND ${heard} < ${before(openMs)} THEN 'outside'
      WHEN channel = ${channel} AND ${heard} < ${before(freeMs)} THEN 'paid'`,
  );
  return Prisma.sql`CASE ${Prisma.join(cases, ' ')} ELSE 'free' END`;
}
