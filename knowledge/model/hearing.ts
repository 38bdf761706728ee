import { fold } from '../text/fold.ts';
import type { CallRecord } from './call-record.ts';
import type { Tools } from './tools.ts';

/** Nobody says more in a voice message that we take. */
const LONGEST = 2_000;
/** What transcribers make up where nothing was said, without accents. */
const SILENCE = /^(?:cam on (?:cac )?ban da (?:xem|theo doi)|hay (?:dang ky|subscribe)|subscribe)/u;

/** What was said in a recording; null where it was nothing that can be used. Throws ModelError. */
export async function heard(
  recording: { bytes: Uint8Array; name: string; mime: string },
  { server, patience, limits }: Tools,
  record: CallRecord,
  signal: AbortSignal,
): Promise<string | null> {
  const said = await patience.call(signal, limits.transcribeMs, (until) => server.transcribe(recording, until));
  record.wrote('Nghe được', said);
  const text = said.text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (text === '' || text.length > LONGEST || !/\p{L}/u.test(text) || SILENCE.test(fold(text))) {
    record.found('không nghe được lời nói');
    return null;
  }
  return text;
}
