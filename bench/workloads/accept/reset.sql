-- Sets all referrals back to UNDER_REVIEW and deletes the rows that acceptances wrote.
UPDATE referrals r
SET state = 'UNDER_REVIEW', decided_at = NULL, closed_at = NULL, next_due_at = NULL, over_capacity = false,
    updated_at = p.updated_at, version = p.version
FROM bench_pending p
WHERE p.id = r.id;
DELETE FROM shares WHERE created_at >= '{started}';
DELETE FROM referral_events WHERE at >= '{started}';
TRUNCATE change_log, outbox, idempotency_keys, read_log;
