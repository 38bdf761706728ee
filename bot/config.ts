/** The environment, parsed once. Nothing else reads it. */
import { z } from 'zod';

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
    .max(1000, 'must be at most 1000')
    .default(28),
});

type Environment = Readonly<Record<string, string | undefined>>;

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
  /** What makes the first admin, once; null: a code is made and printed. */
  adminInviteCode: string | null;
  telegram: {
    token: string;
    apiRoot: string;
    perSecond: number;
    mode: { kind: 'polling' } | { kind: 'webhook'; url: string; secret: string };
  } | null;
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
  const ofOurs = Object.keys(onlySet(environment)).filter((name) => name.startsWith('TELEGRAM_'));
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

  const wantsWebhook = set.TELEGRAM_BOT_TOKEN !== undefined && set.TELEGRAM_MODE === 'webhook';
  if (wantsWebhook && set.PUBLIC_URL === undefined) {
    problems.push(
      'PUBLIC_URL must be set when TELEGRAM_MODE is webhook: Telegram sends messages to that https address',
    );
  } else if (
    wantsWebhook &&
    env?.PUBLIC_URL &&
    !env.PUBLIC_URL.startsWith('https:') &&
    env.TELEGRAM_API_ROOT === 'https://api.telegram.org'
  ) {
    problems.push('PUBLIC_URL must begin with https:// when TELEGRAM_MODE is webhook: Telegram accepts nothing else');
  }
  if (wantsWebhook && set.TELEGRAM_WEBHOOK_SECRET === undefined) {
    problems.push(
      'TELEGRAM_WEBHOOK_SECRET must be set when TELEGRAM_MODE is webhook; `openssl rand -hex 32` makes one',
    );
  }
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
    adminInviteCode: env.ADMIN_INVITE_CODE ?? null,
    telegram: env.TELEGRAM_BOT_TOKEN
      ? {
          token: env.TELEGRAM_BOT_TOKEN,
          apiRoot: env.TELEGRAM_API_ROOT,
          perSecond: env.TELEGRAM_RATE,
          mode:
            env.TELEGRAM_MODE === 'webhook' && env.PUBLIC_URL && env.TELEGRAM_WEBHOOK_SECRET
              ? { kind: 'webhook', url: `${env.PUBLIC_URL}/telegram/webhook`, secret: env.TELEGRAM_WEBHOOK_SECRET }
              : { kind: 'polling' },
        }
      : null,
  };
}
