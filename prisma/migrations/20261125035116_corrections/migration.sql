-- CreateEnum
CREATE TYPE "correction_state" AS ENUM ('awaiting', 'sent', 'refused', 'overtaken', 'replaced');

-- CreateTable
CREATE TABLE "correction" (
    "id" BIGSERIAL NOT NULL,
    "notice_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "officer" BIGINT NOT NULL,
    "state" "correction_state" NOT NULL DEFAULT 'awaiting',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" BIGINT,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "correction_notice_id_key" ON "correction"("notice_id") WHERE (state = 'awaiting');

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
