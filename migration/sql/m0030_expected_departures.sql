-- The day on which a person is expected to leave their bed.

ALTER TABLE stays ADD COLUMN expected_until date;
CREATE INDEX stays_organisation_id_expected_until ON stays (organisation_id, expected_until)
    WHERE until_at IS NULL AND expected_until IS NOT NULL;
