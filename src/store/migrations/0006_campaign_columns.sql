-- The kind and the target of a campaign are columns; they were one JSON text.
ALTER TABLE campaigns ADD COLUMN kind TEXT NOT NULL DEFAULT 'send'; -- send, delete, replace or remind
ALTER TABLE campaigns ADD COLUMN target BIGINT;                     -- the campaign that it deletes or replaces
ALTER TABLE campaigns ADD COLUMN reminder TEXT;                     -- JSON of Reminder, which it brings

-- {"delete":7}, {"replace":7} and {"remind":{…}}, without the words and the last brace.
UPDATE campaigns SET kind = 'delete', target = CAST(SUBSTR(job, 11, LENGTH(job) - 11) AS BIGINT)
WHERE job LIKE '{"delete":%';
UPDATE campaigns SET kind = 'replace', target = CAST(SUBSTR(job, 12, LENGTH(job) - 12) AS BIGINT)
WHERE job LIKE '{"replace":%';
UPDATE campaigns SET kind = 'remind', reminder = SUBSTR(job, 11, LENGTH(job) - 11)
WHERE job LIKE '{"remind":%';

DROP INDEX campaigns_job;
ALTER TABLE campaigns DROP COLUMN job;
CREATE INDEX campaigns_target ON campaigns (target);
