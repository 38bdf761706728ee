-- CreateEnum
CREATE TYPE "registration_status" AS ENUM ('submitted', 'changes', 'accepted', 'declined', 'withdrawn', 'dossier_sent', 'rated');

-- CreateEnum
CREATE TYPE "dossier_item_state" AS ENUM ('sent', 'accepted', 'changes');

-- CreateTable
CREATE TABLE "draft" (
    "person_id" UUID NOT NULL,
    "dialog" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "draft_pkey" PRIMARY KEY ("person_id","dialog")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registration" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "person_id" UUID,
    "profile" TEXT NOT NULL,
    "is_help_request" BOOLEAN NOT NULL DEFAULT false,
    "producer_kind" TEXT NOT NULL,
    "producer_name" TEXT NOT NULL,
    "representative" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "commune_code" TEXT NOT NULL,
    "product_name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "same_key" TEXT NOT NULL,
    "product_group" INTEGER,
    "criteria_set" INTEGER,
    "local_material" INTEGER,
    "local_labour" INTEGER,
    "confirmed_material" INTEGER,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_labour" INTEGER,
    "output_and_price" TEXT,
    "papers" TEXT[],
    "wished_stars" INTEGER NOT NULL DEFAULT 3,
    "status" "registration_status" NOT NULL DEFAULT 'submitted',
    "waits_for" TEXT,
    "waits_since" TIMESTAMPTZ(3),
    "remark" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "score_hundredths" INTEGER,
    "stars" INTEGER,
    "certified_on" DATE,
    "certificate_ends" DATE,
    "decision_number" TEXT,
    "renewal_told_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "name" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "registration_file" (
    "id" BIGSERIAL NOT NULL,
    "registration_id" BIGINT NOT NULL,
    "item" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registration_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dossier_item" (
    "registration_id" BIGINT NOT NULL,
    "item" TEXT NOT NULL,
    "state" "dossier_item_state" NOT NULL,
    "remark" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dossier_item_pkey" PRIMARY KEY ("registration_id","item")
);

-- CreateTable
CREATE TABLE "officer" (
    "id" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "area" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "told_on" DATE,
    "told_times" INTEGER NOT NULL DEFAULT 0,
    "digest_at" TIMESTAMPTZ(3),

    CONSTRAINT "officer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" BIGSERIAL NOT NULL,
    "code_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "area" TEXT,
    "invited_by" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "used_by" BIGINT,
    "revoked_at" TIMESTAMPTZ(3),
    "hidden_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wrong_code" (
    "id" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wrong_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "officer" BIGINT,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "draft_touched_at_idx" ON "draft"("touched_at");

-- CreateIndex
CREATE INDEX "consent_person_id_purpose_idx" ON "consent"("person_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "registration_code_key" ON "registration"("code");

-- CreateIndex
CREATE INDEX "registration_person_id_idx" ON "registration"("person_id");

-- CreateIndex
CREATE INDEX "registration_waits_for_commune_code_waits_since_idx" ON "registration"("waits_for", "commune_code", "waits_since");

-- CreateIndex
CREATE INDEX "registration_same_key_idx" ON "registration"("same_key");

-- CreateIndex
CREATE INDEX "registration_certificate_ends_idx" ON "registration"("certificate_ends");

-- CreateIndex
CREATE INDEX "registration_file_hash_idx" ON "registration_file"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "registration_file_registration_id_item_hash_key" ON "registration_file"("registration_id", "item", "hash");

-- CreateIndex
CREATE INDEX "officer_person_id_idx" ON "officer"("person_id");

-- CreateIndex
CREATE INDEX "officer_role_area_idx" ON "officer"("role", "area");

-- CreateIndex
CREATE INDEX "officer_digest_at_idx" ON "officer"("digest_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_code_hash_key" ON "invitation"("code_hash");

-- CreateIndex
CREATE INDEX "wrong_code_person_id_at_idx" ON "wrong_code"("person_id", "at");

-- CreateIndex
CREATE INDEX "audit_subject_id_idx" ON "audit"("subject", "id");

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration_file" ADD CONSTRAINT "registration_file_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dossier_item" ADD CONSTRAINT "dossier_item_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer" ADD CONSTRAINT "officer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wrong_code" ADD CONSTRAINT "wrong_code_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The audit log is only ever added to.
CREATE FUNCTION "audit_is_kept"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is only ever added to.';
END $$;
CREATE TRIGGER "audit_is_kept" BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION "audit_is_kept"();
