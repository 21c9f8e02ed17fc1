-- What actors and claims were made of before a decision or a rebuild changed that: what comes back has its id back.

ALTER TABLE former RENAME TO former_of;

CREATE TABLE former (
    owner   TEXT NOT NULL,           -- an actor, a claim
    members TEXT NOT NULL,           -- its entities or event reports, as a JSON array in their order
    PRIMARY KEY (owner, members)
) WITHOUT ROWID;

INSERT INTO former SELECT owner, json_group_array(member)
FROM (SELECT owner, member FROM former_of ORDER BY owner, member) GROUP BY owner;
DROP TABLE former_of;
