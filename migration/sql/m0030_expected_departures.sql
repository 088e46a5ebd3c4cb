-- The day on which a person is expected to leave their bed.

ALTER TABLE stays ADD COLUMN expected_until date;
