/** A language model that says what the test tells it to. What it is asked for is checked where it is really built. */
import type { Answer } from '../../../knowledge/answer.ts';
import type { LanguageModel, ModelCall, ModelQuestion } from '../../../knowledge/model/language-model.ts';
import { until } from '../../platform.ts';

export interface ScriptedModel extends LanguageModel {
  questions: ModelQuestion[];
  texts: string[];
  recordings: { bytes: Uint8Array; name: string; mime: string }[];
  /** What it answers; `hang` waits until it is told that it is too late. */
  says: Partial<Answer> | 'rejected' | 'hang';
  states: Record<string, string>;
  hears: string | null;
  isAsked(count: number): Promise<void>;
}

const call: ModelCall = {
  kind: 'answer',
  model: 'thử',
  question: 'câu hỏi [số điện thoại]',
  written: 'câu trả lời',
  passages: ['ke-hoach-2024#II.1'],
  inputTokens: 100,
  outputTokens: 20,
  latencyMs: 40,
  verdict: 'accepted',
  faults: [],
};

const said: Answer = {
  status: 'answered',
  text: 'Chủ thể là hợp tác xã.',
  citations: [
    {
      source: 'ke-hoach-2024',
      section: 'II.1',
      label: 'Kế hoạch OCOP 2024, mục II.1',
      quote: 'hợp tác xã, tổ hợp tác',
    },
  ],
  choices: [],
  topic: null,
};

/** Worth asking is what the index does not know. */
export function scriptModel(): ScriptedModel {
  const model: ScriptedModel = {
    questions: [],
    texts: [],
    recordings: [],
    says: {},
    states: {},
    hears: null,
    isWorthAsking: (_question, plain) => plain.status === 'unknown',
    async answer(request, signal) {
      model.questions.push(request);
      if (model.says === 'hang') {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        return { answer: request.plain, call: { ...call, verdict: 'failed', faults: ['late'], written: '' } };
      }
      if (model.says === 'rejected')
        return {
          answer: request.plain,
          call: { ...call, verdict: 'rejected', faults: ['số 99 không có trong nguồn'] },
        };
      return { answer: { ...said, ...model.says }, call };
    },
    async readFields({ text }) {
      model.texts.push(text);
      return { values: model.states, call: { ...call, kind: 'fields', passages: [] } };
    },
    async transcribe(recording) {
      model.recordings.push(recording);
      const verdict = model.hears === null ? 'failed' : 'accepted';
      return { text: model.hears, call: { ...call, kind: 'transcription', passages: [], verdict } };
    },
    isAsked: (count) =>
      until(
        () => model.questions.length >= count,
        () => `${count} questions to the model`,
      ),
  };
  return model;
}
