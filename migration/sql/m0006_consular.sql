-- Consular posts, requests with their gates, markers of protection, the packets that consulates read, and travel
-- documents.

CREATE TABLE consular_posts (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL UNIQUE REFERENCES organisations (id),
    country varchar(3) NOT NULL,
    kind varchar(40) NOT NULL,
    name text NOT NULL,
    host_country varchar(3) NOT NULL,
    active boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX consular_posts_country_host_country ON consular_posts (country, host_country);

CREATE TABLE consular_post_competences (
    id uuid NOT NULL PRIMARY KEY,
    consular_post_id uuid NOT NULL REFERENCES consular_posts (id),
    origin_admin1 text,
    stay_country varchar(3)
);
CREATE INDEX consular_post_competences_consular_post_id ON consular_post_competences (consular_post_id);

CREATE TABLE consular_requests (
    id uuid NOT NULL PRIMARY KEY,
    reference varchar(40) NOT NULL UNIQUE,
    case_id uuid NOT NULL REFERENCES cases (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    drafted_by uuid NOT NULL REFERENCES workers (id),
    consular_post_id uuid NOT NULL REFERENCES consular_posts (id),
    country varchar(3) NOT NULL,
    document_type varchar(40) NOT NULL,
    consent_id uuid REFERENCES consents (id),
    origin_admin1 text,
    father_name text,
    mother_name text,
    interview_preferences jsonb NOT NULL,
    languages jsonb,
    state varchar(40) NOT NULL CHECK (state IN ('DRAFT', 'PROTECTION_SCREENING', 'BLOCKED_PROTECTION', 'READY',
        'SUBMITTED', 'ACKNOWLEDGED', 'MORE_INFO_REQUIRED', 'INTERVIEW_PROPOSED', 'INTERVIEW_SCHEDULED', 'INTERVIEWED',
        'INTERVIEW_MISSED', 'NATIONALITY_CONFIRMED', 'NATIONALITY_NOT_CONFIRMED', 'DOCUMENT_IN_PRODUCTION', 'ISSUED',
        'DELIVERED', 'USED', 'EXPIRED', 'RETURNED_UNUSED', 'REFUSED', 'WITHDRAWN', 'ON_HOLD_PROTECTION')),
    held_state varchar(40) CHECK (held_state IN ('DRAFT', 'PROTECTION_SCREENING', 'BLOCKED_PROTECTION', 'READY',
        'SUBMITTED', 'ACKNOWLEDGED', 'MORE_INFO_REQUIRED', 'INTERVIEW_PROPOSED', 'INTERVIEW_SCHEDULED', 'INTERVIEWED',
        'INTERVIEW_MISSED', 'NATIONALITY_CONFIRMED', 'NATIONALITY_NOT_CONFIRMED', 'DOCUMENT_IN_PRODUCTION', 'ISSUED',
        'DELIVERED', 'USED', 'EXPIRED', 'RETURNED_UNUSED', 'REFUSED', 'WITHDRAWN', 'ON_HOLD_PROTECTION')),
    cleared boolean NOT NULL DEFAULT FALSE,
    suspended_at timestamptz,
    question_codes jsonb,
    answers jsonb,
    interview_mode varchar(40),
    interview_at timestamptz,
    interview_by varchar(40),
    interview_outcome varchar(40),
    refusal_code varchar(40),
    withdrawn_reason varchar(40),
    packet_reference varchar(40),
    submitted_at timestamptz,
    closed_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX consular_requests_case_id_created_at ON consular_requests (case_id, created_at);
CREATE INDEX consular_requests_organisation_id_created_at_id ON consular_requests (organisation_id, created_at, id);
CREATE INDEX consular_requests_consent_id ON consular_requests (consent_id);
CREATE INDEX consular_requests_consular_post_id ON consular_requests (consular_post_id);

CREATE TABLE protection_gates (
    id uuid NOT NULL PRIMARY KEY,
    consular_request_id uuid NOT NULL REFERENCES consular_requests (id),
    gate varchar(40) NOT NULL CHECK (gate IN ('A_INTERNATIONAL_PROTECTION', 'B_FEAR_OF_AUTHORITIES',
        'C_TRAFFICKING_RISK', 'D_CHILD', 'E_INFORMED_CONSENT')),
    outcome varchar(40) NOT NULL CHECK (outcome IN ('PASS', 'FAIL')),
    note text,
    worker_id uuid NOT NULL REFERENCES workers (id),
    at timestamptz NOT NULL,
    corrects uuid,
    lifted_at timestamptz,
    lifted_by uuid,
    lift_reason text
);
-- Not unique, because a correction is a new row and the first decision stays on record.
CREATE INDEX protection_gates_consular_request_id_at ON protection_gates (consular_request_id, at);

CREATE TABLE protection_markers (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    case_id uuid NOT NULL REFERENCES cases (id),
    sign varchar(40) NOT NULL,
    subject_id uuid NOT NULL,
    noted_at timestamptz NOT NULL,
    worker_id uuid REFERENCES workers (id),
    cleared_at timestamptz,
    cleared_by uuid REFERENCES workers (id),
    clear_reason text
);
CREATE INDEX protection_markers_person_id_noted_at ON protection_markers (person_id, noted_at);

CREATE TABLE consular_packets (
    id uuid NOT NULL PRIMARY KEY,
    reference varchar(40) NOT NULL UNIQUE,
    consular_request_id uuid NOT NULL UNIQUE REFERENCES consular_requests (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    consular_post_id uuid NOT NULL REFERENCES consular_posts (id),
    country varchar(3) NOT NULL,
    consent_id uuid NOT NULL REFERENCES consents (id),
    version_number integer NOT NULL,
    payload jsonb,
    payload_hash varchar(64) NOT NULL,
    liaison_state varchar(40) CHECK (liaison_state IN ('RECEIVED', 'IN_REVIEW', 'INFORMATION_REQUESTED',
        'INTERVIEW_PROPOSED', 'INTERVIEW_SCHEDULED', 'INTERVIEWED', 'INTERVIEW_MISSED', 'CONFIRMED', 'NOT_CONFIRMED',
        'IN_PRODUCTION', 'ISSUED', 'DELIVERED', 'CLOSED', 'REFUSED', 'CLOSED_BY_REQUESTER')),
    liaison_version integer NOT NULL,
    question_codes jsonb,
    interview_mode varchar(40),
    interview_at timestamptz,
    interview_by varchar(40),
    refusal_code varchar(40),
    submitted_at timestamptz,
    readable_until timestamptz,
    revoked_at timestamptz,
    suspended_at timestamptz,
    closing_state varchar(40) CHECK (closing_state IN ('RECEIVED', 'IN_REVIEW', 'INFORMATION_REQUESTED',
        'INTERVIEW_PROPOSED', 'INTERVIEW_SCHEDULED', 'INTERVIEWED', 'INTERVIEW_MISSED', 'CONFIRMED', 'NOT_CONFIRMED',
        'IN_PRODUCTION', 'ISSUED', 'DELIVERED', 'CLOSED', 'REFUSED', 'CLOSED_BY_REQUESTER')),
    close_after timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX consular_packets_organisation_id_submitted_at_id ON consular_packets (organisation_id, submitted_at, id);
CREATE INDEX consular_packets_close_after ON consular_packets (close_after);
CREATE INDEX consular_packets_consent_id ON consular_packets (consent_id);

CREATE TABLE consular_packet_versions (
    id uuid NOT NULL PRIMARY KEY,
    consular_packet_id uuid NOT NULL REFERENCES consular_packets (id),
    version_number integer NOT NULL,
    payload jsonb NOT NULL,
    payload_hash varchar(64) NOT NULL,
    consent_id uuid NOT NULL REFERENCES consents (id),
    created_at timestamptz NOT NULL,
    replaced_at timestamptz
);
CREATE UNIQUE INDEX consular_packet_versions_consular_packet_id_version_number
    ON consular_packet_versions (consular_packet_id, version_number);
CREATE INDEX consular_packet_versions_replaced_at ON consular_packet_versions (replaced_at);

CREATE TABLE consular_events (
    id uuid NOT NULL PRIMARY KEY,
    consular_request_id uuid NOT NULL REFERENCES consular_requests (id),
    at timestamptz NOT NULL,
    worker_id uuid REFERENCES workers (id),
    organisation_id uuid REFERENCES organisations (id),
    from_state varchar(40) CHECK (from_state IN ('DRAFT', 'PROTECTION_SCREENING', 'BLOCKED_PROTECTION', 'READY',
        'SUBMITTED', 'ACKNOWLEDGED', 'MORE_INFO_REQUIRED', 'INTERVIEW_PROPOSED', 'INTERVIEW_SCHEDULED', 'INTERVIEWED',
        'INTERVIEW_MISSED', 'NATIONALITY_CONFIRMED', 'NATIONALITY_NOT_CONFIRMED', 'DOCUMENT_IN_PRODUCTION', 'ISSUED',
        'DELIVERED', 'USED', 'EXPIRED', 'RETURNED_UNUSED', 'REFUSED', 'WITHDRAWN', 'ON_HOLD_PROTECTION')),
    to_state varchar(40) NOT NULL CHECK (to_state IN ('DRAFT', 'PROTECTION_SCREENING', 'BLOCKED_PROTECTION',
        'READY', 'SUBMITTED', 'ACKNOWLEDGED', 'MORE_INFO_REQUIRED', 'INTERVIEW_PROPOSED', 'INTERVIEW_SCHEDULED',
        'INTERVIEWED', 'INTERVIEW_MISSED', 'NATIONALITY_CONFIRMED', 'NATIONALITY_NOT_CONFIRMED',
        'DOCUMENT_IN_PRODUCTION', 'ISSUED', 'DELIVERED', 'USED', 'EXPIRED', 'RETURNED_UNUSED', 'REFUSED', 'WITHDRAWN',
        'ON_HOLD_PROTECTION')),
    reason varchar(40)
);
CREATE INDEX consular_events_consular_request_id_at ON consular_events (consular_request_id, at);

CREATE TABLE travel_documents (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    consular_request_id uuid REFERENCES consular_requests (id),
    document_type varchar(40) NOT NULL,
    number text NOT NULL,
    issuer text NOT NULL,
    issued_on date NOT NULL,
    expires_on date,
    single_journey boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX travel_documents_case_id_created_at ON travel_documents (case_id, created_at);
CREATE INDEX travel_documents_consular_request_id ON travel_documents (consular_request_id);
CREATE INDEX travel_documents_expires_on ON travel_documents (expires_on);

CREATE TABLE travel_document_custody (
    id uuid NOT NULL PRIMARY KEY,
    travel_document_id uuid NOT NULL REFERENCES travel_documents (id),
    at timestamptz NOT NULL,
    worker_id uuid REFERENCES workers (id),
    event varchar(40) NOT NULL
);
CREATE INDEX travel_document_custody_travel_document_id_at ON travel_document_custody (travel_document_id, at);
