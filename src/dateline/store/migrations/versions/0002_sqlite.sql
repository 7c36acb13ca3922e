-- Sessions and tokens of users, and the key that signs, for SQLite.
-- Statements end with a semicolon at the end of a line before an empty line. Never changed once released.

CREATE TABLE passes (
  hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  "user" TEXT NOT NULL,
  label TEXT NOT NULL,
  scope TEXT NOT NULL,
  created TEXT NOT NULL,
  expires TEXT,
  CONSTRAINT pk_passes PRIMARY KEY (hash),
  CONSTRAINT ck_passes_kind CHECK (kind IN ('session', 'token'))
);

CREATE INDEX ix_passes_user ON passes ("user");

CREATE TABLE secrets (
  name TEXT NOT NULL,
  value BLOB NOT NULL,
  CONSTRAINT pk_secrets PRIMARY KEY (name)
);
