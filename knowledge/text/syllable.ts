import { stripAccents } from './fold.ts';
import { remembering } from './memory.ts';
import { splitTone } from './tone.ts';

const ONSETS = 'b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ');
const RIMES = (
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
  'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ' +
  'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot ' +
  'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uô uôc uôi uôm uôn uông uôt ' +
  'uơ up ut uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ' +
  'y yêm yên yêng yêt yêu'
).split(' ');

const ONSET_FIRST = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])/u;
const onsets = new Set(ONSETS);
const rimes = new Set(RIMES);
const plainRimes = new Set(RIMES.map(stripAccents));

/** Whether a lower-case word can be a Vietnamese syllable, typed with or without (some of) its accents. */
export const isPossibleSyllable: (word: string) => boolean = remembering((word) => {
  const { base, tone } = splitTone(word);
  return splits(base).some(([onset, rime]) => {
    if (!fitsSpelling(onset, rime)) return false;
    const marked = rime !== stripAccents(rime);
    if (!(marked ? rimes.has(rime) : plainRimes.has(rime))) return false;
    return tone === '' || !/(?:c|ch|p|t)$/u.test(rime) || tone === '\u0301' || tone === '\u0323';
  });
});

/** The ways to read a word as onset and rime: 'gin' may be g-in, 'gia' may be gi-a. */
function splits(base: string): [string, string][] {
  const onset = ONSET_FIRST.exec(base)?.[0] ?? '';
  const ways: [string, string][] = [[onset, base.slice(onset.length)]];
  if (onset === 'gi') ways.push(['g', base.slice(1)]);
  return ways.filter(([first, rime]) => (first === '' || onsets.has(first)) && rime !== '');
}

function fitsSpelling(onset: string, rime: string): boolean {
  const front = /^[ieêy]/u.test(rime);
  if (onset === 'c') return !front;
  if (onset === 'k' || onset === 'gh' || onset === 'ngh') return front;
  if (onset === 'g' || onset === 'ng') return !front || (onset === 'g' && rime.startsWith('i'));
  return true;
}
