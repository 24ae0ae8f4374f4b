-- What staff do in the coalition's name waits before it takes effect, and the others are told of it meanwhile.
CREATE TABLE holds (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    author       BIGINT  NOT NULL, -- the person who wants it
    kind         TEXT    NOT NULL, -- HeldKind::code
    urgent       BOOLEAN NOT NULL,
    begun        BIGINT  NOT NULL,
    lapses       BIGINT  NOT NULL,
    needs_second BOOLEAN NOT NULL, -- whatever the settings say
    state        TEXT    NOT NULL, -- HoldState::code
    told         BIGINT,           -- since when another person who may do the same knows of it
    approved     BIGINT,           -- when a second person wanted it too
    approved_by  BIGINT,           -- that person; none if it was the command line
    ended        BIGINT,           -- when it left the state waiting
    ended_by     BIGINT,           -- the person who stopped it; none if it was the command line, or nobody
    reported     BOOLEAN NOT NULL, -- whether staff were told how it ended
    sealed       BLOB    NOT NULL, -- JSON of HeldAction under the store key; empty once staff were told how it ended
    work         BLOB              -- the author's draft or form as it was sealed, to give back if it does not take effect
);
CREATE INDEX holds_state ON holds (state);
CREATE INDEX holds_author ON holds (author);

-- Who is told of a hold.
CREATE TABLE hold_notices (
    hold    BIGINT NOT NULL REFERENCES holds (id) ON DELETE CASCADE,
    person  BIGINT NOT NULL,
    message BIGINT,          -- the message with the buttons; none before it was sent
    tries   BIGINT NOT NULL, -- how often it could not be sent
    next    BIGINT NOT NULL, -- when it is tried again
    PRIMARY KEY (hold, person)
);

-- Broadcasts that somebody has paused, called off or taken back, until the others are told of it.
CREATE TABLE silencings (
    id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person   BIGINT  NOT NULL,
    kind     TEXT    NOT NULL, -- Silencing::code
    campaign BIGINT  NOT NULL,
    at       BIGINT  NOT NULL
);

-- The person who has paused it last. Only they, a second person or the command line let it go on.
ALTER TABLE campaigns ADD COLUMN paused_by BIGINT;
