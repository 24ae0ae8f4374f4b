-- What changes a campaign is found by its job.
CREATE INDEX campaigns_job ON campaigns (job);
-- In which language somebody got a message, as a correction has to be in the same.
ALTER TABLE deliveries ADD COLUMN lang TEXT;
