/** The five tone marks as combining characters; '' is the level tone. */
export type Tone = '' | '\u0301' | '\u0300' | '\u0309' | '\u0303' | '\u0323';

const TONE = /[\u0301\u0300\u0309\u0303\u0323]/u;
const TONES = /[\u0301\u0300\u0309\u0303\u0323]/gu;
const VOWELS = /[aăâeêioôơuưy]+/u;
const SHAPED = /[ăâêôơư]/gu;

/** Takes the tone off a lower-case syllable: 'phẩm' → base 'phâm', tone hỏi. Circumflex, breve, horn and đ stay. */
export function splitTone(syllable: string): { base: string; tone: Tone } {
  const marks = syllable.normalize('NFD');
  const tone = TONE.exec(marks)?.[0] ?? '';
  return { base: marks.replace(TONES, '').normalize('NFC'), tone: isTone(tone) ? tone : '' };
}

/**
 * Puts a tone on the vowel that bears it in the older spelling: 'hoa' + huyền → 'hòa', 'thuy' + hỏi → 'thủy',
 * 'duơc' + nặng → 'được'. A text without a vowel comes back unchanged.
 */
export function placeTone(base: string, tone: Tone): string {
  if (tone === '') return base;
  const at = toneIndex(base);
  if (at < 0) return base;
  return (base.slice(0, at + 1) + tone + base.slice(at + 1)).normalize('NFC');
}

/** One spelling for each syllable, wherever the tone was typed: 'hoà' and 'hòa' → 'hòa'. Lower case in and out. */
export function canonicalTone(syllable: string): string {
  const { base, tone } = splitTone(syllable);
  return placeTone(base, tone);
}

/** The syllable with hỏi for ngã and ngã for hỏi. */
export function swapHookTilde(syllable: string): string {
  const { base, tone } = splitTone(syllable);
  if (tone === '\u0309') return placeTone(base, '\u0303');
  return tone === '\u0303' ? placeTone(base, '\u0309') : syllable;
}

function isTone(mark: string): mark is Tone {
  return mark === '' || TONE.test(mark);
}

function toneIndex(base: string): number {
  const start = /^(?:qu|gi)(?=[aăâeêioôơuưy])/u.test(base) ? 2 : 0;
  const cluster = VOWELS.exec(base.slice(start));
  if (!cluster) return -1;
  const first = start + cluster.index;
  const vowels = cluster[0];
  const shaped = [...vowels.matchAll(SHAPED)].at(-1);
  if (shaped) return first + shaped.index;
  if (vowels.length === 1) return first;
  if (vowels.length >= 3) return first + 1;
  const closed = first + vowels.length < base.length;
  return closed ? first + 1 : first;
}
