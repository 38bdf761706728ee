/** The open pages of this process, each of which sleeps until something of its chat moves. */
import type { Outgoing } from '../../channel.ts';

/** More pages of one visitor than any person has open, and more of all visitors than one process should carry. */
export const maxPages = { perVisitor: 12, inAll: 5_000 };

/** What happened since the page last looked. */
interface News {
  messages: Outgoing[];
  /** What was said earlier says something else by now. */
  edited: boolean;
  typing: boolean;
}

export interface Listener {
  readonly closed: boolean;
  /** Resolves after `ms` at the latest; true when something happened. */
  wait(ms: number): Promise<boolean>;
  /** Hands over the news and forgets them. */
  take(): News;
  close(): void;
}

interface Ear extends Listener {
  hear(change: (news: News) => void): void;
}

export interface Listeners {
  /** Null when this visitor, or everybody together, has too many pages open. */
  open(chat: string): Listener | null;
  /** Tells the pages of a chat that something arrived for them. */
  tell(chat: string, change: (news: News) => void): void;
  closeAll(): void;
}

export function createListeners(): Listeners {
  const byChat = new Map<string, Set<Ear>>();
  let count = 0;
  return {
    open(chat) {
      const ears = byChat.get(chat) ?? new Set<Ear>();
      if (count >= maxPages.inAll || ears.size >= maxPages.perVisitor) return null;
      const ear = createEar(() => {
        count--;
        ears.delete(ear);
        if (ears.size === 0) byChat.delete(chat);
      });
      count++;
      byChat.set(chat, ears.add(ear));
      return ear;
    },
    tell(chat, change) {
      for (const ear of byChat.get(chat) ?? []) ear.hear(change);
    },
    closeAll() {
      for (const ears of [...byChat.values()]) for (const ear of [...ears]) ear.close();
    },
  };
}

const noNews = (): News => ({ messages: [], edited: false, typing: false });

function createEar(onClose: () => void): Ear {
  let news = noNews();
  let stirred = false;
  let closed = false;
  let wake = () => {};
  return {
    get closed() {
      return closed;
    },
    wait(ms) {
      if (stirred || closed) return Promise.resolve(true);
      return new Promise((resolve) => {
        const timer = setTimeout(() => end(), ms);
        const end = () => {
          clearTimeout(timer);
          wake = () => {};
          resolve(stirred || closed);
        };
        wake = end;
      });
    },
    take() {
      const taken = news;
      news = noNews();
      stirred = false;
      return taken;
    },
    hear(change) {
      change(news);
      stirred = true;
      wake();
    },
    close() {
      if (closed) return;
      closed = true;
      onClose();
      wake();
    },
  };
}
