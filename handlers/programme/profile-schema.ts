import { z } from 'zod';

const day = z.iso.date();
const dayOfYear = z.string().regex(/^\d\d-\d\d$/u);
const days = z.int().positive();

/** The levels of government that have officers here; the centre (trung ương) decides outside and has none. */
export const levels = ['commune', 'district', 'province'] as const;
export type Level = (typeof levels)[number];
const level = z.enum(levels);

/** The section of a document under knowledge/sources that a rule stands in, and how people cite it. */
const source = z.strictObject({ document: z.string(), section: z.string(), cite: z.string() });

const hours = z
  .number()
  .positive()
  .max(14 * 24);
const remindHours = z
  .tuple([hours, hours])
  .refine(([first, second]) => first > second, 'the first reminder comes before the second');
export type RemindHours = z.infer<typeof remindHours>;

/** What an officer of a level may do with a dossier. */
export const reviewActions = ['confirm-shares', 'accept', 'ask-changes', 'decline', 'score'] as const;
export type ReviewAction = (typeof reviewActions)[number];

/** Stars that come with a certificate; 1 and 2 stars get none (Quyết định 26/2026/QĐ-TTg, Điều 4). */
const stars = z.literal([3, 4, 5]);
export type Stars = z.infer<typeof stars>;

/** A programme profile: who reviews what, in which order, with which units, star powers and calendar. */
export const profileSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    province: z.string(),
    /** days in Việt Nam, both included */
    period: z.strictObject({ from: day, until: day.nullable() }),
    /** which list of communes holds: that of February 2024, or the one since 1/7/2025 */
    units: z.enum(['before2025', 'since2025']),
    /** the rules for dossier and stars, and since when they hold: the calendar and the renewal window begin with them */
    rules: z.strictObject({ document: z.string(), from: day }),
    /** from the nearest to the producer upwards */
    levels: z.array(z.strictObject({ level, name: z.string(), office: z.string() })).min(1),
    /** in the order in which a dossier passes them; `workingDays` is null where no rule sets a time */
    steps: z
      .array(
        z.strictObject({ level, does: z.array(z.enum(reviewActions)).min(1), workingDays: days.nullable(), source }),
      )
      .min(1),
    /** `recordedBy` is who enters the result here: the province passes on what the centre decided */
    stars: z.strictObject({
      powers: z.array(
        z.strictObject({
          stars,
          decidedBy: z.enum([...levels, 'centre']),
          office: z.string(),
          recordedBy: level,
        }),
      ),
      source,
    }),
    certificate: z.strictObject({
      months: days,
      source,
      renewal: z.strictObject({ firstDayBefore: days, lastDayBefore: days, resultWithinDays: days, source }).nullable(),
    }),
    /** rounds of a year as month-day; null where no rule sets any */
    calendar: z
      .strictObject({
        rounds: z.array(z.strictObject({ number: days, submitBefore: dayOfYear, resultBefore: dayOfYear })).min(1),
        source,
      })
      .nullable(),
    forms: z.strictObject({ names: z.array(z.string()).min(1), source }),
    /** an office's own rules, of no document */
    notices: z.strictObject({
      /** whether a notice to the whole province waits for a second officer */
      provinceWideNeedsApproval: z.boolean(),
      /** how long before the start those who come are reminded: two times, the longer first */
      remindHoursBefore: remindHours,
    }),
  })
  .refine((profile) => {
    const known = new Set(profile.levels.map((one) => one.level));
    return [...profile.steps.map((step) => step.level), ...profile.stars.powers.map((power) => power.recordedBy)].every(
      (used) => known.has(used),
    );
  }, 'a step or a star power names a level that the profile does not have');

export type Profile = z.infer<typeof profileSchema>;
export type ReviewStep = Profile['steps'][number];
