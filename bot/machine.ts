/** The running chat machine: arrivals in, turns, replies out, for the channels and capabilities it is given. */
import type { Logger } from 'pino';
import type { Database, Tx } from '../prisma/open.ts';
import { cancelExpired, closeBroadcasts } from './broadcast.ts';
import type { Capability } from './capability.ts';
import type { Channel, Receive } from './channel.ts';
import type { Clock } from './clock.ts';
import type { Consult } from './consult.ts';
import { type ConsultLoop, releaseAll, startConsultLoop } from './consult-loop.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { sweepDrafts } from './dialog/drafts.ts';
import { createEditLoop } from './edit-loop.ts';
import { type FetchLoop, startFetchLoop } from './fetch-loop.ts';
import type { FileStore } from './files.ts';
import { storeArrivals } from './inbox.ts';
import { keepLease, type Lease } from './lease.ts';
import type { ChannelName } from './message.ts';
import type { Metrics } from './metrics.ts';
import { tellReturned } from './must-reach.ts';
import { leaseName } from './outbox.ts';
import type { QuietHours } from './quiet-hours.ts';
import { createRouter } from './router.ts';
import { startSweepLoop } from './sweep-loop.ts';
import { startTurnLoop, type TurnLoop } from './turn-loop.ts';
import { createTyping } from './typing.ts';

const drainPollMs = 50;
/** Transactions of turns at once on a PostgreSQL server, each of several people; more only split the batches. */
const serverWorkers = 3;
/** How late what is due by the clock may come. */
const sweepEveryMs = 5_000;

export interface MachineOptions {
  database: Database;
  clock: Clock;
  log: Logger;
  random: () => number;
  /** Names this process among all that share the database. */
  holder: string;
  capabilities: readonly Capability[];
  channels: readonly Channel[];
  files: FileStore;
  metrics: Metrics;
  quietHours: QuietHours;
  /** Who gives advice where a capability asks for some; null: nobody. */
  consult: Consult | null;
  sweepEveryMs?: number;
}

export interface Machine {
  /** Resolves once all that arrived is answered and sent, or the time is up. */
  drain(ms: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startMachine(options: MachineOptions): Promise<Machine> {
  const { database, clock, log, channels, metrics } = options;
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  const deliveries = new Map<ChannelName, Delivery>(
    channels.map((channel) => [
      channel.name,
      createDelivery({
        client: database.client,
        channel,
        holder: options.holder,
        clock,
        log,
        random: options.random,
        quietHours: options.quietHours,
        onOutcome: (outcome) => metrics.sends.inc({ channel: channel.name, outcome }),
      }),
    ]),
  );

  let turns: TurnLoop | null = null;
  let fetches: FetchLoop | null = null;
  let consults: ConsultLoop | null = null;
  const typing = createTyping(byName);
  if (options.consult === null) await releaseAll(database.client);
  const receive: Receive = async (arrivals) => {
    await storeArrivals(database.client, clock, arrivals);
    for (const { channel } of arrivals) metrics.arrivals.inc({ channel });
    turns?.ring();
  };

  const leases: Lease[] = [];
  for (const channel of channels) {
    const delivery = deliveries.get(channel.name);
    if (!delivery) continue;
    if (channel.receiving === 'everywhere') await channel.start(receive);
    const edits = createEditLoop({ client: database.client, channel, holder: options.holder, clock, log });
    leases.push(
      await keepLease({
        client: database.client,
        name: leaseName(channel.name),
        holder: options.holder,
        seize: database.engine === 'pglite',
        async onWon(held) {
          await delivery.start(held);
          edits.start(held);
          if (channel.receiving === 'alone') await channel.start(receive);
        },
        async onLost() {
          if (channel.receiving === 'alone') await channel.stop();
          await edits.stop();
          await delivery.stop();
        },
        onError: (error) => log.error({ err: error, channel: channel.name }, 'the lease could not be kept'),
      }),
    );
  }

  turns = startTurnLoop({
    database,
    clock,
    log,
    router: createRouter(options.capabilities),
    channels: byName,
    workers: database.engine === 'pglite' ? 1 : serverWorkers,
    isAdvised: options.consult !== null,
    onTaken: typing,
    onTurn: (result, ms) => metrics.turns.observe({ channel: result.channel, result: result.kind }, ms / 1000),
    onReplies: (name) => deliveries.get(name)?.ring(),
    onFileWanted: () => fetches?.ring(),
    onAdviceWanted: () => consults?.ring(),
  });
  const running = turns;
  leases.push(
    await startSweepLoop({
      database,
      clock,
      log,
      holder: options.holder,
      everyMs: options.sweepEveryMs ?? sweepEveryMs,
      sweeps: [
        (tx, now) => sweepDrafts(tx, now, options.capabilities),
        cancelExpired,
        closeBroadcasts,
        tellReturned,
        ...options.capabilities.flatMap((one) =>
          one.sweep ? [(tx: Tx, now: Date) => one.sweep?.(tx, now) ?? Promise.resolve()] : [],
        ),
      ],
    }),
  );
  fetches = startFetchLoop({
    client: database.client,
    clock,
    log,
    channels: byName,
    files: options.files,
    onFetched(channel, result) {
      metrics.fetches.inc({ channel, result });
      if (result !== 'retry') running.ring();
    },
  });
  const fetching = fetches;
  if (options.consult) {
    consults = startConsultLoop({
      client: database.client,
      clock,
      log,
      channels: byName,
      consult: options.consult,
      typing,
      onConsulted(name, result) {
        metrics.consultations.inc({ name, result });
        running.ring();
      },
    });
  }
  const consulting = consults;

  return {
    async drain(ms) {
      const deadline = performance.now() + ms;
      while (performance.now() < deadline) {
        const waiting =
          (await database.client.inbox.count({ where: { doneAt: null } })) +
          (await database.client.outbox.count({ where: { state: { in: ['planned', 'sending'] } } }));
        if (waiting === 0) return;
        await new Promise((resolve) => setTimeout(resolve, drainPollMs));
      }
    },
    async stop() {
      for (const channel of channels) if (channel.receiving === 'everywhere') await channel.stop();
      await Promise.all([running.stop(), fetching.stop(), consulting?.stop()]);
      for (const lease of leases) await lease.release();
    },
  };
}
