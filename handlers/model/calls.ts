/** Every use of the language model, personal data masked, as officers review it. Kept for `modelCallsKeptDays`. */
import type { ModelCall } from '../../knowledge/model/language-model.ts';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import { localDay } from '../programme/days.ts';

/** Longer texts are of no use to who reviews them on a telephone. */
const longestText = 4_000;

/** Stored the moment it ended, whether what it brought is of use or comes too late. A talk that was deleted meanwhile stays so. */
export async function storeCall(
  client: PrismaClient,
  conversationId: bigint,
  call: ModelCall,
  now: Date,
): Promise<void> {
  await client.$executeRaw`
    INSERT INTO model_call (conversation_id, kind, model, question, written, passages, input_tokens, output_tokens, latency_ms, verdict, faults, created_at)
    SELECT id, ${call.kind}, ${storable(call.model)}, ${storable(call.question)}, ${storable(call.written)},
      ${[...call.passages]}::text[], ${call.inputTokens}::int, ${call.outputTokens}::int, ${Math.round(call.latencyMs)}::int,
      ${call.verdict}, ${call.faults.map(storable)}::text[], ${now}
    FROM conversation WHERE id = ${conversationId}`;
}

/** Tokens that were spent since midnight in Việt Nam, of all machines that share the database. */
export async function spentToday(client: PrismaClient, now: Date): Promise<number> {
  const midnight = new Date(`${localDay(now)}T00:00:00+07:00`);
  const { _sum: sum } = await client.modelCall.aggregate({
    where: { createdAt: { gte: midnight } },
    _sum: { inputTokens: true, outputTokens: true },
  });
  return (sum.inputTokens ?? 0) + (sum.outputTokens ?? 0);
}

/** The database refuses one character, and a model may write any. */
function storable(text: string): string {
  return text.replaceAll('\0', '').slice(0, longestText);
}
