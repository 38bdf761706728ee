/** What a longer answer states besides what was asked: a telephone number, a commune, the kind of producer. */
import type { Values } from '../../bot/dialog.ts';
import { fold } from '../../knowledge/text/fold.ts';
import { findCommunes } from '../programme/find-commune.ts';
import type { Profile } from '../programme/profile-schema.ts';
import type { ProducerKind } from '../programme/vocabulary.ts';
import { findPhone } from './phone.ts';

const kindWords: readonly [RegExp, ProducerKind][] = [
  [/\b(?:to hop tac|tht)\b/u, 'cooperative-group'],
  [/\b(?:hop tac xa|htx)\b/u, 'cooperative'],
  [/\b(?:cong ty|doanh nghiep|dn|dnnvv|tnhh)\b/u, 'small-enterprise'],
  [/\b(?:trang trai)\b/u, 'farm'],
  [/\b(?:hiep hoi|trung tam dieu hanh|^hoi)\b/u, 'association'],
  [
    /\b(?:chua (?:co |dang ky |dk )*(?:dang ky |dk )?(?:kinh doanh|giay phep)|chua (?:co )?(?:giay phep|dkkd|dang ky))\b/u,
    'unregistered',
  ],
  [/\b(?:ho|co so|gia dinh|ca nhan)\b.*\b(?:kinh doanh|dkkd|giay phep)\b|\bho kd\b/u, 'household'],
];

/** A commune is only taken where the text calls it one: `xã Vĩnh Hải`, and not `hợp tác xã Vĩnh Hải`. */
const communePhrase =
  /(?:(?<!\p{L})(?:ở|o|tại|tai|thuộc|thuoc)\s+)?(?<!\p{L})(?<!(?:tác|tac)\s)(?:xã|xa|phường|phuong|thị trấn|thi tran)\s+[^,;.\n]{2,60}/giu;
/** What sets a commune apart from the name before it, which may hold one itself. */
const apart = /(?:^|[,;.\n(–-]\s*)$/u;
const startsApart = /^(?:ở|o|tại|tai|thuộc|thuoc)\s/iu;
const beforePhone =
  /[\s,;(]*(?:sđt|sdt|số điện thoại|so dien thoai|điện thoại|dien thoai|đt|dt|số|so|phone|tel)?[\s:.]*$/iu;

export function kindIn(text: string): ProducerKind | null {
  const plain = fold(text);
  return kindWords.find(([words]) => words.test(plain))?.[1] ?? null;
}

/** `hộ gia đình`: whether it has a business registration decides what it may do, and is not said. */
export function isHouseholdAtLeast(text: string): boolean {
  return /\b(?:ho|co so|gia dinh|ca nhan|nha toi)\b/u.test(fold(text));
}

export function spotValues(text: string, profile: Profile): Values {
  const phone = findPhone(text)?.phone;
  const commune = findCommune(text, profile)?.code;
  return { ...(phone !== undefined && { phone }), ...(commune !== undefined && { commune }) };
}

/** The first place that a text calls a commune, if there is no doubt which. */
function findCommune(text: string, profile: Profile): { code: string; start: number; phrase: string } | null {
  for (const { 0: phrase, index } of text.matchAll(communePhrase)) {
    const found = findCommunes(phrase, profile);
    if (found.kind === 'one') return { code: found.unit.code, start: index, phrase };
  }
  return null;
}

/** A name without the telephone number and the commune that were typed after it. */
export function withoutSpotted(text: string, profile: Profile): string {
  const phone = findPhone(text);
  const bare = phone ? `${text.slice(0, phone.start).replace(beforePhone, '')}, ${text.slice(phone.end)}` : text;
  const commune = findCommune(bare, profile);
  const before = commune ? bare.slice(0, commune.start) : '';
  const isApart = commune !== null && before.trim() !== '' && (apart.test(before) || startsApart.test(commune.phrase));
  return (isApart ? before + bare.slice(commune.start + commune.phrase.length) : bare)
    .replace(/\s+/g, ' ')
    .replace(/ (?=,)/g, '')
    .replace(/^[\s,;.–-]+|[\s,;–-]+$/gu, '');
}
