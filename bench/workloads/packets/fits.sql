-- A post with more packets that it may still read than a page holds.
SELECT (count(*) > 25)::int::bigint
FROM consular_packets
WHERE organisation_id = '{me}' AND revoked_at IS NULL AND (readable_until IS NULL OR readable_until > now())
