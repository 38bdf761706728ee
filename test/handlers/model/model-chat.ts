/** People who talk with the whole assistant where a language model helps, or where none does. */

import type { FetchOutcome } from '../../../bot/channel.ts';
import type { Machine } from '../../../bot/machine.ts';
import type { Reply } from '../../../bot/message.ts';
import { createConsultant } from '../../../handlers/model/consultant.ts';
import { openKnowledge } from '../../../knowledge/library.ts';
import type { ModelCall } from '../../../knowledge/model/language-model.ts';
import { testCapabilities } from '../../capabilities.ts';
import { openTestDatabase, type TestDatabase } from '../../database.ts';
import { createTestClock, startTestMachine, type TestClock } from '../../machine.ts';
import { createPlatform, type Platform, until } from '../../platform.ts';
import { type ScriptedModel, scriptModel } from './scripted-model.ts';

export interface ModelChat {
  database: TestDatabase;
  clock: TestClock;
  platform: Platform;
  model: ScriptedModel;
  calls: ModelCall[];
  /** What the platform hands out for any recording. */
  recording: FetchOutcome;
  /** An empty database and a new model; `isModelOff`: none is configured. */
  begin(options?: { isModelOff?: boolean }): Promise<void>;
  /** The machine alone: what the database holds stays. */
  start(options?: { isModelOff?: boolean }): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
  /** What is answered, all of it. */
  says(chat: string, text: string): Promise<Reply[]>;
  speaks(chat: string): Promise<Reply[]>;
  presses(chat: string, label: string): Promise<Reply[]>;
}

const { assistant } = openKnowledge();

export async function openModelChat(): Promise<ModelChat> {
  const database = await openTestDatabase();
  let machine: Machine | null = null;
  const chat: ModelChat = {
    database,
    clock: createTestClock(),
    platform: createPlatform(),
    model: scriptModel(),
    calls: [],
    recording: { kind: 'refused', why: 'gone' },
    async begin(options) {
      await database.reset();
      chat.clock = createTestClock();
      chat.platform = Object.assign(createPlatform(), { fetchFile: async () => chat.recording });
      chat.model = scriptModel();
      chat.calls = [];
      await chat.start(options);
    },
    async start({ isModelOff = false } = {}) {
      const { clock, platform, model } = chat;
      const onCall = (call: ModelCall) => void chat.calls.push(call);
      machine = await startTestMachine({
        database,
        clock,
        channels: [platform],
        capabilities: testCapabilities(assistant, undefined, undefined, isModelOff ? null : model),
        ...(!isModelOff && { consult: createConsultant({ model, assistant, client: database.client, clock, onCall }) }),
      });
    },
    async stop() {
      await machine?.stop();
      machine = null;
    },
    close: () => database.close(),
    says: (who, text) => answers(who, () => chat.platform.says(who, text)),
    speaks: (who) =>
      answers(who, () =>
        chat.platform.arrives(who, {
          kind: 'media',
          media: 'voice',
          caption: '',
          recording: { state: 'offered', ref: 'voice-1', name: null, mime: 'audio/ogg', bytes: 300 },
        }),
      ),
    presses: (who, label) => answers(who, () => chat.platform.presses(mine(who).at(-1), label)),
  };
  const mine = (who: string) => chat.platform.delivered.filter((message) => message.chat === who);
  const answers = async (who: string, act: () => Promise<void>) => {
    const before = mine(who).length;
    await act();
    const { inbox, outbox } = database.client;
    const isDone = async () =>
      (await inbox.count({ where: { doneAt: null } })) === 0 &&
      (await outbox.count({ where: { state: { in: ['planned', 'sending'] } } })) === 0;
    await until(isDone, () => 'the answers to be sent');
    return mine(who)
      .slice(before)
      .map(({ reply }) => reply);
  };
  return chat;
}
