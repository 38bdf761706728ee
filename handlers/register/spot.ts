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
  [/\b(?:ho kinh doanh|ho san xuat|ho gia dinh|co so)\b/u, 'household'],
];

/** A commune is only taken where the text calls it one: `xã Vĩnh Hải`. */
const communePhrase =
  /(?:\b(?:ở|o|tại|tai|thuộc|thuoc)\s+)?(?:xã|xa|phường|phuong|thị trấn|thi tran)\s+[^,;.\n]{2,60}/iu;
const beforePhone =
  /[\s,;(]*(?:sđt|sdt|số điện thoại|so dien thoai|điện thoại|dien thoai|đt|dt|số|so|phone|tel)?[\s:.]*$/iu;

export function kindIn(text: string): ProducerKind | null {
  const plain = fold(text);
  return kindWords.find(([words]) => words.test(plain))?.[1] ?? null;
}

export function spotValues(text: string, profile: Profile): Values {
  const phone = findPhone(text)?.phone;
  const phrase = communePhrase.exec(text)?.[0];
  const commune = phrase === undefined ? null : findCommunes(phrase, profile);
  return {
    ...(phone !== undefined && { phone }),
    ...(commune?.kind === 'one' && { commune: commune.unit.code }),
  };
}

/** A name without the telephone number and the commune that were typed after it. */
export function withoutSpotted(text: string, profile: Profile): string {
  const found = findPhone(text);
  const bare = found ? text.slice(0, found.start).replace(beforePhone, '') + text.slice(found.end) : text;
  const phrase = communePhrase.exec(bare);
  const isCommune = phrase !== null && phrase.index > 0 && findCommunes(phrase[0], profile).kind === 'one';
  return (isCommune ? bare.slice(0, phrase.index) + bare.slice(phrase.index + phrase[0].length) : bare)
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;.-]+|[\s,;-]+$/g, '');
}
