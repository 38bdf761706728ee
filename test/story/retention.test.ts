/** What is told to people about deleting, kept. */
import { afterEach, expect, test } from 'vitest';
import { beginStory, type Story } from './app.ts';
import { saidIn, talkOf } from './talk.ts';

const dayMs = 24 * 60 * 60_000;

let story: Story;
afterEach(() => story.end());

const kept = async () => {
  const { inbox, outbox, feedback, conversation } = story.database.client;
  const talks = await conversation.findMany({ orderBy: { id: 'asc' } });
  return {
    messages: [await inbox.count(), await outbox.count()],
    feedback: await feedback.count(),
    remembers: talks.map(({ memory }) => JSON.stringify(memory) !== '{}'),
  };
};

/** The outcome of a send is stored a moment after the person has it. */
const allSettled = () => expect.poll(() => story.database.client.outbox.count({ where: { settledAt: null } })).toBe(0);

// An Official Account that nobody minds for a year has no tokens left to answer with.
test.each(['telegram', 'zalo-bot'] as const)(
  'messages and what is remembered of them go after 30 days, votes after a year: %s',
  async (platform) => {
    story = await beginStory({}, undefined, platform);
    const [lan, minh] = [talkOf(story, 801), talkOf(story, 802)];
    await lan.says('nhóm 5 gồm những gì');
    await lan.presses('👍 Có ích');
    await allSettled();
    story.clock.advance(20 * dayMs);
    await minh.says('nhóm 4 gồm những gì');
    await allSettled();
    expect(await kept()).toEqual({ messages: [3, 3], feedback: 1, remembers: [true, true] });

    story.clock.advance(11 * dayMs);
    await story.restart();
    await expect.poll(kept).toEqual({ messages: [1, 1], feedback: 1, remembers: [false, true] });

    story.clock.advance(335 * dayMs);
    await story.restart();
    await expect.poll(kept).toEqual({ messages: [0, 0], feedback: 0, remembers: [false, false] });

    expect(saidIn(await lan.says('nhóm 3 gồm những gì'))).toContain('Nhóm 3');
  },
);
