-- Since when the bot is known to be unable to write to a chat; none while it can. Set by the sweep.
ALTER TABLE chats ADD COLUMN lost_at BIGINT;
CREATE INDEX chats_lost ON chats (lost_at) WHERE NOT active;

-- Messages that stand in private chats, for as long as Telegram lets the bot delete them.
CREATE TABLE messages (
    chat_id    BIGINT NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
    message_id BIGINT NOT NULL, -- Telegram's
    since      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX messages_since ON messages (since);
