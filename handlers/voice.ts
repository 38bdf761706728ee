/** Voice messages: listened to by the language model, shown as text, and then taken as if that had been typed. */
import { z } from 'zod';
import type { Capability, Turn } from '../bot/capability.ts';
import { type Reply, reply } from '../bot/message.ts';
import { transcriptSchema, transcriptWithinMs } from './model/exchange.ts';

/** A longer text is heard as it is, but not said back as a whole. */
const longestShown = 600;

/** Said once in a talk. */
const whoListens = 'Một dịch vụ bên ngoài nghe giúp tôi, ghi âm không được giữ lại. Xem thêm: /riengtu.';

const unheard = {
  'too-large': 'Tin thoại này dài quá. Bạn nói ngắn hơn, hoặc gõ bằng chữ giúp tôi nhé.',
  'wrong-type': 'Tôi chưa nghe được loại tệp ghi âm này. Bạn gõ bằng chữ giúp tôi, không dấu cũng được.',
  unreadable: 'Tôi chưa nghe được loại tệp ghi âm này. Bạn gõ bằng chữ giúp tôi, không dấu cũng được.',
  gone: 'Tôi chưa lấy được tin thoại này. Bạn gửi lại, hoặc gõ bằng chữ giúp tôi nhé.',
  unclear: 'Tôi chưa nghe được tin thoại này. Bạn nói lại, hoặc gõ bằng chữ giúp tôi, không dấu cũng được.',
} as const;

export const voice: Capability = {
  name: 'voice',
  async listens(turn) {
    const { input } = turn;
    if (input.kind !== 'media' || input.media !== 'voice' || !input.recording) return null;
    const consulted = turn.consult(
      'transcription',
      { kind: 'transcription' },
      { withinMs: transcriptWithinMs, withRecording: true },
    );
    if (consulted === 'pending') return { said: [], text: null };
    const transcript = transcriptSchema.safeParse(consulted.advice).data ?? { unheard: 'unclear' as const };
    if ('unheard' in transcript) return { said: notHeard(turn, transcript.unheard), text: null };
    const isTold = turn.recall('voice', z.literal(true)) ?? false;
    turn.remember('voice', true);
    const heard = `🎤 Tôi nghe được: “${shown(transcript.text)}”`;
    return { said: [reply(isTold ? heard : `${heard}\n${whoListens}`)], text: transcript.text };
  },
};

/** What stood open stays open: the person says it again. */
function notHeard(turn: Turn, why: keyof typeof unheard): Reply[] {
  turn.keepChoices();
  return [reply(unheard[why])];
}

/** Asterisks would make parts of it bold. */
function shown(text: string): string {
  const plain = text.replaceAll('*', '');
  return plain.length > longestShown ? `${plain.slice(0, longestShown)}…` : plain;
}
