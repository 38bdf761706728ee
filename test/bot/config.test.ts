import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConfigError, readConfig, unknownSettings } from '../../bot/config.ts';

const read = (environment: Record<string, string>) => readConfig(environment, { programmeProfiles: ['then', 'now'] });
const token = '123456789:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi';

test('nothing needs to be set', () => {
  expect(read({})).toMatchObject({
    databaseUrl: null,
    dataDir: './data',
    host: '127.0.0.1',
    port: 3000,
    telegram: null,
    zaloBot: null,
    zaloOa: null,
  });
});

test('an empty value counts as unset', () => {
  expect(read({ PORT: '', DATABASE_URL: '  ', TELEGRAM_BOT_TOKEN: '' })).toEqual(read({}));
});

test('every problem is told at once, each with the name of its setting and how to mend it', () => {
  const broken = {
    PORT: 'three',
    DATABASE_URL: 'mysql://x',
    SECRET_KEY: 'short',
    TELEGRAM_BOT_TOKEN: 'nonsense',
    TELEGRAM_MODE: 'webhook',
    LOG_LEVEL: 'loud',
    PROGRAMME_PROFILE: 'never',
  };
  try {
    read(broken);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const named = error.problems.map((line) => line.split(' ')[0]);
    expect(named.sort()).toEqual(
      [
        'DATABASE_URL',
        'LOG_LEVEL',
        'PORT',
        'PROGRAMME_PROFILE',
        'PUBLIC_URL',
        'SECRET_KEY',
        'TELEGRAM_BOT_TOKEN',
        'TELEGRAM_WEBHOOK_SECRET',
      ].sort(),
    );
    expect(error.message).toContain('such as 3000');
    expect(error.message).toContain('openssl rand -hex 32');
  }
});

test('a programme profile is one of those that the application has', () => {
  expect(read({}).programmeProfile).toBeNull();
  expect(read({ PROGRAMME_PROFILE: 'now' }).programmeProfile).toBe('now');
  expect(() => read({ PROGRAMME_PROFILE: 'never' })).toThrow('PROGRAMME_PROFILE must be one of then, now, or unset');
});

test('a webhook needs its address and secret, and the two make one mode', () => {
  const webhook = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_MODE: 'webhook' };
  expect(() => read(webhook)).toThrow(/PUBLIC_URL.*\n.*TELEGRAM_WEBHOOK_SECRET/);
  expect(() => read({ ...webhook, PUBLIC_URL: 'http://a.vn', TELEGRAM_WEBHOOK_SECRET: 's' })).toThrow(/https/);
  const config = read({ ...webhook, PUBLIC_URL: 'https://a.vn/', TELEGRAM_WEBHOOK_SECRET: 's' });
  expect(config.telegram?.mode).toEqual({ kind: 'webhook', url: 'https://a.vn/telegram/webhook', secret: 's' });
});

test('a Zalo bot needs its token alone, and for a webhook what Telegram needs, too', () => {
  const zalo = { ZALO_BOT_TOKEN: '1234567890123456789:abc' };
  expect(read(zalo).zaloBot).toEqual({
    token: zalo.ZALO_BOT_TOKEN,
    apiRoot: 'https://bot-api.zaloplatforms.com',
    mode: { kind: 'polling' },
  });
  const webhook = { ...zalo, ZALO_BOT_MODE: 'webhook' };
  expect(() => read(webhook)).toThrow(/PUBLIC_URL.*Zalo.*\n.*ZALO_BOT_WEBHOOK_SECRET/);
  const secret = 'eight-or-more';
  expect(() => read({ ...webhook, PUBLIC_URL: 'http://a.vn', ZALO_BOT_WEBHOOK_SECRET: secret })).toThrow(/https/);
  expect(() => read({ ...webhook, PUBLIC_URL: 'https://a.vn', ZALO_BOT_WEBHOOK_SECRET: 'short' })).toThrow(/8 to 256/);
  expect(read({ ...webhook, PUBLIC_URL: 'https://a.vn/', ZALO_BOT_WEBHOOK_SECRET: secret }).zaloBot?.mode).toEqual({
    kind: 'webhook',
    url: 'https://a.vn/zalo/bot/webhook',
    secret,
  });
  expect(() => read({ ZALO_BOT_TOKEN: 'nonsense', ZALO_BOT_MODE: 'push' })).toThrow(
    /ZALO_BOT_TOKEN.*\n.*ZALO_BOT_MODE/,
  );
  expect(unknownSettings({}, { ZALO_BOT_TOKENS: 'x' })).toEqual(['ZALO_BOT_TOKENS']);
});

test('a secret never stands in the message about it', () => {
  expect(() => read({ TELEGRAM_BOT_TOKEN: 'my-secret-thing' })).toThrow(expect.not.stringContaining('my-secret-thing'));
});

test('names that mean nothing here are found, in the file each, elsewhere those that begin as ours do', () => {
  const file = { PORT: '3000', LOUD_HOURS: 'off', TELEGRAM_TOKEN: 'x', LATER: ' ' };
  const environment = { ...file, HOME: '/root', TELEGRAM_BOTTOKEN: 'x', TELEGRAM_RATE: '5' };
  expect(unknownSettings(file, environment)).toEqual(['LOUD_HOURS', 'TELEGRAM_BOTTOKEN', 'TELEGRAM_TOKEN']);
});

test('the example file names every setting, and is itself valid', () => {
  const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
  const example = Object.fromEntries(
    lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  expect(read(example)).toEqual(read({}));
  const source = ['config', 'config/model', 'config/platforms']
    .map((file) => readFileSync(new URL(`../../bot/${file}.ts`, import.meta.url), 'utf8'))
    .join('\n');
  const known = new Set([...source.matchAll(/^ {2}([A-Z_]+): /gm)].map((match) => match[1]));
  expect(new Set(Object.keys(example))).toEqual(known);
});

test.each(['abc12', 'a'.repeat(65), 'mã-quản-trị', 'a b c d e f', '------'])(
  'ADMIN_INVITE_CODE %s is refused with what it must be',
  (code) => {
    expect(() => read({ ADMIN_INVITE_CODE: code })).toThrow(/ADMIN_INVITE_CODE must/);
  },
);

test('ADMIN_INVITE_CODE is 6 to 64 letters, digits and hyphens', () => {
  expect(read({ ADMIN_INVITE_CODE: 'Ninh-Thuan-7391' }).adminInviteCode).toBe('Ninh-Thuan-7391');
  expect(read({}).adminInviteCode).toBeNull();
});

test('a template comes with what it takes, what it costs and how many may go', () => {
  const oa = { ZALO_OA_APP_ID: '10000', ZALO_OA_APP_SECRET: 'app-secret', ZALO_OA_SECRET_KEY: 'account-secret' };
  const settings = { ...oa, ZALO_OA_TEMPLATE_ID: '234567' };
  expect(read(settings).zaloOa?.template).toEqual({
    id: '234567',
    fields: { tieu_de: 100, thoi_gian: 20, dia_diem: 80, noi_dung: 200 },
    price: null,
    perMonth: 1000,
  });
  expect(
    read({ ...settings, ZALO_OA_TEMPLATE_FIELDS: 'tieu_de:60, noi_dung:90', ZALO_OA_TEMPLATE_PRICE: '300' }).zaloOa
      ?.template,
  ).toMatchObject({ fields: { tieu_de: 60, noi_dung: 90 }, price: 300 });
  for (const fields of ['tieu_de', 'ten:30', 'tieu_de:0', 'tieu_de:30,,', 'tieu_de:30:5'])
    expect(() => read({ ...settings, ZALO_OA_TEMPLATE_FIELDS: fields })).toThrow(/ZALO_OA_TEMPLATE_FIELDS must be/);
});

test('an Official Account needs three settings together, and its refresh token only once', () => {
  const oa = {
    ZALO_OA_APP_ID: '1000000000000000001',
    ZALO_OA_APP_SECRET: 'app-secret',
    ZALO_OA_SECRET_KEY: 'account-secret',
  };
  expect(read(oa).zaloOa).toEqual({
    appId: '1000000000000000001',
    appSecret: 'app-secret',
    secretKey: 'account-secret',
    refreshToken: null,
    apiRoot: 'https://openapi.zalo.me',
    oauthRoot: 'https://oauth.zaloapp.com',
    template: null,
  });
  expect(read({ ...oa, ZALO_OA_REFRESH_TOKEN: 'token-of-zalo' }).zaloOa?.refreshToken).toBe('token-of-zalo');
  expect(() => read({ ZALO_OA_APP_ID: '1000000000000000001' })).toThrow(
    'ZALO_OA_APP_SECRET and ZALO_OA_SECRET_KEY must be set, since ZALO_OA_APP_ID is',
  );
  expect(() => read({ ZALO_OA_REFRESH_TOKEN: 'token-of-zalo' })).toThrow(
    'ZALO_OA_APP_ID and ZALO_OA_APP_SECRET and ZALO_OA_SECRET_KEY must be set, since ZALO_OA_REFRESH_TOKEN is',
  );
  expect(() => read({ ...oa, ZALO_OA_APP_ID: 'my app', ZALO_OA_SECRET_KEY: 'a b' })).toThrow(
    /ZALO_OA_APP_ID must be the number.*\n.*ZALO_OA_SECRET_KEY must be the secret key of the Official Account/,
  );
  // What was wrong is told, but not what it was.
  expect(() => read({ ...oa, ZALO_OA_APP_SECRET: 'se cret' })).not.toThrow(/se cret/);
  expect(unknownSettings({}, { ZALO_OA_TOKEN: 'x', ZALO_OAUTH_HOST: 'x' })).toEqual([
    'ZALO_OAUTH_HOST',
    'ZALO_OA_TOKEN',
  ]);
});

test('a language model is asked where it has a key, unless all calls are forbidden', () => {
  expect(read({}).model).toBeNull();
  expect(read({ OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1', OPENAI_MODEL: 'qwen' }).model).toBeNull();
  expect(read({ OPENAI_API_KEY: 'sk-1' }).model).toEqual({
    apiKey: 'sk-1',
    baseUrl: null,
    model: 'gpt-4.1-mini',
    embeddingModel: null,
    dailyTokens: null,
  });
  const set = {
    OPENAI_API_KEY: 'any',
    OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1/',
    OPENAI_MODEL: 'Qwen/Qwen3-8B',
    OPENAI_EMBEDDING_MODEL: 'bge-m3',
    MODEL_DAILY_TOKENS: '2000000',
  };
  expect(read(set).model).toEqual({
    apiKey: 'any',
    baseUrl: 'http://127.0.0.1:8000/v1',
    model: 'Qwen/Qwen3-8B',
    embeddingModel: 'bge-m3',
    dailyTokens: 2_000_000,
  });
  expect(read({ ...set, MODEL_CALLS: 'off' }).model).toBeNull();
});

test('what is wrong with the settings of a language model is told at once, but not the key itself', () => {
  const broken = {
    OPENAI_API_KEY: 'sk se cret',
    OPENAI_BASE_URL: 'localhost',
    OPENAI_MODEL: 'my model',
    MODEL_CALLS: 'maybe',
    MODEL_DAILY_TOKENS: 'many',
  };
  try {
    read(broken);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.problems.map((line) => line.split(' ')[0]).sort()).toEqual(Object.keys(broken).sort());
    expect(error.message).not.toContain('se cret');
  }
  expect(() => read({ MODEL_DAILY_TOKENS: '0' })).toThrow('MODEL_CALLS=off forbids all calls');
});
