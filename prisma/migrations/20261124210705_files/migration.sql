-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "file_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "file_tries" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "inbox_file_due_at_idx" ON "inbox"("file_due_at");
