-- How many pages hold a term stands in blocks: a few hundred pages ask for thousands of terms at once. It is made
-- anew when pages are added; stories keep their ids.

DROP TABLE story_term;
DELETE FROM story_trace;
DELETE FROM story_key;

CREATE TABLE story_term (            -- how many pages hold a term, those of one chapter counted fewer times
    block  INTEGER PRIMARY KEY,      -- the first ten bits of the numbers of its terms
    counts BLOB NOT NULL             -- terms in ascending order and pages (4 bytes each) by turns; 0: all pages
);
