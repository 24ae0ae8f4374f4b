-- Supporters are stored as soon as they support the pledge. What they say of themselves comes later, one thing at a time.

-- A new consent leaves the time of the support as it is. Until now there was one time for both: that of the last consent.
ALTER TABLE supporters RENAME COLUMN signed_at TO supported_at;
ALTER TABLE supporters ADD COLUMN consented_at BIGINT NOT NULL DEFAULT 0; -- when they agreed to the consent text
UPDATE supporters SET consented_at = supported_at;

-- Name and contact are given one by one, so each is sealed by itself. What was sealed together stays together.
ALTER TABLE supporters RENAME COLUMN sealed TO joint; -- JSON of SealedPerson to the coalition's keys, of earlier versions
ALTER TABLE supporters ADD COLUMN name BLOB;          -- JSON of SealedName to the coalition's keys
ALTER TABLE supporters ADD COLUMN contact BLOB;       -- JSON of SealedContact to the coalition's keys

-- No other supporter has the same number, so that buttons and sealed documents can tell whose they are. New numbers are
-- random and larger than these.
ALTER TABLE supporters ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
UPDATE supporters SET number = counted.number
FROM (SELECT chat_id, ROW_NUMBER() OVER (ORDER BY supported_at, chat_id) AS number FROM supporters) AS counted
WHERE counted.chat_id = supporters.chat_id;
