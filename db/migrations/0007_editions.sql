-- Which of several files of one paper is the later: what a file says of its own time, which file it replaces by a
-- person's word, when it first came in, and the rank that follows from all that.

ALTER TABLE "document" ADD COLUMN "made" TEXT;
ALTER TABLE "document" ADD COLUMN "instead_of" TEXT;
ALTER TABLE source ADD COLUMN first INTEGER;
ALTER TABLE source ADD COLUMN rank TEXT;
