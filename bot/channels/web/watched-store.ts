/** The database as the web channel sees it: remembers that it failed, until it answers again. */
import type { Receive } from '../../channel.ts';
import type { Transcript } from '../../transcript.ts';

export interface WatchedStore {
  transcript: Transcript;
  receiving(receive: Receive): Receive;
  /** Null while the database answers. */
  trouble(): string | null;
}

export function watchStore(transcript: Transcript): WatchedStore {
  let trouble: string | null = null;

  async function watch<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      trouble = null;
      return result;
    } catch (error) {
      trouble = `the database did not answer: ${error instanceof Error ? error.message : String(error)}`;
      throw error;
    }
  }

  return {
    transcript: {
      read: (...which) => watch(transcript.read(...which)),
      edited: (...which) => watch(transcript.edited(...which)),
      timeOf: transcript.timeOf,
      find: (...which) => watch(transcript.find(...which)),
      waiting: (...which) => watch(transcript.waiting(...which)),
    },
    receiving: (receive) => (arrivals) => watch(receive(arrivals)),
    trouble: () => trouble,
  };
}
