-- Where a text stands in others: documents are found by some of their runs of words, and by the lines of the overlay.

CREATE TABLE body (                  -- the documents that were compared with those before them
    page     TEXT PRIMARY KEY REFERENCES document (page) ON DELETE CASCADE,
    url      TEXT,                   -- as the page tells it itself
    spans    TEXT NOT NULL,          -- the stretches of running prose, as JSON
    agencies TEXT NOT NULL           -- as JSON
) WITHOUT ROWID;

CREATE TABLE fingerprint (           -- hashes of runs of words: see selon.link.fingerprints
    print INTEGER NOT NULL,
    page  INTEGER NOT NULL,          -- page.seq
    PRIMARY KEY (print, page)
) WITHOUT ROWID;

CREATE TABLE overlay_key (           -- the items that a line of the overlay is about
    key     TEXT NOT NULL,           -- `of:` or `in:` and a page's id, of a copy; a quotation's id, of a variant
    overlay INTEGER NOT NULL REFERENCES overlay (seq) ON DELETE CASCADE,
    PRIMARY KEY (key, overlay)
) WITHOUT ROWID;
CREATE INDEX overlay_key_overlay ON overlay_key (overlay);

CREATE TABLE utterance (             -- who may have said something when
    actor     TEXT NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    first     TEXT NOT NULL,         -- the days that bound it: of the utterance, else of the page
    last      TEXT NOT NULL,
    quotation TEXT NOT NULL REFERENCES quotation (id) ON DELETE CASCADE,
    PRIMARY KEY (actor, first, quotation)
) WITHOUT ROWID;
CREATE INDEX utterance_quotation ON utterance (quotation);
