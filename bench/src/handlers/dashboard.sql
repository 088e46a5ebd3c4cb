-- The view of a data protection officer: every case at the centre that answers for it, and no referral whose existence
-- reveals more than OPERATIONAL or LEGAL data.
SELECT json_build_object('data', json_build_object('centres', json_build_object('nodes', coalesce(json_agg(
    json_build_object('code', centre.code, 'name', centre.name, 'cases', json_build_object('nodes', cases.nodes))
    ORDER BY centre.name, centre.id), '[]'))))::text
FROM centres centre
CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object(
        'reference', c.reference,
        'priority', c.priority,
        'openedAt', c.opened_at,
        'referrals', json_build_object('nodes', referrals.nodes)
    ) ORDER BY c.opened_at DESC, c.id DESC), '[]') AS nodes
    FROM (
        SELECT * FROM cases
        WHERE fronting_centre_id = centre.id
        ORDER BY opened_at DESC, id DESC
        LIMIT 10
    ) c
    CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(json_build_object(
            'reference', r.reference, 'state', r.state, 'urgency', r.urgency, 'createdAt', r.created_at
        ) ORDER BY r.created_at DESC, r.id DESC), '[]') AS nodes
        FROM (
            SELECT * FROM referrals
            WHERE case_id = c.id AND inference_class IN ('OPERATIONAL', 'LEGAL')
            ORDER BY created_at DESC, id DESC
            LIMIT 5
        ) r
    ) referrals
) cases
WHERE NOT centre.protected
