/** Shows people that an answer is being prepared. */
import type { Channel } from './channel.ts';
import type { ChannelName } from './message.ts';

/** What takes longer than this is shown. */
const afterMs = 600;
/** Platforms show it for some five seconds. */
const againMs = 4_000;

/** Shows it in a chat until the result is called, once that has taken a while. Failures do not matter. */
export type ShowTyping = (channel: ChannelName, chat: string) => () => void;

export function createTyping(channels: ReadonlyMap<ChannelName, Channel>): ShowTyping {
  return (name, chat) => {
    const show = () => {
      channels
        .get(name)
        ?.typing(chat)
        .catch(() => {});
      timer = setTimeout(show, againMs);
    };
    let timer = setTimeout(show, afterMs);
    return () => clearTimeout(timer);
  };
}
