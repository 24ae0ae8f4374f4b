-- What the store needs so that opt-outs, forms and answers hold whatever else fails.

-- Opt-outs that the list of opt-outs, which is a file, does not have yet. Each row is the entry as the list will have it,
-- so that it names no chat.
CREATE TABLE unlisted (
    id    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, -- their order; in PostgreSQL GENERATED ALWAYS AS IDENTITY
    tag   BLOB    NOT NULL, -- the keyed hash of the chat and its opt-out
    cover BIGINT  NOT NULL  -- the chat that a group moved to, covered by another hash
);

-- The draft of a form belongs to its author. Nobody owns the earlier ones, so nobody can set them any more.
ALTER TABLE deadlines ADD COLUMN author BIGINT; -- while it is a draft: the chat of its author
ALTER TABLE record ADD COLUMN author BIGINT;    -- the same
DELETE FROM deadlines WHERE stage = 'draft';
DELETE FROM record WHERE NOT shown;

-- Texts that people were asked to type, outside of the sign-up and of drafts.
CREATE TABLE awaited (
    chat_id  BIGINT NOT NULL PRIMARY KEY REFERENCES chats (chat_id) ON DELETE CASCADE,
    asked_at BIGINT NOT NULL,
    sealed   BLOB   NOT NULL -- JSON of AwaitedText under the state key
);
CREATE INDEX awaited_asked ON awaited (asked_at);

-- A campaign whose author was erased has none. It had 0, which means nobody.
ALTER TABLE campaigns ADD COLUMN planned_by BIGINT;
UPDATE campaigns SET planned_by = author WHERE author <> 0;
ALTER TABLE campaigns DROP COLUMN author;
ALTER TABLE campaigns RENAME COLUMN planned_by TO author; -- the private chat of its author; none after an erasure

-- What comes from a backup goes out only when an owner says so: nobody knows who has got it already. The restore marks it,
-- and no clock.
ALTER TABLE campaigns ADD COLUMN restored BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE record ADD COLUMN restored BOOLEAN NOT NULL DEFAULT FALSE; -- subscribers were not told of it by the backup's time
UPDATE campaigns SET restored = TRUE
WHERE NOT reported AND touched <= (SELECT CAST(value AS BIGINT) FROM settings WHERE key = 'restored_at');
UPDATE record SET restored = TRUE
WHERE shown AND NOT told AND entered <= (SELECT CAST(value AS BIGINT) FROM settings WHERE key = 'restored_at');

-- When the person was told last that an edit of theirs does not count, so that they are told once.
ALTER TABLE chats ADD COLUMN edits_told BIGINT;

-- The topic of a forum where a group's messages go, since its administrator chose them there; none: General.
ALTER TABLE chats ADD COLUMN thread BIGINT;

-- Whether the group was asked for another topic, since that one is closed or gone: it is asked once.
ALTER TABLE chats ADD COLUMN thread_asked BOOLEAN NOT NULL DEFAULT FALSE;
