-- Live minutes: lines, drafts, the life of minutes, and what came of a meeting.

ALTER TABLE "committee" ADD COLUMN "quorum" INTEGER;
ALTER TABLE "committee" ADD COLUMN "numbering" TEXT;
ALTER TABLE "committee" ADD COLUMN "end_by" TEXT;
ALTER TABLE "committee" ADD COLUMN "standing" TEXT;
ALTER TABLE "committee" ADD COLUMN "wording" TEXT;
ALTER TABLE "membership" ADD COLUMN "code" TEXT;
ALTER TABLE "membership" ADD COLUMN "aliases" TEXT;
ALTER TABLE "item" ADD COLUMN "planned" INTEGER;
ALTER TABLE "item" ADD COLUMN "presenters" TEXT;
ALTER TABLE "item" ADD COLUMN "matter" TEXT;
ALTER TABLE "section" ADD COLUMN "item" TEXT;
CREATE INDEX "section_item" ON "section" ("item");
ALTER TABLE "conclusion" ADD COLUMN "item" TEXT;
CREATE INDEX "conclusion_item" ON "conclusion" ("item");
ALTER TABLE "conclusion" ADD COLUMN "entry" TEXT;
CREATE INDEX "conclusion_entry" ON "conclusion" ("entry");
ALTER TABLE "conclusion" ADD COLUMN "entries" TEXT;
ALTER TABLE "conclusion" ADD COLUMN "state" TEXT;
ALTER TABLE "conclusion" ADD COLUMN "agreed" TEXT;
ALTER TABLE "recommendation" ADD COLUMN "item" TEXT;
CREATE INDEX "recommendation_item" ON "recommendation" ("item");
ALTER TABLE "recommendation" ADD COLUMN "entry" TEXT;
CREATE INDEX "recommendation_entry" ON "recommendation" ("entry");
ALTER TABLE "recommendation" ADD COLUMN "entries" TEXT;
ALTER TABLE "recommendation" ADD COLUMN "state" TEXT;
ALTER TABLE "recommendation" ADD COLUMN "agreed" TEXT;
ALTER TABLE "recommendation" ADD COLUMN "owner" TEXT;
ALTER TABLE "recommendation" ADD COLUMN "due" TEXT;
ALTER TABLE "request" ADD COLUMN "item" TEXT;
CREATE INDEX "request_item" ON "request" ("item");
ALTER TABLE "request" ADD COLUMN "entry" TEXT;
CREATE INDEX "request_entry" ON "request" ("entry");
ALTER TABLE "request" ADD COLUMN "entries" TEXT;
ALTER TABLE "request" ADD COLUMN "state" TEXT;
ALTER TABLE "request" ADD COLUMN "agreed" TEXT;
ALTER TABLE "request" ADD COLUMN "addressee" TEXT;
ALTER TABLE "request" ADD COLUMN "owner" TEXT;
ALTER TABLE "request" ADD COLUMN "due" TEXT;
ALTER TABLE "action" ADD COLUMN "item" TEXT;
CREATE INDEX "action_item" ON "action" ("item");
ALTER TABLE "action" ADD COLUMN "entry" TEXT;
CREATE INDEX "action_entry" ON "action" ("entry");
ALTER TABLE "action" ADD COLUMN "entries" TEXT;
ALTER TABLE "action" ADD COLUMN "state" TEXT;
ALTER TABLE "action" ADD COLUMN "agreed" TEXT;
ALTER TABLE "finding" ADD COLUMN "entry" TEXT;
CREATE INDEX "finding_entry" ON "finding" ("entry");
CREATE TABLE "resolution" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "section" TEXT,
  "number" TEXT,
  "text" TEXT,
  "position" INTEGER,
  "at" TEXT,
  "item" TEXT,
  "entry" TEXT,
  "entries" TEXT,
  "state" TEXT,
  "agreed" TEXT
) WITHOUT ROWID;
CREATE INDEX "resolution_meeting" ON "resolution" ("meeting");
CREATE INDEX "resolution_item" ON "resolution" ("item");
CREATE INDEX "resolution_entry" ON "resolution" ("entry");
CREATE TABLE "undertaking" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "section" TEXT,
  "text" TEXT,
  "who" TEXT,
  "due" TEXT,
  "position" INTEGER,
  "at" TEXT,
  "item" TEXT,
  "entry" TEXT,
  "entries" TEXT,
  "state" TEXT,
  "agreed" TEXT
) WITHOUT ROWID;
CREATE INDEX "undertaking_meeting" ON "undertaking" ("meeting");
CREATE INDEX "undertaking_item" ON "undertaking" ("item");
CREATE INDEX "undertaking_entry" ON "undertaking" ("entry");
CREATE TABLE "entry" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "item" TEXT,
  "person" TEXT,
  "sort" TEXT,
  "who" TEXT,
  "text" TEXT,
  "time" TEXT,
  "stamp" TEXT,
  "part" TEXT,
  "starred" INTEGER,
  "rank" TEXT,
  "details" TEXT,
  "links" TEXT,
  "origin" TEXT
) WITHOUT ROWID;
CREATE INDEX "entry_meeting" ON "entry" ("meeting");
CREATE INDEX "entry_item" ON "entry" ("item");
CREATE INDEX "entry_person" ON "entry" ("person");
CREATE TABLE "minutes" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "state" TEXT,
  "started" TEXT,
  "ended" TEXT,
  "level" TEXT,
  "numbers" TEXT,
  "life" TEXT,
  "amendments" TEXT,
  "approved_at" TEXT,
  "signed_by" TEXT,
  "signed_on" TEXT,
  "fed" TEXT
) WITHOUT ROWID;
CREATE INDEX "minutes_meeting" ON "minutes" ("meeting");
CREATE TABLE "minute_block" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "item" TEXT,
  "sort" TEXT,
  "text" TEXT,
  "generated" TEXT,
  "entries" TEXT,
  "part" TEXT,
  "rank" TEXT
) WITHOUT ROWID;
CREATE INDEX "minute_block_meeting" ON "minute_block" ("meeting");
CREATE INDEX "minute_block_item" ON "minute_block" ("item");
