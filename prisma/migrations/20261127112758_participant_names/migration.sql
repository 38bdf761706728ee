-- AlterTable
ALTER TABLE "sign_up" ADD COLUMN     "name" TEXT;
