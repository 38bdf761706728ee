import type { Answer } from '../answer.ts';
import { dayIn } from '../assistant.ts';
import { written } from './answering.ts';
import type { CallRecord } from './call-record.ts';
import type { PassageFinder } from './finding.ts';
import type { ModelQuestion, ModelVerdict } from './language-model.ts';
import { ModelError } from './model-error.ts';
import { maskOutgoing } from './outgoing.ts';
import { openRetriever } from './retriever.ts';
import { rewritten } from './rewriting.ts';
import type { Tools } from './tools.ts';

/** What one use of the model came to. */
export interface Outcome<T> {
  value: T;
  verdict: ModelVerdict;
}

/**
 * One question from end to end: put into clear words and asked of the index again; where that is unsure still, an answer
 * that the model writes from the best passages. `asked` is the question, masked. Throws ModelError.
 */
export async function answerTo(
  request: ModelQuestion,
  asked: string,
  tools: Tools,
  finder: PassageFinder,
  record: CallRecord,
  signal: AbortSignal,
): Promise<Outcome<Answer>> {
  const { assistant, limits } = tools;
  const { plain, now } = request;
  const rejected = (fault?: string): Outcome<Answer> => {
    if (fault !== undefined) record.found(fault);
    return { value: plain, verdict: 'rejected' };
  };
  if (plain.status === 'refused' || plain.status === 'smalltalk') return { value: plain, verdict: 'not-asked' };
  void finder.prepare();

  const clear = await clearWords(request, asked, tools, record, signal);
  if (clear !== null) {
    const again = assistant.weigh(clear, { now, topic: null });
    const { status } = again.answer;
    if (status === 'refused' || status === 'smalltalk') return rejected('câu viết lại bị từ chối');
    if (status === 'answered' && again.sureness >= limits.sureness) return { value: again.answer, verdict: 'accepted' };
  }

  const typed = assistant.writtenOut(asked.replace(/\[[^\]]*\]/gu, ' '));
  const question = clear ?? typed;
  const retriever = await openRetriever((wording) => finder.find([...new Set([wording, typed])], signal));
  const documents = await retriever.invoke(question);
  if (documents.length === 0) return rejected('không tìm được đoạn nào');
  record.showed(documents.map(({ metadata }) => metadata.id));
  const draft = await written(question, documents, plain, dayIn(now), { tools, record, signal });
  if (!draft) return rejected();
  const isGuess = assistant.weigh(request.question, { now, topic: null }).sureness < limits.guess;
  if (plain.status === 'answered' && !isGuess && !agree(draft.answer, plain)) {
    return rejected('dẫn mục khác với câu trả lời không dùng mô hình');
  }
  return { value: draft.answer, verdict: draft.isRepaired ? 'repaired' : 'accepted' };
}

/** The question in other words; null where no better ones came, and an answer may still be written from the old ones. */
async function clearWords(
  request: ModelQuestion,
  asked: string,
  tools: Tools,
  record: CallRecord,
  signal: AbortSignal,
): Promise<string | null> {
  const { questionLength } = tools.limits;
  const history = request.history.map((turn) => ({
    question: endOf(maskOutgoing(turn.question).text, questionLength),
    answer: endOf(maskOutgoing(turn.answer).text, questionLength),
  }));
  try {
    return await rewritten(asked, history, tools, record, signal);
  } catch (error) {
    if (!(error instanceof ModelError) || error.failure === 'resting' || signal.aborted) throw error;
    record.found(error.told);
    return null;
  }
}

/** Whether two answers stand on the same place. */
function agree(one: Answer, other: Answer): boolean {
  return one.citations.some(({ source, section }) =>
    other.citations.some((each) => each.source === source && each.section === section),
  );
}

/** The end of a long text: what is asked stands there. */
export function endOf(text: string, most: number): string {
  return text.length <= most ? text : text.slice(-most).replace(/^\S+\s/u, '');
}
