-- A repeated request asks whether a standing of the organisation began since the last answer.
CREATE INDEX standings_organisation_id_from_at ON standings (organisation_id, from_at);
