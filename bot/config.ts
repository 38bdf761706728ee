/** The environment, parsed once. Nothing else reads it. */
import { z } from 'zod';
import { type ModelConfig, modelOf, modelSettings } from './config/model.ts';
import {
  type Environment,
  oaProblems,
  oaSettings,
  type ReceivingMode,
  receivingMode,
  type TemplateSettings,
  templateIn,
  webhookProblems,
} from './config/platforms.ts';
import { parseQuietHours, type QuietHours } from './quiet-hours.ts';

/** All that is wrong with the settings, one line each, with how to mend it. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The settings (environment or .env) have ${problems.length} problem(s):\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const port = z.coerce
  .number({ error: 'must be a port number, such as 3000' })
  .int('must be a whole number, such as 3000')
  .min(0, 'must be a port from 0 to 65535')
  .max(65535, 'must be a port from 0 to 65535');

const webAddress = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: `must be a web address, such as ${example}` })
    .transform((url) => url.replace(/\/+$/, ''));

const environmentSchema = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must be a PostgreSQL address, such as postgresql://user:password@host:5432/ocop',
    })
    .optional(),
  DATA_DIR: z.string().default('./data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: webAddress('https://ocop.example.vn').optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  PROGRAMME_PROFILE: z.string().optional(),
  QUIET_HOURS: z
    .string()
    .default('21:00-06:30')
    .transform((text, context) => {
      const hours = parseQuietHours(text);
      if (hours !== undefined) return hours;
      context.addIssue('must be two times of day, such as 21:00-06:30, or off');
      return z.NEVER;
    }),
  SECRET_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hex digits; `openssl rand -hex 32` makes one')
    .optional(),
  ADMIN_INVITE_CODE: z
    .string()
    .regex(/^[A-Za-z0-9-]{6,64}$/, 'must be 6 to 64 letters, digits or hyphens, such as ninh-thuan-7391')
    .refine((code) => code.replaceAll('-', '').length >= 6, 'must have at least 6 letters or digits beside its hyphens')
    .optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{20,}$/, 'must be the token that @BotFather gave, such as 123456789:AA…')
    .optional(),
  TELEGRAM_API_ROOT: webAddress('https://api.telegram.org').default('https://api.telegram.org'),
  TELEGRAM_MODE: z.enum(['polling', 'webhook'], 'must be polling or webhook').default('polling'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, _ or -')
    .optional(),
  TELEGRAM_RATE: z.coerce
    .number()
    .min(0.1, 'must be messages a second, such as 28')
    .max(10_000, 'must be at most 10000')
    .default(28),
  ZALO_BOT_TOKEN: z
    .string()
    .regex(/^\d+:\S+$/, 'must be the token that the Zalo Bot Manager gave, such as 1234567890123456789:abc…')
    .optional(),
  ZALO_BOT_API_ROOT: webAddress('https://bot-api.zaloplatforms.com').default('https://bot-api.zaloplatforms.com'),
  ZALO_BOT_MODE: z.enum(['polling', 'webhook'], 'must be polling or webhook').default('polling'),
  ZALO_BOT_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{8,256}$/, 'must be 8 to 256 letters, digits or signs without spaces')
    .optional(),
  ...oaSettings,
  ZALO_OA_API_ROOT: webAddress('https://openapi.zalo.me').default('https://openapi.zalo.me'),
  ZALO_OAUTH_ROOT: webAddress('https://oauth.zaloapp.com').default('https://oauth.zaloapp.com'),
  ...modelSettings,
});

export interface Config {
  databaseUrl: string | null;
  dataDir: string;
  host: string;
  port: number;
  /** Without a slash at the end; null when the address under which the world sees us is not known. */
  publicUrl: string | null;
  logLevel: string;
  secretKey: string | null;
  /** Which of the application's profiles to work by; null lets it choose. */
  programmeProfile: string | null;
  /** When notices to many and reminders wait for the morning. */
  quietHours: QuietHours;
  /** What makes the first admin, once; null: a code is made and printed. */
  adminInviteCode: string | null;
  telegram: {
    token: string;
    apiRoot: string;
    perSecond: number;
    mode: ReceivingMode;
  } | null;
  zaloBot: { token: string; apiRoot: string; mode: ReceivingMode } | null;
  zaloOa: {
    appId: string;
    appSecret: string;
    /** Signs what comes to the webhook. */
    secretKey: string;
    /** Null once the database has a newer one. */
    refreshToken: string | null;
    apiRoot: string;
    oauthRoot: string;
    /** By which notices reach people who have not been heard of for a week. */
    template: TemplateSettings | null;
  } | null;
  /** Null: no language model is ever asked. */
  model: ModelConfig | null;
}

/** What the application on top allows, which is not for the chat machine to know. */
export interface Allowed {
  programmeProfiles: readonly string[];
}

/**
 * Names that mean nothing here, misspelt or of another version: any in the `.env` file, which is ours alone; of the
 * whole environment those that begin as ours do.
 */
export function unknownSettings(file: Environment, environment: Environment): string[] {
  const ofOurs = Object.keys(onlySet(environment)).filter((name) =>
    /^(?:TELEGRAM|ZALO_BOT|ZALO_OA|ZALO_OAUTH)_/.test(name),
  );
  const names = new Set([...Object.keys(onlySet(file)), ...ofOurs]);
  return [...names].filter((name) => !(name in environmentSchema.shape)).sort();
}

/** An empty value counts as unset. */
function onlySet(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
}

/** Reads the settings. Throws ConfigError with every problem at once. */
export function readConfig(environment: Environment, { programmeProfiles }: Allowed): Config {
  const set = onlySet(environment);
  const parsed = environmentSchema.safeParse(set);
  const problems = parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];
  const env = parsed.data;

  problems.push(
    ...webhookProblems(set, env?.PUBLIC_URL, {
      name: 'TELEGRAM',
      token: 'TELEGRAM_BOT_TOKEN',
      says: 'Telegram',
      isOfficial: env?.TELEGRAM_API_ROOT === 'https://api.telegram.org',
    }),
    ...webhookProblems(set, env?.PUBLIC_URL, {
      name: 'ZALO_BOT',
      token: 'ZALO_BOT_TOKEN',
      says: 'Zalo',
      isOfficial: env?.ZALO_BOT_API_ROOT === 'https://bot-api.zaloplatforms.com',
    }),
  );
  problems.push(...oaProblems(set));
  if (set.PROGRAMME_PROFILE !== undefined && !programmeProfiles.includes(set.PROGRAMME_PROFILE)) {
    problems.push(`PROGRAMME_PROFILE must be one of ${programmeProfiles.join(', ')}, or unset to go by the date`);
  }
  if (!env || problems.length > 0) throw new ConfigError(problems);

  return {
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: env.DATA_DIR,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? null,
    logLevel: env.LOG_LEVEL,
    secretKey: env.SECRET_KEY?.toLowerCase() ?? null,
    programmeProfile: env.PROGRAMME_PROFILE ?? null,
    quietHours: env.QUIET_HOURS,
    adminInviteCode: env.ADMIN_INVITE_CODE ?? null,
    telegram: env.TELEGRAM_BOT_TOKEN
      ? {
          token: env.TELEGRAM_BOT_TOKEN,
          apiRoot: env.TELEGRAM_API_ROOT,
          perSecond: env.TELEGRAM_RATE,
          mode: receivingMode(env.TELEGRAM_MODE, env.PUBLIC_URL, '/telegram/webhook', env.TELEGRAM_WEBHOOK_SECRET),
        }
      : null,
    zaloBot: env.ZALO_BOT_TOKEN
      ? {
          token: env.ZALO_BOT_TOKEN,
          apiRoot: env.ZALO_BOT_API_ROOT,
          mode: receivingMode(env.ZALO_BOT_MODE, env.PUBLIC_URL, '/zalo/bot/webhook', env.ZALO_BOT_WEBHOOK_SECRET),
        }
      : null,
    zaloOa:
      env.ZALO_OA_APP_ID && env.ZALO_OA_APP_SECRET && env.ZALO_OA_SECRET_KEY
        ? {
            appId: env.ZALO_OA_APP_ID,
            appSecret: env.ZALO_OA_APP_SECRET,
            secretKey: env.ZALO_OA_SECRET_KEY,
            refreshToken: env.ZALO_OA_REFRESH_TOKEN ?? null,
            apiRoot: env.ZALO_OA_API_ROOT,
            oauthRoot: env.ZALO_OAUTH_ROOT,
            template: templateIn(env),
          }
        : null,
    model: modelOf(env),
  };
}
