-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "urged_at" TIMESTAMPTZ(3);
