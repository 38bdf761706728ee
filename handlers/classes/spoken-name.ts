/** A person's name as it is typed when asked for: `Nguyễn Thị Lan`, `dạ em tên là lan ạ`. Pure. */
import { plainLabel } from '../../bot/label.ts';
import { isQuestion } from '../../knowledge/is-question.ts';

const longest = 120;
const mostWords = 7;

/** Vietnamese surnames, and those of the Chăm, Raglai and K'ho of the province, without accents. */
const surnames = new Set(
  [
    'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan trinh dinh lam luong mai to ta',
    'truong ton trieu tong thai thach tang quach phung phu phung nghiem mac luu lu la kim kieu khuu khong khuat hua',
    'hong ha han giang gia diep dien dam cu chu chau cao cam bien banh bach au an vuong van ung ong nong ninh nhan',
    'chamalea kator katơr pinang pi pupo pupur tain taing ka kaly cada bo bao che chế thap thanh thien thuan dang dong',
    'quang qua hung hung lo ba phuoc phuc su tu vi',
  ].flatMap((line) => line.split(' ').map(plainLabel)),
);
/** Begin with what is a surname as well, but mean something else. */
const otherWords =
  /^(?:ho so|ho tro|ho kinh|ho san|ho gia|cao su|an toan|to hop|to chuc|kinh phi|ly do|do dai|duong (?:pho|di)|van (?:ban|phong)|mai (?:di|toi|co|em|chi|tui|minh|duoc)|dang (?:ky|ban|o|di|lam)|la (?:gi|sao)|bao bi|bao (?:lau|gio|nhieu)|an (?:com|trua|uong)|quang (?:ba|cao)|ha tang|dien (?:tich|thoai)|dong (?:y|goi)|tu van|vi (?:sao|tri)|cu di|thanh (?:toan|pho)|phu luc|gia (?:ca|ban)|giang vien|lam (?:gi|sao|the)|cam on|chu the|phuc vu|su kien|bo ho so|thap cham|ninh (?:thuan|hai|phuoc|son)|qua (?:roi|da))(?: |$)/;

const me = '(?:toi|tui|em|minh|chi|anh|chau|con|co|chu|bac|ban)';
const polite = '(?:(?:da|vang|ok|xin chao|chao|thua) )?';
const said = new RegExp(
  `^${polite}(?:(?:ho va ten|ho ten|ten)(?: (?:cua )?${me})?(?: la)?|${me} (?:ho ten|ten)(?: la)?|${me} la) `,
);
const ending = /(?:\s+(?:ạ|a|nhé|nha|nhe|đó|ah))+$/iu;
const word = /^\p{L}[\p{L}\p{M}'’.-]*$/u;

/**
 * The name in proper case; null when the text is not surely one. `wasAsked`: the name alone will do, else it must be
 * said to be one. Several people's stand with commas.
 */
export function nameIn(text: string, wasAsked: boolean): string | null {
  const flat = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (flat.length > longest || isQuestion(flat) || /[?\d]/.test(flat)) return null;
  const rest = withoutLead(flat).replace(ending, '').replace(/[.!]$/, '').trim();
  const isSaid = rest !== flat && said.test(`${plainLabel(flat)} `);
  if (!isSaid && !wasAsked) return null;
  const names = rest.split(/\s*[,;]\s*|\s+(?:và|va|với)\s+/iu);
  return names.every((name) => isName(name, isSaid)) ? names.map(proper).join(', ') : null;
}

/** As many words of the text as the lead has without accents and signs. */
function withoutLead(flat: string): string {
  const lead = said.exec(`${plainLabel(flat)} `)?.[0].trim();
  if (lead === undefined) return flat;
  const words = lead.split(' ').length;
  return flat
    .split(/[\s:,]+/)
    .slice(words)
    .join(' ');
}

function isName(name: string, isSaid: boolean): boolean {
  const words = name.split(' ');
  if (words.length > mostWords || !words.every((one) => word.test(one))) return false;
  const plain = plainLabel(name);
  if (otherWords.test(plain)) return false;
  if (isSaid) return true;
  return words.length > 1 && (words.every(isCapital) || surnames.has(plain.split(' ')[0] ?? ''));
}

const isCapital = (one: string) => one[0] !== undefined && one[0] === one[0].toLocaleUpperCase('vi');

/** A word that has both sizes of letters was written with care. */
function proper(name: string): string {
  return name
    .split(' ')
    .map((one) => {
      const isMixed = one !== one.toLocaleLowerCase('vi') && one !== one.toLocaleUpperCase('vi');
      return isMixed ? one : one.charAt(0).toLocaleUpperCase('vi') + one.slice(1).toLocaleLowerCase('vi');
    })
    .join(' ');
}
