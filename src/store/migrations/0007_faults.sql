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
