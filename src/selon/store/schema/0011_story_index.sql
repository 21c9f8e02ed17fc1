-- The index of pages by their telling terms, compact: a term stands under a number, and a key holds the pages
-- that were last found under it. What it held is made anew when pages are added; stories keep their ids.

DROP TABLE story_trace;
DROP TABLE story_key;
DROP TABLE story_term;

CREATE TABLE story_trace (           -- what tells a page: see selon.records.Trace
    number  INTEGER PRIMARY KEY,     -- how many pages had come in with it
    page    TEXT NOT NULL,
    weights BLOB NOT NULL,           -- numbers of terms (4 bytes each), then their weights (2 bytes each)
    doings  TEXT NOT NULL,           -- a line each
    first   TEXT,
    last    TEXT
);

CREATE TABLE story_key (             -- the pages that are found under a key: numbers and weights (4 bytes each)
    key   INTEGER PRIMARY KEY,
    found BLOB NOT NULL
);

CREATE TABLE story_term (            -- how many pages hold a term, those of one chapter counted fewer times
    term  INTEGER PRIMARY KEY,       -- 0: all pages
    pages INTEGER NOT NULL
);
