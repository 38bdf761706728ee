import { tokensIn } from './budget.ts';
import type { CallRecord } from './call-record.ts';
import { ModelError } from './model-error.ts';
import type { Said } from './model-server.ts';
import { asData, type Data } from './prompt.ts';
import type { Tools } from './tools.ts';
import type { Shape } from './written.ts';

/** One request to the model, and how much of it may be waited for and written. */
export interface ChatRequest {
  /** what officers read before what was written */
  under: string;
  rules: string;
  data: readonly Data[];
  shape: Shape<unknown>;
  ms: number;
  maxTokens: number;
}

/** Asks the model with patience and puts on record what it wrote and cost. Throws ModelError. */
export async function recordedChat(
  { under, rules, data, shape, ms, maxTokens }: ChatRequest,
  { server, patience, random }: Tools,
  record: CallRecord,
  signal: AbortSignal,
): Promise<Said> {
  const content = asData(data, random);
  // a request that is given up has been paid for all the same
  record.asks(tokensIn(rules + content));
  try {
    const said = await patience.call(signal, ms, (until) => server.chat(rules, content, shape, maxTokens, until));
    record.wrote(under, said);
    return said;
  } catch (error) {
    if (error instanceof ModelError && error.failure !== 'late') record.asks(0);
    throw error;
  }
}
