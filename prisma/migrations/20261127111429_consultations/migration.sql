-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "advice" JSONB,
ADD COLUMN     "consult_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "consult_request" JSONB,
ADD COLUMN     "consult_tries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "consult_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "model_call" (
    "id" BIGSERIAL NOT NULL,
    "conversation_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "written" TEXT NOT NULL,
    "passages" TEXT[],
    "input_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "latency_ms" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "faults" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "model_call_created_at_idx" ON "model_call"("created_at");

-- CreateIndex
CREATE INDEX "model_call_conversation_id_idx" ON "model_call"("conversation_id");

-- CreateIndex
CREATE INDEX "inbox_consult_due_at_idx" ON "inbox"("consult_due_at") WHERE (consult_due_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "model_call" ADD CONSTRAINT "model_call_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
