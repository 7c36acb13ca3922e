-- The first schema for PostgreSQL: tables, then what only this database has.
-- Statements end with a semicolon at the end of a line before an empty line. Never changed once released.

CREATE TABLE controls (
  number BIGSERIAL NOT NULL,
  report TEXT NOT NULL,
  event TEXT NOT NULL,
  folded TEXT NOT NULL,
  day INTEGER NOT NULL,
  payload BYTEA NOT NULL,
  CONSTRAINT pk_controls PRIMARY KEY (number)
);

CREATE INDEX ix_controls_folded_day ON controls (folded, day);

CREATE INDEX ix_controls_report_event ON controls (report, event);

CREATE TABLE copy_links (
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  payload BYTEA NOT NULL,
  CONSTRAINT pk_copy_links PRIMARY KEY (first, second),
  CONSTRAINT ck_copy_links_order CHECK (first < second)
);

CREATE INDEX ix_copy_links_second ON copy_links (second);

CREATE TABLE decisions (
  first_report TEXT NOT NULL,
  first_event TEXT NOT NULL,
  second_report TEXT NOT NULL,
  second_event TEXT NOT NULL,
  verdict TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL,
  CONSTRAINT pk_decisions PRIMARY KEY (first_report, first_event, second_report, second_event)
);

CREATE INDEX ix_decisions_second_report_second_event ON decisions (second_report, second_event);

CREATE TABLE documents (
  number BIGSERIAL NOT NULL,
  report TEXT NOT NULL,
  content TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  published TEXT,
  coder TEXT,
  CONSTRAINT pk_documents PRIMARY KEY (number),
  CONSTRAINT uq_documents_report UNIQUE (report),
  CONSTRAINT uq_documents_content UNIQUE (content)
);

CREATE TABLE families (
  id TEXT NOT NULL,
  origin TEXT NOT NULL,
  copies INTEGER NOT NULL,
  payload BYTEA NOT NULL,
  CONSTRAINT pk_families PRIMARY KEY (id)
);

CREATE TABLE incidents (
  number BIGSERIAL NOT NULL,
  id TEXT NOT NULL,
  family TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  standing TEXT NOT NULL,
  place TEXT,
  folded TEXT,
  lat FLOAT(53),
  lon FLOAT(53),
  precision INTEGER,
  day INTEGER NOT NULL,
  recency INTEGER NOT NULL,
  start_day INTEGER,
  end_day INTEGER,
  sources INTEGER NOT NULL,
  killed INTEGER NOT NULL,
  west FLOAT(53),
  south FLOAT(53),
  east FLOAT(53),
  north FLOAT(53),
  areas INTEGER NOT NULL,
  CONSTRAINT pk_incidents PRIMARY KEY (number),
  CONSTRAINT uq_incidents_id UNIQUE (id)
);

CREATE INDEX ix_incidents_day_id ON incidents (day, id);

CREATE INDEX ix_incidents_family_day ON incidents (family, day);

CREATE INDEX ix_incidents_folded ON incidents (folded);

CREATE INDEX ix_incidents_recency_id ON incidents (recency, id);

CREATE INDEX ix_incidents_timeline ON incidents (day, family, west, south, east, north, areas);

CREATE TABLE journal (
  number BIGSERIAL NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  CONSTRAINT pk_journal PRIMARY KEY (number)
);

CREATE INDEX ix_journal_at ON journal (at);

CREATE INDEX ix_journal_subject ON journal (subject);

CREATE TABLE links (
  first_report TEXT NOT NULL,
  first_event TEXT NOT NULL,
  second_report TEXT NOT NULL,
  second_event TEXT NOT NULL,
  score FLOAT(53) NOT NULL,
  reasons BYTEA NOT NULL,
  CONSTRAINT pk_links PRIMARY KEY (first_report, first_event, second_report, second_event)
);

CREATE INDEX ix_links_second_report_second_event ON links (second_report, second_event);

CREATE TABLE raws (
  hash TEXT NOT NULL,
  data BYTEA NOT NULL,
  CONSTRAINT pk_raws PRIMARY KEY (hash)
);

CREATE TABLE reviews (
  number BIGSERIAL NOT NULL,
  report TEXT NOT NULL,
  event TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL,
  undone_by TEXT,
  CONSTRAINT pk_reviews PRIMARY KEY (number)
);

CREATE INDEX ix_reviews_report_event ON reviews (report, event);

CREATE TABLE signals (
  area TEXT NOT NULL,
  week TEXT NOT NULL,
  kind TEXT NOT NULL,
  family TEXT NOT NULL,
  payload BYTEA NOT NULL,
  CONSTRAINT pk_signals PRIMARY KEY (area, week, kind, family)
);

CREATE INDEX ix_signals_week ON signals (week);

CREATE TABLE terms (
  number BIGSERIAL NOT NULL,
  term TEXT NOT NULL,
  folded TEXT NOT NULL,
  CONSTRAINT pk_terms PRIMARY KEY (number),
  CONSTRAINT uq_terms_term UNIQUE (term)
);

CREATE TABLE users (
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created TEXT NOT NULL,
  CONSTRAINT pk_users PRIMARY KEY (name)
);

CREATE TABLE bands (
  band BIGINT NOT NULL,
  document BIGINT NOT NULL,
  CONSTRAINT pk_bands PRIMARY KEY (band, document),
  CONSTRAINT fk_bands_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE INDEX ix_bands_document ON bands (document);

CREATE TABLE event_areas (
  number BIGSERIAL NOT NULL,
  document BIGINT NOT NULL,
  event TEXT NOT NULL,
  west FLOAT(53) NOT NULL,
  south FLOAT(53) NOT NULL,
  east FLOAT(53) NOT NULL,
  north FLOAT(53) NOT NULL,
  CONSTRAINT pk_event_areas PRIMARY KEY (number),
  CONSTRAINT fk_event_areas_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE INDEX ix_event_areas_document ON event_areas (document);

CREATE TABLE events (
  document BIGINT NOT NULL,
  event TEXT NOT NULL,
  family TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  place TEXT,
  folded TEXT,
  lat FLOAT(53),
  lon FLOAT(53),
  precision INTEGER,
  start_day INTEGER,
  end_day INTEGER,
  certainty FLOAT(53),
  asserted FLOAT(53),
  CONSTRAINT pk_events PRIMARY KEY (document, event),
  CONSTRAINT fk_events_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE INDEX ix_events_family_start_day ON events (family, start_day);

CREATE INDEX ix_events_folded ON events (folded);

CREATE TABLE figures (
  number BIGSERIAL NOT NULL,
  incident BIGINT NOT NULL,
  kind TEXT NOT NULL,
  "group" TEXT NOT NULL,
  side TEXT NOT NULL,
  low INTEGER,
  high INTEGER,
  best INTEGER,
  CONSTRAINT pk_figures PRIMARY KEY (number),
  CONSTRAINT fk_figures_incident FOREIGN KEY(incident) REFERENCES incidents (number)
);

CREATE INDEX ix_figures_incident ON figures (incident);

CREATE TABLE fingerprints (
  number BIGINT NOT NULL,
  payload BYTEA NOT NULL,
  CONSTRAINT pk_fingerprints PRIMARY KEY (number),
  CONSTRAINT fk_fingerprints_number FOREIGN KEY(number) REFERENCES documents (number)
);

CREATE TABLE incident_areas (
  number BIGSERIAL NOT NULL,
  incident BIGINT NOT NULL,
  west FLOAT(53) NOT NULL,
  south FLOAT(53) NOT NULL,
  east FLOAT(53) NOT NULL,
  north FLOAT(53) NOT NULL,
  CONSTRAINT pk_incident_areas PRIMARY KEY (number),
  CONSTRAINT fk_incident_areas_incident FOREIGN KEY(incident) REFERENCES incidents (number)
);

CREATE INDEX ix_incident_areas_incident ON incident_areas (incident);

CREATE TABLE incident_events (
  report TEXT NOT NULL,
  event TEXT NOT NULL,
  incident BIGINT NOT NULL,
  name TEXT NOT NULL,
  CONSTRAINT pk_incident_events PRIMARY KEY (report, event),
  CONSTRAINT fk_incident_events_incident FOREIGN KEY(incident) REFERENCES incidents (number)
);

CREATE INDEX ix_incident_events_incident ON incident_events (incident);

CREATE INDEX ix_incident_events_name ON incident_events (name);

CREATE TABLE incident_parties (
  number BIGSERIAL NOT NULL,
  incident BIGINT NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  side TEXT NOT NULL,
  CONSTRAINT pk_incident_parties PRIMARY KEY (number),
  CONSTRAINT fk_incident_parties_incident FOREIGN KEY(incident) REFERENCES incidents (number)
);

CREATE INDEX ix_incident_parties_incident ON incident_parties (incident);

CREATE INDEX ix_incident_parties_names ON incident_parties (folded, side, incident);

CREATE INDEX ix_incident_parties_side_incident ON incident_parties (side, incident);

CREATE TABLE incident_texts (
  number BIGINT NOT NULL,
  names TEXT NOT NULL,
  payload BYTEA NOT NULL,
  CONSTRAINT pk_incident_texts PRIMARY KEY (number),
  CONSTRAINT fk_incident_texts_number FOREIGN KEY(number) REFERENCES incidents (number)
);

CREATE TABLE members (
  report TEXT NOT NULL,
  family TEXT NOT NULL,
  CONSTRAINT pk_members PRIMARY KEY (report),
  CONSTRAINT fk_members_family FOREIGN KEY(family) REFERENCES families (id)
);

CREATE INDEX ix_members_family ON members (family);

CREATE TABLE origins (
  number BIGSERIAL NOT NULL,
  document BIGINT NOT NULL,
  given TEXT NOT NULL,
  origin TEXT NOT NULL,
  at TEXT NOT NULL,
  fetched TEXT,
  raw TEXT,
  CONSTRAINT pk_origins PRIMARY KEY (number),
  CONSTRAINT uq_origins_given_origin_document UNIQUE (given, origin, document),
  CONSTRAINT fk_origins_document FOREIGN KEY(document) REFERENCES documents (number),
  CONSTRAINT fk_origins_raw FOREIGN KEY(raw) REFERENCES raws (hash)
);

CREATE INDEX ix_origins_document ON origins (document);

CREATE TABLE parties (
  number BIGSERIAL NOT NULL,
  document BIGINT NOT NULL,
  event TEXT NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  side TEXT NOT NULL,
  CONSTRAINT pk_parties PRIMARY KEY (number),
  CONSTRAINT ck_parties_role CHECK (role IN ('actor', 'target')),
  CONSTRAINT fk_parties_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE INDEX ix_parties_document ON parties (document);

CREATE INDEX ix_parties_names ON parties (folded, side, role, name);

CREATE TABLE places (
  number BIGSERIAL NOT NULL,
  document BIGINT NOT NULL,
  event TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  lat FLOAT(53),
  lon FLOAT(53),
  precision INTEGER NOT NULL,
  relation TEXT NOT NULL,
  CONSTRAINT pk_places PRIMARY KEY (number),
  CONSTRAINT fk_places_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE INDEX ix_places_document ON places (document);

CREATE INDEX ix_places_names ON places (folded, lat, lon, precision, name);

CREATE TABLE records (
  document BIGINT NOT NULL,
  coder TEXT NOT NULL,
  data BYTEA NOT NULL,
  CONSTRAINT pk_records PRIMARY KEY (document, coder),
  CONSTRAINT fk_records_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE TABLE statements (
  document BIGINT NOT NULL,
  statement TEXT NOT NULL,
  source TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  stance TEXT NOT NULL,
  CONSTRAINT pk_statements PRIMARY KEY (document, statement),
  CONSTRAINT fk_statements_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE INDEX ix_statements_folded ON statements (folded);

CREATE TABLE subjects (
  number BIGSERIAL NOT NULL,
  document BIGINT NOT NULL,
  event TEXT NOT NULL,
  payload BYTEA NOT NULL,
  CONSTRAINT pk_subjects PRIMARY KEY (number),
  CONSTRAINT uq_subjects_document_event UNIQUE (document, event),
  CONSTRAINT fk_subjects_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE TABLE texts (
  number BIGINT NOT NULL,
  title TEXT,
  body TEXT NOT NULL,
  CONSTRAINT pk_texts PRIMARY KEY (number),
  CONSTRAINT fk_texts_number FOREIGN KEY(number) REFERENCES documents (number)
);

CREATE TABLE blocks (
  block BIGINT NOT NULL,
  subject BIGINT NOT NULL,
  CONSTRAINT pk_blocks PRIMARY KEY (block, subject),
  CONSTRAINT fk_blocks_subject FOREIGN KEY(subject) REFERENCES subjects (number) ON DELETE CASCADE
);

CREATE INDEX ix_blocks_subject ON blocks (subject);

CREATE EXTENSION IF NOT EXISTS postgis;

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX texts_title_search ON texts USING gin (title gin_trgm_ops);

CREATE INDEX texts_body_search ON texts USING gin (body gin_trgm_ops);

CREATE INDEX incident_texts_names_search ON incident_texts USING gin (names gin_trgm_ops);

CREATE INDEX terms_folded_search ON terms USING gin (folded gin_trgm_ops);

ALTER TABLE event_areas ADD COLUMN area geometry(Polygon, 4326)
  GENERATED ALWAYS AS (ST_MakeEnvelope(west, south, east, north, 4326)) STORED;

CREATE INDEX event_areas_area ON event_areas USING gist (area);

ALTER TABLE incident_areas ADD COLUMN area geometry(Polygon, 4326)
  GENERATED ALWAYS AS (ST_MakeEnvelope(west, south, east, north, 4326)) STORED;

CREATE INDEX incident_areas_area ON incident_areas USING gist (area);

CREATE FUNCTION journal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only';
END
$$;

CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION journal_guard();
