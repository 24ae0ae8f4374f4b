-- Supporting and consenting are stored as days. Nothing is decided by the time of day, and whoever saw somebody's chat, or has a
-- log of that time, could tell by the second which supporter they are.

-- The days are those of Bishkek, which has been six hours (21,600 seconds) ahead of UTC without a change since 12 August 2005,
-- long before the first supporter. Source: the time zone database of IANA, file asia, Zone Asia/Bishkek.
-- In PostgreSQL the day is to_char(to_timestamp(… + 21600), 'YYYY-MM-DD').
ALTER TABLE supporters ADD COLUMN supported_on TEXT NOT NULL DEFAULT ''; -- 2026-11-28, since when they support the pledge
ALTER TABLE supporters ADD COLUMN consented_on TEXT NOT NULL DEFAULT ''; -- 2026-11-28, when they agreed to the consent text
UPDATE supporters SET supported_on = date(supported_at / 1000 + 21600, 'unixepoch');
UPDATE supporters SET consented_on = date(consented_at / 1000 + 21600, 'unixepoch');
ALTER TABLE supporters DROP COLUMN supported_at;
ALTER TABLE supporters DROP COLUMN consented_at;

-- Migration 8 counted the supporters of that time, so their numbers tell the order in which they signed. They get random numbers,
-- from 2^52 up to 2^53 like all others. A sealed name or contact holds the number, and nobody here can open it: a supporter who
-- has one keeps the number that was counted, as another would make the two differ. What earlier versions sealed in one document
-- holds no number. In PostgreSQL the random part is CAST(random() * 4503599627370495 AS BIGINT).
UPDATE supporters SET number = 4503599627370496 + (random() & 4503599627370495)
WHERE number < 4503599627370496 AND name IS NULL AND contact IS NULL;
