-- CreateEnum
CREATE TYPE "broadcast_state" AS ENUM ('running', 'paused', 'done', 'cancelled');

-- CreateEnum
CREATE TYPE "notice_state" AS ENUM ('awaiting', 'scheduled', 'sent', 'withdrawn', 'called_off');

-- CreateEnum
CREATE TYPE "sending_purpose" AS ENUM ('first', 'correction', 'change', 'call_off');

-- CreateEnum
CREATE TYPE "sign_up_state" AS ENUM ('going', 'waiting', 'declined');

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "broadcast_id" BIGINT,
ADD COLUMN     "not_after" TIMESTAMPTZ(3),
ADD COLUMN     "person_id" UUID,
ALTER COLUMN "payload" DROP NOT NULL;

-- CreateTable
CREATE TABLE "edit" (
    "outbox_id" BIGINT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "edit_pkey" PRIMARY KEY ("outbox_id")
);

-- CreateTable
CREATE TABLE "broadcast" (
    "id" BIGSERIAL NOT NULL,
    "payload" JSONB NOT NULL,
    "state" "broadcast_state" NOT NULL DEFAULT 'running',
    "urgent" BOOLEAN NOT NULL,
    "audience" INTEGER NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "person_id" UUID NOT NULL,
    "topics" TEXT[],
    "commune_code" TEXT,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "place" TEXT,
    "seats" INTEGER,
    "content" TEXT NOT NULL,
    "audience" JSONB NOT NULL,
    "sign_up" BOOLEAN NOT NULL,
    "attachment" JSONB,
    "urgent" BOOLEAN NOT NULL,
    "send_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "notice_state" NOT NULL,
    "officer" BIGINT NOT NULL,
    "approved_by" BIGINT,
    "attendance_code" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sending" (
    "id" BIGSERIAL NOT NULL,
    "notice_id" BIGINT NOT NULL,
    "broadcast_id" BIGINT NOT NULL,
    "purpose" "sending_purpose" NOT NULL,
    "officer" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sending_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_up" (
    "notice_id" BIGINT NOT NULL,
    "person_id" UUID NOT NULL,
    "state" "sign_up_state" NOT NULL,
    "people" INTEGER NOT NULL DEFAULT 1,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "day_reminded_at" TIMESTAMPTZ(3),
    "hours_reminded_at" TIMESTAMPTZ(3),
    "attended_at" TIMESTAMPTZ(3),
    "feedback_asked_at" TIMESTAMPTZ(3),
    "rating" INTEGER,
    "remark" TEXT,

    CONSTRAINT "sign_up_pkey" PRIMARY KEY ("notice_id","person_id")
);

-- CreateIndex
CREATE INDEX "edit_due_at_idx" ON "edit"("due_at");

-- CreateIndex
CREATE INDEX "broadcast_state_id_idx" ON "broadcast"("state", "id");

-- CreateIndex
CREATE INDEX "notice_state_send_at_idx" ON "notice"("state", "send_at");

-- CreateIndex
CREATE INDEX "notice_starts_at_idx" ON "notice"("starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "sending_broadcast_id_key" ON "sending"("broadcast_id");

-- CreateIndex
CREATE INDEX "sending_notice_id_id_idx" ON "sending"("notice_id", "id");

-- CreateIndex
CREATE INDEX "sign_up_notice_id_state_since_idx" ON "sign_up"("notice_id", "state", "since");

-- CreateIndex
CREATE INDEX "sign_up_person_id_idx" ON "sign_up"("person_id");

-- CreateIndex
CREATE INDEX "outbox_broadcast_id_channel_state_id_idx" ON "outbox"("broadcast_id", "channel", "state", "id") WHERE (broadcast_id IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "outbox_broadcast_id_person_id_key" ON "outbox"("broadcast_id", "person_id") WHERE (broadcast_id IS NOT NULL);

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edit" ADD CONSTRAINT "edit_outbox_id_fkey" FOREIGN KEY ("outbox_id") REFERENCES "outbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sending" ADD CONSTRAINT "sending_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sending" ADD CONSTRAINT "sending_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_up" ADD CONSTRAINT "sign_up_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_up" ADD CONSTRAINT "sign_up_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
