-- The first schema for SQLite: tables, then what only this database has.
-- Statements end with a semicolon at the end of a line before an empty line. Never changed once released.

CREATE TABLE controls (
  number INTEGER NOT NULL,
  report TEXT NOT NULL,
  event TEXT NOT NULL,
  folded TEXT NOT NULL,
  day INTEGER NOT NULL,
  payload BLOB NOT NULL,
  CONSTRAINT pk_controls PRIMARY KEY (number)
);

CREATE INDEX ix_controls_folded_day ON controls (folded, day);

CREATE INDEX ix_controls_report_event ON controls (report, event);

CREATE TABLE copy_links (
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  payload BLOB NOT NULL,
  CONSTRAINT pk_copy_links PRIMARY KEY (first, second),
  CONSTRAINT ck_copy_links_order CHECK (first < second)
)
 WITHOUT ROWID;

CREATE INDEX ix_copy_links_second ON copy_links (second);

CREATE TABLE decisions (
  first_report TEXT NOT NULL,
  first_event TEXT NOT NULL,
  second_report TEXT NOT NULL,
  second_event TEXT NOT NULL,
  verdict TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL,
  CONSTRAINT pk_decisions PRIMARY KEY (first_report, first_event, second_report, second_event)
);

CREATE INDEX ix_decisions_second_report_second_event ON decisions (second_report, second_event);

CREATE TABLE documents (
  number INTEGER NOT NULL,
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
  payload BLOB NOT NULL,
  CONSTRAINT pk_families PRIMARY KEY (id)
);

CREATE TABLE incidents (
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  family TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  standing TEXT NOT NULL,
  place TEXT,
  folded TEXT,
  lat FLOAT,
  lon FLOAT,
  precision INTEGER,
  day INTEGER NOT NULL,
  recency INTEGER NOT NULL,
  start_day INTEGER,
  end_day INTEGER,
  sources INTEGER NOT NULL,
  killed INTEGER NOT NULL,
  west FLOAT,
  south FLOAT,
  east FLOAT,
  north FLOAT,
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
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);

CREATE INDEX ix_journal_at ON journal (at);

CREATE INDEX ix_journal_subject ON journal (subject);

CREATE TABLE links (
  first_report TEXT NOT NULL,
  first_event TEXT NOT NULL,
  second_report TEXT NOT NULL,
  second_event TEXT NOT NULL,
  score FLOAT NOT NULL,
  reasons BLOB NOT NULL,
  CONSTRAINT pk_links PRIMARY KEY (first_report, first_event, second_report, second_event)
)
 WITHOUT ROWID;

CREATE INDEX ix_links_second_report_second_event ON links (second_report, second_event);

CREATE TABLE raws (
  hash TEXT NOT NULL,
  data BLOB NOT NULL,
  CONSTRAINT pk_raws PRIMARY KEY (hash)
);

CREATE TABLE reviews (
  number INTEGER NOT NULL,
  report TEXT NOT NULL,
  event TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  "by" TEXT NOT NULL,
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
  payload BLOB NOT NULL,
  CONSTRAINT pk_signals PRIMARY KEY (area, week, kind, family)
);

CREATE INDEX ix_signals_week ON signals (week);

CREATE TABLE terms (
  number INTEGER NOT NULL,
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
  document INTEGER NOT NULL,
  CONSTRAINT pk_bands PRIMARY KEY (band, document),
  CONSTRAINT fk_bands_document FOREIGN KEY(document) REFERENCES documents (number)
)
 WITHOUT ROWID;

CREATE INDEX ix_bands_document ON bands (document);

CREATE TABLE event_areas (
  number INTEGER NOT NULL,
  document INTEGER NOT NULL,
  event TEXT NOT NULL,
  west FLOAT NOT NULL,
  south FLOAT NOT NULL,
  east FLOAT NOT NULL,
  north FLOAT NOT NULL,
  CONSTRAINT pk_event_areas PRIMARY KEY (number),
  CONSTRAINT fk_event_areas_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE INDEX ix_event_areas_document ON event_areas (document);

CREATE TABLE events (
  document INTEGER NOT NULL,
  event TEXT NOT NULL,
  family TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  place TEXT,
  folded TEXT,
  lat FLOAT,
  lon FLOAT,
  precision INTEGER,
  start_day INTEGER,
  end_day INTEGER,
  certainty FLOAT,
  asserted FLOAT,
  CONSTRAINT pk_events PRIMARY KEY (document, event),
  CONSTRAINT fk_events_document FOREIGN KEY(document) REFERENCES documents (number)
)
 WITHOUT ROWID;

CREATE INDEX ix_events_family_start_day ON events (family, start_day);

CREATE INDEX ix_events_folded ON events (folded);

CREATE TABLE figures (
  number INTEGER NOT NULL,
  incident INTEGER NOT NULL,
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
  number INTEGER NOT NULL,
  payload BLOB NOT NULL,
  CONSTRAINT pk_fingerprints PRIMARY KEY (number),
  CONSTRAINT fk_fingerprints_number FOREIGN KEY(number) REFERENCES documents (number)
);

CREATE TABLE incident_areas (
  number INTEGER NOT NULL,
  incident INTEGER NOT NULL,
  west FLOAT NOT NULL,
  south FLOAT NOT NULL,
  east FLOAT NOT NULL,
  north FLOAT NOT NULL,
  CONSTRAINT pk_incident_areas PRIMARY KEY (number),
  CONSTRAINT fk_incident_areas_incident FOREIGN KEY(incident) REFERENCES incidents (number)
);

CREATE INDEX ix_incident_areas_incident ON incident_areas (incident);

CREATE TABLE incident_events (
  report TEXT NOT NULL,
  event TEXT NOT NULL,
  incident INTEGER NOT NULL,
  name TEXT NOT NULL,
  CONSTRAINT pk_incident_events PRIMARY KEY (report, event),
  CONSTRAINT fk_incident_events_incident FOREIGN KEY(incident) REFERENCES incidents (number)
)
 WITHOUT ROWID;

CREATE INDEX ix_incident_events_incident ON incident_events (incident);

CREATE INDEX ix_incident_events_name ON incident_events (name);

CREATE TABLE incident_parties (
  number INTEGER NOT NULL,
  incident INTEGER NOT NULL,
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
  number INTEGER NOT NULL,
  names TEXT NOT NULL,
  payload BLOB NOT NULL,
  CONSTRAINT pk_incident_texts PRIMARY KEY (number),
  CONSTRAINT fk_incident_texts_number FOREIGN KEY(number) REFERENCES incidents (number)
);

CREATE TABLE members (
  report TEXT NOT NULL,
  family TEXT NOT NULL,
  CONSTRAINT pk_members PRIMARY KEY (report),
  CONSTRAINT fk_members_family FOREIGN KEY(family) REFERENCES families (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_members_family ON members (family);

CREATE TABLE origins (
  number INTEGER NOT NULL,
  document INTEGER NOT NULL,
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
  number INTEGER NOT NULL,
  document INTEGER NOT NULL,
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
  number INTEGER NOT NULL,
  document INTEGER NOT NULL,
  event TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  lat FLOAT,
  lon FLOAT,
  precision INTEGER NOT NULL,
  relation TEXT NOT NULL,
  CONSTRAINT pk_places PRIMARY KEY (number),
  CONSTRAINT fk_places_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE INDEX ix_places_document ON places (document);

CREATE INDEX ix_places_names ON places (folded, lat, lon, precision, name);

CREATE TABLE records (
  document INTEGER NOT NULL,
  coder TEXT NOT NULL,
  data BLOB NOT NULL,
  CONSTRAINT pk_records PRIMARY KEY (document, coder),
  CONSTRAINT fk_records_document FOREIGN KEY(document) REFERENCES documents (number)
)
 WITHOUT ROWID;

CREATE TABLE statements (
  document INTEGER NOT NULL,
  statement TEXT NOT NULL,
  source TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT NOT NULL,
  stance TEXT NOT NULL,
  CONSTRAINT pk_statements PRIMARY KEY (document, statement),
  CONSTRAINT fk_statements_document FOREIGN KEY(document) REFERENCES documents (number)
)
 WITHOUT ROWID;

CREATE INDEX ix_statements_folded ON statements (folded);

CREATE TABLE subjects (
  number INTEGER NOT NULL,
  document INTEGER NOT NULL,
  event TEXT NOT NULL,
  payload BLOB NOT NULL,
  CONSTRAINT pk_subjects PRIMARY KEY (number),
  CONSTRAINT uq_subjects_document_event UNIQUE (document, event),
  CONSTRAINT fk_subjects_document FOREIGN KEY(document) REFERENCES documents (number)
);

CREATE TABLE texts (
  number INTEGER NOT NULL,
  title TEXT,
  body TEXT NOT NULL,
  CONSTRAINT pk_texts PRIMARY KEY (number),
  CONSTRAINT fk_texts_number FOREIGN KEY(number) REFERENCES documents (number)
);

CREATE TABLE blocks (
  block BIGINT NOT NULL,
  subject INTEGER NOT NULL,
  CONSTRAINT pk_blocks PRIMARY KEY (block, subject),
  CONSTRAINT fk_blocks_subject FOREIGN KEY(subject) REFERENCES subjects (number) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_blocks_subject ON blocks (subject);

CREATE VIRTUAL TABLE texts_search USING fts5 (
  title, body, content='texts', content_rowid='number', tokenize='trigram'
);

CREATE TRIGGER texts_put AFTER INSERT ON texts BEGIN
  INSERT INTO texts_search (rowid, title, body) VALUES (new.number, new.title, new.body);
END;

CREATE TRIGGER texts_drop AFTER DELETE ON texts BEGIN
  INSERT INTO texts_search (texts_search, rowid, title, body) VALUES ('delete', old.number, old.title, old.body);
END;

CREATE TRIGGER texts_change AFTER UPDATE OF title, body ON texts BEGIN
  INSERT INTO texts_search (texts_search, rowid, title, body) VALUES ('delete', old.number, old.title, old.body);
  INSERT INTO texts_search (rowid, title, body) VALUES (new.number, new.title, new.body);
END;

CREATE VIRTUAL TABLE incidents_search USING fts5 (
  names, content='incident_texts', content_rowid='number', tokenize='trigram'
);

CREATE TRIGGER incident_texts_put AFTER INSERT ON incident_texts BEGIN
  INSERT INTO incidents_search (rowid, names) VALUES (new.number, new.names);
END;

CREATE TRIGGER incident_texts_drop AFTER DELETE ON incident_texts BEGIN
  INSERT INTO incidents_search (incidents_search, rowid, names) VALUES ('delete', old.number, old.names);
END;

CREATE TRIGGER incident_texts_change AFTER UPDATE OF names ON incident_texts BEGIN
  INSERT INTO incidents_search (incidents_search, rowid, names) VALUES ('delete', old.number, old.names);
  INSERT INTO incidents_search (rowid, names) VALUES (new.number, new.names);
END;

CREATE VIRTUAL TABLE terms_search USING fts5 (
  folded, content='terms', content_rowid='number', tokenize='trigram'
);

CREATE TRIGGER terms_put AFTER INSERT ON terms BEGIN
  INSERT INTO terms_search (rowid, folded) VALUES (new.number, new.folded);
END;

CREATE TRIGGER terms_drop AFTER DELETE ON terms BEGIN
  INSERT INTO terms_search (terms_search, rowid, folded) VALUES ('delete', old.number, old.folded);
END;

CREATE TRIGGER terms_change AFTER UPDATE OF folded ON terms BEGIN
  INSERT INTO terms_search (terms_search, rowid, folded) VALUES ('delete', old.number, old.folded);
  INSERT INTO terms_search (rowid, folded) VALUES (new.number, new.folded);
END;

CREATE VIRTUAL TABLE event_areas_boxes USING rtree (number, west, east, south, north);

CREATE TRIGGER event_areas_put AFTER INSERT ON event_areas BEGIN
  INSERT INTO event_areas_boxes VALUES (new.number, new.west, new.east, new.south, new.north);
END;

CREATE TRIGGER event_areas_drop AFTER DELETE ON event_areas BEGIN
  DELETE FROM event_areas_boxes WHERE number = old.number;
END;

CREATE VIRTUAL TABLE incident_areas_boxes USING rtree (number, west, east, south, north);

CREATE TRIGGER incident_areas_put AFTER INSERT ON incident_areas BEGIN
  INSERT INTO incident_areas_boxes VALUES (new.number, new.west, new.east, new.south, new.north);
END;

CREATE TRIGGER incident_areas_drop AFTER DELETE ON incident_areas BEGIN
  DELETE FROM incident_areas_boxes WHERE number = old.number;
END;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;
