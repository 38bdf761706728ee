/** From the start of the program to the first answer, on a prepared folder; the very first start is told apart. */
import { type OurBot, type OurBotOptions, startEchoBot, startOurBot } from './bots.ts';
import { type Crowd, startCrowd } from './crowd.ts';
import { withFolder } from './folder.ts';
import { questions } from './questions.ts';
import { median } from './statistics.ts';
import { type Findings, milliseconds, times } from './table.ts';
import { askOnThePage } from './web-guest.ts';

const repeats = 5;
const targetMs = 2_000;

/** Milliseconds since the start. */
interface Start {
  ready: number;
  /** On the web page. */
  web: number;
  /** To a message that waited on Telegram. */
  telegram: number;
}

export async function measureStart(): Promise<Findings> {
  const crowd = await startCrowd();
  try {
    return await withFolder(async (dataDir) => {
      const options: OurBotOptions = { telegramRoot: crowd.root, storage: { dataDir } };
      const first = await startOnce(crowd, options);
      const bare: Start[] = [];
      const npm: Start[] = [];
      const echo: number[] = [];
      // In turn, so that whatever else the machine does meets them all.
      for (let repeat = 0; repeat < repeats; repeat++) {
        bare.push(await startOnce(crowd, options));
        npm.push(await startOnce(crowd, { ...options, throughNpm: true }));
        echo.push(await startEcho(crowd));
      }
      const peer = median(echo);
      const medians = (starts: Start[]): Start => ({
        ready: median(starts.map(({ ready }) => ready)),
        web: median(starts.map(({ web }) => web)),
        telegram: median(starts.map(({ telegram }) => telegram)),
      });
      const row = (name: string, start: Start) => [
        name,
        milliseconds(start.ready),
        milliseconds(start.web),
        milliseconds(start.telegram),
        times(start.telegram, peer),
      ];
      const later = medians(bare);
      return {
        title: 'Start: from the start of the program to the first answer',
        columns: ['bot', '/readyz 200', 'answer on the page', 'answer on Telegram', 'beside echo'],
        rows: [
          row('ours, first start ever', first),
          row('ours, later starts', later),
          row('ours, later starts, npm start', medians(npm)),
          ['bare grammy echo', '-', '-', milliseconds(peer), '1.00 ×'],
        ],
        notes: [
          `later starts: median of ${repeats}, on PGlite; the answer on Telegram is to a message written before the start`,
          `to reach: an answer on the page within ${targetMs} ms at later starts: ${later.web <= targetMs ? 'reached' : 'missed'}`,
        ],
      };
    });
  } finally {
    await crowd.stop();
  }
}

async function startOnce(crowd: Crowd, options: OurBotOptions): Promise<Start> {
  const question = questions[0] ?? '';
  await crowd.writeEarly(question);
  const bot = await startOurBot(options);
  const since = () => performance.now() - bot.startedAt;
  const watch = async (running: OurBot): Promise<Start> => {
    const telegram = crowd.awaitEarly().then(since);
    const ready = await running.ready();
    const [web, waited] = await Promise.all([askOnThePage(running.root, question).then(since), telegram]);
    return { ready, web, telegram: waited };
  };
  try {
    return await Promise.race([watch(bot), bot.ended]);
  } finally {
    await bot.stop();
  }
}

async function startEcho(crowd: Crowd): Promise<number> {
  await crowd.writeEarly(questions[0] ?? '');
  const bot = startEchoBot(crowd.root);
  try {
    await Promise.race([crowd.awaitEarly(), bot.ended]);
    return performance.now() - bot.startedAt;
  } finally {
    await bot.stop();
  }
}
