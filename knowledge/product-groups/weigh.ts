import { isPossibleSyllable } from '../text/syllable.ts';
import type { Token } from '../text/tokens.ts';
import { isAfterPause, LEADING, type Sign } from './signs.ts';
import type { GroupRule, WordSense } from './tables.ts';

/** How strongly some words of the description speak for one criteria set. */
export interface Weight {
  /** 0 is "outside the six groups" */
  set: number;
  score: number;
  /** the words, with their accents */
  seen: readonly string[];
  note: string;
}

/** Vietnamese puts the thing itself first: what comes later is more and more likely said of it or of its story. */
const LATER = [1, 0.55, 0.48, 0.42, 0.38];
/** after a comma or a full stop something new may begin */
const FRESH_START = 1.25;
/** 'chiết xuất lá trà': what is only part of the product */
const PART = 0.35;
/** … where the leading word was typed without accents: 'vi' may be 'vị' or 'vì' */
const MAYBE_PART = 0.6;
/** 'nhà trồng nho': where it comes from */
const ORIGIN = 0.6;
/** 'sản phẩm là …', 'giờ vợ chồng tôi làm …': the thing itself, however late it comes */
const OFFERED = 1.1;
/** machines, fertilisers and young plants that are named after something else belong to its story */
const BY_THE_WAY = 0.3;
/** typed without accents, one syllable may be several words */
const UNSURE = 0.33;
/** … and where the table itself knows several, even the first word of all is in doubt */
const AMBIGUOUS = 0.45;
/** … less so for the one that has no accents: 'nem' rather than 'nệm' */
const TYPED = 0.6;
/** what such a word can weigh at most with nothing beside it, so that 'ghe' is not ghế for being the stronger word */
const ALONE = 3;
/** a companion that fits makes an unsure word surer: "ghe … rim me" is ghẹ and no ghế */
const BACKED = 1.7;
/** the second set of a word that may belong to two */
const SECOND = 0.7;
/** how many words a leading word reaches */
const REACH = 6;
/** how many words may stand between a word and what must come right after it */
const GAP = 1;

/** What the signs of a description speak for: the strongest weight of each set, best first. */
export function weigh(
  signs: readonly Sign[],
  tokens: readonly Token[],
  rules: ReadonlyMap<string, readonly GroupRule[]>,
  isMarked: boolean,
): Weight[] {
  const best = new Map<number, Weight>();
  let before = 0;
  for (const [index, sign] of signs.entries()) {
    const isClear = isMarked || isSure(sign);
    const weights = sign.senses.flatMap((sense) => {
      const made = weightsOf(sense, index, signs, rules);
      return isClear ? made : made.map((weight) => doubted(weight, sense, sign, tokens));
    });
    if (weights.length === 0) continue;
    const place = (LATER[before] ?? 0.38) * (before > 0 && isAfterPause(tokens[sign.start]) ? FRESH_START : 1);
    const context = contextOf(index, signs, tokens, isMarked);
    const factor = context === OFFERED ? OFFERED : place * context;
    if (isClear) before += 1;
    for (const weight of weights) {
      const score = weight.score * factor * (weight.set === 0 && best.size > 0 ? BY_THE_WAY : 1);
      if (score > (best.get(weight.set)?.score ?? 0)) best.set(weight.set, { ...weight, score });
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

function weightsOf(
  sense: WordSense,
  index: number,
  signs: readonly Sign[],
  rules: ReadonlyMap<string, readonly GroupRule[]>,
): Weight[] {
  const own = sense.sets.map((set, place) => ({
    set,
    score: sense.strength * (place === 0 ? 1 : SECOND),
    seen: [sense.shown],
    note: '',
  }));
  const made = (rules.get(sense.kind) ?? []).flatMap(({ set, strength, beside, note }): Weight[] => {
    if (beside === null) return [{ set, score: strength, seen: [sense.shown], note }];
    const found = companionOf(index, signs, (other) => beside.kinds.has(other.kind), beside.isNext);
    return found === null ? [] : [{ set, score: strength, seen: [sense.shown, found.shown], note }];
  });
  return [...own, ...made];
}

/** The sense that fits, of the sign right after or of the nearest in the same sentence. */
function companionOf(
  index: number,
  signs: readonly Sign[],
  fits: (sense: WordSense) => boolean,
  isNext: boolean,
): WordSense | null {
  const sign = signs[index];
  if (!sign) return null;
  const others = isNext ? signs.slice(index + 1, index + 2) : nearest(index, signs);
  for (const other of others) {
    if (other.sentence !== sign.sentence || (isNext && other.start - sign.end > GAP)) continue;
    const sense = other.senses.find(fits);
    if (sense) return sense;
  }
  return null;
}

/** The signs after this one, then those before it, near ones first. */
function nearest(index: number, signs: readonly Sign[]): Sign[] {
  return [...signs.slice(index + 1, index + 13), ...signs.slice(Math.max(0, index - 6), index).reverse()];
}

/** What the words before a sign make of it: a part, an origin, the thing that is sold. */
function contextOf(index: number, signs: readonly Sign[], tokens: readonly Token[], isMarked: boolean): number {
  const sign = signs[index];
  if (!sign) return 1;
  for (let at = index - 1; at >= 0; at -= 1) {
    const lead = signs[at];
    if (!lead || sign.start - lead.end > REACH) return 1;
    const between = tokens.slice(lead.end, sign.start + 1);
    if (between.some(isAfterPause)) return 1;
    const kind = lead.senses.find((sense) => LEADING.has(sense.kind))?.kind;
    if (kind === 'phụ') return isMarked || lead.end - lead.start > 1 ? PART : MAYBE_PART;
    if (kind === 'nguồn') return ORIGIN;
    if (kind === 'chính') return OFFERED;
  }
  return 1;
}

/** Whether the words are surely these: more than one, no Vietnamese syllable, or the only such word and first of all. */
function isSure(sign: Sign): boolean {
  if (sign.end - sign.start > 1 || !isPossibleSyllable(sign.senses[0]?.typed[0]?.plain ?? '')) return true;
  return sign.start === 0 && !isAmbiguous(sign);
}

function isAmbiguous(sign: Sign): boolean {
  return new Set(sign.senses.map((sense) => sense.shown)).size > 1;
}

/** The weight of a syllable that was typed without accents and may be another word. */
function doubted(weight: Weight, sense: WordSense, sign: Sign, tokens: readonly Token[]): Weight {
  const isBacked = weight.seen.length > 1;
  const most = isBacked || !isAmbiguous(sign) ? weight.score : Math.min(weight.score, ALONE);
  const isTyped = sense.typed[0]?.marked === tokens[sign.start]?.marked;
  const doubt = sign.start > 0 ? UNSURE : isTyped ? TYPED : AMBIGUOUS;
  return { ...weight, score: most * Math.min(1, isBacked ? doubt * BACKED : doubt) };
}
