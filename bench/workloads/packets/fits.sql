-- Posts with more readable packets than fit on a page.
SELECT (count(*) > 25)::int::bigint
FROM consular_packets
WHERE organisation_id = '{me}' AND revoked_at IS NULL AND (readable_until IS NULL OR readable_until > now())
