/** The least that a Telegram bot can do: says back what it hears, keeps nothing. What our bot is measured beside. */
import { Bot } from 'grammy';

const [, , token, apiRoot] = process.argv;
if (!token || !apiRoot) throw new Error('usage: echo-bot.ts <token> <api root>');
const bot = new Bot(token, { client: { apiRoot } });
bot.on('message:text', (context) => context.reply(context.message.text));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void bot.stop().then(() => process.exit(0)));
}
await bot.start();
