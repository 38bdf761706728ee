import type { Assistant } from '../assistant.ts';
import type { Budget } from './budget.ts';
import type { GuardWords } from './guard-words.ts';
import type { Limits } from './limits.ts';
import type { ModelServer } from './model-server.ts';
import type { Patience } from './patience.ts';
import type { Prompts } from './prompt.ts';

/** What the uses of the model share. */
export interface Tools {
  assistant: Assistant;
  server: ModelServer;
  patience: Patience;
  budget: Budget;
  prompts: Prompts;
  words: GuardWords;
  limits: Limits;
  model: string;
  now: () => Date;
  random: () => number;
  log: (what: string) => void;
}
