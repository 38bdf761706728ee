/**
 * The form of `/dangky` as one would write it with @grammyjs/conversations: the same prompts, the same validation, the
 * state in PostgreSQL, a row at the end. It is confirmed to Telegram only when it is stored (`bot.start()` does that by
 * taking one update after the other; the runner would not).
 */
import { type Conversation, type ConversationFlavor, conversations, createConversation } from '@grammyjs/conversations';
import { Bot, type Context, InlineKeyboard } from 'grammy';
import pg from 'pg';
import { readEntry } from '../../bot/dialog/entries.ts';
import { viewDialog } from '../../bot/dialog/view.ts';
import { beginDialog, type DialogState, fieldAt, type Json, reviewStep, settle } from '../../bot/dialog.ts';
import { profileAt } from '../../handlers/programme/profile.ts';
import { registerDialog } from '../../handlers/register/dialog.ts';
import { createGroupSuggester } from '../../knowledge/product-groups/suggester.ts';

type Outer = ConversationFlavor<Context>;

const [, , token, apiRoot, databaseUrl] = process.argv;
if (!token || !apiRoot || !databaseUrl) throw new Error('usage: conversations-bot.ts <token> <api root> <database>');

const suggester = createGroupSuggester();
const profile = profileAt(new Date(), null);
const dialog = registerDialog({ profile, known: null, hasConsent: false, keptDays: 730 }, (product) =>
  suggester.suggestGroups(product),
);

const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
await client.query(`
  CREATE TABLE conversations (key text PRIMARY KEY, value jsonb NOT NULL);
  CREATE TABLE registrations (id bigserial PRIMARY KEY, chat text NOT NULL, answers jsonb NOT NULL, made_at timestamptz NOT NULL)`);

/** Like @grammyjs/storage-psql, but with statements that are planned once. */
function postgresStorage<T>() {
  return {
    async read(key: string): Promise<T | undefined> {
      const text = 'SELECT value FROM conversations WHERE key = $1';
      const { rows } = await client.query<{ value: T }>({ name: 'read', text, values: [key] });
      return rows[0]?.value;
    },
    async write(key: string, value: T): Promise<void> {
      const text = 'INSERT INTO conversations (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2';
      await client.query({ name: 'write', text, values: [key, JSON.stringify(value)] });
    },
    async delete(key: string): Promise<void> {
      await client.query({ name: 'delete', text: 'DELETE FROM conversations WHERE key = $1', values: [key] });
    },
  };
}

async function keepRegistration(chat: string, values: DialogState['values']): Promise<string> {
  const text = 'INSERT INTO registrations (chat, answers, made_at) VALUES ($1, $2, now()) RETURNING id';
  const { rows } = await client.query<{ id: string }>({ name: 'keep', text, values: [chat, JSON.stringify(values)] });
  return `OCOP-2026-${String(rows[0]?.id).padStart(4, '0')}`;
}

/** Replayed from its beginning for every message; what costs time or looks outside is told to `external`, which remembers. */
async function register(conversation: Conversation<Outer, Context>, context: Context): Promise<void> {
  let state = beginDialog(dialog);
  for (;;) {
    const shown = await conversation.external(() => viewDialog(dialog, state));
    const keyboard = InlineKeyboard.from(
      shown.buttons.map(({ label }, index) => [InlineKeyboard.text(label, `b:${index}`)]),
    );
    await context.reply(shown.text, { reply_markup: keyboard });
    if (state.at === reviewStep) break;
    const field = fieldAt(dialog, state);
    if (!field) throw new Error(`there is no field ${state.at}`);
    let value: Json | undefined;
    while (value === undefined) {
      const answer = await conversation.waitFor('message:text');
      const said = answer.message.text;
      if (field.optional && said === 'bỏ qua') break;
      const reading = await conversation.external(() => readEntry(field, { kind: 'text', text: said }, state) ?? null);
      if (reading?.kind === 'value') value = reading.value;
      else await answer.reply(reading?.kind === 'no' ? reading.why : 'Bạn ghi lại giúp tôi.');
    }
    state = settle(dialog, {
      ...state,
      values: value === undefined ? state.values : { ...state.values, [field.name]: value },
      skipped: value === undefined ? [...state.skipped, field.name] : state.skipped,
    });
  }
  await conversation.waitForHears('gửi đăng ký');
  const code = await conversation.external(() => keepRegistration(String(context.chatId), state.values));
  await context.reply(`Đã nhận đăng ký. Mã của bạn: ${code}.`);
}

const bot = new Bot<Outer>(token, { client: { apiRoot } });
bot.use(conversations({ storage: { type: 'key', adapter: postgresStorage() } }));
bot.use(createConversation(register));
bot.command('dangky', (context) => context.conversation.enter('register'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void bot.stop().then(() => process.exit(0)));
}
await bot.start();
