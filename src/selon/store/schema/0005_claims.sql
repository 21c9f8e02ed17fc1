-- A claim is kept in parts, so that it can be worded in the reader's language; it is found again by keys.

DROP VIEW IF EXISTS v_claims;
ALTER TABLE claim DROP COLUMN text;
UPDATE claim SET record = json_remove(record, '$.text');

CREATE TABLE claim_key (
    key   TEXT NOT NULL,             -- kind, modality, roles and time: see selon.link.claim_keys
    claim TEXT NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    PRIMARY KEY (key, claim)
) WITHOUT ROWID;
CREATE INDEX claim_key_claim ON claim_key (claim);
CREATE INDEX stance_claim_actor ON stance (claim, actor);
CREATE INDEX stance_seq ON stance (seq);
