-- What stands about an item beside its text (a row, a feed, a mail's header), as JSON; null where nothing does.

ALTER TABLE page ADD COLUMN told TEXT;
