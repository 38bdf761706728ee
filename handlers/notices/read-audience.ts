/** An audience as officers type it: `xã Vĩnh Hải, nhóm 1, trừ hộ sản xuất`. */
import { fold } from '../../knowledge/text/fold.ts';
import type { Area } from '../programme/area.ts';
import { findCommunes } from '../programme/find-commune.ts';
import { readMentions } from '../programme/place-mentions.ts';
import type { Profile } from '../programme/profile-schema.ts';
import { districtsNamed, sortMentions } from '../programme/said-places.ts';
import { type ProductGroup, productGroups } from '../programme/vocabulary.ts';
import { isHouseholdAtLeast, kindIn } from '../register/spot.ts';
import { type countedStatuses, type Entry, entryName } from './audience.ts';
import { listIn } from './own-list.ts';

export type AudienceReading =
  | { kind: 'read'; conditions: Entry[]; except: Entry[] }
  /** More than one thing may be meant. */
  | { kind: 'ask'; text: string; entries: Entry[] }
  /** `unclear`: the part that was not understood; `why` says more of it. */
  | { kind: 'none'; unclear: string; why?: string };

const exceptWords = /(?:^|[\s,;(])(?:ngoại\s+)?(?:trừ|tru)(?:\s+ra)?(?![\p{L}])[\s:]*/iu;
const everyoneWords =
  /^(?:gui )?(?:cho )?(?:tat ca|moi nguoi|tat ca moi nguoi|toan bo|ca tinh|toan tinh|toan dan)(?: moi nguoi| nguoi dan)?$/u;
const communeWords =
  /^(?:gui )?(?:cho )?(?:(?:tat ca |toan the )?(?:ba con|nguoi dan|cac ho|cac ho dan) )?(?:(?:trong|ca|toan|o) )*(?:xa|phuong)(?: (?:minh|ta|nha))?$/u;
/** Groups by name: `nhóm thực phẩm`, or the name alone. */
const groupNamed = (words: string) => new RegExp(`(?:\\bnhom (?:san pham |hang )*|^)(?:${words})\\b`, 'u');
const named: Readonly<Record<ProductGroup, RegExp>> = {
  1: groupNamed('thuc pham'),
  2: groupNamed('do uong'),
  3: groupNamed('duoc lieu|thao duoc'),
  4: groupNamed('(?:hang )?thu cong|my nghe'),
  5: groupNamed('sinh vat canh|cay canh'),
  6: groupNamed('(?:dich vu )?du lich'),
};
const groupWords = /\bnhom (?:so |san pham )*([1-6](?:(?: va| hoac|) ?(?:nhom )?[1-6]\b(?! (?:xa|phuong|nguoi)))*)/gu;
/** `20 hộ và 20 hợp tác xã` says how many come, and leaves open which. */
const counts =
  /\b\d{1,5} (?:ho|hop tac xa|htx|to hop tac|tht|doanh nghiep|cong ty|co so|chu the|trang trai|nguoi|hoc vien|dai bieu)\b/u;
const countsSeats =
  'Số người, số hộ thì ghi ở bước **Số chỗ**; ở đây tôi chỉ chọn được theo loại, không chọn được bao nhiêu. Ví dụ: **hộ sản xuất, hợp tác xã**.';
const placeWords = /\b(?<!tac )(?:xa|phuong|thi tran|huyen|thanh pho|tp|thon)\b|\b(?:o|tai|thuoc) \p{L}/u;
/** What turns a condition into its opposite is asked back rather than passed over. */
const notWords = /\b(?:chua|khong|ko)\b/u;
/** What may stand beside the codes and numbers of a list without meaning anything of its own. */
const listWords = /\b(?:gui|cho|so|dien thoai|sdt|dt|ma|dang ky|danh sach|cac|nhung|nguoi|co)\b/gu;
/** Without its accents `hồ` reads as a household. */
const dossierWord = /(?<!\p{L})(?:hồ sơ|ho so)(?!\p{L})/giu;
const statusWords: readonly [RegExp, (typeof countedStatuses)[number]][] = [
  [/\b(?:cho|dang|can|phai) (?:chu the )?sua\b/u, 'changes'],
  [/\b(?:dang lam ho so|da (?:duoc )?chap nhan|duoc chap nhan)\b/u, 'accepted'],
  [/\b(?:da|nguoi) nop ho so\b|\bnop ho so roi\b/u, 'dossier_sent'],
  [/\b(?:co ket qua|da (?:duoc )?cong nhan|dat sao|co sao)\b/u, 'rated'],
  [/\btu choi\b/u, 'declined'],
  // Who signed up for a class is found by that class.
  [/\bda (?:gui )?dang ky\b(?! (?:du|tham|hoc|lop|tap huan|hoi|hop|su kien|buoi|khoa))/u, 'submitted'],
];

/** Whether a text means everybody; `cả xã` does where the officer's area is a commune. */
export function meansEveryone(text: string, area?: Area): boolean {
  const plain = fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return everyoneWords.test(plain) || (area?.level === 'commune' && communeWords.test(plain));
}

export function readAudience(text: string, profile: Profile): AudienceReading {
  const cut = exceptWords.exec(text);
  const wanted = cut ? text.slice(0, cut.index) : text;
  const off = cut ? text.slice(cut.index + cut[0].length) : '';
  const conditions = meansEveryone(wanted) ? read([]) : readEntries(wanted, profile);
  if (conditions.kind !== 'read') return conditions;
  const except = readEntries(off, profile);
  if (except.kind !== 'read') return except;
  return { kind: 'read', conditions: conditions.conditions, except: except.conditions };
}

/** Entries of one side only. */
export function readEntries(text: string, profile: Profile): AudienceReading {
  const items = listIn(text);
  if (items.length > 0) return readBesideList(items, text, profile);
  const [counted] = counts.exec(fold(text)) ?? [];
  if (counted !== undefined) return { kind: 'none', unclear: text.trim(), why: countsSeats };
  const clauses = text.split(/[,;\n]|(?<!\p{L})(?:và|hoặc|hoac)(?!\p{L})/iu).map((one) => one.trim());
  const said = clauses.filter((one) => one !== '');
  const found: Entry[] = [];
  for (const clause of said) {
    // `nhóm 1, 2`: a number alone goes on with the groups before it.
    const [, alone = ''] = /^(?:nhom )?([1-6])$/u.exec(fold(clause)) ?? [];
    const isGroup = alone !== '' && (found.at(-1)?.by === 'group' || said.length > 1);
    const one = isGroup ? read(groupsIn(`nhom ${alone}`)) : readClause(clause, profile);
    if (one.kind === 'ask' && said.length > 1) return { kind: 'none', unclear: clause };
    if (one.kind !== 'read') return one;
    found.push(...one.conditions);
  }
  return read(found);
}

/** A list, and what was said beside it. */
function readBesideList(items: string[], text: string, profile: Profile): AudienceReading {
  const rest = text.replace(/OCOP[\s\d–-]+|[+(\d][\d\s.()–-]{4,}/giu, ',').replace(/^[\s,;]+|[\s,;]+$/gu, '');
  const list: Entry = { by: 'list', items };
  if (!/\p{L}/u.test(fold(rest).replace(listWords, ''))) return read([list]);
  const beside = readEntries(rest, profile);
  return beside.kind === 'read' ? read([list, ...beside.conditions]) : { kind: 'none', unclear: rest };
}

function readClause(clause: string, profile: Profile): AudienceReading {
  const plain = fold(clause);
  const groups = groupsIn(plain);
  const kind = kindIn(clause) ?? (isHouseholdAtLeast(clause.replace(dossierWord, '')) ? 'household' : null);
  const status = statusWords.find(([words]) => words.test(plain))?.[1];
  const isNamedGroup = /\bnhom\b/u.test(plain) && groups.length === 0;
  if (isNamedGroup || (notWords.test(plain) && kind !== 'unregistered')) return { kind: 'none', unclear: clause };
  const found: Entry[] = [
    ...groups,
    ...(kind ? [{ by: 'kind' as const, kind }] : []),
    ...(status ? [{ by: 'status' as const, status }] : []),
  ];
  if (found.length > 0 && !placeWords.test(plain)) return read(found);
  const places = readPlaces(clause.replace(/(?<!\p{L})nhóm\s+\d/giu, ''), profile);
  if (places.kind === 'read') return read([...found, ...places.conditions]);
  return places.kind === 'none' && found.length > 0 ? { kind: 'none', unclear: clause } : places;
}

/** Communes by today's or the old name, and the districts of before 1/7/2025. */
function readPlaces(text: string, profile: Profile): AudienceReading {
  const said = sortMentions(readMentions(text));
  const districts: Entry[] = said.districts.map(({ code }) => ({ by: 'district', code }));
  if (said.communes.length === 0 && said.either === null && said.village === null) {
    return districts.length > 0 ? read(districts) : { kind: 'none', unclear: text.trim() };
  }
  if (said.either !== null && said.communes.length === 0) {
    const communes = findCommunes(text, profile);
    const units = communes.kind === 'one' ? [communes.unit] : communes.kind === 'several' ? communes.units : [];
    const named = districtsNamed(said.either).map(({ code }) => ({ by: 'district' as const, code }));
    const entries: Entry[] = [...named, ...units.map(({ code }) => ({ by: 'commune' as const, code }))];
    return { kind: 'ask', text: 'Bạn muốn nói nơi nào?', entries };
  }
  const communes = findCommunes(text, profile);
  if (communes.kind === 'one') return read([{ by: 'commune', code: communes.unit.code }]);
  const units = communes.kind === 'several' ? communes.units : communes.near;
  if (units.length === 0) return { kind: 'none', unclear: text.trim() };
  return {
    kind: 'ask',
    text: communes.why ?? 'Bạn muốn nói nơi nào?',
    entries: units.map(({ code }) => ({ by: 'commune', code })),
  };
}

function groupsIn(plain: string): Entry[] {
  const digits = [...plain.matchAll(groupWords)].flatMap(([, said = '']) => said.match(/[1-6]/gu) ?? []);
  const groups = productGroups.filter(
    (group: ProductGroup) => digits.includes(String(group)) || named[group].test(plain),
  );
  return groups.map((group) => ({ by: 'group', group }));
}

function read(conditions: Entry[]): AudienceReading {
  return { kind: 'read', conditions, except: [] };
}

/** What to say to a text that was not understood. */
export function notUnderstood(unclear: string, why?: string): string {
  const part = unclear === '' ? 'câu này' : `«${unclear.length > 60 ? `${unclear.slice(0, 60)}…` : unclear}»`;
  if (why !== undefined) return `Tôi chưa rõ ${part} là ai. ${why}`;
  return `Tôi chưa hiểu ${part}. Bạn bấm nút, hoặc ghi như: **xã Vĩnh Hải, nhóm 1, trừ hộ sản xuất**. Danh sách riêng thì dán mã đăng ký hoặc số điện thoại.`;
}

/** Options for what may be meant. */
export function entryOptions(entries: readonly Entry[]): { label: string; value: Entry }[] {
  return entries.map((value) => {
    const name = entryName(value, new Map());
    return { label: name.charAt(0).toUpperCase() + name.slice(1), value };
  });
}
