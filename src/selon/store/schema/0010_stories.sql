-- Which pages are about one developing matter: pages are found by their most telling terms.

INSERT INTO counter VALUES ('s', 1);

CREATE TABLE story_page (            -- the story of a page, and its chapter
    page    TEXT PRIMARY KEY REFERENCES document (page) ON DELETE CASCADE,
    story   TEXT NOT NULL,           -- s1
    number  INTEGER NOT NULL,        -- that of the story
    chapter TEXT NOT NULL,           -- the page that opened it
    ties    TEXT NOT NULL            -- why it stands there, as JSON
) WITHOUT ROWID;
CREATE INDEX story_page_story ON story_page (story);

CREATE TABLE story_trace (           -- what tells a page, as JSON: see selon.records.Trace
    page   INTEGER PRIMARY KEY,      -- page.seq
    record TEXT NOT NULL
);

CREATE TABLE story_key (             -- the terms under which a page is found
    key    TEXT NOT NULL,
    page   INTEGER NOT NULL,         -- page.seq
    weight INTEGER NOT NULL,         -- in thousandths
    PRIMARY KEY (key, page)
) WITHOUT ROWID;

CREATE TABLE story_term (            -- how many pages hold a term; all pages under the empty term
    term  TEXT PRIMARY KEY,
    pages INTEGER NOT NULL
) WITHOUT ROWID;
