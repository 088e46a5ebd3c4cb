-- A blind match of people across organisations: entries for a time, and a row for each side of a match. A row holds only what its
-- side may know. What is compared is never stored.

CREATE TABLE matching_entries (
    id uuid PRIMARY KEY NOT NULL,
    case_id uuid NOT NULL REFERENCES cases (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    consent_id uuid NOT NULL REFERENCES consents (id),
    worker_id uuid NOT NULL REFERENCES workers (id),
    registration_id uuid NOT NULL REFERENCES persons (id),
    facts integer NOT NULL,
    entered_at timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason varchar(40)
);
CREATE INDEX matching_entries_case_id_entered_at_id ON matching_entries (case_id, entered_at, id);
CREATE INDEX matching_entries_worker_id_entered_at ON matching_entries (worker_id, entered_at);
CREATE INDEX matching_entries_valid_until ON matching_entries (valid_until);

CREATE TABLE person_matches (
    id uuid PRIMARY KEY NOT NULL,
    case_id uuid NOT NULL REFERENCES cases (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    other_organisation_id uuid NOT NULL REFERENCES organisations (id),
    other_case_id uuid NOT NULL REFERENCES cases (id),
    state varchar(40) NOT NULL CHECK (state IN ('PROPOSED', 'WAITING', 'AGREED', 'DECLINED', 'EXPIRED', 'ENDED')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    answered_at timestamptz,
    answered_by uuid REFERENCES workers (id),
    talk_reference varchar(40),
    ended_at timestamptz,
    version integer NOT NULL
);
CREATE UNIQUE INDEX person_matches_case_id_other_case_id ON person_matches (case_id, other_case_id);
CREATE INDEX person_matches_organisation_id_other_case_id ON person_matches (organisation_id, other_case_id);
CREATE INDEX person_matches_case_id_created_at_id ON person_matches (case_id, created_at, id);
CREATE INDEX person_matches_organisation_id_created_at_id ON person_matches (organisation_id, created_at, id);
CREATE INDEX person_matches_expires_at ON person_matches (expires_at);
