-- An organisation's HTTPS end points that are told which cases changed. The secret is derived from the key of the server and is not
-- stored. The position is that of the last change that was told: the changes themselves are the queue.
CREATE TABLE webhooks (
    id uuid PRIMARY KEY NOT NULL,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    -- The program that registered or resumed it last. Its end is the end of the deliveries.
    worker_id uuid NOT NULL REFERENCES workers (id),
    bound_at timestamptz NOT NULL,
    url text NOT NULL,
    description text,
    event_kinds bigint NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    deleted_at timestamptz,
    secret_generation integer NOT NULL,
    secret_rotated_at timestamptz,
    paused_at timestamptz,
    pause_reason varchar(40),
    place bigint NOT NULL,
    entry_id uuid,
    passed timestamptz NOT NULL,
    passed_in uuid,
    moved_at timestamptz NOT NULL,
    sequence bigint NOT NULL,
    attempts integer NOT NULL,
    first_failed_at timestamptz,
    next_attempt_at timestamptz,
    not_before timestamptz,
    lease_holder uuid,
    lease_until timestamptz
);
CREATE INDEX webhooks_of_organisation ON webhooks (organisation_id, created_at, id);
CREATE INDEX webhooks_of_worker ON webhooks (worker_id);
CREATE INDEX webhooks_deleted ON webhooks (deleted_at) WHERE deleted_at IS NOT NULL;

-- One message to an end point, with all its attempts. The cases are kept until it is delivered.
CREATE TABLE webhook_deliveries (
    id uuid PRIMARY KEY NOT NULL,
    webhook_id uuid NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    kind varchar(40) NOT NULL,
    state varchar(40) NOT NULL,
    sequence bigint,
    message_id text,
    case_ids jsonb,
    attempts integer NOT NULL,
    status_class integer,
    created_at timestamptz NOT NULL,
    last_attempt_at timestamptz,
    next_attempt_at timestamptz,
    delivered_at timestamptz
);
CREATE UNIQUE INDEX webhook_deliveries_sequence ON webhook_deliveries (webhook_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (webhook_id, created_at, id);
CREATE INDEX webhook_deliveries_state ON webhook_deliveries (webhook_id, state, created_at, id);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (state, webhook_id);
CREATE INDEX webhook_deliveries_old ON webhook_deliveries (created_at);
