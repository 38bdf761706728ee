/** The fields of the composing dialog that say whom a notice is for. */
import type { Field, Option, Reading, Values } from '../../bot/dialog.ts';
import { productGroupNames } from '../dossier/criteria-sets.ts';
import { communesIn } from '../officers/office.ts';
import { type Area, areaContains, areaName } from '../programme/area.ts';
import type { Profile } from '../programme/profile-schema.ts';
import { districts, unitName, unitsOf } from '../programme/units.ts';
import { producerKindNames, producerKinds, productGroups } from '../programme/vocabulary.ts';
import { schemas } from './answers.ts';
import {
  communesOf,
  conditionsName,
  countedStatuses,
  type Entry,
  entryName,
  statusLabel,
  type Titles,
} from './audience.ts';
import { entryOptions, meansEveryone, notUnderstood, readAudience, readEntries } from './read-audience.ts';

export interface AudienceContext {
  area: Area;
  profile: Profile;
  /** Notices that people signed up for, to invite those again. */
  titles: Titles;
}

const mostEntries = 30;
/** More communes than this are typed rather than picked. */
const mostButtons = 12;
const chosen = ({ audience }: Values) => audience === 'some';

export function audienceFields(context: AudienceContext): Field[] {
  const { profile, titles } = context;
  const conflict = (value: unknown) => outsideOf(schemas.entries.parse(value), context);
  return [
    {
      name: 'audience',
      label: 'Người nhận',
      prompt: `Gửi cho ai? Chỉ người đã chọn nhận loại tin này mới nhận. Ví dụ: **Tất cả mọi người**, hoặc ghi: **xã Vĩnh Hải, nhóm 1, trừ hộ sản xuất**.`,
      options: [
        { label: 'Tất cả mọi người', value: 'everyone' },
        { label: 'Chọn người nhận', value: 'some' },
      ],
      read: (heard) => {
        if (heard.kind !== 'text') return { kind: 'no', why: notUnderstood('') };
        if (meansEveryone(heard.text, context.area)) return { kind: 'value', value: 'everyone' };
        const read = readAudience(heard.text, profile);
        if (read.kind === 'read') return { kind: 'value', value: 'some' };
        return { kind: 'no', why: read.kind === 'ask' ? whichOf(read.entries) : notUnderstood(read.unclear, read.why) };
      },
      schema: schemas.audience,
      rewrites: ['conditions', 'except'],
      show: (value) => (value === 'everyone' ? `tất cả mọi người (${areaName(context.area)})` : 'chọn theo điều kiện'),
    },
    {
      name: 'conditions',
      label: 'Điều kiện',
      when: chosen,
      optional: true,
      most: mostEntries,
      prompt:
        'Người nhận phải thế nào? Bấm từng điều kiện, đủ rồi bấm **Xong**; hoặc ghi, ví dụ: **xã Vĩnh Hải, nhóm 1**. Cùng loại (hai xã) thì thuộc một là được, khác loại thì phải thoả cả. Không cần điều kiện nào thì bấm **Bỏ qua**.',
      options: sortOptions(context),
      read: (heard, values) => {
        if (heard.kind !== 'text') return { kind: 'no', why: notUnderstood('') };
        const read = readAudience(heard.text, profile);
        return entriesOf(read.kind === 'read' ? { ...read, except: [] } : read, values.conditions);
      },
      schema: schemas.entries,
      conflict,
      show: (value) => conditionsName(schemas.entries.parse(value), titles) || 'mọi người',
    },
    {
      name: 'except',
      label: 'Trừ ra',
      when: chosen,
      optional: true,
      most: mostEntries,
      prompt:
        'Trừ ai ra? Ai thuộc một trong các mục này thì không nhận. Ví dụ: **hộ sản xuất**. Không trừ ai thì bấm **Bỏ qua**.',
      options: sortOptions(context),
      read: (heard, values) => {
        if (heard.kind !== 'text') return { kind: 'no', why: notUnderstood('') };
        const text = heard.text.replace(/^\s*(?:trừ|tru)(?:\s+ra)?\s+/iu, '');
        return entriesOf(readEntries(text, profile), values.except);
      },
      schema: schemas.entries,
      conflict,
      show: (value) =>
        schemas.entries
          .parse(value)
          .map((entry) => entryName(entry, titles))
          .join(', ') || 'không trừ ai',
    },
  ];
}

/**
 * What a text at `Người nhận` or `Điều kiện` states of the fields after it. At the first it is the whole audience: nobody
 * whom an earlier answer took off stays taken off.
 */
export function spotAudience(text: string, field: string, { profile, area }: AudienceContext, before: Values): Values {
  if (field !== 'audience' && field !== 'conditions') return {};
  const read = readAudience(text, profile);
  if (read.kind !== 'read' || meansEveryone(text, area)) return {};
  const takesOff = read.except.length > 0 || (field === 'audience' && before.except !== undefined);
  return {
    ...(field === 'audience' && { conditions: read.conditions }),
    ...(takesOff && { except: read.except }),
  };
}

/** Added to what is there already. */
function entriesOf(read: ReturnType<typeof readEntries>, before: unknown): Reading {
  if (read.kind === 'ask') return { kind: 'ask', text: read.text, options: entryOptions(read.entries) };
  if (read.kind === 'none') return { kind: 'no', why: notUnderstood(read.unclear, read.why) };
  if (read.conditions.length === 0) return { kind: 'no', why: notUnderstood('') };
  const known = schemas.entries.safeParse(before).data ?? [];
  const keys = new Set(known.map((one) => JSON.stringify(one)));
  return { kind: 'value', value: [...known, ...read.conditions.filter((one) => !keys.has(JSON.stringify(one)))] };
}

function whichOf(entries: readonly Entry[]): string {
  const names = entryOptions(entries).map(({ label }) => `**${label}**`);
  return `Tên này có thể là: ${names.join(', ')}. Bạn ghi rõ **xã** hay **huyện** giúp tôi, ví dụ: **xã Vĩnh Hải**.`;
}

function outsideOf(entries: readonly Entry[], { area, titles }: AudienceContext): string | null {
  const within = communesIn(area);
  const outside = entries.find(
    (entry) => 'code' in entry && within !== null && communesOf(entry).every((code) => !within.includes(code)),
  );
  return outside ? `${entryName(outside, titles)} ngoài địa bàn của bạn (${areaName(area)}). Bạn chọn nơi khác.` : null;
}

/** A button for each sort of condition, which then asks for the one. */
function sortOptions({ area, profile, titles }: AudienceContext): Option[] {
  const sort = (label: string, text: string, entries: readonly Option[]): Option => ({
    label,
    value: `sort:${label}`,
    asks: { text, options: entries },
  });
  const entry = (label: string, value: Entry): Option => ({ label, value });
  const communes = unitsOf(profile).filter(({ code }) => areaContains(area, code));
  const pickable = communes.length > mostButtons ? [] : communes;
  return [
    ...(area.level === 'commune'
      ? []
      : [
          sort(
            'Xã, phường',
            'Xã, phường nào? Bạn bấm hoặc ghi tên, cũ hay mới đều được. Ví dụ: **xã Vĩnh Hải, xã Phước Dinh**.',
            pickable.map((unit) => entry(unitName(unit), { by: 'commune', code: unit.code })),
          ),
        ]),
    ...(area.level === 'province'
      ? [
          sort(
            'Huyện, thành phố (trước 7/2025)',
            'Huyện, thành phố nào? Ví dụ: **Huyện Ninh Hải**.',
            districts.map((one) => entry(unitName(one), { by: 'district', code: one.code })),
          ),
        ]
      : []),
    sort(
      'Nhóm sản phẩm',
      'Nhóm sản phẩm nào? Ví dụ: **nhóm 1**.',
      productGroups.map((group) => entry(`Nhóm ${group}: ${productGroupNames[group]}`, { by: 'group', group })),
    ),
    sort(
      'Loại hình chủ thể',
      'Loại hình nào? Ví dụ: **Hợp tác xã**.',
      producerKinds.map((kind) => entry(producerKindNames[kind], { by: 'kind', kind })),
    ),
    sort(
      'Tình trạng hồ sơ',
      'Đăng ký, hồ sơ đang thế nào? Ví dụ: **Đang làm hồ sơ**.',
      countedStatuses.map((status) => entry(statusLabel(status), { by: 'status', status })),
    ),
    ...(titles.size === 0
      ? []
      : [
          sort(
            'Người đã đăng ký dự',
            'Người đã đăng ký dự lớp, sự kiện nào?',
            [...titles].map(([id, title]) => entry(title, { by: 'notice', id })),
          ),
        ]),
    sort(
      'Danh sách riêng',
      'Bạn dán mã đăng ký hoặc số điện thoại, cách nhau bằng dấu phẩy hoặc xuống dòng. Ví dụ: **OCOP-2026-0001, 0905 123 456**.',
      [],
    ),
  ];
}
