-- What people want to be reminded of, deadlines that staff set, reminders, and the state of the calls.

-- At which hour of which zone a subscriber hears of deadlines, which reminders they want, and since when they want it so.
-- The topics of a chat have these in common.
ALTER TABLE topics ADD COLUMN slot TEXT NOT NULL DEFAULT '10 Asia/Bishkek'; -- Slot as text
ALTER TABLE topics ADD COLUMN which TEXT NOT NULL DEFAULT 'all';            -- Which::code
ALTER TABLE topics ADD COLUMN wished BIGINT NOT NULL DEFAULT 0;
-- Find who is due without looking at anybody else, nor at the tables.
CREATE INDEX topics_slot ON topics (topic, slot, chat_id, which, since, wished);
CREATE INDEX chats_inactive ON chats (chat_id) WHERE NOT active;

CREATE TABLE deadlines (
    id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    replaces BIGINT,           -- while it is a draft: the deadline that it changes
    stage    TEXT    NOT NULL, -- draft, set or removed
    touched  BIGINT  NOT NULL,
    date     TEXT    NOT NULL, -- 2027-03-01
    time     TEXT,             -- 18:00:00; none for the end of the day
    zone     TEXT    NOT NULL, -- IANA
    leads    TEXT    NOT NULL, -- days, separated by spaces
    topic    TEXT    NOT NULL, -- Topic::code
    titles   TEXT    NOT NULL  -- JSON: a title for each language
);

-- What came of each reminder: the campaign that it became, or why it became none.
CREATE TABLE reminders (
    deadline TEXT    NOT NULL, -- Deadline::id
    date     TEXT    NOT NULL,
    lead     INTEGER NOT NULL,
    slot     TEXT    NOT NULL, -- Slot as text; with a - in front, until when people had put it off
    due      BIGINT  NOT NULL,
    campaign BIGINT  REFERENCES campaigns (id) ON DELETE SET NULL,
    skipped  TEXT,             -- Reason::code
    PRIMARY KEY (deadline, date, lead, slot)
);
CREATE INDEX reminders_due ON reminders (due);
CREATE INDEX reminders_campaign ON reminders (campaign);

-- Reminders that people put off.
CREATE TABLE snoozes (
    chat_id  BIGINT NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
    deadline TEXT   NOT NULL,
    date     TEXT   NOT NULL,
    due      BIGINT NOT NULL,
    campaign BIGINT REFERENCES campaigns (id) ON DELETE CASCADE, -- the one that is to bring it
    PRIMARY KEY (chat_id, deadline)
);
CREATE INDEX snoozes_due ON snoozes (due) WHERE campaign IS NULL;
CREATE INDEX snoozes_campaign ON snoozes (campaign, chat_id) WHERE campaign IS NOT NULL;

-- What came of each call. Entries are added and never changed; the newest one counts.
CREATE TABLE record (
    id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    call     TEXT    NOT NULL, -- CallId
    status   TEXT    NOT NULL, -- CallStatus::code
    date     TEXT    NOT NULL,
    notes    TEXT    NOT NULL, -- JSON: a note for each language
    link     TEXT    NOT NULL, -- the evidence, https
    entered  BIGINT  NOT NULL,
    shown    BOOLEAN NOT NULL, -- false while it is a draft
    told     BOOLEAN NOT NULL, -- whether subscribers were told of it
    campaign BIGINT  REFERENCES campaigns (id) ON DELETE SET NULL -- by which they were
);
