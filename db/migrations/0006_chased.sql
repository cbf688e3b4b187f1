-- The day on which the reply to a recommendation was last asked for; the log keeps the earlier ones.

ALTER TABLE "recommendation" ADD COLUMN "chased" TEXT;
