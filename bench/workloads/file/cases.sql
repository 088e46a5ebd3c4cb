-- The newest three cases of a worker that have rows in every list, except transfers: no case has both a transfer and a
-- travel document.
SELECT c.id
FROM cases c
WHERE c.assigned_worker_id = '{worker}'
  AND c.organisation_id = '{me}'
  AND c.access_mode = 'STANDARD'
  AND NOT c.in_protected_centre
  AND EXISTS (SELECT FROM identifiers i WHERE i.person_id = c.person_id)
  AND EXISTS (SELECT FROM contacts o WHERE o.person_id = c.person_id)
  AND EXISTS (SELECT FROM vulnerabilities v WHERE v.case_id = c.id)
  AND EXISTS (SELECT FROM case_notes n WHERE n.case_id = c.id AND n.organisation_id = c.organisation_id)
  AND EXISTS (SELECT FROM consents k JOIN consent_recipients r ON r.consent_id = k.id WHERE k.case_id = c.id)
  AND EXISTS (SELECT FROM referrals r WHERE r.case_id = c.id AND r.inference_class NOT IN ('MEDICAL', 'ASYLUM'))
  AND EXISTS (SELECT FROM stays s WHERE s.case_id = c.id)
  AND NOT EXISTS (SELECT FROM stays s WHERE s.case_id = c.id AND s.centre_id <> s.fronting_centre_id)
  AND EXISTS (SELECT FROM travel_documents d WHERE d.case_id = c.id)
  -- A case worker does not read a consent that reveals MEDICAL or ASYLUM, and a server without access checks shows it.
  AND NOT EXISTS (
    SELECT
    FROM consents k
    JOIN consent_recipients r ON r.consent_id = k.id
    LEFT JOIN organisations o ON o.id = r.organisation_id
    WHERE k.case_id = c.id
      AND (
        o.organisation_type IN ('UN_AGENCY', 'GOV_HOST_ASYLUM')
        OR r.service_type IN ('HEALTH_EMERGENCY', 'HEALTH_SRH', 'MHPSS', 'DISABILITY_REHAB', 'ASYLUM_REFERRAL')
      )
  )
ORDER BY c.opened_at DESC, c.id
LIMIT 3
