import type { Topic } from './topic.ts';

export type AnswerStatus = 'answered' | 'clarify' | 'unknown' | 'refused' | 'smalltalk';

/** Where a statement stands. `quote` is verbatim from the section, whitespace collapsed. */
export interface Citation {
  /** document id: 'ke-hoach-2024' */
  source: string;
  /** section id: 'II.1.chu-the' */
  section: string;
  /** as people read it: 'Kế hoạch OCOP 2024, mục II.1' */
  label: string;
  quote: string;
}

/** A button: what it shows, and the question that it asks. */
export interface AnswerChoice {
  label: string;
  question: string;
}

/** What the assistant says. `text` is Vietnamese, may hold **bold**, and comes without its source lines. */
export interface Answer {
  status: AnswerStatus;
  text: string;
  /** best first */
  citations: Citation[];
  /** for `clarify` what to pick from, otherwise two or three likely next questions */
  choices: AnswerChoice[];
  /** what a follow-up refers to; stored by the conversation and handed back with the next question */
  topic: Topic | null;
}
