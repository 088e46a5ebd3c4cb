-- People who travel together. A case has one household at a time. The file of one member opens nothing of another's, so that the
-- household has no facts about people.
CREATE TABLE households (
    id uuid PRIMARY KEY NOT NULL,
    reference text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
);
ALTER TABLE cases ADD COLUMN household_id uuid REFERENCES households (id);
ALTER TABLE cases ADD COLUMN household_role varchar(40);
CREATE INDEX cases_household_id_opened_at ON cases (household_id, opened_at);
