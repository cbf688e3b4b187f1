-- Requests and actions come to each next meeting until they are closed.

ALTER TABLE "request" ADD COLUMN "closed" TEXT;
ALTER TABLE "action" ADD COLUMN "closed" TEXT;
