-- What recurs over the pages of one site: lines of articles by fingerprint (selon.link.recurring), counted.

CREATE TABLE site (                  -- how many articles of a site came in; copies and versions are one
    name     TEXT PRIMARY KEY,       -- a host, or `medium:` and a name
    articles INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE article (
    site TEXT NOT NULL,
    key  TEXT NOT NULL,
    PRIMARY KEY (site, key)
) WITHOUT ROWID;

CREATE TABLE line (
    site  TEXT NOT NULL,
    key   TEXT NOT NULL,
    words INTEGER NOT NULL,
    pages INTEGER NOT NULL,          -- articles that hold the line
    edges INTEGER NOT NULL,          -- those that hold it at the edge of their text
    PRIMARY KEY (site, key)
) WITHOUT ROWID;
CREATE INDEX line_pages ON line (site, pages);

CREATE TABLE line_page (             -- every page that holds a line, copies and versions too
    site TEXT NOT NULL,
    key  TEXT NOT NULL,
    page TEXT NOT NULL REFERENCES document (page) ON DELETE CASCADE,
    PRIMARY KEY (site, key, page)
) WITHOUT ROWID;
CREATE INDEX line_page_page ON line_page (page);

CREATE TABLE recurring (             -- the blocks that are laid over
    block  INTEGER PRIMARY KEY REFERENCES block (seq) ON DELETE CASCADE,
    page   TEXT NOT NULL REFERENCES document (page) ON DELETE CASCADE,
    number INTEGER NOT NULL,         -- of the block on its page, from 0
    was    TEXT NOT NULL,            -- its kind by the page alone
    site   TEXT NOT NULL,
    key    TEXT NOT NULL
);
CREATE INDEX recurring_page ON recurring (page);

CREATE TABLE aside (                 -- quotations and events that stand wholly inside of such blocks
    item TEXT PRIMARY KEY,
    page TEXT NOT NULL REFERENCES document (page) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX aside_page ON aside (page);

-- What tables are made of. Linking reads the tables themselves: what it finds does not hang on what recurs.
CREATE VIEW shown_quotation AS SELECT * FROM quotation WHERE id NOT IN (SELECT item FROM aside);
CREATE VIEW shown_event AS SELECT * FROM event WHERE id NOT IN (SELECT item FROM aside);
CREATE VIEW shown_claim AS SELECT * FROM claim WHERE id NOT IN (
    SELECT told.claim FROM aside CROSS JOIN claim_report AS told ON told.event = aside.item
    WHERE NOT EXISTS (SELECT 1 FROM claim_report AS other
        WHERE other.claim = told.claim AND other.event NOT IN (SELECT item FROM aside))
);
CREATE INDEX stance_evidence_item ON stance_evidence (item);
CREATE VIEW shown_stance AS SELECT * FROM stance WHERE id NOT IN (
    SELECT shown.stance FROM aside CROSS JOIN stance_evidence AS shown ON shown.item = aside.item
    WHERE NOT EXISTS (SELECT 1 FROM stance_evidence AS other
        WHERE other.stance = shown.stance AND other.item NOT IN (SELECT item FROM aside))
);

-- The pages that are here already are counted when the next one comes in.
INSERT INTO about SELECT 'lines', 'due' WHERE EXISTS (SELECT 1 FROM document);
