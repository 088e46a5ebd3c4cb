-- Relatives, as the person or a document names them. A relative with a case here has a row of their own with the opposite relation:
-- each file has its own statement.
CREATE TABLE family_links (
    id uuid PRIMARY KEY NOT NULL,
    case_id uuid NOT NULL REFERENCES cases (id),
    relation varchar(40) NOT NULL,
    relative_case_id uuid REFERENCES cases (id),
    relative_name text,
    status varchar(40) NOT NULL CHECK (status IN ('CLAIMED', 'VERIFIED', 'DISPROVED')),
    grounds text,
    worker_id uuid NOT NULL REFERENCES workers (id),
    decided_by uuid REFERENCES workers (id),
    decided_on date,
    created_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX family_links_case_id_created_at_id ON family_links (case_id, created_at, id);
CREATE INDEX family_links_relative_case_id ON family_links (relative_case_id);
