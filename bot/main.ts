/** The composition root: the one file that knows every part. `npm start` runs it, `npm run chat` with `chat`. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Logger } from 'pino';
import { createCapabilities } from '../handlers/index.ts';
import { spentToday } from '../handlers/model/calls.ts';
import { openConfiguredModel } from '../handlers/model/configured.ts';
import { createConsultant } from '../handlers/model/consultant.ts';
import { isNoticeFile } from '../handlers/notices/files.ts';
import { openFirstInvitation } from '../handlers/officers/first-admin.ts';
import { programmeProfileIds } from '../handlers/programme/profile.ts';
import { isRegistrationFile } from '../handlers/registration/files.ts';
import { terminalGreeting, welcome } from '../handlers/welcome.ts';
import type { Assistant } from '../knowledge/assistant.ts';
import { openKnowledge } from '../knowledge/library.ts';
import type { LanguageModel } from '../knowledge/model/language-model.ts';
import { createGroupSuggester, type GroupSuggester } from '../knowledge/product-groups/suggester.ts';
import { type Database, openDatabase } from '../prisma/open.ts';
import type { Channel } from './channel.ts';
import { createTerminalChannel } from './channels/terminal.ts';
import { createWebChannel } from './channels/web/channel.ts';
import { type Clock, systemClock } from './clock.ts';
import { tracingSettings } from './config/model.ts';
import { type Config, readConfig, unknownSettings } from './config.ts';
import type { Consult } from './consult.ts';
import { explain } from './explain.ts';
import { createFileStore, type FileStore } from './files.ts';
import { createHttpApp, listen } from './http.ts';
import { createLog } from './log.ts';
import { type Machine, startMachine } from './machine.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createPlatforms, quotasOf, ratesOf } from './platforms.ts';
import {
  draftsKeptDays,
  feedbackKeptDays,
  forgetDaily,
  messagesKeptDays,
  modelCallsKeptDays,
  undeliveredKeptDays,
} from './retention.ts';
import { keptSecretKey } from './secret-key.ts';
import { createTranscript } from './transcript.ts';

/** What was typed before the end of the input is still answered, a flood's pause included. */
const longestDrainMs = 60_000;

export interface App {
  /** Where the page is served; null in the terminal. */
  port: number | null;
  stop(): Promise<void>;
}

export interface Parts {
  config: Config;
  database: Database;
  assistant: Assistant;
  /** Null: none is configured. */
  languageModel: LanguageModel | null;
  clock: Clock;
  log: Logger;
  random: () => number;
  /** Shows the code that makes the first admin to whoever runs the program. */
  tellAdminCode(code: string): void;
  sweepEveryMs?: number;
  /** A test does not wait as long as Zalo's service makes a bot wait. */
  zaloBotPace?: { perSecond: number; chatRestMs: number };
}

/** Starts the server: the web page, and the platforms that have a token. */
export async function startServer(parts: Parts): Promise<App> {
  const { config, database, clock, log } = parts;
  const metrics = createMetrics(database.client);
  const files = createFileStore(config.dataDir);
  const capabilities = capabilitiesOf(parts, files, metrics);
  let machine: Machine | null = null;
  const secretKey = config.secretKey ?? keptSecretKey(config.dataDir, () => randomBytes(32).toString('hex'));
  const holder = randomUUID();
  const platforms = createPlatforms({
    ...parts,
    client: database.client,
    files,
    secretKey,
    holder,
    commands: capabilities.flatMap((one) => one.commands ?? []),
  });
  const web = createWebChannel({
    welcome,
    transcript: createTranscript(database.client),
    files,
    secretKey,
    secure: config.publicUrl?.startsWith('https:') ?? false,
    random: () => randomBytes(16).toString('hex'),
    now: () => clock.now(),
    onError: (error) => log.error({ err: error }, 'the web page could not reach the database'),
  });
  const channels: Channel[] = [web, ...platforms.channels];

  const app = createHttpApp({
    log,
    metrics: () => metrics.registry.metrics(),
    async readiness() {
      const troubles = channels.flatMap(({ name, trouble }) => (trouble() === null ? [] : [[name, trouble() ?? '']]));
      const databaseAnswers = await database.client.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      );
      return {
        ready: machine !== null && databaseAnswers,
        parts: { ...(databaseAnswers ? {} : { database: 'does not answer' }), ...Object.fromEntries(troubles) },
      };
    },
  });
  app.route('/', web.routes);
  platforms.route(app);
  const http = await listen(app, config.host, config.port);

  await openAdminDoor(parts);
  machine = await startMachine({
    ...parts,
    holder,
    capabilities,
    channels,
    files,
    metrics,
    quietHours: parts.config.quietHours,
    consult: consultantOf(parts, metrics),
  });
  const forgetting = forgetDaily({
    ...parts,
    client: database.client,
    files,
    needsFile: async (hash) =>
      (await isRegistrationFile(database.client, hash)) || (await isNoticeFile(database.client, hash)),
  });
  return {
    port: http.port,
    async stop() {
      await forgetting.stop();
      await machine?.stop();
      await http.close();
    },
  };
}

/** Starts the same bot in the terminal; `closed` resolves when the person leaves. */
export async function startTerminal(parts: Parts): Promise<App & { closed: Promise<void> }> {
  const metrics = createMetrics(parts.database.client);
  const files = createFileStore(parts.config.dataDir);
  const terminal = createTerminalChannel({
    input: process.stdin,
    output: process.stdout,
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    greeting: terminalGreeting,
    folder: parts.config.dataDir,
    files,
  });
  const capabilities = capabilitiesOf(parts, files, metrics);
  await openAdminDoor(parts);
  const channels = [terminal];
  const machine = await startMachine({
    ...parts,
    holder: randomUUID(),
    capabilities,
    channels,
    files,
    metrics,
    quietHours: parts.config.quietHours,
    consult: consultantOf(parts, metrics),
  });
  const closed = terminal.closed.then(() => machine.drain(longestDrainMs));
  return { port: null, closed, stop: machine.stop };
}

function capabilitiesOf({ assistant, config, languageModel }: Parts, files: FileStore, metrics: Metrics) {
  // Made when the first product is described: its tables are of no use to a start.
  let suggester: GroupSuggester | null = null;
  return createCapabilities({
    assistant,
    randomBytes,
    retention: {
      messagesDays: messagesKeptDays,
      feedbackDays: feedbackKeptDays,
      draftsDays: draftsKeptDays,
      undeliveredDays: undeliveredKeptDays,
      modelDays: languageModel === null ? null : modelCallsKeptDays,
    },
    onAnswer: (status) => metrics.answers.inc({ status }),
    suggest(product) {
      suggester ??= createGroupSuggester();
      return suggester.suggestGroups(product);
    },
    configuredProfile: config.programmeProfile,
    quietHours: config.quietHours,
    rates: ratesOf(config),
    quotas: quotasOf(config),
    storeFile: (bytes) => files.put(bytes),
    model: languageModel,
  });
}

/** Who helps the turns from outside: the language model, where there is one. */
function consultantOf(
  { languageModel, assistant, database: { client }, clock, config }: Parts,
  metrics: Metrics,
): Consult | null {
  if (languageModel === null) return null;
  metrics.showTokens(() => spentToday(client, clock.now()), config.model?.dailyTokens ?? null);
  return createConsultant({
    model: languageModel,
    assistant,
    client,
    clock,
    onCall({ kind, verdict, latencyMs }) {
      metrics.modelCalls.inc({ kind, verdict });
      metrics.modelSeconds.observe({ kind }, latencyMs / 1000);
    },
  });
}

function openAdminDoor({ config: { adminInviteCode }, database, clock, tellAdminCode }: Parts): Promise<void> {
  const options = { adminInviteCode, randomBytes, tell: tellAdminCode };
  return openFirstInvitation(database.client, clock.now(), options);
}

async function main(isChat: boolean): Promise<void> {
  // Until something is sent there is nothing to end: whatever a start has written so far survives a kill as well.
  let end = () => Promise.resolve();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void end().then(() => process.exit(0), fail));
  }
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  if (existsSync('.env')) process.loadEnvFile('.env');
  for (const name of tracingSettings) delete process.env[name];
  const config = readConfig(process.env, { programmeProfiles: programmeProfileIds });
  const log = createLog(
    isChat && config.logLevel === 'info' ? 'error' : config.logLevel,
    [
      config.telegram?.token,
      config.zaloBot?.token,
      config.zaloOa?.appSecret,
      config.zaloOa?.secretKey,
      config.zaloOa?.refreshToken,
      config.secretKey,
      config.databaseUrl,
      config.adminInviteCode,
      config.model?.apiKey,
    ]
      // A server of one's own takes any word as a key, and words stand in logs.
      .flatMap((secret) => (secret != null && secret.length >= 6 ? [secret] : [])),
  );
  const unknown = unknownSettings(file, process.env);
  if (unknown.length > 0)
    log.warn({ settings: unknown }, 'these settings mean nothing here: .env.example has all names');
  const { assistant, problems } = openKnowledge();
  for (const { file, line, cause } of problems) log.error({ file, line, cause }, 'a document is left out');
  const database = await openDatabase(
    config.databaseUrl ? { kind: 'server', url: config.databaseUrl } : { kind: 'folder', folder: config.dataDir },
  );
  const parts: Parts = {
    config,
    database,
    assistant,
    languageModel: await openConfiguredModel(config.model, {
      assistant,
      client: database.client,
      clock: systemClock,
      log,
      random: Math.random,
      folder: config.dataDir,
    }),
    clock: systemClock,
    log,
    random: Math.random,
    tellAdminCode: printAdminCode,
  };

  /** A start that is asked to end is finished first: it sends already. */
  const run = <A extends App>(starting: Promise<A>): Promise<A> => {
    let ending: Promise<void> | null = null;
    end = () => {
      ending ??= starting.then((app) => app.stop()).then(() => database.close());
      return ending;
    };
    return starting;
  };
  if (isChat) {
    const app = await run(startTerminal(parts));
    await app.closed;
    await end();
    process.exit(0);
  }
  const app = await run(startServer(parts));
  log.info({ database: database.engine, documents: assistant.documents.length }, 'started');
  process.stdout.write(`Trợ lý OCOP đang chạy: http://${config.host}:${app.port}\n`);
}

/** Once, at the first start: only a hash of the code is kept, and nothing of it is logged. */
function printAdminCode(code: string): void {
  process.stdout.write(`Mã cho quản trị đầu tiên (chỉ hiện một lần, dùng một lần). Nhắn cho trợ lý: /canbo ${code}\n`);
}

function fail(error: unknown): never {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

if (process.argv[1] === import.meta.filename) main(process.argv[2] === 'chat').catch(fail);
