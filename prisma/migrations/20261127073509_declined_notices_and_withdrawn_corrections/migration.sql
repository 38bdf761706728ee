-- AlterEnum
ALTER TYPE "correction_state" ADD VALUE 'withdrawn';

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "refused_by" BIGINT;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "other_before" BOOLEAN NOT NULL DEFAULT false;
