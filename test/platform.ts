/** A chat platform inside the test: people write, and what the bot sends is kept, failing as told. */
import type { Channel, EditOutcome, Outgoing, Receive, SendOutcome } from '../bot/channel.ts';
import type { ChannelName, Content, Reply } from '../bot/message.ts';

export interface Platform extends Channel {
  /** Delivered messages, oldest first. */
  delivered: Outgoing[];
  /** Every send, delivered or not. */
  tried: Outgoing[];
  typed: string[];
  /** Every edit that was asked for. */
  edits: (Outgoing & { platformId: string })[];
  /** The outcomes of the next edits; `done` once they are used up. */
  editOutcomes: EditOutcome[];
  /** The outcomes of the next sends; `sent` once they are used up. */
  outcomes: SendOutcome[];
  says(chat: string, text: string, id?: string): Promise<void>;
  /** In a group the `sender` is another than the chat. */
  arrives(chat: string, content: Content, id?: string, sender?: string): Promise<void>;
  presses(message: Outgoing | undefined, label: string): Promise<void>;
  /** The bot's messages in a chat, once there are `count`; throws with what there is when they do not come. */
  replies(chat: string, count: number): Promise<Reply[]>;
}

export function createPlatform(
  name: ChannelName = 'telegram',
  limits: Channel['limits'] = { textLength: 3500, perSecond: null },
): Platform {
  let receive: Receive | null = null;
  let arrivals = 0;
  const platform: Platform = {
    name,
    limits,
    receiving: 'everywhere',
    delivered: [],
    tried: [],
    typed: [],
    edits: [],
    editOutcomes: [],
    outcomes: [],
    async start(to) {
      receive = to;
    },
    async stop() {
      receive = null;
    },
    async send(message) {
      platform.tried.push(message);
      const outcome = platform.outcomes.shift() ?? { kind: 'sent', platformId: `p${message.key}` };
      if (outcome.kind === 'sent') platform.delivered.push(message);
      return outcome;
    },
    async edit(message) {
      platform.edits.push(message);
      const outcome = platform.editOutcomes.shift() ?? { kind: 'done' };
      const shown = platform.delivered.findLast(({ key }) => key === message.key);
      if (outcome.kind === 'done' && shown) shown.reply = message.reply;
      return outcome;
    },
    async typing(chat) {
      platform.typed.push(chat);
    },
    trouble: () => null,
    async arrives(chat, content, id = `auto-${++arrivals}`, sender = chat) {
      if (!receive) throw new Error('The platform is not connected.');
      await receive([{ channel: name, id, chat, sender, content }]);
    },
    says: (chat, text, id) => platform.arrives(chat, { kind: 'text', text }, id),
    async presses(message, label) {
      if (!message) throw new Error('There is no message to press a button of.');
      const index = message.reply.choices.findIndex((choice) => choice.label === label);
      if (index < 0)
        throw new Error(`No button ${label} among ${message.reply.choices.map((choice) => choice.label).join(', ')}`);
      await platform.arrives(message.chat, { kind: 'choice', message: message.key, index });
    },
    async replies(chat, count) {
      const sent = () => platform.delivered.filter((message) => message.chat === chat).map((message) => message.reply);
      await until(
        () => sent().length >= count,
        () => `${count} messages to ${chat}; there are ${JSON.stringify(sent())}`,
      );
      return sent();
    },
  };
  return platform;
}

/** Waits for something to become true; throws with what was waited for after 10 s. */
export async function until(isTrue: () => boolean | Promise<boolean>, what: () => string, ms = 20_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
