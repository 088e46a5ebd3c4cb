-- Records of the server's own work: changes, reads, events, idempotency keys, revoked tokens, and how far search keys
-- were made.

CREATE TABLE change_log (
    id uuid NOT NULL PRIMARY KEY,
    at timestamptz NOT NULL,
    worker_id uuid REFERENCES workers (id),
    organisation_id uuid,
    action varchar(40) NOT NULL,
    subject_type varchar(40) NOT NULL,
    subject_id uuid NOT NULL,
    case_id uuid,
    changed_fields jsonb NOT NULL,
    subject_version integer,
    request_id uuid
);
CREATE INDEX change_log_case_id_at ON change_log (case_id, at);
CREATE INDEX change_log_subject_id_at ON change_log (subject_id, at);
CREATE INDEX change_log_at ON change_log (at);

CREATE TABLE read_log (
    id uuid NOT NULL PRIMARY KEY,
    at timestamptz NOT NULL,
    request_id uuid NOT NULL,
    worker_id uuid NOT NULL REFERENCES workers (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    roles jsonb NOT NULL,
    purpose varchar(40),
    policy_version text NOT NULL,
    operation text,
    entries jsonb NOT NULL,
    previous_hash varchar(64),
    hash varchar(64)
);
CREATE INDEX read_log_worker_id_at ON read_log (worker_id, at);
CREATE INDEX read_log_at ON read_log (at);

CREATE TABLE outbox (
    id uuid NOT NULL PRIMARY KEY,
    at timestamptz NOT NULL,
    event_type varchar(60) NOT NULL,
    subject_type varchar(40) NOT NULL,
    subject_id uuid NOT NULL,
    case_id uuid,
    organisation_id uuid NOT NULL,
    subject_version integer,
    delivered_at timestamptz
);
CREATE INDEX outbox_delivered_at_id ON outbox (delivered_at, id);
CREATE INDEX outbox_at ON outbox (at);

CREATE TABLE idempotency_keys (
    worker_id uuid NOT NULL,
    key varchar(128) NOT NULL,
    action varchar(40) NOT NULL,
    input_hash varchar(64) NOT NULL,
    outcome jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (worker_id, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

CREATE TABLE revocations (
    id uuid NOT NULL PRIMARY KEY,
    kind varchar(40) NOT NULL CHECK (kind IN ('TOKEN', 'SUBJECT', 'ORGANISATION')),
    issuer text NOT NULL,
    value text NOT NULL,
    revoked_at timestamptz NOT NULL,
    expires_at timestamptz
);
CREATE UNIQUE INDEX revocations_kind_issuer_value ON revocations (kind, issuer, value);

CREATE TABLE search_key_versions (
    keys_of varchar(40) NOT NULL PRIMARY KEY,
    version integer NOT NULL,
    done_to uuid
);
