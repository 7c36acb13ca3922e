-- Links between events by number and from both ends; signals are worked out when asked for. For PostgreSQL.
-- Statements end with a semicolon at the end of a line before an empty line. Never changed once released.

CREATE TABLE linked (
  subject BIGINT NOT NULL,
  other BIGINT NOT NULL,
  score FLOAT(53) NOT NULL,
  CONSTRAINT pk_linked PRIMARY KEY (subject, other),
  CONSTRAINT fk_linked_subject_subjects FOREIGN KEY(subject) REFERENCES subjects (number),
  CONSTRAINT fk_linked_other_subjects FOREIGN KEY(other) REFERENCES subjects (number)
);

INSERT INTO linked (subject, other, score)
SELECT a.number, b.number, l.score FROM links l
JOIN documents c ON c.report = l.first_report
JOIN subjects a ON a.document = c.number AND a.event = l.first_event
JOIN documents d ON d.report = l.second_report
JOIN subjects b ON b.document = d.number AND b.event = l.second_event;

INSERT INTO linked (subject, other, score) SELECT other, subject, score FROM linked;

DROP TABLE links;

ALTER TABLE linked RENAME TO links;

DROP TABLE signals;
