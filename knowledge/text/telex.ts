import { isPossibleSyllable } from './syllable.ts';
import { canonicalTone, placeTone, splitTone, type Tone } from './tone.ts';

const TELEX_TONES: Record<string, Tone> = { s: '\u0301', f: '\u0300', r: '\u0309', x: '\u0303', j: '\u0323' };
const VNI_TONES: Record<string, Tone> = { '1': '\u0301', '2': '\u0300', '3': '\u0309', '4': '\u0303', '5': '\u0323' };
const HATS: Record<string, string> = { a: 'â', e: 'ê', o: 'ô' };
const HORNS: Record<string, string> = { o: 'ơ', u: 'ư' };
const VOWEL = /[aăâeêioôơuưy]/u;

/**
 * The syllable that Telex keys would have made, or null where the keys make none: 'hoof' → 'hồ', 'dduowcj' → 'được',
 * 'niêmj' → 'niệm'. Lower case in and out. Says nothing about whether the word was meant that way.
 */
export function decodeTelex(typed: string): string | null {
  const { base, tone: typedTone } = splitTone(typed);
  let shape = '';
  let tone: Tone = typedTone;
  let used = false;
  for (const key of base) {
    const last = shape.at(-1) ?? '';
    const hasVowel = VOWEL.test(shape);
    const toneOfKey = TELEX_TONES[key];
    if (toneOfKey !== undefined && hasVowel && tone === '' && !(key === 'r' && last === 't')) {
      tone = toneOfKey;
      used = true;
    } else if (key === 'd' && shape === 'd') {
      shape = 'đ';
      used = true;
    } else if (key === 'w') {
      const bent = bend(shape);
      if (bent === null) return null;
      shape = bent;
      used = true;
    } else if (HATS[key] !== undefined && key === plainHat(shape)) {
      shape = hat(shape, key);
      used = true;
    } else {
      shape += key;
    }
  }
  if (!used) return null;
  const syllable = canonicalTone(placeTone(horned(shape), tone));
  return isPossibleSyllable(syllable) ? syllable : null;
}

/** The same for VNI digits: 'ho62' → 'hồ', 'd9u7o7c5' → 'được', 'nam8' → 'năm'. */
export function decodeVni(typed: string): string | null {
  const { base, tone: typedTone } = splitTone(typed);
  let shape = '';
  let tone: Tone = typedTone;
  let used = false;
  for (const key of base) {
    if (!/\d/u.test(key)) {
      shape += key;
      continue;
    }
    used = true;
    const bent = VNI_TONES[key] === undefined ? vniShape(shape, key) : shape;
    if (bent === null || (VNI_TONES[key] !== undefined && !VOWEL.test(shape))) return null;
    shape = bent;
    tone = VNI_TONES[key] ?? tone;
  }
  if (!used) return null;
  const syllable = canonicalTone(placeTone(horned(shape), tone));
  return isPossibleSyllable(syllable) ? syllable : null;
}

/** The vowel that a second a, e or o would put a hat on: the last one, also over the closing consonants ('hoso' has none). */
function plainHat(shape: string): string {
  const match = /([aeo])(?:ch|nh|ng|[cmnptuiy])?$/u.exec(shape);
  return match?.[1] ?? '';
}

function hat(shape: string, key: string): string {
  const at = shape.lastIndexOf(key);
  return shape.slice(0, at) + (HATS[key] ?? key) + shape.slice(at + 1);
}

/** What w does: breve on a, horn on o and u, both of uo; alone it is ư. */
function bend(shape: string): string | null {
  const pair = shape.lastIndexOf('uo');
  if (pair >= 0) return `${shape.slice(0, pair)}ươ${shape.slice(pair + 2)}`;
  const at = Math.max(shape.lastIndexOf('a'), shape.lastIndexOf('o'), shape.lastIndexOf('u'));
  if (at < 0) return VOWEL.test(shape) ? null : `${shape}ư`;
  const vowel = shape[at] ?? '';
  if (vowel === 'a' && shape[at - 1] === 'u' && !shape.startsWith('qu'))
    return `${shape.slice(0, at - 1)}ưa${shape.slice(at + 1)}`;
  return shape.slice(0, at) + (vowel === 'a' ? 'ă' : (HORNS[vowel] ?? vowel)) + shape.slice(at + 1);
}

function vniShape(shape: string, key: string): string | null {
  if (key === '9') return shape.includes('d') ? shape.replace('d', 'đ') : null;
  if (key === '7') return bend(shape);
  if (key === '8') return shape.includes('a') ? shape.replace('a', 'ă') : null;
  if (key !== '6') return null;
  const at = Math.max(shape.lastIndexOf('a'), shape.lastIndexOf('e'), shape.lastIndexOf('o'));
  return at < 0 ? null : hat(shape, shape[at] ?? '');
}

/** 'ưo' and 'uơ' before a consonant were meant as 'ươ'. */
function horned(shape: string): string {
  return shape.replace(/(?:ưo|uơ)(?=[cimnptu])/u, 'ươ');
}
