-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "preferred" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "join_code" (
    "person_id" UUID NOT NULL,
    "conversation_id" BIGINT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "join_code_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "joining" (
    "id" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "former_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "brought" JSONB NOT NULL,

    CONSTRAINT "joining_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "join_code_code_hash_key" ON "join_code"("code_hash");

-- CreateIndex
CREATE INDEX "join_code_expires_at_idx" ON "join_code"("expires_at");

-- CreateIndex
CREATE INDEX "joining_person_id_idx" ON "joining"("person_id");

-- AddForeignKey
ALTER TABLE "join_code" ADD CONSTRAINT "join_code_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "joining" ADD CONSTRAINT "joining_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
