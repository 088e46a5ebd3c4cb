-- $1 organisation; masks: $2 pending, $3 active, $4 closed; bits: $5 OPERATIONAL_COARSE, $6 OPERATIONAL,
-- $7 IDENTITY_COARSE, $8 IDENTITY.
WITH page AS (
    SELECT r.reference, r.version, r.state, r.urgency, r.decide_due_at, r.contact_restrictions,
           r.from_organisation_id, r.to_organisation_id, r.sent_at, r.id,
           c.reference AS case_reference, c.fronting_centre_id, c.person_id, c.id AS case_id, seen.classes
    FROM referrals r
    JOIN cases c ON c.id = r.case_id
    CROSS JOIN LATERAL (
        SELECT bit_or(s.classes) AS classes
        FROM shares s
        WHERE s.referral_id = r.id AND s.organisation_id = $1
          AND s.ended_at IS NULL AND s.starts_at <= now() AND (s.ends_at IS NULL OR s.ends_at > now())
    ) shared
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN r.state IN ('SENT', 'ACKNOWLEDGED', 'UNDER_REVIEW', 'INFO_REQUESTED') THEN $2
            WHEN shared.classes <> 0 THEN $3 & shared.classes
            ELSE $4
        END AS classes
    ) seen
    WHERE r.to_organisation_id = $1 AND r.sent_at IS NOT NULL AND r.state <> 'ENTERED_IN_ERROR'
      AND c.access_mode <> 'SEALED' AND seen.classes & $5 <> 0
    ORDER BY r.sent_at DESC, r.id DESC
    LIMIT 51
), first AS (
    SELECT page.*, of_case.classes AS case_classes
    FROM page
    CROSS JOIN LATERAL (
        SELECT bit_or(s.classes) AS classes
        FROM shares s
        WHERE s.case_id = page.case_id AND s.organisation_id = $1
          AND s.ended_at IS NULL AND s.starts_at <= now() AND (s.ends_at IS NULL OR s.ends_at > now())
    ) shared
    CROSS JOIN LATERAL (
        SELECT coalesce($3 & shared.classes, 0) | CASE WHEN EXISTS (
            SELECT FROM referrals o
            WHERE o.case_id = page.case_id AND o.to_organisation_id = $1
              AND o.state IN ('SENT', 'ACKNOWLEDGED', 'UNDER_REVIEW', 'INFO_REQUESTED')
        ) OR EXISTS (
            SELECT FROM transfers t
            WHERE t.case_id = page.case_id AND t.to_organisation_id = $1 AND t.state = 'OFFERED'
        ) THEN $2 ELSE 0 END AS classes
    ) of_case
    ORDER BY page.sent_at DESC, page.id DESC
    LIMIT 50
)
SELECT json_build_object('data', json_build_object('referrals', json_build_object(
    'nodes', coalesce((
        SELECT json_agg(json_build_object(
            'reference', f.reference,
            'version', f.version,
            'state', f.state,
            'urgency', CASE WHEN f.classes & $6 <> 0 THEN f.urgency END,
            'decideDueAt', CASE WHEN f.classes & $6 <> 0 THEN f.decide_due_at END,
            'contactRestrictions', CASE WHEN f.classes & $6 <> 0 THEN f.contact_restrictions END,
            'fromOrganisation', json_build_object('name', sender.name),
            'toOrganisation', json_build_object('name', receiver.name),
            'case', CASE WHEN f.classes & $6 <> 0 AND f.case_classes & $5 <> 0 THEN json_build_object(
                'reference', f.case_reference,
                'centre', json_build_object('name', centre.name, 'country', centre.country),
                'person', json_build_object(
                    'sex', CASE WHEN f.case_classes & $6 <> 0 THEN p.sex END,
                    'initials', CASE WHEN f.case_classes & $7 <> 0 THEN p.initials END,
                    'names', CASE WHEN f.case_classes & $8 <> 0 THEN (
                        SELECT coalesce(json_agg(
                            json_build_object('given', n.given, 'family', n.family, 'script', n.script)
                            ORDER BY n.position), '[]')
                        FROM person_names n WHERE n.person_id = f.person_id) END)) END
        ) ORDER BY f.sent_at DESC, f.id DESC)
        FROM first f
        JOIN persons p ON p.id = f.person_id
        JOIN centres centre ON centre.id = f.fronting_centre_id
        JOIN organisations sender ON sender.id = f.from_organisation_id
        JOIN organisations receiver ON receiver.id = f.to_organisation_id), '[]'),
    'pageInfo', json_build_object('hasNextPage', (SELECT count(*) > 50 FROM page))
)))::text
