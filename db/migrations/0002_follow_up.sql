-- What becomes of a recommendation after the meeting, and the terms of members.

ALTER TABLE "recommendation" ADD COLUMN "notice_served" TEXT;
ALTER TABLE "recommendation" ADD COLUMN "extended_to" TEXT;
ALTER TABLE "recommendation" ADD COLUMN "response" TEXT;
CREATE INDEX "recommendation_response" ON "recommendation" ("response");
ALTER TABLE "response" ADD COLUMN "notice_served" TEXT;
ALTER TABLE "response" ADD COLUMN "extended_to" TEXT;
ALTER TABLE "response" ADD COLUMN "responded" TEXT;
ALTER TABLE "response" ADD COLUMN "delivery" TEXT;
ALTER TABLE "response" ADD COLUMN "evidence" TEXT;
CREATE TABLE "term" (
  id TEXT PRIMARY KEY,
  "person" TEXT,
  "committee" TEXT,
  "office" TEXT,
  "seat" TEXT,
  "voting" TEXT,
  "from_date" TEXT,
  "to_date" TEXT
) WITHOUT ROWID;
CREATE INDEX "term_person" ON "term" ("person");
CREATE INDEX "term_committee" ON "term" ("committee");
