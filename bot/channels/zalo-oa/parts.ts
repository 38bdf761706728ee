/** One reply as the messages that the account sends for it. */
import type { Reply } from '../../message.ts';
import { renderReply } from '../zalo/render.ts';
import { buttonPayload, longestButton, mostButtons } from './assumptions.ts';
import type { Button } from './client.ts';
import type { Uploadable } from './uploads.ts';

export type Part =
  | {
      kind: 'text';
      text: string;
      buttons: Button[] /** The same without buttons, should Zalo not like them. */;
      listed: string[];
    }
  | { kind: 'picture'; picture: Uploadable; text: string }
  | { kind: 'file'; file: Uploadable }
  | { kind: 'contact' };

/** What goes with the words. */
export interface Enclosed {
  upload: Uploadable | null;
  /** A line of text that stands for the file where it cannot be sent itself. */
  line: string | null;
}

/** None when there is nothing to say. `key` is our outbox id, which a pressed button gives back. */
export function partsOf(key: string, reply: Reply, { upload, line }: Enclosed): Part[] {
  const texts = textsOf(key, reply, line === null ? [] : [line]);
  const contact: Part[] = reply.keyboard === 'ask-contact' ? [{ kind: 'contact' }] : [];
  if (upload === null) return [...texts, ...contact];
  if (upload.kind === 'file') return [{ kind: 'file', file: upload }, ...texts, ...contact];
  const [only, ...others] = texts;
  // A picture bears the words if they fit under it; else it goes ahead, so that the choices stand last.
  const isAlone = others.length === 0 && reply.choices.length === 0;
  if (isAlone) return [{ kind: 'picture', picture: upload, text: only?.text ?? '' }, ...contact];
  return [{ kind: 'picture', picture: upload, text: '' }, ...texts, ...contact];
}

type TextPart = Extract<Part, { kind: 'text' }>;

function textsOf(key: string, reply: Reply, below: readonly string[]): TextPart[] {
  const listed = renderReply(reply, below).map(({ text }) => text);
  const buttons = buttonsOf(key, reply);
  if (buttons.length === 0) return listed.map((text) => ({ kind: 'text', text, buttons: [], listed: [] }));
  const texts = renderReply({ ...reply, choices: [] }, below).map(({ text }) => text);
  // Without a word there is nothing that buttons could stand under.
  if (texts.length === 0) return listed.map((text) => ({ kind: 'text', text, buttons: [], listed: [] }));
  return texts.map((text, index) => {
    const isLast = index === texts.length - 1;
    return { kind: 'text', text, buttons: isLast ? buttons : [], listed: isLast ? listed.slice(index) : [] };
  });
}

/** None where the choices are too many or too long: then they are lines to type from. */
function buttonsOf(key: string, { choices }: Reply): Button[] {
  const titles = choices.map(({ label }) => label.normalize('NFC').replace(/\s+/g, ' ').trim());
  const isFit = titles.length <= mostButtons && titles.every((title) => title !== '' && title.length <= longestButton);
  return isFit ? titles.map((title, index) => ({ title, payload: buttonPayload(key, index) })) : [];
}
