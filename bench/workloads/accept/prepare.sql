-- Referrals with a valid consent, with their current values.
DROP TABLE IF EXISTS bench_pending;
CREATE TABLE bench_pending AS
SELECT row_number() OVER (ORDER BY md5(r.id::text))::int AS n, r.*
FROM referrals r
JOIN cases c ON c.id = r.case_id
JOIN consents k ON k.id = r.consent_id
WHERE r.to_organisation_id IN ({organisations})
  AND r.state NOT IN ('DRAFT', 'ENTERED_IN_ERROR', 'REDIRECTED') AND r.sent_at IS NOT NULL
  AND c.access_mode = 'STANDARD'
  AND k.status = 'ACTIVE' AND k.valid_from <= now() AND (k.valid_until IS NULL OR k.valid_until > now() + interval '1 day')
ORDER BY md5(r.id::text)
LIMIT {most};
CREATE UNIQUE INDEX ON bench_pending (n);
ANALYZE bench_pending;
