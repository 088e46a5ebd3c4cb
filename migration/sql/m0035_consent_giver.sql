-- A consent names the guardian or other giver who spoke for the person.

ALTER TABLE consents ADD COLUMN giver_name text;
