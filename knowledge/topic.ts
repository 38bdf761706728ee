import { z } from 'zod';

/** What an answer was about, so that "còn nhóm 4?" or "ai lo việc đó?" can be understood. JSON through and through. */
export const topicSchema = z.object({
  /** id of the card that answered */
  card: z.string(),
  /** sections of Appendix I that were named */
  districts: z.array(z.string()),
  /** 3, 4 or 5 where stars were asked for */
  star: z.number().int().nullable(),
});

export type Topic = z.infer<typeof topicSchema>;
