-- DropIndex
DROP INDEX "inbox_done_at_id_idx";

-- DropIndex
DROP INDEX "inbox_file_due_at_idx";

-- CreateIndex
CREATE INDEX "inbox_waiting_idx" ON "inbox"("conversation_id", "id") WHERE (done_at IS NULL);

-- CreateIndex
CREATE INDEX "inbox_file_due_at_idx" ON "inbox"("file_due_at") WHERE (file_due_at IS NOT NULL);
