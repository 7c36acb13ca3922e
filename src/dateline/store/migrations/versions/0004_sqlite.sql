-- The kinds of source that tell of an incident, a bit for each, for SQLite.
-- Statements end with a semicolon at the end of a line before an empty line. Never changed once released.

ALTER TABLE incidents ADD COLUMN told_by INTEGER NOT NULL DEFAULT 0;
