/** One person's talk with the bot over the fake Telegram: each line is followed by all that the bot says to it. */
import type { Person, SentMessage } from '../fakes/telegram.ts';
import { until } from '../platform.ts';
import type { Story } from './app.ts';

export interface Talk {
  says(text: string): Promise<SentMessage[]>;
  /** Presses the newest button with this label. */
  presses(label: string): Promise<SentMessage[]>;
  /** Whatever else a person does on Telegram. */
  does(act: (person: Person) => void): Promise<SentMessage[]>;
  /** What has come unasked since. */
  hears(): SentMessage[];
  all(): SentMessage[];
}

export function talkOf(story: Story, id: number): Talk {
  const person = story.telegram.person(id);
  let heard = 0;
  const fresh = () => {
    const messages = person.received().slice(heard);
    heard += messages.length;
    return messages;
  };
  const talk: Talk = {
    says: (text) => talk.does(() => person.says(text)),
    presses: (label) => talk.does(() => person.presses(label)),
    async does(act) {
      fresh();
      // Nobody sends thirty messages in half a minute.
      story.clock.advance(2_000);
      act(person);
      await quiet(story);
      return fresh();
    },
    hears: fresh,
    all: () => person.received(),
  };
  return talk;
}

/** Once all that arrived is answered, and all answers that are due are sent. */
async function quiet({ telegram, database, clock }: Story): Promise<void> {
  await until(
    async () => {
      if (telegram.unconfirmed() > 0) return false;
      const [open] = await database.client.$queryRaw<{ count: number }[]>`
        SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL)::int
          + (SELECT count(*) FROM outbox
             WHERE state = 'sending' OR (state = 'planned' AND not_before <= ${clock.now()}))::int AS count`;
      return open?.count === 0;
    },
    () => 'the end of a turn',
  );
}

export const saidIn = (messages: readonly SentMessage[]) => messages.map(({ text }) => text).join('\n');
export const labelsIn = (messages: readonly SentMessage[]) =>
  messages.at(-1)?.buttons.flatMap((row) => row.map(({ text }) => text)) ?? [];
