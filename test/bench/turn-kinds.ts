/** One turn of each kind, with what people can really do here, and the statements that it took. */
import type { Clock } from '../../bot/clock.ts';
import { storeArrivals } from '../../bot/inbox.ts';
import { type Content, replySchema } from '../../bot/message.ts';
import { createRouter } from '../../bot/router.ts';
import { takeTurn } from '../../bot/turn.ts';
import type { AnswerStatus } from '../../knowledge/answer.ts';
import type { Assistant } from '../../knowledge/assistant.ts';
import type { Database } from '../../prisma/open.ts';
import { testCapabilities } from '../capabilities.ts';
import { questions } from './questions.ts';
import { watchStatements } from './statements.ts';

export const turnKinds = ['plain question', 'button press', 'vote', 'unanswered question', 'command'] as const;
export type TurnKind = (typeof turnKinds)[number];

export interface TurnCost {
  /** What was sent to the database from `BEGIN` to `COMMIT`. */
  statements: string[];
  /** What storing the arrival took before. */
  arrival: string[];
  /** How the question was answered; null when nothing was asked. */
  status: AnswerStatus | null;
}

/** Runs a turn of each kind on an empty database. */
export async function countStatements(
  database: Database,
  assistant: Assistant,
  clock: Clock,
): Promise<Map<TurnKind, TurnCost>> {
  let status: AnswerStatus | null = null;
  const capabilities = testCapabilities(assistant, (given) => {
    status = given;
  });
  const router = createRouter(capabilities);
  let arrivals = 0;

  const turnOf = async (content: Content): Promise<TurnCost> => {
    status = null;
    const watch = watchStatements();
    try {
      const id = String(++arrivals);
      await storeArrivals(database.client, clock, [{ channel: 'telegram', id, chat: '1', sender: '1', content }]);
      const arrival = [...watch.alone];
      const result = await takeTurn({
        database,
        clock,
        router,
        channels: new Map(),
        isAdvised: false,
        onTaken: () => () => {},
      });
      if (result.kind === 'failed') throw result.error;
      const [statements, ...more] = watch.committed;
      if (result.kind !== 'done' || !statements || more.length > 0 || watch.alone.length > arrival.length) {
        throw new Error(`a turn is one transaction and nothing else; it was ${JSON.stringify([result, watch])}`);
      }
      return { statements, arrival, status };
    } finally {
      watch.stop();
    }
  };
  const questionWith = (wanted: AnswerStatus) => {
    const found = questions.find((text) => assistant.ask(text, { now: clock.now(), topic: null }).status === wanted);
    if (found === undefined) throw new Error(`no question of the evaluation set is ${wanted}`);
    return found;
  };
  const says = (text: string) => turnOf({ kind: 'text', text });
  const presses = async (label: RegExp) => {
    const { id, payload } = await database.client.outbox.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const index = replySchema.parse(payload).choices.findIndex((choice) => label.test(choice.label));
    if (index < 0) throw new Error(`there is no button ${label}`);
    return turnOf({ kind: 'choice', message: id.toString(), index });
  };

  const command = await says('/menu');
  const press = await presses(/nhóm sản phẩm/);
  return new Map([
    ['plain question', await says(questionWith('answered'))],
    ['vote', await presses(/Có ích/)],
    ['unanswered question', await says(questionWith('unknown'))],
    ['command', command],
    ['button press', press],
  ] satisfies [TurnKind, TurnCost][]);
}
