-- The address of a report on the web, for PostgreSQL.
-- Statements end with a semicolon at the end of a line before an empty line. Never changed once released.

ALTER TABLE documents ADD COLUMN url TEXT;
