/** Recording the council's result: points, date and number of the decision (star powers come from the profile). */
import { z } from 'zod';
import type { HostedDialog } from '../../bot/capability.ts';
import type { Field, Reading, Values } from '../../bot/dialog.ts';
import { plainLabel } from '../../bot/label.ts';
import { dayIn, shownDay } from '../../knowledge/rounds.ts';
import { localDay } from '../programme/days.ts';
import { certificateEnd } from '../programme/deadlines.ts';
import { profileById, stepAfter } from '../programme/profile.ts';
import { type Level, levels, type Profile } from '../programme/profile-schema.ts';
import { mayRecord, starsFor } from '../registration/flow.ts';
import type { NameOf } from './case.ts';
import { hostCaseDialog } from './case-dialog.ts';
import { decide, type Ruling } from './decide.ts';
import { mendWarning } from './mend-warning.ts';
import { levelName, shownPoints } from './wording.ts';

const factsSchema = z.object({ profile: z.string(), level: z.enum(levels) });
/** Hundredths of a point, or the wish to leave the result to the level above. */
const pointsSchema = z.union([z.number().int().min(0).max(10_000), z.literal('pass-on')]);

export const scoreDialogName = 'officer-score';

export function createScoreDialog(nameOf: NameOf): HostedDialog {
  return hostCaseDialog({
    name: scoreDialogName,
    title: 'ghi điểm',
    facts: factsSchema,
    build: ({ profile, level }, code, now) => ({
      fields: [pointsField(profileById(profile), level, code), dayField(localDay(now)), numberField],
      submit: 'Ghi kết quả',
    }),
    async warning({ tx }, { id }) {
      const one = await tx.registration.findUnique({ where: { id } });
      const toMend = await tx.dossierItem.count({ where: { registrationId: id, state: 'changes' } });
      return one && mendWarning(one, toMend, 'bấm **Huỷ**, mở lại hồ sơ');
    },
    submit: (turn, seen, values, { profile }) => decide(turn, seen, rulingOf(values, profileById(profile)), nameOf),
  });
}

function rulingOf(values: Values, profile: Profile): Ruling {
  const points = pointsSchema.parse(values.points);
  if (points === 'pass-on') return { decision: 'pass-on' };
  const stars = starsFor(points / 100);
  const result = { scoreHundredths: points, stars };
  if (stars < 3) return { decision: 'score', columns: result };
  const day = z.iso.date().parse(values.day);
  return {
    decision: 'score',
    columns: {
      ...result,
      certifiedOn: new Date(day),
      certificateEnds: new Date(certificateEnd(profile, day)),
      decisionNumber: z.string().optional().parse(values.number) ?? null,
    },
  };
}

function starsIn(values: Values): number {
  const points = pointsSchema.safeParse(values.points).data;
  return typeof points === 'number' ? starsFor(points / 100) : 0;
}

function pointsField(profile: Profile, level: Level, code: string): Field {
  const above = stepAfter(profile, level);
  const tooHigh = (points: number): string | null => {
    const stars = starsFor(points / 100);
    if (mayRecord(profile, level, stars)) return null;
    const power = profile.stars.powers.find((one) => one.stars === stars);
    const who = power ? levelName(profile, power.recordedBy) : 'cấp trên';
    return `${shownPoints(points)} điểm là ${stars} sao. Theo ${profile.stars.source.cite}, kết quả này do ${who} ghi.`;
  };
  return {
    name: 'points',
    label: 'Điểm',
    prompt: `Điểm trung bình của Hội đồng cho ${code}, từ 0 đến 100. Ví dụ: **74,5**.`,
    numeric: true,
    schema: pointsSchema,
    read(heard): Reading {
      const points = heard.kind === 'text' ? readPoints(heard.text) : null;
      if (points === null) return { kind: 'no', why: 'Điểm là số từ 0 đến 100, ví dụ **74,5**.' };
      const why = tooHigh(points);
      if (why === null) return { kind: 'value', value: points };
      return above
        ? {
            kind: 'ask',
            text: `${why} Bạn bấm **Chuyển lên cấp trên**, hoặc gõ lại điểm nếu ghi nhầm.`,
            options: [{ label: 'Chuyển lên cấp trên', value: 'pass-on' }],
          }
        : { kind: 'no', why };
    },
    conflict: (value) => {
      const points = pointsSchema.parse(value);
      return points === 'pass-on' ? null : tooHigh(points);
    },
    show(value) {
      const points = pointsSchema.parse(value);
      return points === 'pass-on'
        ? 'Chuyển lên cấp trên'
        : `${shownPoints(points)} điểm, ${starsFor(points / 100)} sao`;
    },
  };
}

/** `74,5` and `74.50 điểm` in hundredths. */
function readPoints(text: string): number | null {
  const found = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:điểm|diem|đ)?\s*$/iu.exec(text);
  if (!found) return null;
  const points = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return points <= 10_000 ? points : null;
}

function dayField(today: string): Field {
  return {
    name: 'day',
    label: 'Ngày quyết định',
    prompt: (values) =>
      [
        'Quyết định công nhận ký ngày nào? Giấy chứng nhận tính từ ngày này. Ví dụ: **15/09/2026**.',
        ...(starsIn(values) === 5
          ? ['5 sao do trung ương công nhận: chỉ ghi khi đã có quyết định của trung ương.']
          : []),
      ].join('\n'),
    when: (values) => starsIn(values) >= 3,
    options: [{ label: `Hôm nay, ${shownDay(today)}`, value: today }],
    schema: z.iso.date(),
    read(heard) {
      const day = heard.kind === 'text' ? dayIn(plainLabel(heard.text)) : null;
      return day === null
        ? { kind: 'no', why: 'Bạn ghi đủ ngày, tháng, năm, ví dụ **15/09/2026**.' }
        : { kind: 'value', value: day };
    },
    conflict: (value) =>
      z.string().parse(value) > today ? `Ngày này chưa tới (hôm nay ${shownDay(today)}). Bạn ghi ngày đã ký.` : null,
    show: (value) => shownDay(z.string().parse(value)),
  };
}

const numberField: Field = {
  name: 'number',
  label: 'Số quyết định',
  prompt: 'Số của quyết định công nhận? Ví dụ: **123/QĐ-UBND**. Chưa có thì bấm **Bỏ qua**.',
  when: (values) => starsIn(values) >= 3,
  optional: true,
  schema: z.string().min(1).max(60),
  read(heard) {
    const text = heard.kind === 'text' ? heard.text.trim() : '';
    return text.length > 0 && text.length <= 60
      ? { kind: 'value', value: text }
      : { kind: 'no', why: 'Bạn ghi số quyết định, nhiều nhất 60 chữ, ví dụ **123/QĐ-UBND**.' };
  },
  show: (value) => z.string().parse(value),
};
