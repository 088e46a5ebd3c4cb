-- The receiver of a referral names one of its own workers, who answers it.

ALTER TABLE referrals ADD COLUMN to_worker_id uuid REFERENCES workers (id);

-- What waits for a worker.
CREATE INDEX referrals_to_worker ON referrals (to_worker_id, sent_at) WHERE to_worker_id IS NOT NULL;
