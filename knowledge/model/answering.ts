import type { Answer, Citation } from '../answer.ts';
import type { SourceDocument } from '../document.ts';
import { shownDay } from '../rounds.ts';
import type { CallRecord } from './call-record.ts';
import { faultsOf, type ShownPassage } from './guard.ts';
import { answerFault } from './matter.ts';
import type { Data } from './prompt.ts';
import { flat } from './quoted.ts';
import { recordedChat } from './recorded-chat.ts';
import type { PassageMetadata } from './retriever.ts';
import type { Tools } from './tools.ts';
import { answerShape, readWritten, type Written } from './written.ts';

/** A passage as the retriever brings it. */
export interface Retrieved {
  pageContent: string;
  metadata: PassageMetadata;
}

export interface Draft {
  answer: Answer;
  isRepaired: boolean;
}

const MOST_CITATIONS = 5;

/**
 * An answer that the model wrote from the passages and that the guard lets through, at the second try at the latest;
 * null where there is none. What was wrong stands in the record. Throws ModelError.
 */
export async function written(
  question: string,
  retrieved: readonly Retrieved[],
  plain: Answer,
  today: string,
  { tools, record, signal }: { tools: Tools; record: CallRecord; signal: AbortSignal },
): Promise<Draft | null> {
  const { assistant, prompts, words } = tools;
  const shown = retrieved.map((each, at) => ({ ...each, passage: shownPassage(each, at, tools.limits.passageLength) }));
  const passages = shown.map(({ passage }) => passage);
  const guard = { words, placesIn: assistant.placesIn, prompt: `${prompts.answer}\n${prompts.repair}` };
  const data = [
    ...passages.map(({ name, heading, text }) => ({ name: `đoạn ${name}`, text: `${heading}\n${text}` })),
    { name: 'câu hỏi', text: question },
  ];
  const check = (draft: Written): string[] => {
    const faults = faultsOf(draft, passages, guard);
    if (faults.length > 0) return faults;
    const cited = passages.filter(({ name }) => draft.citations.some((citation) => citation.passage === name));
    const said = [draft.answer, ...draft.citations.map(({ quote }) => quote), ...cited.map(({ heading }) => heading)];
    const fault = answerFault(question, draft.answer, said.join(' '), words);
    return fault === null ? [] : [fault];
  };

  const first = await ask(prompts.answer, data, { tools, record, signal, under: 'Trả lời' });
  if (first.draft?.status === 'unknown') {
    record.found('mô hình không thấy câu trả lời trong các đoạn');
    return null;
  }
  const faults = first.draft ? check(first.draft) : ['trả lời không phải JSON đúng dạng'];
  if (first.draft && faults.length === 0)
    return { answer: answerOf(first.draft, shown, plain, today, assistant.documents), isRepaired: false };
  record.found(...faults);

  const told = [
    { name: 'bản nháp', text: first.text.slice(0, 2_000) },
    { name: 'lỗi của bản nháp', text: faults.slice(0, 8).join('\n') },
  ];
  const second = await ask(`${prompts.answer}\n\n${prompts.repair}`, [...data, ...told], {
    tools,
    record,
    signal,
    under: 'Sửa lại',
  });
  if (!second.draft || second.draft.status === 'unknown') return null;
  const left = check(second.draft);
  record.found(...left);
  if (left.length > 0) return null;
  return { answer: answerOf(second.draft, shown, plain, today, assistant.documents), isRepaired: true };
}

async function ask(
  rules: string,
  data: readonly Data[],
  { tools, record, signal, under }: { tools: Tools; record: CallRecord; signal: AbortSignal; under: string },
): Promise<{ draft: Written | null; text: string }> {
  const { answerMs: ms, answerTokens: maxTokens } = tools.limits;
  const { text } = await recordedChat({ under, rules, data, shape: answerShape, ms, maxTokens }, tools, record, signal);
  return { draft: readWritten(answerShape, text), text };
}

/** The model knows passages by short names: it can invent no section that way. */
function shownPassage({ pageContent, metadata }: Retrieved, at: number, longest: number): ShownPassage {
  return {
    name: `D${at + 1}`,
    kind: metadata.kind,
    heading: `${metadata.title} (${metadata.label})`,
    text: cut(pageContent, longest),
  };
}

/** At the end of a sentence or line. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = Math.max(...['. ', '; ', '\n'].map((mark) => text.lastIndexOf(mark, longest)));
  return text.slice(0, end > 0 ? end + 1 : longest);
}

function answerOf(
  draft: Written,
  shown: readonly { passage: ShownPassage; metadata: PassageMetadata }[],
  plain: Answer,
  today: string,
  documents: readonly SourceDocument[],
): Answer {
  const citations: Citation[] = [];
  const add = (citation: Citation): void => {
    const isThere = citations.some(({ source, quote }) => source === citation.source && quote === citation.quote);
    if (!isThere && citations.length < MOST_CITATIONS) citations.push(citation);
  };
  for (const { passage: name, quote } of draft.citations) {
    const found = shown.find(({ passage }) => passage.name === name);
    if (!found) continue;
    const { kind, citations: places } = found.metadata;
    for (const place of places) add(kind === 'card' ? place : { ...place, quote: flat(quote) });
  }
  const ended = documents.filter(
    ({ id, period }) => period.to !== null && period.to < today && citations.some(({ source }) => source === id),
  );
  const notes = ended.map(
    ({ shortTitle, period }) => `Lưu ý: ${shortTitle} áp dụng đến hết ngày ${shownDay(period.to ?? '')}.`,
  );
  const text = [draft.answer.normalize('NFC').replace(/[*_`]/gu, '').trim(), ...notes].join('\n');
  return { status: 'answered', text, citations, choices: plain.choices, topic: plain.topic };
}
