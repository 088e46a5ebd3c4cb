-- What changed in which case, for those who follow changes. A row is for one organisation that could know of the case
-- before the change or can know of it afterwards. `position` is given after the commit, so that positions have no gaps
-- and follow the order of the commits.

CREATE TABLE case_changes (
    id uuid NOT NULL PRIMARY KEY,
    position bigint,
    at timestamptz NOT NULL,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    country varchar(3),
    case_id uuid NOT NULL REFERENCES cases (id),
    change_id uuid NOT NULL,
    facts_before jsonb NOT NULL,
    written jsonb NOT NULL
);
CREATE TABLE case_change_positions (
    id integer NOT NULL PRIMARY KEY CHECK (id = 1),
    newest bigint NOT NULL
);
INSERT INTO case_change_positions (id, newest) VALUES (1, 0);
CREATE UNIQUE INDEX case_changes_position ON case_changes (position);
CREATE INDEX case_changes_organisation_id_position ON case_changes (organisation_id, position);
CREATE INDEX case_changes_country_position ON case_changes (country, position);
CREATE INDEX case_changes_at ON case_changes (at);
CREATE INDEX standings_organisation_id_until_at ON standings (organisation_id, until_at);
