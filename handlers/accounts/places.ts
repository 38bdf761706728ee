/** Where a person talks with the assistant, as they would name the places. */
import { type ChannelName, channelNames } from '../../bot/message.ts';
import type { Tx } from '../../prisma/open.ts';
import { channelLabels } from '../notices/platform-names.ts';

export interface Place {
  conversation: bigint;
  channel: ChannelName;
  chat: string;
  /** `Zalo`; with a number where the person has several of a kind. */
  name: string;
  isPrivate: boolean;
  /** What comes unasked goes here. */
  preferred: boolean;
}

/** Of one person, oldest first. */
export async function placesOf(tx: Tx, personId: string): Promise<Place[]> {
  const rows = await tx.conversation.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  const counts = new Map<string, number>();
  return rows.map(({ id, channel: stored, chat, sender, preferred }) => {
    const channel = channelNames.find((name) => name === stored);
    if (!channel) throw new Error(`There is no channel ${stored}.`);
    const isPrivate = chat === sender;
    const plain = isPrivate ? channelLabels[channel] : `nhóm ${channelLabels[channel]}`;
    const count = (counts.get(plain) ?? 0) + 1;
    counts.set(plain, count);
    return { conversation: id, channel, chat, name: count === 1 ? plain : `${plain} ${count}`, isPrivate, preferred };
  });
}

/** `Zalo, Trang web` */
export function named(places: readonly Place[], conversations: readonly bigint[]): string {
  return places
    .filter(({ conversation }) => conversations.includes(conversation))
    .map(({ name }) => name)
    .join(', ');
}
