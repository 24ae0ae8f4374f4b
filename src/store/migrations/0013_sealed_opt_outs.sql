-- The list of opt-outs is sealed entry by entry. An entry that waits for the list has the text that it will have there.

ALTER TABLE unlisted ADD COLUMN entry TEXT NOT NULL DEFAULT '';
UPDATE unlisted SET entry = lower(hex(tag)) || ' ' || printf('%016x', cover);
ALTER TABLE unlisted DROP COLUMN tag;
ALTER TABLE unlisted DROP COLUMN cover;
