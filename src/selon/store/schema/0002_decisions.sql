-- A reader's decisions, append-only, and the ids that a merge or a rebuild has replaced.

CREATE TABLE decision (
    seq    INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    verb   TEXT NOT NULL,
    target TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX decision_target ON decision (target);
CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
BEGIN
    SELECT raise(ABORT, 'decisions are append-only');
END;
CREATE TRIGGER decision_is_not_edited BEFORE UPDATE ON decision
BEGIN
    SELECT raise(ABORT, 'decisions are append-only');
END;

CREATE TABLE id_alias (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
