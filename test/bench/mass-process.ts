/** A Telegram for a crowd, in a process of its own: the bot that is measured shares no event loop with it. */
import { startCountingTelegram } from '../fakes/counting-telegram.ts';
import { massOrderSchema } from './mass-messages.ts';

const [perSecond, perChatPerSecond] = process.argv.slice(2).map(Number);
const fake = await startCountingTelegram({
  ...(perSecond && { perSecond }),
  ...(perChatPerSecond && { perChatPerSecond }),
});

process.on('message', async (message) => {
  const order = massOrderSchema.parse(message);
  if (order.kind === 'ask') {
    const ms = await fake.asks(order.chat, order.text, order.until);
    process.send?.({ kind: 'answered', ms });
    return;
  }
  const { takenAt } = fake;
  process.send?.({
    kind: 'count',
    taken: fake.taken(),
    refused: fake.refused(),
    ms: (takenAt.at(-1) ?? 0) - (takenAt[0] ?? 0),
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready', root: fake.root });
