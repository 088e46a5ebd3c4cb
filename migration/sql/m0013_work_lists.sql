-- Indexes of the lists that people work through: by reference, and in the orders of the lists.
CREATE INDEX referrals_from_organisation_id_sent_at_id
    ON referrals (from_organisation_id, sent_at, id) WHERE sent_at IS NOT NULL;
CREATE INDEX transfers_to_organisation_id_offered_at_id
    ON transfers (to_organisation_id, offered_at, id) WHERE offered_at IS NOT NULL;
CREATE INDEX transfers_from_organisation_id_offered_at_id
    ON transfers (from_organisation_id, offered_at, id) WHERE offered_at IS NOT NULL;
CREATE INDEX consular_requests_organisation_id_submitted_at_id
    ON consular_requests (organisation_id, submitted_at, id) WHERE submitted_at IS NOT NULL;
CREATE INDEX consular_requests_organisation_id_interview_at_id
    ON consular_requests (organisation_id, interview_at, id) WHERE interview_at IS NOT NULL;
CREATE INDEX consular_requests_packet_reference
    ON consular_requests (packet_reference) WHERE packet_reference IS NOT NULL;

-- The codes do not sort by their meaning, so their place in the order is a column. A closed case has no place.
ALTER TABLE cases ADD COLUMN priority_rank integer;
UPDATE cases SET priority_rank = CASE priority WHEN 'CRITICAL' THEN 0 WHEN 'HIGH' THEN 1 WHEN 'NORMAL' THEN 2 ELSE 3 END
    WHERE status IN ('INTAKE', 'OPEN', 'ACTIVE', 'ON_HOLD', 'REOPENED');
CREATE INDEX cases_organisation_id_priority_rank_id
    ON cases (organisation_id, priority_rank, id) WHERE priority_rank IS NOT NULL;
CREATE INDEX cases_country_priority_rank_id ON cases (country, priority_rank, id) WHERE priority_rank IS NOT NULL;
CREATE INDEX cases_priority_rank_id ON cases (priority_rank, id);
ALTER TABLE referrals ADD COLUMN urgency_rank integer NOT NULL DEFAULT 3;
UPDATE referrals SET urgency_rank =
    CASE urgency WHEN 'IMMEDIATE' THEN 0 WHEN 'EMERGENCY' THEN 1 WHEN 'URGENT' THEN 2 ELSE 3 END;
CREATE INDEX referrals_to_organisation_id_urgency_rank_id ON referrals (to_organisation_id, urgency_rank, id);
CREATE INDEX referrals_from_organisation_id_urgency_rank_id ON referrals (from_organisation_id, urgency_rank, id);
