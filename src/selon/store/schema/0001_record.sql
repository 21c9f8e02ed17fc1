-- The first version of a dossier: pages, what each tells, and what the fold adds.
-- Offsets are Unicode code points, half-open, into document.text: substr(text, start + 1, "end" - start).
-- Dates are EDTF (ISO 8601-2); `earliest` and `latest` are the days that bound one, null where open.
-- `record` is the lossless record as JSON (docs/reference/records.md); the other columns are its index.

-- One row an item that came in, usable or not; the bytes are all that `selon rebuild` needs.
CREATE TABLE page (
    seq        INTEGER PRIMARY KEY,      -- the order in which pages came in
    id         TEXT NOT NULL UNIQUE,     -- sha256:...
    source     TEXT NOT NULL,
    media_type TEXT,                     -- these four as the outside told them, before the page was read
    charset    TEXT,
    url        TEXT,
    retrieved  TEXT,
    raw        BLOB                      -- zlib; null when the bytes were not kept (too large)
);

CREATE TABLE rejection (
    page   TEXT PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL
);

CREATE TABLE document (
    page       TEXT PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
    title      TEXT,
    publisher  TEXT,
    language   TEXT NOT NULL,
    published  TEXT,                     -- EDTF, null when the page does not tell
    earliest   TEXT,
    latest     TEXT,
    basis      TEXT NOT NULL,            -- how the date is known
    characters INTEGER NOT NULL,
    text       TEXT NOT NULL,
    record     BLOB NOT NULL             -- zlib of the document line without its text
);

CREATE TABLE block (                     -- the blocks that are searched: all but boilerplate
    seq   INTEGER PRIMARY KEY,
    page  TEXT NOT NULL REFERENCES document (page) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind  TEXT NOT NULL
);
CREATE INDEX block_page ON block (page);

CREATE VIEW block_text AS                -- what the search index reads back
SELECT block.seq AS seq, substr(document.text, block.start + 1, block."end" - block.start) AS text
FROM block JOIN document ON document.page = block.page;

CREATE VIRTUAL TABLE search USING fts5 (
    text, content = 'block_text', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE entity (
    id      TEXT PRIMARY KEY,
    seq     INTEGER NOT NULL,            -- the order on its page
    page    TEXT NOT NULL REFERENCES document (page) ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    country TEXT                         -- ISO 3166-1 alpha-3
);
CREATE INDEX entity_page ON entity (page);

CREATE TABLE quotation (
    id         TEXT PRIMARY KEY,
    seq        INTEGER NOT NULL,
    page       TEXT NOT NULL REFERENCES document (page) ON DELETE CASCADE,
    start      INTEGER NOT NULL,         -- the whole, from the first of source, cue, content to the last
    "end"      INTEGER NOT NULL,
    act        TEXT NOT NULL,
    mode       TEXT NOT NULL,
    uttered    TEXT,                     -- EDTF, null when the page does not tell
    confidence REAL NOT NULL,
    record     TEXT NOT NULL
);
CREATE INDEX quotation_page ON quotation (page);

CREATE TABLE quotation_voice (
    quotation TEXT NOT NULL REFERENCES quotation (id) ON DELETE CASCADE,
    part      TEXT NOT NULL,             -- speaker, on_behalf_of, via
    seq       INTEGER NOT NULL,
    entity    TEXT NOT NULL,
    PRIMARY KEY (quotation, part, seq)
);
CREATE INDEX quotation_voice_entity ON quotation_voice (entity);

CREATE TABLE event (
    id         TEXT PRIMARY KEY,
    seq        INTEGER NOT NULL,
    page       TEXT NOT NULL REFERENCES document (page) ON DELETE CASCADE,
    start      INTEGER NOT NULL,         -- the trigger
    "end"      INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    status     TEXT NOT NULL,
    factuality TEXT NOT NULL,
    edtf       TEXT,                     -- the time of the event, as its page tells it
    earliest   TEXT,
    latest     TEXT,
    background INTEGER NOT NULL,
    confidence REAL NOT NULL,
    record     TEXT NOT NULL
);
CREATE INDEX event_page ON event (page);
CREATE INDEX event_kind ON event (kind);
CREATE INDEX event_time ON event (earliest, latest);

CREATE TABLE event_role (
    event  TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    seq    INTEGER NOT NULL,
    role   TEXT NOT NULL,
    start  INTEGER NOT NULL,
    "end"  INTEGER NOT NULL,
    entity TEXT,                         -- null for worded roles
    PRIMARY KEY (event, seq)
);
CREATE INDEX event_role_entity ON event_role (entity);

CREATE TABLE event_source (              -- according to whom; no row means the page's own voice
    event     TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    seq       INTEGER NOT NULL,
    quotation TEXT NOT NULL,
    PRIMARY KEY (event, seq)
);

-- What the fold adds. Ids are minted once; `counter` holds the next number of each kind and only grows.
CREATE TABLE counter (kind TEXT PRIMARY KEY, next INTEGER NOT NULL);
INSERT INTO counter VALUES ('a', 1), ('c', 1);

CREATE TABLE actor (
    id       TEXT PRIMARY KEY,           -- a12
    number   INTEGER NOT NULL UNIQUE,
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    country  TEXT,
    acts_for TEXT,
    record   TEXT NOT NULL
);
CREATE INDEX actor_acts_for ON actor (acts_for);

CREATE TABLE actor_key (                 -- the folded names by which the fold finds an actor again
    key   TEXT NOT NULL,
    actor TEXT NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    PRIMARY KEY (key, actor)
) WITHOUT ROWID;
CREATE INDEX actor_key_actor ON actor_key (actor);

CREATE TABLE membership (
    entity TEXT PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE,
    actor  TEXT NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    score  REAL NOT NULL,
    why    TEXT NOT NULL
);
CREATE INDEX membership_actor ON membership (actor);

CREATE TABLE claim (
    id       TEXT PRIMARY KEY,           -- c7
    number   INTEGER NOT NULL UNIQUE,
    kind     TEXT NOT NULL,
    text     TEXT NOT NULL,
    edtf     TEXT,
    earliest TEXT,
    latest   TEXT,
    record   TEXT NOT NULL
);
CREATE INDEX claim_kind ON claim (kind);

CREATE TABLE claim_role (
    claim  TEXT NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    role   TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    filler TEXT NOT NULL,                -- an actor's id, or a wording
    PRIMARY KEY (claim, role, seq)
);
CREATE INDEX claim_role_filler ON claim_role (filler);

CREATE TABLE claim_report (
    claim TEXT NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    seq   INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (claim, seq)
);
CREATE INDEX claim_report_event ON claim_report (event);

CREATE TABLE stance (
    id          TEXT PRIMARY KEY,
    seq         INTEGER NOT NULL,
    actor       TEXT NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    claim       TEXT NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    value       TEXT NOT NULL,
    uttered     TEXT,
    reported_by TEXT,
    scope       TEXT NOT NULL,
    record      TEXT NOT NULL
);
CREATE INDEX stance_actor ON stance (actor);
CREATE INDEX stance_claim ON stance (claim);

CREATE TABLE stance_evidence (
    stance TEXT NOT NULL REFERENCES stance (id) ON DELETE CASCADE,
    seq    INTEGER NOT NULL,
    item   TEXT NOT NULL,                -- a quotation's or an event's id
    PRIMARY KEY (stance, seq)
);

CREATE TABLE overlay (                   -- narrowings, variants, copies, stories: whole lines
    seq    INTEGER PRIMARY KEY,
    type   TEXT NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (type, record)
);

CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);  -- schema, engine, model, pack
