-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "about" TEXT;

-- CreateIndex
CREATE INDEX "outbox_about_id_idx" ON "outbox"("about", "id") WHERE (about IS NOT NULL);

-- CreateIndex
CREATE INDEX "outbox_waits_for_return_idx" ON "outbox"("state", "id") WHERE (about IS NOT NULL);
