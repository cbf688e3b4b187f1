-- Made from db/migrations by `python -m cypsc_desktop.store.schema`; not to be edited.

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE about (
  name TEXT PRIMARY KEY,
  value TEXT
) WITHOUT ROWID;
CREATE TABLE "action" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "section" TEXT,
  "text" TEXT,
  "owner" TEXT,
  "due" TEXT,
  "position" INTEGER,
  "at" TEXT
, "item" TEXT, "entry" TEXT, "entries" TEXT, "state" TEXT, "agreed" TEXT, "closed" TEXT) WITHOUT ROWID;
CREATE TABLE alias (
  id TEXT PRIMARY KEY,
  canonical TEXT
) WITHOUT ROWID;
CREATE TABLE "annotation" (
  id TEXT PRIMARY KEY,
  "document" TEXT,
  "paper" TEXT,
  "item" TEXT,
  "page" INTEGER,
  "printed" TEXT,
  "mark" TEXT,
  "meaning" TEXT,
  "quote" TEXT,
  "before" TEXT,
  "after" TEXT,
  "paragraph" TEXT,
  "rects" TEXT,
  "points" TEXT,
  "comment" TEXT,
  "tags" TEXT,
  "author" TEXT,
  "created" TEXT,
  "reply_to" TEXT,
  "state" TEXT,
  "former" TEXT,
  "origin" TEXT,
  "colour" TEXT
) WITHOUT ROWID;
CREATE TABLE "attendance" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "person" TEXT,
  "name" TEXT,
  "role" TEXT,
  "seat" TEXT,
  "state" TEXT,
  "arrived" TEXT,
  "left" TEXT,
  "in_place_of" TEXT,
  "position" INTEGER,
  "at" TEXT
) WITHOUT ROWID;
CREATE TABLE awaited (
  op TEXT,
  kind TEXT,
  field TEXT,
  file TEXT,
  PRIMARY KEY (op, kind, field, file)
) WITHOUT ROWID;
CREATE TABLE change_set (
  number INTEGER PRIMARY KEY, -- in the order of arrival, in this library alone
  id TEXT UNIQUE,
  stream TEXT,
  seq INTEGER,
  stamp INTEGER,
  actor TEXT,
  label TEXT,
  group_id TEXT,
  reverts TEXT,
  source INTEGER
);
CREATE TABLE "committee" (
  id TEXT PRIMARY KEY,
  "name" TEXT,
  "council" TEXT
, "quorum" INTEGER, "numbering" TEXT, "end_by" TEXT, "standing" TEXT, "wording" TEXT) WITHOUT ROWID;
CREATE TABLE "conclusion" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "section" TEXT,
  "number" TEXT,
  "text" TEXT,
  "position" INTEGER,
  "at" TEXT
, "item" TEXT, "entry" TEXT, "entries" TEXT, "state" TEXT, "agreed" TEXT) WITHOUT ROWID;
CREATE TABLE deleted (
  id TEXT PRIMARY KEY,
  state TEXT
) WITHOUT ROWID;
CREATE TABLE "document" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "sha256" TEXT,
  "name" TEXT,
  "format" TEXT,
  "doc_kind" TEXT,
  "pages" INTEGER,
  "labels" TEXT,
  "issued" TEXT,
  "reason" TEXT,
  "replaces" INTEGER
, "made" TEXT, "instead_of" TEXT) WITHOUT ROWID;
CREATE TABLE draft (
  entity TEXT,
  field TEXT,
  text TEXT,
  base TEXT,
  saved TEXT,
  PRIMARY KEY (entity, field)
) WITHOUT ROWID;
CREATE TABLE "enquiry" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "item" TEXT,
  "annotation" TEXT,
  "question" TEXT,
  "asker" TEXT,
  "addressee" TEXT,
  "urgency" TEXT,
  "asked" INTEGER,
  "author" TEXT,
  "created" TEXT,
  "position" INTEGER
) WITHOUT ROWID;
CREATE TABLE entity (
  id TEXT PRIMARY KEY,
  space TEXT
) WITHOUT ROWID;
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
CREATE TABLE "finding" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "document" TEXT,
  "finding" TEXT,
  "page" INTEGER,
  "message" TEXT,
  "settled" INTEGER,
  "position" INTEGER
, "entry" TEXT) WITHOUT ROWID;
CREATE TABLE head (
  entity TEXT,
  field TEXT,
  op TEXT,
  stamp INTEGER,
  source INTEGER,
  hash TEXT,
  PRIMARY KEY (entity, field, op)
) WITHOUT ROWID;
CREATE TABLE indexed (
  sha256 TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE "item" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "number" TEXT,
  "title" TEXT,
  "purpose" TEXT,
  "part" TEXT,
  "printed_pages" TEXT,
  "pdf_pages" TEXT,
  "to_follow" INTEGER,
  "position" INTEGER,
  "at" TEXT
, "planned" INTEGER, "presenters" TEXT, "matter" TEXT) WITHOUT ROWID;
CREATE TABLE "meeting" (
  id TEXT PRIMARY KEY,
  "committee" TEXT,
  "body" TEXT,
  "council" TEXT,
  "date" TEXT,
  "time" TEXT,
  "ended" TEXT,
  "place" TEXT,
  "clerk" TEXT,
  "issued" TEXT,
  "at" TEXT
) WITHOUT ROWID;
CREATE TABLE "membership" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "person" TEXT,
  "name" TEXT,
  "office" TEXT,
  "seat" TEXT,
  "voting" TEXT,
  "position" INTEGER,
  "at" TEXT
, "code" TEXT, "aliases" TEXT) WITHOUT ROWID;
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
CREATE TABLE misfit (
  entity TEXT,
  field TEXT,
  PRIMARY KEY (entity, field)
) WITHOUT ROWID;
CREATE TABLE op (
  change INTEGER, -- number of its change set
  n INTEGER,
  entity TEXT,
  field TEXT,
  value_hash TEXT,
  parents TEXT,
  salt TEXT,
  json TEXT,
  PRIMARY KEY (change, n)
) WITHOUT ROWID;
CREATE TABLE page (
  id INTEGER PRIMARY KEY,
  sha256 TEXT,
  sheet INTEGER,
  label TEXT,
  text TEXT
);
CREATE TABLE "paper" (
  id TEXT PRIMARY KEY,
  "item" TEXT,
  "title" TEXT,
  "report_to" TEXT,
  "subject" TEXT,
  "lead_officer" TEXT,
  "cabinet_member" TEXT,
  "person_leading" TEXT,
  "origin" TEXT,
  "brief" TEXT,
  "position" INTEGER,
  "at" TEXT
) WITHOUT ROWID;
CREATE TABLE "person" (
  id TEXT PRIMARY KEY,
  "committee" TEXT,
  "name" TEXT,
  "aliases" TEXT
) WITHOUT ROWID;
CREATE TABLE "plan_action" (
  id TEXT PRIMARY KEY,
  "project" TEXT,
  "ref" TEXT,
  "text" TEXT,
  "owner" TEXT,
  "due" TEXT,
  "progress" TEXT,
  "position" INTEGER,
  "at" TEXT
) WITHOUT ROWID;
CREATE TABLE "priority" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "ref" TEXT,
  "text" TEXT,
  "through" TEXT,
  "leads" TEXT,
  "due" TEXT,
  "measures" TEXT,
  "position" INTEGER,
  "at" TEXT
) WITHOUT ROWID;
CREATE TABLE "programme" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "date" TEXT,
  "items" TEXT,
  "leads" TEXT,
  "note" TEXT,
  "position" INTEGER,
  "at" TEXT
) WITHOUT ROWID;
CREATE TABLE "project" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "number" TEXT,
  "title" TEXT,
  "manager" TEXT,
  "ref" TEXT,
  "measures" TEXT,
  "position" INTEGER,
  "at" TEXT
) WITHOUT ROWID;
CREATE TABLE purged (
  hash TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE "recommendation" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "section" TEXT,
  "number" TEXT,
  "text" TEXT,
  "addressee" TEXT,
  "position" INTEGER,
  "at" TEXT
, "notice_served" TEXT, "extended_to" TEXT, "response" TEXT, "item" TEXT, "entry" TEXT, "entries" TEXT, "state" TEXT, "agreed" TEXT, "owner" TEXT, "due" TEXT, "chased" TEXT) WITHOUT ROWID;
CREATE TABLE "request" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "section" TEXT,
  "text" TEXT,
  "position" INTEGER,
  "at" TEXT
, "item" TEXT, "entry" TEXT, "entries" TEXT, "state" TEXT, "agreed" TEXT, "addressee" TEXT, "owner" TEXT, "due" TEXT, "closed" TEXT) WITHOUT ROWID;
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
CREATE TABLE "response" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "report" TEXT,
  "considered_on" TEXT,
  "recommendation" TEXT,
  "conclusions" TEXT,
  "responder" TEXT,
  "decision" TEXT,
  "decision_text" TEXT,
  "officer" TEXT,
  "financial" TEXT,
  "timetable" TEXT,
  "report_back" TEXT,
  "position" INTEGER,
  "at" TEXT
, "notice_served" TEXT, "extended_to" TEXT, "responded" TEXT, "delivery" TEXT, "evidence" TEXT) WITHOUT ROWID;
CREATE TABLE same (
  a TEXT,
  b TEXT,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE TABLE "saving" (
  id TEXT PRIMARY KEY,
  "project" TEXT,
  "year" TEXT,
  "amount" NUMERIC,
  "position" INTEGER
) WITHOUT ROWID;
CREATE TABLE "section" (
  id TEXT PRIMARY KEY,
  "meeting" TEXT,
  "number" TEXT,
  "title" TEXT,
  "part" TEXT,
  "text" TEXT,
  "position" INTEGER,
  "at" TEXT
, "item" TEXT) WITHOUT ROWID;
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  sha256 TEXT,
  kind TEXT,
  issued TEXT,
  recogniser INTEGER
, first INTEGER, rank TEXT);
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
CREATE TABLE "version" (
  id TEXT PRIMARY KEY,
  "paper" TEXT,
  "document" TEXT,
  "first" INTEGER,
  "last" INTEGER,
  "issued" TEXT
) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (text, content = 'page', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2");
CREATE INDEX "action_entry" ON "action" ("entry");
CREATE INDEX "action_item" ON "action" ("item");
CREATE INDEX "action_meeting" ON "action" ("meeting");
CREATE INDEX alias_canonical ON alias (canonical);
CREATE INDEX "annotation_document" ON "annotation" ("document");
CREATE INDEX "annotation_item" ON "annotation" ("item");
CREATE INDEX "annotation_paper" ON "annotation" ("paper");
CREATE INDEX "attendance_meeting" ON "attendance" ("meeting");
CREATE INDEX "attendance_person" ON "attendance" ("person");
CREATE INDEX change_set_group ON change_set (group_id);
CREATE INDEX change_set_reverts ON change_set (reverts) WHERE reverts IS NOT NULL;
CREATE INDEX change_set_stamp ON change_set (stamp);
CREATE INDEX change_set_stream ON change_set (stream, seq);
CREATE INDEX "conclusion_entry" ON "conclusion" ("entry");
CREATE INDEX "conclusion_item" ON "conclusion" ("item");
CREATE INDEX "conclusion_meeting" ON "conclusion" ("meeting");
CREATE INDEX "document_meeting" ON "document" ("meeting");
CREATE INDEX "enquiry_annotation" ON "enquiry" ("annotation");
CREATE INDEX "enquiry_item" ON "enquiry" ("item");
CREATE INDEX "enquiry_meeting" ON "enquiry" ("meeting");
CREATE INDEX "entry_item" ON "entry" ("item");
CREATE INDEX "entry_meeting" ON "entry" ("meeting");
CREATE INDEX "entry_person" ON "entry" ("person");
CREATE INDEX "finding_document" ON "finding" ("document");
CREATE INDEX "finding_entry" ON "finding" ("entry");
CREATE INDEX "finding_meeting" ON "finding" ("meeting");
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX "item_meeting" ON "item" ("meeting");
CREATE INDEX "meeting_committee" ON "meeting" ("committee");
CREATE INDEX "membership_meeting" ON "membership" ("meeting");
CREATE INDEX "membership_person" ON "membership" ("person");
CREATE INDEX "minute_block_item" ON "minute_block" ("item");
CREATE INDEX "minute_block_meeting" ON "minute_block" ("meeting");
CREATE INDEX "minutes_meeting" ON "minutes" ("meeting");
CREATE INDEX op_cell ON op (entity, field);
CREATE UNIQUE INDEX page_sheet ON page (sha256, sheet);
CREATE INDEX "paper_item" ON "paper" ("item");
CREATE INDEX "person_committee" ON "person" ("committee");
CREATE INDEX "plan_action_project" ON "plan_action" ("project");
CREATE INDEX "priority_meeting" ON "priority" ("meeting");
CREATE INDEX "programme_meeting" ON "programme" ("meeting");
CREATE INDEX "project_meeting" ON "project" ("meeting");
CREATE INDEX "recommendation_entry" ON "recommendation" ("entry");
CREATE INDEX "recommendation_item" ON "recommendation" ("item");
CREATE INDEX "recommendation_meeting" ON "recommendation" ("meeting");
CREATE INDEX "recommendation_response" ON "recommendation" ("response");
CREATE INDEX "request_entry" ON "request" ("entry");
CREATE INDEX "request_item" ON "request" ("item");
CREATE INDEX "request_meeting" ON "request" ("meeting");
CREATE INDEX "resolution_entry" ON "resolution" ("entry");
CREATE INDEX "resolution_item" ON "resolution" ("item");
CREATE INDEX "resolution_meeting" ON "resolution" ("meeting");
CREATE INDEX "response_meeting" ON "response" ("meeting");
CREATE INDEX "saving_project" ON "saving" ("project");
CREATE INDEX "section_item" ON "section" ("item");
CREATE INDEX "section_meeting" ON "section" ("meeting");
CREATE INDEX "term_committee" ON "term" ("committee");
CREATE INDEX "term_person" ON "term" ("person");
CREATE INDEX "undertaking_entry" ON "undertaking" ("entry");
CREATE INDEX "undertaking_item" ON "undertaking" ("item");
CREATE INDEX "undertaking_meeting" ON "undertaking" ("meeting");
CREATE INDEX "version_document" ON "version" ("document");
CREATE INDEX "version_paper" ON "version" ("paper");
