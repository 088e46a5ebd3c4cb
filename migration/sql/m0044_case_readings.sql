-- The readers of a case by day. A background job folds them from the read log. There are two kinds of rows for one reading: with the worker,
-- for the officer of the reader's own organisation, and without, for everybody else, one for each way by which the organisation
-- could read the case. No foreign keys: a row of the log must never wait for a change of its case.
CREATE TABLE case_readings (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    worker_id uuid,
    day timestamptz NOT NULL,
    way varchar(40) CHECK (way IN ('OWNER', 'SHARE', 'REFERRAL', 'TRANSFER')),
    source_id uuid,
    purpose varchar(40),
    classes bigint NOT NULL,
    roles bigint,
    first_at timestamptz,
    last_at timestamptz
);
CREATE INDEX case_readings_case_id_day_id ON case_readings (case_id, day, id);
CREATE INDEX case_readings_day ON case_readings (day);

-- How far the read log is folded. One row.
CREATE TABLE read_log_folds (
    id integer NOT NULL PRIMARY KEY,
    read_to uuid,
    complete_until timestamptz
);
INSERT INTO read_log_folds (id) VALUES (1);
