/** People on a local fake Telegram who write to whatever bot is connected there. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type CrowdOrder, crowdReportSchema, type Line, type Talk } from './crowd-messages.ts';
import { projectRoot } from './program.ts';

export interface Crowd {
  /** For TELEGRAM_API_ROOT. */
  root: string;
  /** One person for each script begins every `everyMs`; each writes on as soon as they are answered. */
  talk(scripts: readonly (readonly Line[])[], everyMs: number): Promise<Talk>;
  /** Somebody writes while no bot is running. */
  writeEarly(text: string): Promise<void>;
  /** Resolves once they are answered. */
  awaitEarly(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCrowd(): Promise<Crowd> {
  const child = fork(fileURLToPath(new URL('./crowd-process.ts', import.meta.url)), {
    cwd: projectRoot,
    execArgv: ['--import', 'tsx'],
  });
  const gone = once(child, 'exit');
  const report = async () => {
    const [message] = await Promise.race([
      once(child, 'message'),
      gone.then(() => [{ kind: 'failed', why: 'the crowd has gone' }]),
    ]);
    return crowdReportSchema.parse(message);
  };
  const order = async (what: CrowdOrder): Promise<Talk | null> => {
    const reported = report();
    child.send(what);
    const message = await reported;
    if (message.kind !== 'done') throw new Error(message.kind === 'failed' ? message.why : 'the crowd began anew');
    return message.talk;
  };
  const ready = await report();
  if (ready.kind !== 'ready') throw new Error('the fake Telegram did not start');
  return {
    root: ready.root,
    async talk(scripts, everyMs) {
      const talk = await order({ kind: 'crowd', scripts: scripts.map((script) => [...script]), everyMs });
      if (talk === null) throw new Error('the crowd said nothing');
      return talk;
    },
    async writeEarly(text) {
      await order({ kind: 'write-early', text });
    },
    async awaitEarly() {
      await order({ kind: 'await-early' });
    },
    async stop() {
      child.disconnect();
      await gone;
    },
  };
}
