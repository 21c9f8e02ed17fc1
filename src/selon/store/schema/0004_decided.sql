-- What the reader's decisions make of a page, beside what the engine found; null where nothing was decided.

ALTER TABLE document ADD COLUMN decided BLOB;   -- zlib of the decided line, in the shape of `record`
ALTER TABLE quotation ADD COLUMN decided TEXT;  -- confirm, edit
ALTER TABLE event ADD COLUMN decided TEXT;      -- confirm, edit

CREATE TABLE orphan (                           -- decisions whose item is no longer there, and why
    decision INTEGER PRIMARY KEY,
    detail   TEXT NOT NULL
);

CREATE TABLE former (                           -- whom entities and event reports belonged to when they last did
    member TEXT PRIMARY KEY,
    owner  TEXT NOT NULL                        -- an actor, a claim: one that comes back gets its id back
) WITHOUT ROWID;
