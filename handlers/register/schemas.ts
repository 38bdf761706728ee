/** What the values of `/dangky` look like. Made once: the dialog itself is put together anew for every message. */
import { z } from 'zod';
import { unitByCode } from '../programme/units.ts';
import { papers, producerKinds } from '../programme/vocabulary.ts';

export const fileSchema = z.object({ hash: z.string(), name: z.string(), mime: z.string(), bytes: z.number() });
export const paperSchema = z.enum(papers);
export const schemas = {
  yes: z.literal(true),
  kind: z.enum(producerKinds),
  name: z.string().min(2).max(120),
  person: z.string().min(2).max(80),
  phone: z.string().regex(/^\+84\d{9,10}$/),
  commune: z.string().refine((code) => unitByCode(code) !== null),
  description: z.string().min(10).max(600),
  share: z.number().int().min(0).max(100).nullable(),
  outputAndPrice: z.string().min(2).max(200),
  papers: z.array(paperSchema),
  photos: z.array(fileSchema),
};
