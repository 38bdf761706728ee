-- CreateTable
CREATE TABLE "oa_grant" (
    "app_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "origins" TEXT[],
    "refresher" TEXT,
    "refresh_until" TIMESTAMPTZ(3),
    "ended" TEXT,

    CONSTRAINT "oa_grant_pkey" PRIMARY KEY ("app_id")
);
