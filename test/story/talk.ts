/** One person's talk with the bot over a fake platform: each line is followed by all that the bot says to it. */
import { expect } from 'vitest';
import type { ShownMessage } from '../fakes/zalo-bot.ts';
import type { ShownMessage as ShownByAccount } from '../fakes/zalo-oa.ts';
import { until } from '../platform.ts';
import type { Story } from './app.ts';

/** A message of the bot as its reader sees it, whatever they read it with. */
export interface Heard {
  text: string;
  /** Zalo's numbered lines are one row. */
  buttons: { text: string }[][];
  photo?: { bytes: Buffer };
  /** What Zalo's users open by its link. */
  document?: { name: string; bytes: Buffer };
  /** Telegram's alone. */
  replyKeyboard?: unknown;
  /** The button of Zalo's Official Accounts that shares one's number. */
  asksContact?: true;
}

/** What a person does; not every platform lets them send everything. */
export interface StoryPerson {
  chat: string;
  says(text: string): unknown;
  presses(label: string): unknown;
  sendsPhoto(bytes: Buffer): unknown;
  sendsContact?(phone: string): unknown;
  sendsDocument?(bytes: Buffer, name: string, mime?: string): unknown;
}

export interface Talk {
  /** The platform's address of the chat. */
  chat: string;
  says(text: string): Promise<Heard[]>;
  /** Presses the newest button with this label, or types its number where there are no buttons. */
  presses(label: string): Promise<Heard[]>;
  /** Whatever else a person does. */
  does(act: (person: StoryPerson) => void): Promise<Heard[]>;
  /** What has come unasked since. */
  hears(): Heard[];
  all(): Heard[];
}

export function personOf(
  { platform, telegram, zaloBot, zaloOa }: Story,
  id: number,
): StoryPerson & { received(): Heard[] } {
  if (platform === 'telegram') return telegram.person(id);
  if (platform === 'zalo-oa') {
    const person = zaloOa.person(id);
    return { ...person, received: () => person.received().map(heardFromAccount) };
  }
  const person = zaloBot.person(id);
  return { ...person, received: () => person.received().map(heardOnZalo) };
}

export function talkOf(story: Story, id: number): Talk {
  const person = personOf(story, id);
  let heard = 0;
  const fresh = () => {
    const messages = person.received().slice(heard);
    heard += messages.length;
    return messages;
  };
  const talk: Talk = {
    chat: person.chat,
    says: (text) => talk.does(() => person.says(text)),
    presses: (label) => talk.does(() => person.presses(label)),
    async does(act) {
      fresh();
      // Nobody sends thirty messages in half a minute.
      story.clock.advance(2_000);
      act(person);
      await quiet(story);
      return Promise.all(fresh().map(withLinkOpened));
    },
    hears: fresh,
    all: () => person.received(),
  };
  return talk;
}

function heardOnZalo({ text, labels, photo }: Pick<ShownMessage, 'text' | 'labels' | 'photo'>): Heard {
  return {
    text,
    buttons: labels.length > 0 ? [labels.map((label) => ({ text: label }))] : [],
    ...(photo && { photo }),
  };
}

function heardFromAccount(message: ShownByAccount): Heard {
  const { document, asksContact } = message;
  return { ...heardOnZalo(message), ...(document && { document }), ...(asksContact && { asksContact }) };
}

async function withLinkOpened(message: Heard): Promise<Heard> {
  const [, name, address] = /^📎 (.+) \(mở được trong 24 giờ\): (\S+)$/mu.exec(message.text) ?? [];
  if (name === undefined || address === undefined) return message;
  const response = await fetch(address);
  expect(response.status).toBe(200);
  return { ...message, document: { name, bytes: Buffer.from(await response.arrayBuffer()) } };
}

/** No call was made that the platform does not know, and neither the token nor these words stand in the log. */
export function expectClean(story: Story, token: string, words: RegExp): void {
  expect([...story.telegram.violations, ...story.zaloBot.violations, ...story.zaloOa.violations]).toEqual([]);
  expect(story.logged()).not.toContain(token.slice(10));
  expect(story.logged()).not.toMatch(/access-\d|refresh-\d|first-[0-9a-f]{24}|-secret-for-tests/);
  expect(story.logged()).not.toMatch(words);
}

/** Once all that arrived is answered, and all answers that are due are sent. */
async function quiet({ telegram, zaloBot, zaloOa, database, clock }: Story): Promise<void> {
  await until(
    async () => {
      if (telegram.unconfirmed() + zaloBot.underWay() + zaloOa.events.underWay > 0) return false;
      const [open] = await database.client.$queryRaw<{ count: number }[]>`
        SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL)::int
          + (SELECT count(*) FROM outbox
             WHERE state = 'sending' OR (state = 'planned' AND not_before <= ${clock.now()}))::int AS count`;
      return open?.count === 0;
    },
    () => 'the end of a turn',
  );
}

export const saidIn = (messages: readonly Heard[]) => messages.map(({ text }) => text).join('\n');
export const labelsIn = (messages: readonly Heard[]) =>
  messages.at(-1)?.buttons.flatMap((row) => row.map(({ text }) => text)) ?? [];

/** An admin makes somebody an officer. */
export async function invites(admin: Talk, officer: Talk, role: string, area: string | null): Promise<void> {
  await admin.says('/canbo');
  await admin.presses('Mời cán bộ');
  await admin.presses(role);
  if (area !== null) await admin.says(area);
  const handed = saidIn(await admin.presses('Tạo mã mời'));
  const line = /^\/canbo \S+$/m.exec(handed)?.[0] ?? '';
  expect(saidIn(await officer.says(line))).toContain(`Từ nay bạn là ${role}`);
}

/** What comes by itself, once something has. */
export async function hearsSoon(talk: Talk): Promise<Heard[]> {
  const heard: Heard[] = [];
  await until(
    () => heard.push(...talk.hears()) > 0,
    () => 'a message that comes by itself',
  );
  return heard;
}
