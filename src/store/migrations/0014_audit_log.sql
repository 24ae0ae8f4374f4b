-- What staff, the command line and the bot itself did. Rows are added, and none is ever changed or removed: each has the hash of
-- the one before it in its own.
CREATE TABLE audit_log (
    number BIGINT NOT NULL PRIMARY KEY, -- from 1, without a gap
    hash   BLOB   NOT NULL,             -- SHA-256 over the hash before, the length of the plain text, and the plain text
    sealed BLOB   NOT NULL              -- the plain text under the store key: a random salt, and JSON
);
