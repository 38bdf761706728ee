import type { Answer } from './answer.ts';
import type { Card } from './card.ts';
import { withoutCourtesy } from './courtesy.ts';
import type { SourceDocument } from './document.ts';
import { type AssistantParts, createEngine, type Engine } from './engine.ts';
import { followUpOf } from './follow-up.ts';
import { createPassages, type Passages } from './passages.ts';
import { nameOf } from './places.ts';
import type { Question } from './question.ts';
import { readQuestion } from './reader.ts';
import { resolveFollowUp } from './resolve-follow-up.ts';
import type { Resolved } from './resolver.ts';
import { spelledOut } from './spelling.ts';
import { splitMessage } from './split.ts';
import type { Analysis } from './text/analyse.ts';
import { fold } from './text/fold.ts';
import { splitWords, type Word } from './text/words.ts';
import type { Topic } from './topic.ts';

export { topicSchema } from './topic.ts';

export interface AskContext {
  now: Date;
  /** the topic of the previous answer in this conversation */
  topic: Topic | null;
}

export interface Assistant {
  /** Answers one message. Pure and synchronous; never throws for what people write. */
  ask(question: string, context: AskContext): Answer;
  /** The same answer, and how sure the index is of it. */
  weigh(question: string, context: AskContext): Weighed;
  passages: Passages;
  /** A message with chat spelling, slips and abbreviations written out, as it is searched by. */
  writtenOut(message: string): string;
  /** The districts, communes and other provinces that a text names, each by one name, in order. */
  placesIn(text: string): string[];
  documents: SourceDocument[];
}

export interface Weighed {
  answer: Answer;
  /** 0 to 1, from the likeness of the question to what was found; 1 where nothing was searched for. */
  sureness: number;
}

const ZONE = 'Asia/Ho_Chi_Minh';
/** A second question of the same message is answered only where it is surely one. */
const SURE = 0.42;
/** Below this, a clause of the question may be understood better than the whole. */
const UNSURE = 0.35;
const WELL_KNOWN = 0.7;
/** Words of the programme: without one, what looks off topic is off topic. */
const OURS =
  /\b(?:ocop|san pham|nhom \d|ho so|[345] sao|ke hoach|chu the|hop tac xa|htx|to hop tac|phu luc|uy ban nhan dan|ubnd|so (?:nong|cong|y|van|tai|khoa|thong|giao|ke)|lang nghe|dac san|nhan hieu|bao bi|tem|tap huan|cau gay|ho tro|giay chung nhan)\b/u;

/** Builds the assistant over its documents, cards and tables. Throws where a table is unusable. */
export function createAssistant(parts: AssistantParts): Assistant {
  const engine = createEngine(parts);
  return {
    ask: (message, context) => weigh(engine, message, context).answer,
    weigh: (message, context) => weigh(engine, message, context),
    passages: createPassages(engine, parts.documents),
    writtenOut: (message) => spelledOut(engine.analyse(message).text),
    placesIn: (text) => engine.reader.places.find(splitWords(text)).map(({ value }) => nameOf(value)),
    documents: parts.documents,
  };
}

function weigh(engine: Engine, message: string, context: AskContext): Weighed {
  const today = dayIn(context.now);
  const analysis = engine.analyse(message);
  const gated = engine.gate(analysis);
  const isOffTopic = gated?.status === 'refused' && gated.kind === 'off-topic';
  if (gated && gated.status !== 'unwrapped' && !(isOffTopic && isOurs(engine, analysis, today))) {
    const reply = { status: gated.status, text: gated.reply, citations: [], choices: [], topic: context.topic };
    return { answer: reply, sureness: 1 };
  }
  if (gated?.status !== 'unwrapped') return weighAsked(engine, message, analysis, context.topic, today);
  // what is left of an attack is answered from the index and by nobody else
  const wrapped = engine.analyse(gated.question);
  return { ...weighAsked(engine, message, wrapped, context.topic, today), sureness: 1 };
}

function weighAsked(engine: Engine, message: string, analysis: Analysis, topic: Topic | null, today: string): Weighed {
  const { questions, story } = splitMessage(withoutCourtesy(spelledOut(analysis.text)));
  const asked = questions.join(' ');
  const also = story === '' ? analysis.also : engine.analyse(asked).also;
  const isMessy = engine.isMessy(message);
  const whole = answerPart(engine, { text: asked, story, also, isMessy, original: message }, topic, today);
  const isComparison = (whole.answer.topic?.districts.length ?? 0) > 1;
  if (questions.length < 2 || isComparison) return weighed(whole);
  const [first, second] = questions.map((text) =>
    answerPart(engine, { text, story: '', also: engine.analyse(text).also, isMessy, original: '' }, null, today),
  );
  if (!first || !second) return weighed(whole);
  const isKnown = first.answer.status === 'answered' && second.answer.status === 'answered';
  return whole.answer.status === 'unknown' && !isKnown ? weighed(whole) : both(first, second, whole);
}

function weighed({ answer, score }: Resolved): Weighed {
  return { answer, sureness: Math.min(1, score) };
}

/** What looks off topic by its words may still be a question that a card knows well. */
function isOurs(engine: Engine, analysis: Analysis, today: string): boolean {
  const question = readQuestion(engine.reader, analysis.text, '', analysis.also);
  if (question.asksGroup && question.products.length > 0) return true;
  if (!OURS.test(question.plain)) return false;
  const [best] = engine.resolver.rank(question, today);
  return best !== undefined && best.score >= WELL_KNOWN && engine.cards.get(best.id)?.status === 'answered';
}

interface Part {
  text: string;
  story: string;
  also: Word[][];
  isMessy: boolean;
  original: string;
}

function answerPart(engine: Engine, part: Part, topic: Topic | null, today: string): Resolved {
  const whole = resolvePart(engine, part, topic, today);
  if (whole.score >= UNSURE || whole.isFollowUp === true) return whole;
  const clauses = part.text.split(/[,;:.]\s+/u).filter((clause) => clause.split(' ').length >= 3);
  if (clauses.length < 2) return whole;
  const tried = clauses.map((text) => resolvePart(engine, { ...part, text, story: '', also: [] }, null, today));
  const best = tried.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score >= SURE ? best : whole;
}

function resolvePart(engine: Engine, part: Part, topic: Topic | null, today: string): Resolved {
  const { reader, resolver } = engine;
  const question = readQuestion(reader, part.text, part.story, part.also, part.isMessy, part.original);
  const follow = followUpOf(question, topic, reader.isLight);
  const card = topic ? engine.cards.get(topic.card) : undefined;
  if (!follow || !topic || !card || isOffered(engine, question, card, today)) return resolver.resolve(question, today);
  return { ...resolveFollowUp(follow, question, topic, card, { resolver, reader, today }), isFollowUp: true };
}

/** A choice that the answer before offered stands by itself. */
function isOffered(engine: Engine, question: Question, card: Card, today: string): boolean {
  const [best] = engine.resolver.rank(question, today);
  const offered = best?.score === 1 ? engine.cards.get(best.id) : undefined;
  return offered !== undefined && card.next.includes(offered.id) && fold(offered.questions[0] ?? '') === question.plain;
}

/** Two answers in one where both questions were surely understood and are about different things. */
function both(first: Resolved, second: Resolved, whole: Resolved): Weighed {
  if (first.card === second.card || first.score < SURE || second.score < SURE) return weighed(whole);
  const [one, two] = [first.answer, second.answer];
  if (one.status === 'clarify' || two.status === 'clarify') return weighed(whole);
  const status = one.status === 'unknown' && two.status === 'unknown' ? 'unknown' : 'answered';
  const answer: Answer = {
    status,
    text: `**1.** ${one.text}\n\n**2.** ${two.text}`,
    citations: [...one.citations.slice(0, 3), ...two.citations.slice(0, 3)],
    choices: [...two.choices, ...one.choices].slice(0, 3),
    topic: two.topic ?? one.topic,
  };
  return { answer, sureness: Math.min(1, first.score, second.score) };
}

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day in Việt Nam, ISO. */
export function dayIn(now: Date): string {
  return DAY.format(now);
}
