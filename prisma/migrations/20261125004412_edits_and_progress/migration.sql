-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "edited_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sending" ADD COLUMN     "follower" BIGINT,
ADD COLUMN     "progress_ended" TIMESTAMPTZ(3),
ADD COLUMN     "progress_outbox_id" BIGINT,
ADD COLUMN     "progress_since" TIMESTAMPTZ(3),
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "outbox_conversation_id_edited_at_idx" ON "outbox"("conversation_id", "edited_at") WHERE (edited_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "sending_id_idx" ON "sending"("id") WHERE (progress_ended IS NULL);
