-- What an actor tells of is found from the quotation to the event reports that rely on it.

CREATE INDEX event_source_quotation ON event_source (quotation);
