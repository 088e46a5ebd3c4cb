-- Two registrations of one person become one. The rows that move are kept, so that it can be undone for thirty days.

CREATE TABLE person_merges (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    merged_person_id uuid NOT NULL REFERENCES persons (id),
    merged_reference varchar(40) NOT NULL,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    reason text NOT NULL,
    names_after integer NOT NULL,
    worker_id uuid NOT NULL REFERENCES workers (id),
    merged_at timestamptz NOT NULL,
    undo_until timestamptz NOT NULL,
    undone_at timestamptz,
    undone_by uuid REFERENCES workers (id)
);
CREATE INDEX person_merges_person_id_merged_at_id ON person_merges (person_id, merged_at, id);

CREATE TABLE person_merge_rows (
    merge_id uuid NOT NULL REFERENCES person_merges (id),
    row_id uuid NOT NULL,
    row_table varchar(40) NOT NULL,
    PRIMARY KEY (merge_id, row_id)
);

-- A share shows the gender that was known at acceptance. The one of the person can change with a merge.
ALTER TABLE share_facts ADD COLUMN gender_identity text;
UPDATE share_facts SET gender_identity = (
    SELECT persons.gender_identity
    FROM shares
    JOIN cases ON cases.id = shares.case_id
    JOIN persons ON persons.id = cases.person_id
    WHERE shares.id = share_facts.share_id
);
