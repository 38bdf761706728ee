/** The fake Telegram for crowds as the benchmark uses it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Count, type MassOrder, massReportSchema } from './mass-messages.ts';
import { projectRoot } from './program.ts';

export interface Mass {
  /** For TELEGRAM_API_ROOT. */
  root: string;
  count(): Promise<Count>;
  /** One person writes; resolves to the milliseconds until the answer. One at a time. */
  ask(chat: string, text: string, until: string): Promise<number>;
  stop(): Promise<void>;
}

export interface Limits {
  perSecond: number;
  perChatPerSecond: number;
}

export async function startMass(limits?: Limits): Promise<Mass> {
  const child = fork(
    fileURLToPath(new URL('./mass-process.ts', import.meta.url)),
    limits ? [String(limits.perSecond), String(limits.perChatPerSecond)] : [],
    { cwd: projectRoot, execArgv: ['--import', 'tsx'] },
  );
  const gone = once(child, 'exit');
  const reports: ((report: ReturnType<typeof massReportSchema.parse>) => void)[] = [];
  const report = <K extends string>(kind: K) =>
    new Promise<Extract<ReturnType<typeof massReportSchema.parse>, { kind: K }>>((resolve) => {
      const listener = (one: ReturnType<typeof massReportSchema.parse>) => {
        if (!isOfKind(one, kind)) return;
        reports.splice(reports.indexOf(listener), 1);
        resolve(one);
      };
      reports.push(listener);
    });
  const ready = report('ready');
  child.on('message', (message) => {
    for (const listener of [...reports]) listener(massReportSchema.parse(message));
  });
  const order = (what: MassOrder) => child.send(what);
  const { root } = await ready;
  return {
    root,
    count() {
      const counted = report('count');
      order({ kind: 'count' });
      return counted;
    },
    async ask(chat, text, until) {
      const answered = report('answered');
      order({ kind: 'ask', chat, text, until });
      return (await answered).ms;
    },
    async stop() {
      child.disconnect();
      await gone;
    },
  };
}

type Report = ReturnType<typeof massReportSchema.parse>;

function isOfKind<K extends string>(report: Report, kind: K): report is Extract<Report, { kind: K }> {
  return report.kind === kind;
}
