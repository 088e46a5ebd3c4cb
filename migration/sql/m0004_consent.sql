-- Consents and refusals, and the determinations of a child's best interest that can give one.

CREATE TABLE best_interest_determinations (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    purpose varchar(40) NOT NULL,
    receiver_id uuid,
    grounds text NOT NULL,
    inference_class varchar(40) NOT NULL CHECK (inference_class IN ('PUBLIC', 'OPERATIONAL_COARSE', 'OPERATIONAL',
        'IDENTITY_COARSE', 'IDENTITY', 'CONTACT_COARSE', 'CONTACT', 'LEGAL_COARSE', 'LEGAL', 'ASSISTANCE_COARSE',
        'ASSISTANCE', 'JOURNEY_COARSE', 'JOURNEY', 'PROTECTION_COARSE', 'PROTECTION', 'MEDICAL_COARSE', 'MEDICAL',
        'ASYLUM_COARSE', 'ASYLUM', 'STAFF_COARSE', 'STAFF', 'LOCATION', 'SYSTEM', 'MEDICAL_EMERGENCY',
        'MEDICAL_FITNESS')),
    emergency_care boolean NOT NULL,
    requested_by uuid NOT NULL REFERENCES workers (id),
    outcome varchar(40),
    reason text,
    decided_by uuid REFERENCES workers (id),
    decided_at timestamptz,
    created_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX best_interest_determinations_case_id_created_at_id
    ON best_interest_determinations (case_id, created_at, id);

CREATE TABLE consents (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    person_id uuid NOT NULL REFERENCES persons (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    given_by varchar(40) NOT NULL,
    determination_id uuid,
    method varchar(40) NOT NULL,
    language varchar(8) NOT NULL,
    interpreter_used boolean NOT NULL,
    purpose varchar(40) NOT NULL,
    classes bigint NOT NULL,
    contact_restrictions text,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    status varchar(40) NOT NULL CHECK (status IN ('DRAFT', 'ACTIVE', 'WITHDRAWN', 'EXPIRED', 'SUPERSEDED',
        'REFUSED')),
    read_back_confirmed boolean NOT NULL,
    not_tied_to_assistance boolean NOT NULL,
    includes_successor boolean NOT NULL,
    includes_later_facts boolean NOT NULL DEFAULT FALSE,
    evidence_hash varchar(64),
    worker_id uuid REFERENCES workers (id),
    withdrawn_at timestamptz,
    withdrawn_by uuid REFERENCES workers (id),
    withdrawal_reason text,
    superseded_by_id uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX consents_case_id_created_at_id ON consents (case_id, created_at, id);
CREATE INDEX consents_purpose_case_id ON consents (purpose, case_id);
CREATE INDEX consents_person_id ON consents (person_id);
-- From a consent to those that it replaced.
CREATE INDEX consents_superseded_by_id ON consents (superseded_by_id) WHERE superseded_by_id IS NOT NULL;
CREATE INDEX consents_status_valid_until ON consents (status, valid_until);

CREATE TABLE consent_recipients (
    id uuid NOT NULL PRIMARY KEY,
    consent_id uuid NOT NULL REFERENCES consents (id),
    organisation_id uuid REFERENCES organisations (id),
    organisation_type varchar(40),
    service_type varchar(40),
    excluded_from timestamptz,
    decided_by_id uuid
);
CREATE INDEX consent_recipients_consent_id ON consent_recipients (consent_id);
