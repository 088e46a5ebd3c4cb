-- Cases, and what is recorded about them.

CREATE TABLE cases (
    id uuid NOT NULL PRIMARY KEY,
    reference varchar(40) NOT NULL UNIQUE,
    person_id uuid NOT NULL REFERENCES persons (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    centre_id uuid NOT NULL REFERENCES centres (id),
    fronting_centre_id uuid NOT NULL REFERENCES centres (id),
    country varchar(3) NOT NULL,
    in_protected_centre boolean NOT NULL,
    opened_at timestamptz NOT NULL,
    status varchar(40) NOT NULL CHECK (status IN ('INTAKE', 'OPEN', 'ACTIVE', 'ON_HOLD', 'TRANSFERRED', 'CLOSED',
        'REOPENED', 'DUPLICATE', 'ARCHIVED')),
    priority varchar(40) NOT NULL,
    risk_level varchar(40),
    access_mode varchar(40) NOT NULL CHECK (access_mode IN ('STANDARD', 'RESTRICTED', 'SEALED')),
    assigned_worker_id uuid REFERENCES workers (id),
    medical_worker_id uuid REFERENCES workers (id),
    next_review_on date,
    closed_at timestamptz,
    closure_reason varchar(40),
    legal_restrictions text,
    handling_instruction text,
    immigration_status varchar(40),
    consular_contact_allowed boolean NOT NULL,
    fitness_to_travel varchar(40),
    fitness_valid_until date,
    allergies text,
    medical_emergency boolean NOT NULL,
    last_activity_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL,
    protected_version integer NOT NULL DEFAULT 1
);
CREATE INDEX cases_organisation_id_opened_at_id ON cases (organisation_id, opened_at, id);
CREATE INDEX cases_organisation_id_priority_id ON cases (organisation_id, priority, id);
CREATE INDEX cases_organisation_id_last_activity_at_id ON cases (organisation_id, last_activity_at, id);
CREATE INDEX cases_organisation_id_reference ON cases (organisation_id, reference);
CREATE INDEX cases_country_opened_at_id ON cases (country, opened_at, id);
CREATE INDEX cases_country_reference ON cases (country, reference);
CREATE INDEX cases_opened_at_id ON cases (opened_at, id);
CREATE INDEX cases_person_id ON cases (person_id);
CREATE INDEX cases_centre_id ON cases (centre_id);
CREATE INDEX cases_fronting_centre_id ON cases (fronting_centre_id);
-- For the list of the cases that a centre answers for, newest first.
CREATE INDEX cases_fronting_centre_id_opened_at_id ON cases (fronting_centre_id, opened_at, id);
CREATE INDEX cases_assigned_worker_id ON cases (assigned_worker_id);
CREATE INDEX cases_medical_worker_id ON cases (medical_worker_id);
-- Cases without a next review are not in the list of an organisation or a country that has this order.
CREATE INDEX cases_organisation_id_next_review_on_id
    ON cases (organisation_id, next_review_on, id) WHERE next_review_on IS NOT NULL;
CREATE INDEX cases_country_next_review_on_id ON cases (country, next_review_on, id) WHERE next_review_on IS NOT NULL;
CREATE INDEX cases_next_review_on_id ON cases (next_review_on, id);

CREATE TABLE vulnerabilities (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    category varchar(40) NOT NULL,
    severity varchar(40) NOT NULL,
    determinant_level varchar(40),
    identified_on date NOT NULL,
    source varchar(40) NOT NULL,
    confirmed boolean NOT NULL,
    notes text,
    worker_id uuid REFERENCES workers (id),
    created_at timestamptz NOT NULL
);
CREATE INDEX vulnerabilities_case_id_created_at_id ON vulnerabilities (case_id, created_at, id);

CREATE TABLE medical_notes (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    worker_id uuid REFERENCES workers (id),
    encounter_on date NOT NULL,
    icd_code varchar(40),
    summary text NOT NULL,
    fitness_to_travel varchar(40),
    valid_until date,
    allergies text,
    emergency boolean NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX medical_notes_case_id_created_at_id ON medical_notes (case_id, created_at, id);

CREATE TABLE immigration_statuses (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    status varchar(40) NOT NULL,
    claim_reference text,
    recorded_on date NOT NULL,
    worker_id uuid REFERENCES workers (id),
    created_at timestamptz NOT NULL
);
CREATE INDEX immigration_statuses_case_id_created_at_id ON immigration_statuses (case_id, created_at, id);

CREATE TABLE case_notes (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    worker_id uuid REFERENCES workers (id),
    text text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX case_notes_case_id_created_at_id ON case_notes (case_id, created_at, id);

CREATE TABLE capacity_assessments (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    outcome varchar(40) NOT NULL CHECK (outcome IN ('HAS_CAPACITY', 'DECIDES_WITH_SUPPORT', 'LACKS_CAPACITY')),
    assessed_on date NOT NULL,
    valid_until date NOT NULL,
    reason text NOT NULL,
    worker_id uuid NOT NULL REFERENCES workers (id),
    created_at timestamptz NOT NULL
);
CREATE INDEX capacity_assessments_case_id_assessed_on_id ON capacity_assessments (case_id, assessed_on, id);
