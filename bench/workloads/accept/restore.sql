-- Restores the original values.
UPDATE referrals r
SET state = p.state, decided_at = p.decided_at, closed_at = p.closed_at, next_due_at = p.next_due_at,
    over_capacity = p.over_capacity, updated_at = p.updated_at, version = p.version
FROM bench_pending p
WHERE p.id = r.id;
DELETE FROM shares WHERE created_at >= '{started}';
DELETE FROM referral_events WHERE at >= '{started}';
TRUNCATE change_log, outbox, idempotency_keys, read_log;
DROP TABLE bench_pending;
