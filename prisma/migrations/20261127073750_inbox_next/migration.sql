-- CreateIndex
CREATE INDEX "inbox_next_idx" ON "inbox"("id") WHERE (done_at IS NULL AND file_due_at IS NULL);
