/** Asks the language model what turns wish to know, outside of any transaction, and stores each use of it. */
import type { Clock } from '../../bot/clock.ts';
import type { Consult } from '../../bot/consult.ts';
import type { Json } from '../../bot/dialog.ts';
import type { Assistant } from '../../knowledge/assistant.ts';
import type { LanguageModel, ModelCall } from '../../knowledge/model/language-model.ts';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import { storeCall } from './calls.ts';
import { answerSchema, requestSchema, type Transcript } from './exchange.ts';

export interface ConsultantOptions {
  model: LanguageModel;
  assistant: Assistant;
  client: PrismaClient;
  clock: Clock;
  onCall(call: ModelCall): void;
}

export function createConsultant({ model, assistant, client, clock, onCall }: ConsultantOptions): Consult {
  return async ({ conversationId, request, recording }, signal): Promise<Json> => {
    const keep = async (call: ModelCall) => {
      onCall(call);
      await storeCall(client, conversationId, call, clock.now());
      return call.verdict === 'accepted' || call.verdict === 'repaired';
    };
    const asked = requestSchema.parse(request);
    switch (asked.kind) {
      case 'answer': {
        const { question, history, now, topic } = asked;
        const plain = assistant.ask(question, { now, topic });
        const { answer, call } = await model.answer({ question, history, now, topic, plain }, signal);
        // The plain answer is found again in the turn.
        return (await keep(call)) ? asJson(answerSchema.parse(answer)) : null;
      }
      case 'fields': {
        const { values, call } = await model.readFields({ text: asked.text, fields: asked.fields }, signal);
        return (await keep(call)) ? values : null;
      }
      case 'transcription': {
        if (recording === null) throw new Error('Nothing was recorded.');
        if ('state' in recording) return { unheard: recording.why } satisfies Transcript;
        const name = `voice.${endings[recording.mime] ?? 'bin'}`;
        const { text, call } = await model.transcribe({ ...recording, name }, signal);
        await keep(call);
        const heard = text?.replaceAll('\0', '').replace(/\s+/g, ' ').trim();
        return (heard ? { text: heard.slice(0, longestHeard) } : { unheard: 'unclear' }) satisfies Transcript;
      }
    }
  };
}

/** As long as a typed message may be. */
const longestHeard = 4_000;

/** Services judge a recording by its name. */
const endings: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
};

const asJson = (value: object): Json => JSON.parse(JSON.stringify(value));
