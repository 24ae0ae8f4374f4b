-- Messages to many. Times are whole milliseconds since 1970 in UTC.

CREATE TABLE campaigns (
    id        INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, -- its code; in PostgreSQL GENERATED ALWAYS AS IDENTITY
    author    BIGINT  NOT NULL, -- the private chat that hears of it
    job       TEXT    NOT NULL, -- JSON of Job
    audience  TEXT    NOT NULL, -- JSON of Audience
    stage     TEXT    NOT NULL, -- Stage::code
    created   BIGINT  NOT NULL, -- whoever came to the topic later is not in its audience
    due       BIGINT  NOT NULL,
    touched   BIGINT  NOT NULL, -- when something was last done for it
    urgent    BOOLEAN NOT NULL,
    trial     BOOLEAN NOT NULL,
    paid      BOOLEAN NOT NULL,
    filled    BIGINT,           -- the last chat of its audience that is written down; none before the first
    sealed    BLOB    NOT NULL, -- what it says, under the state key
    progress  BIGINT,           -- the message that shows its author how it goes
    reported  BOOLEAN NOT NULL DEFAULT FALSE, -- its author has heard how it ended
    shrunk    BOOLEAN NOT NULL DEFAULT FALSE -- its deliveries have become counts
);
CREATE INDEX campaigns_stage ON campaigns (stage);

-- One row a campaign and chat.
CREATE TABLE deliveries (
    campaign BIGINT  NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    chat_id  BIGINT  NOT NULL,
    status   INTEGER NOT NULL, -- the place in Status::ALL: 0 queued, 1 sending, 2 sent, …
    reason   TEXT,             -- Reason::code
    at       BIGINT  NOT NULL, -- queued: not before; otherwise since when
    messages TEXT,             -- Telegram's ids of what was sent, or is to be changed, separated by commas
    PRIMARY KEY (campaign, chat_id)
) WITHOUT ROWID;
-- Only what is open, so that finding the next costs the same however many are done.
CREATE INDEX deliveries_open ON deliveries (campaign, status, chat_id) WHERE status < 2;

-- Deliveries whose rows are gone: of erased people, and of campaigns of long ago.
CREATE TABLE tallies (
    campaign BIGINT  NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    status   INTEGER NOT NULL,
    reason   TEXT    NOT NULL, -- empty for none
    count    BIGINT  NOT NULL,
    PRIMARY KEY (campaign, status, reason)
);

-- What an author is about to send.
CREATE TABLE drafts (
    chat_id BIGINT NOT NULL PRIMARY KEY REFERENCES chats (chat_id) ON DELETE CASCADE,
    sealed  BLOB   NOT NULL  -- JSON of Draft under the state key
);
