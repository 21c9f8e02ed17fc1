-- What the pages of an episode tell of each other's days: the chronology goes by it.

CREATE TABLE narrowed (              -- an event report or a quotation whose day other pages tell better
    item TEXT PRIMARY KEY,
    time TEXT NOT NULL,              -- its time expression, which the line of the overlay is about
    edtf TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX narrowed_time ON narrowed (time);
