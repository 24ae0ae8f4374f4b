-- Forms under way are a table of their own, since most of their fields are empty at first.

-- The answers that one of the staff has given so far.
CREATE TABLE forms (
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
    kind    TEXT   NOT NULL, -- FormKind::code
    touched BIGINT NOT NULL,
    sealed  BLOB   NOT NULL, -- JSON of StaffForm under the state key
    PRIMARY KEY (chat_id, kind)
);
CREATE INDEX forms_touched ON forms (touched);

-- Forms that waited for a confirmation were rows here, readable to anybody with the file. A migration has no key to seal them
-- with, so they go: they are a day old at most, and the message with the form still stands in its author's chat.
DELETE FROM deadlines WHERE stage = 'draft';
DELETE FROM record WHERE NOT shown;
ALTER TABLE deadlines DROP COLUMN replaces;
ALTER TABLE deadlines DROP COLUMN author;
ALTER TABLE record DROP COLUMN author;
ALTER TABLE record DROP COLUMN shown;
