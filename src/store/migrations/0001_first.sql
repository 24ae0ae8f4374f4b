-- Times are whole milliseconds since 1970 in UTC. In PostgreSQL read BYTEA for BLOB; all else is the same there.

-- Every chat that the bot may write to, or could.
CREATE TABLE chats (
    chat_id BIGINT  NOT NULL PRIMARY KEY, -- Telegram's
    kind    TEXT    NOT NULL,             -- ChatKind::code
    lang    TEXT,                         -- the language chosen
    menu    TEXT,                         -- the language of the command menu set for this chat alone
    active  BOOLEAN NOT NULL,             -- false after a block or a kick
    screen  BIGINT                        -- the newest message with buttons
);

-- Topics that are switched on.
CREATE TABLE topics (
    chat_id BIGINT NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
    topic   TEXT   NOT NULL,              -- Topic::code
    since   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, topic)
);

-- Sign-ups under way.
CREATE TABLE dialogues (
    chat_id    BIGINT NOT NULL PRIMARY KEY REFERENCES chats (chat_id) ON DELETE CASCADE,
    started_at BIGINT NOT NULL,
    sealed     BLOB   NOT NULL            -- JSON of SignUp under the state key
);
CREATE INDEX dialogues_started ON dialogues (started_at);

-- Who has signed.
CREATE TABLE supporters (
    chat_id   BIGINT  NOT NULL PRIMARY KEY REFERENCES chats (chat_id) ON DELETE CASCADE,
    kind      TEXT    NOT NULL,           -- SupporterKind::code
    region    TEXT    NOT NULL,           -- Region::code
    publish   BOOLEAN NOT NULL,
    consent   BIGINT  NOT NULL,           -- the version of the consent text
    signed_at BIGINT  NOT NULL,
    sealed    BLOB                        -- JSON of Person to the coalition's keys
);

-- Updates in hand: first as they came, then, once what they change is stored, as the answer that is still to be said.
CREATE TABLE inbox (
    update_id   BIGINT NOT NULL PRIMARY KEY, -- Telegram's
    chat_id     BIGINT,                      -- none where an update has no chat
    received_at BIGINT NOT NULL,
    attempts    BIGINT NOT NULL,
    answered    BOOLEAN NOT NULL,            -- false: sealed is the raw JSON; true: it is the answer
    sealed      BLOB   NOT NULL              -- under the state key
);

-- Updates that failed by our own fault, again and again. Nothing personal is kept of them.
CREATE TABLE dead_letters (
    update_id BIGINT NOT NULL PRIMARY KEY, -- Telegram's
    kind      TEXT   NOT NULL,             -- what kind of failure it was
    reason    TEXT   NOT NULL,             -- what failed, in our own words
    died_at   BIGINT NOT NULL
);
CREATE INDEX dead_letters_died ON dead_letters (died_at);

-- Ids of updates taken lately, so that one delivered again is dropped.
CREATE TABLE taken (
    update_id BIGINT NOT NULL PRIMARY KEY,
    taken_at  BIGINT NOT NULL
);
CREATE INDEX taken_at ON taken (taken_at);

-- What the bot remembers of itself.
CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
