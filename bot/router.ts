/** Decides which capability answers a message. */
import type { Capability, Command, Memory, Turn } from './capability.ts';
import { createDialogHost } from './dialog/host.ts';
import { isDialogPick } from './dialog/reply.ts';
import { isNo, isYes } from './dialog/words.ts';
import type { Json } from './dialog.ts';
import { findChoice, plainLabel } from './label.ts';
import { type Choice, type Content, type Reply, reply } from './message.ts';
import { phrases } from './phrases.ts';
import { findOlder, findTyped, type ShownList } from './shown-lists.ts';

export interface Router {
  /** All commands, in the order of the capabilities. */
  commands: readonly Command[];
  /** What was meant, given what was offered before. */
  route(turn: Turn): Promise<Reply[]>;
  /** Lets every capability forget what it has through this conversation. */
  forget(turn: Turn): Promise<void>;
}

/** Reads a message in the light of the choices that stand open. `lists`: where there are no buttons, those on the screen. */
export function readInput(
  content: Exclude<Content, { kind: 'left' | 'returned' | 'withdrew' }>,
  { offered }: Pick<Memory, 'offered'>,
  pressed: PressedMessage | null,
  lists: readonly ShownList[] | null,
): Turn['input'] {
  if (content.kind === 'media') return content;
  if (content.kind === 'choice') {
    const choice = pressed?.choices[content.index];
    return choice ? { kind: 'pick', choice, message: content.message, typed: null } : { kind: 'stale' };
  }
  const { text } = content;
  const typed = lists && findTyped(lists, offered, text);
  if (typed) return { kind: 'pick', ...typed };
  const choice = findChoice(offered, text);
  if (choice) return { kind: 'pick', choice, message: null, typed: text };
  const confirmed = findConfirmed(offered, text);
  if (confirmed) return { kind: 'pick', choice: confirmed, message: null, typed: text };
  const isNumber = offered.length > 0 && /^\s*\d{1,3}\s*$/.test(text);
  if (isNumber) return { kind: 'number', offered, typed: text.trim() };
  const older = lists && findOlder(lists, text);
  return { kind: 'text', text, ...(older && { older }) };
}

/**
 * `ok`, `không` under a question that is confirmed with a button of its own (`Đồng ý xoá` · `Không xoá`). What a dialog
 * offers is the dialog's to read.
 */
function findConfirmed(offered: readonly Choice[], text: string): Choice | undefined {
  const begins = (words: RegExp) => offered.filter(({ label }) => words.test(plainLabel(label)));
  const [yes, ...more] = begins(/^(?:dong y|xac nhan)\b/);
  if (!yes || more.length > 0 || isDialogPick(yes.value)) return undefined;
  if (isYes(text)) return yes;
  const no = begins(/^(?:khong|giu)\b/);
  return isNo(text) && no.length === 1 ? no[0] : undefined;
}

/** The choices of the message whose button was pressed. */
export interface PressedMessage {
  choices: readonly Choice[];
}

/** Puts the capabilities in order; the last one must answer every message. */
export function createRouter(capabilities: readonly Capability[]): Router {
  const byName = new Map(capabilities.map((capability) => [capability.name, capability]));
  const byCommand = new Map<string, { capability: Capability; command: Command }>();
  for (const capability of capabilities) {
    for (const command of capability.commands ?? []) {
      for (const spelling of [command.name, ...(command.also ?? [])]) byCommand.set(spelling, { capability, command });
    }
  }

  const commands = capabilities.flatMap((capability) => capability.commands ?? []);
  const host = createDialogHost(capabilities);

  /** As if no dialog were open. */
  const answer = async (turn: Turn): Promise<Reply[]> => {
    const { input } = turn;
    const refuses = (capability: Capability | undefined) => capability?.isPersonal === true && !turn.isPrivate;
    if (input.kind === 'number') {
      const owner = byName.get(nameIn(input.offered[0]?.value ?? ''));
      const replies = await owner?.number?.(turn, input.offered, Number(input.typed));
      if (replies) return replies;
      turn.keepChoices();
      return [reply(phrases.pickNumber(input.offered.length))];
    }
    if (input.kind === 'pick') {
      if (isDialogPick(input.choice.value)) {
        return turn.isPrivate ? host.pick(turn, input.choice.value) : [reply(phrases.onlyPrivately)];
      }
      const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(input.choice.value) ?? [];
      if (refuses(byName.get(name))) return [reply(phrases.onlyPrivately)];
      const replies = await byName.get(name)?.pick?.(turn, value, input.choice, input.message);
      if (replies) return replies;
    }
    if (input.kind === 'text') {
      const found = findCommand(input.text, byCommand);
      if (refuses(found?.capability)) return [reply(phrases.onlyPrivately)];
      const replies = await found?.capability.command?.(turn, found.command.name, found.argument);
      if (replies) return replies;
      if (!found && isMeantAsCommand(input.text))
        return [reply(phrases.unknownCommand(commands.map(({ name }) => name)))];
    }
    for (const capability of capabilities) {
      if (refuses(capability)) continue;
      const replies = await capability.message?.(turn);
      if (replies) return replies;
    }
    throw new Error('No capability answered: the last one must answer everything.');
  };

  /** What was typed and is no command for sure, as an answer to a message that came unasked. */
  const answerToTold = async (turn: Turn): Promise<Reply[] | null> => {
    const { input } = turn;
    const text = input.kind === 'text' ? input.text : input.kind === 'pick' ? input.typed : null;
    if (text === null || text.trim().startsWith('/')) return null;
    for (const capability of capabilities) {
      if (capability.isPersonal && !turn.isPrivate) continue;
      const replies = await capability.answersTold?.(turn, text);
      if (replies) return replies;
    }
    return null;
  };

  const listen = async (turn: Turn) => {
    if (turn.input.kind !== 'media') return null;
    for (const capability of capabilities) {
      const heard = await capability.listens?.(turn);
      if (heard) return heard;
    }
    return null;
  };

  const respond = async (turn: Turn): Promise<Reply[]> => {
    const entered: { name: string; seed: Json }[] = [];
    const open: Turn = { ...turn, enter: (name, seed = null) => void entered.push({ name, seed }) };
    const { input } = turn;
    const told = await answerToTold(open);
    if (told) return told;
    const active = turn.isPrivate ? host.active(open) : null;
    const command = input.kind === 'text' ? (findCommand(input.text, byCommand)?.command.name ?? null) : null;
    // In a dialog every text may be its answer.
    const older = command === null && input.kind === 'text' ? input.older : undefined;
    const replies = active
      ? await host.hear(open, active, command, answer)
      : await answer(older ? { ...open, input: { kind: 'pick', ...older } } : open);
    for (const { name, seed } of entered) replies.push(...(await host.start(open, name, seed)));
    return replies;
  };

  return {
    commands,
    async forget(turn) {
      turn.forgetAll();
      for (const capability of capabilities) await capability.forget?.(turn);
    },
    async route(turn) {
      const heard = await listen(turn);
      if (!heard) return respond(turn);
      if (heard.text === null) return heard.said;
      return [...heard.said, ...(await respond({ ...turn, input: turn.asTyped(heard.text) }))];
    },
  };
}

/** Up to three words after a slash are meant as a command, known or not (`/canbo K7-M2`); more may be a question. */
function isMeantAsCommand(text: string): boolean {
  return /^\/[\p{L}\p{N}_]+(?:@\w+)?(?:\s+\S+){0,2}$/u.test(text.normalize('NFC').trim());
}

/** The capability that offered a choice: `class` of `class:join:7`. */
const nameIn = (value: string) => value.slice(0, Math.max(0, value.indexOf(':')));

/** `/riêng tư` is written in two words, and no command has more than three. */
const mostCommandWords = 3;

/**
 * `/dangky`, `/dangky@OcopBot 2`, `/đăng ký 2`, `đăng ký`, `dang ky` and `DANGKY` mean one command. Without the slash
 * the whole message must be the command, so that a question which contains it stays a question.
 */
function findCommand<T>(text: string, byCommand: ReadonlyMap<string, T>): (T & { argument: string }) | undefined {
  const words = text.trim().split(/\s+/);
  const isSlashed = words[0]?.startsWith('/') && words[0] !== '/';
  for (let count = isSlashed ? mostCommandWords : words.length; count > 0; count--) {
    const name = words.slice(0, count).map(withoutBotName).map(plainLabel).join('').replaceAll(' ', '');
    const found = byCommand.get(name);
    if (found) return { ...found, argument: words.slice(count).join(' ') };
    if (!isSlashed) return undefined;
  }
  return undefined;
}

/** `/menu@OcopBot` → `/menu` */
const withoutBotName = (word: string) => word.replace(/(?<=^\/.+)@\w+$/u, '');
