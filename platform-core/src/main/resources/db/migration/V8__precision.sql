-- Shares of the precisions that owners report of a round's candidate.
ALTER TABLE round_reports ADD COLUMN precision_before_share INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE round_reports ADD COLUMN precision_after_share INTEGER DEFAULT 0 NOT NULL;
