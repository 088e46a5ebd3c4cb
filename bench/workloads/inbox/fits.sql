WITH page AS (
    SELECT c.access_mode
    FROM referrals r
    JOIN cases c ON c.id = r.case_id
    WHERE r.to_organisation_id = '{me}' AND r.sent_at IS NOT NULL AND r.state IN ('ACCEPTED', 'SCHEDULED', 'IN_PROGRESS')
    ORDER BY r.sent_at DESC, r.id DESC
    LIMIT 51
)
SELECT (count(*) = 51 AND count(*) FILTER (WHERE access_mode = 'SEALED') = 0)::int::bigint FROM page
