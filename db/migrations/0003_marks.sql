-- Marks on pages and lines of enquiry.

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
CREATE INDEX "annotation_document" ON "annotation" ("document");
CREATE INDEX "annotation_paper" ON "annotation" ("paper");
CREATE INDEX "annotation_item" ON "annotation" ("item");
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
CREATE INDEX "enquiry_meeting" ON "enquiry" ("meeting");
CREATE INDEX "enquiry_item" ON "enquiry" ("item");
CREATE INDEX "enquiry_annotation" ON "enquiry" ("annotation");
