/** How the typed answers of `/dangky` become values. Each refusal says what a good answer looks like. */

import { isNo, isNothing, isYes } from '../../bot/dialog/words.ts';
import type { Heard, Option, Reading, Values } from '../../bot/dialog.ts';
import { fold } from '../../knowledge/text/fold.ts';
import { findCommunes } from '../programme/find-commune.ts';
import type { Profile } from '../programme/profile-schema.ts';
import { unitDescription } from '../programme/units.ts';
import { type Paper, paperNames, papers } from '../programme/vocabulary.ts';
import { readPhone } from './phone.ts';
import { isHouseholdAtLeast, kindIn, withoutSpotted } from './spot.ts';

const no = (why: string): Reading => ({ kind: 'no', why });
const textOf = (heard: Heard) => (heard.kind === 'text' ? heard.text.normalize('NFC').replace(/\s+/g, ' ').trim() : '');

/** A yes, a no or a shrug, which no question for words is answered by. */
const isEmptyWord = (text: string) => isYes(text) || isNo(text) || isNothing(text);

export function readKind(heard: Heard): Reading {
  const kind = kindIn(textOf(heard));
  if (kind === null && isHouseholdAtLeast(textOf(heard))) {
    return {
      kind: 'ask',
      text: 'Hộ, cơ sở của bạn đã có giấy đăng ký kinh doanh chưa?',
      options: [
        { label: 'Đã có', value: 'household' },
        { label: 'Chưa có', value: 'unregistered' },
      ],
    };
  }
  return kind
    ? { kind: 'value', value: kind }
    : no('Tôi chưa rõ loại hình nào. Bạn bấm một nút bên dưới, hoặc gõ như: **HTX**, **hộ kinh doanh**, **công ty**.');
}

/** `dạ`, `đồng ý nhé`, `không`: what a question with two buttons gets typed. */
export function readYesNo(yes: string, no: string) {
  return (heard: Heard): Reading => {
    const text = textOf(heard);
    const bare = fold(text).replace(/^(?:da|vang|u|toi|minh|em) (?=\S)|(?<=\S) (?:nhe|nha|a|di|roi|ban|em)$/gu, '');
    if (isNo(text) || isNo(bare)) return { kind: 'value', value: false };
    if (isYes(text) || isYes(bare)) return { kind: 'value', value: true };
    return { kind: 'no', why: `Bạn bấm **${yes}** hoặc **${no}** giúp tôi.` };
  };
}

/** As many as only a telephone number has in a name; `Công ty TNHH 2/9` has fewer. */
const manyDigits = /(?:\d[\s.-]?){6,}/;
const noNumberHere = 'Ở đây chỉ ghi tên, không ghi số điện thoại: tôi hỏi số ở bước riêng.';

/** A name of 2 to `longest` characters with a letter in it. */
export function readName(profile: Profile, longest: number, example: string) {
  return (heard: Heard): Reading => {
    const name = withoutSpotted(textOf(heard), profile);
    if (!/\p{L}{2}/u.test(name) || isEmptyWord(name)) return no(`Bạn ghi tên giúp tôi, ví dụ: **${example}**.`);
    if (manyDigits.test(name)) return no(`${noNumberHere} Ví dụ: **${example}**.`);
    if (name.length > longest)
      return no(`Tên dài quá (${name.length} ký tự, tối đa ${longest}). Bạn ghi gọn lại, ví dụ: **${example}**.`);
    return { kind: 'value', value: name };
  };
}

export function readProductName(longest: number, example: string) {
  const read = readText(2, longest, example);
  return (heard: Heard): Reading =>
    manyDigits.test(textOf(heard)) ? no(`${noNumberHere} Ví dụ: **${example}**.`) : read(heard);
}

export function readText(shortest: number, longest: number, example: string) {
  return (heard: Heard): Reading => {
    const text = textOf(heard);
    if (text.length > longest) return no(`Đoạn này dài ${text.length} ký tự, tối đa ${longest}. Bạn rút gọn giúp tôi.`);
    if (text.length < shortest || !/\p{L}/u.test(text) || isEmptyWord(text))
      return no(`Bạn ghi rõ hơn giúp tôi, ví dụ: **${example}**.`);
    return { kind: 'value', value: text };
  };
}

export function readPhoneNumber(heard: Heard): Reading {
  const phone = readPhone(heard.kind === 'phone' ? heard.phone : textOf(heard));
  return phone
    ? { kind: 'value', value: phone }
    : no('Số này chưa đúng. Bạn ghi số điện thoại Việt Nam đủ 10 số, ví dụ: **0905 123 456**.');
}

/** `which`: the commune that is asked for. */
export function readCommune(profile: Profile, which = 'nơi sản xuất') {
  return (heard: Heard): Reading => {
    const found = findCommunes(textOf(heard), profile);
    if (found.kind === 'one') return { kind: 'value', value: found.unit.code };
    const units = found.kind === 'several' ? found.units : found.near;
    const options: Option[] = units.map((unit) => ({ label: unitDescription(unit), value: unit.code }));
    if (options.length === 0) {
      return no(
        `${found.why ?? 'Tôi chưa tìm thấy xã, phường này.'} Bạn ghi tên xã, phường (cũ hay mới đều được), ví dụ: **xã Vĩnh Hải**.`,
      );
    }
    const why = found.why ?? (found.kind === 'several' ? 'Có nhiều nơi trùng tên.' : 'Tôi chưa tìm thấy đúng tên này.');
    return { kind: 'ask', text: `${why} Bạn chọn ${which}, hoặc ghi lại tên xã, phường.`, options };
  };
}

const wholeWords = /\b(?:het|toan bo|tat ca|hoan toan)\b/u;
const halfWords = /\b(?:mot nua|nua|phan nua)\b/u;
const unknownWords = /\b(?:chua (?:biet|ro|tinh|co)|khong (?:biet|ro)|ko biet|k biet|khong nho)\b/u;

/** A number that counts something else than hundredths: `60 người`, `nhóm 1`. */
const counted =
  /\d\s*(?:nguoi|nhan cong|cong nhan|lao dong|ho|thanh vien|xa vien|chai|hop|goi|hu|kg|ky|ki|tan|ta|trieu|nghin|ngan|dong|lit|ha|sao|mau|nam|thang|ngay|con|cay)\b|\b(?:nhom|buoc|muc|loai|so)\s*\d/u;

/** A share in whole percent; null where it is not known yet. */
export function readPercent(heard: Heard): Reading {
  const plain = fold(textOf(heard).replaceAll(',', '.'));
  if (unknownWords.test(plain)) return { kind: 'value', value: null };
  const numbers = [...textOf(heard).matchAll(/(-?\d+(?:[.,]\d+)?)\s*(%|phần trăm|phan tram)?/giu)];
  const marked = numbers.filter((match) => match[2] !== undefined);
  // Of `60-70%` nobody but the producer knows which.
  const isRange = /\d\s*%?\s*(?:-|–|đến|den|tới|toi|hoặc|hoac)\s*\d/iu.test(textOf(heard));
  const [one, ...more] = marked.length === 1 ? marked : numbers;
  if (marked.length === 0 && counted.test(plain))
    return no(
      'Bạn ghi phần trăm giúp tôi: trong 100 phần thì được mấy phần, ví dụ: **60%**. Chưa tính được thì bấm **Chưa biết**.',
    );
  const share = one ? Math.round(Number(one[1]?.replace(',', '.'))) : null;
  if (share !== null && more.length === 0 && !isRange && share >= 0 && share <= 100)
    return { kind: 'value', value: share };
  if (isRange) return no('Bạn ghi giúp tôi một số thôi, ví dụ: **65%**. Chưa tính được thì bấm **Chưa biết**.');
  if (share === null && wholeWords.test(plain)) return { kind: 'value', value: 100 };
  if (share === null && halfWords.test(plain)) return { kind: 'value', value: 50 };
  return no('Bạn ghi một số từ 0 đến 100, ví dụ: **60%**. Chưa tính được thì bấm **Chưa biết**.');
}

const paperWords: readonly [RegExp, Paper][] = [
  [/\b(?:dkkd|dang ky kinh doanh|giay phep kinh doanh|gpkd)\b/u, 'business-registration'],
  [/\b(?:attp|vsattp|an toan thuc pham)\b/u, 'food-safety'],
  [/\b(?:cong bo)\b/u, 'quality-announcement'],
  [/\b(?:kiem nghiem|xet nghiem)\b/u, 'test-report'],
  [/\bdon (?:dang ky )?nhan hieu\b|\bnop don\b/u, 'trademark-filed'],
  [/\b(?:giay )?chung nhan nhan hieu\b|\bbang nhan hieu\b|\bnhan hieu\b/u, 'trademark-granted'],
  [/\b(?:ma vach|truy xuat|qr)\b/u, 'barcode-or-trace'],
  [/\b(?:hop dong|nguyen lieu|hoa don)\b/u, 'material-contract'],
  [/\b(?:vietgap|globalgap|haccp|iso|gmp)\b/u, 'quality-system'],
];

/** What somebody says they have not, or not yet: `chưa có attp`. */
const lacking = /\b(?:chua|khong|ko|dang (?:lam|xin))\b/u;

/** `có đkkd, chưa có attp` → `co dkkd`: only what is held. */
function heldPart(text: string): string {
  const clauses = text
    .split(/[,;.\n]/u)
    .flatMap((part) => fold(part).split(/\b(?:nhung|con)\b|(?=\b(?:chua|khong|ko) co \S)/u));
  return clauses.filter((clause) => !lacking.test(clause)).join(' ');
}

/** Several papers in one text, or one. */
export function readPapers(heard: Heard, values: Values): Reading {
  const plain = heldPart(textOf(heard));
  const named = papers.filter((paper) => plain.includes(fold(paperNames[paper])));
  const rest = paperWords.flatMap(([words, paper]) => (words.test(plain) ? [paper] : []));
  // A filed application is no certificate.
  const found = [...new Set([...named, ...rest])].filter(
    (paper) => paper !== 'trademark-granted' || named.includes(paper) || !rest.includes('trademark-filed'),
  );
  if (found.length === 0) {
    return no('Tôi chưa rõ giấy nào. Bạn bấm các giấy đã có rồi bấm **Xong**, hoặc gõ như: **dkkd, attp**.');
  }
  const before = Array.isArray(values.papers) ? values.papers : [];
  return { kind: 'value', value: [...new Set([...before, ...found])] };
}

export function readPhoto(heard: Heard): Reading {
  if (heard.kind !== 'file') return no('Bạn gửi ảnh chụp sản phẩm, hoặc bấm **Xong**. Chưa có ảnh thì bấm **Bỏ qua**.');
  if (!heard.file.mime.startsWith('image/'))
    return no('Mục này cần ảnh (JPEG, PNG hoặc WebP). Bạn chụp ảnh sản phẩm rồi gửi giúp tôi.');
  return { kind: 'value', value: heard.file };
}
