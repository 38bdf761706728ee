import type { CallRecord } from './call-record.ts';
import { rewriteFault } from './matter.ts';
import { recordedChat } from './recorded-chat.ts';
import type { Tools } from './tools.ts';
import { questionShape, readWritten } from './written.ts';

/** A turn of the conversation, masked. */
export interface Turn {
  question: string;
  answer: string;
}

/**
 * The question in words that stand by themselves and that the index knows; null where the model wrote none that asks the
 * same. Throws ModelError.
 */
export async function rewritten(
  question: string,
  history: readonly Turn[],
  tools: Tools,
  record: CallRecord,
  signal: AbortSignal,
): Promise<string | null> {
  const { assistant, prompts, limits, words } = tools;
  const turns = history.slice(-limits.turns).map((turn) => `Hỏi: ${turn.question}\nĐáp: ${turn.answer}`);
  const said = await recordedChat(
    {
      under: 'Viết lại câu hỏi',
      rules: prompts.rewrite,
      data: [
        { name: 'các lượt trước', text: turns.join('\n') },
        { name: 'câu hỏi', text: question },
      ],
      shape: questionShape,
      ms: limits.rewriteMs,
      maxTokens: limits.rewriteTokens,
    },
    tools,
    record,
    signal,
  );
  const written = readWritten(questionShape, said.text);
  const text = written?.question.normalize('NFC').replace(/\s+/gu, ' ').trim() ?? '';
  const before = `${question}\n${turns.join('\n')}`;
  const fault = rewriteFault(assistant.writtenOut(question), before, text, { words, placesIn: assistant.placesIn });
  if (fault === null) return text;
  record.found(fault);
  return null;
}
