-- Days of what tells a page as numbers, by which nearness in time is reckoned. It is made anew when pages are
-- added; stories keep their ids.

DROP TABLE story_trace;
DELETE FROM story_key;
DELETE FROM story_term;

CREATE TABLE story_trace (           -- what tells a page: see selon.records.Trace
    number  INTEGER PRIMARY KEY,     -- how many pages had come in with it
    page    TEXT NOT NULL,
    terms   BLOB NOT NULL,           -- numbers of terms (4 bytes each), then their weights (2 bytes each)
    doings  TEXT NOT NULL,           -- a line each
    first   INTEGER,                 -- days, of which the first of January of the year 1 is 1
    last    INTEGER,
    story   TEXT NOT NULL,           -- as in story_page
    chapter TEXT NOT NULL
);
