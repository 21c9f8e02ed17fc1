-- The index of texts takes up fingerprints by the thousand: what came in last waits in parts of its own.

CREATE TABLE fingerprint_part (      -- a part holds the fingerprints that have the same first ten bits
    part  INTEGER PRIMARY KEY,       -- these bits, signed: from -512 to 511
    fresh BLOB NOT NULL              -- fingerprints (8 bytes each) and page.seq (4 bytes each) by turns
);

CREATE TABLE fingerprint_filter (    -- which of a part `fingerprint` may hold, as a Bloom filter; no row: any
    part INTEGER PRIMARY KEY,
    bits BLOB NOT NULL
);
