/** What a person sees in a chat, and waits for. */
export interface Mailbox<Message> {
  messages: Message[];
  /** Called at every message that comes. */
  watchers: Set<() => void>;
}

/** Gives the next messages that no earlier wait has given; rejects, naming `who`, when they do not come in time. */
export function createWaiting<Message>({ messages, watchers }: Mailbox<Message>, who: string) {
  let waited = 0;
  return async (count = 1, withinMs = 15_000): Promise<Message[]> => {
    const end = waited + count;
    if (messages.length < end) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(watcher);
          reject(new Error(`${who} waited for ${count} messages and got ${messages.length - waited}`));
        }, withinMs);
        const watcher = () => {
          if (messages.length < end) return;
          clearTimeout(timer);
          watchers.delete(watcher);
          resolve();
        };
        watchers.add(watcher);
      });
    }
    const given = messages.slice(waited, end);
    waited = end;
    return given;
  };
}
