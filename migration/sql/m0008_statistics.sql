-- Counts, what each organisation was told, and the versions under which a cached answer is valid.

CREATE TABLE statistics_cells (
    id uuid NOT NULL PRIMARY KEY,
    subject varchar(40) NOT NULL,
    month date NOT NULL,
    country varchar(3) NOT NULL,
    centre_id uuid NOT NULL REFERENCES centres (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    access_mode varchar(40) NOT NULL,
    inference_class varchar(40) NOT NULL,
    service_group varchar(40),
    urgency varchar(40),
    state varchar(40),
    overdue boolean NOT NULL,
    nationality varchar(3),
    sex varchar(40) NOT NULL,
    age_band varchar(40) NOT NULL,
    protection_concern boolean NOT NULL,
    medical_need boolean NOT NULL,
    international_protection boolean NOT NULL,
    hours integer,
    amount bigint NOT NULL,
    people bigint NOT NULL,
    -- The present owner and centre of the case, which decide access.
    home_organisation_id uuid,
    home_centre_id uuid,
    people_here bigint NOT NULL DEFAULT 0
);
CREATE INDEX statistics_cells_subject_month ON statistics_cells (subject, month);

CREATE TABLE statistics_told (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    subject varchar(40) NOT NULL,
    about text NOT NULL,
    people bigint NOT NULL,
    amount bigint NOT NULL,
    told jsonb NOT NULL,
    told_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX statistics_told_organisation_id_subject_about ON statistics_told (organisation_id, subject, about);
-- The job that forgets old rows runs every half minute.
CREATE INDEX statistics_told_told_at ON statistics_told (told_at);

CREATE TABLE statistics_refreshes (
    id integer NOT NULL PRIMARY KEY,
    counted_until timestamptz NOT NULL,
    nationalities jsonb NOT NULL,
    version uuid,
    uncounted jsonb
);

CREATE TABLE statistics_memories (
    organisation_id uuid NOT NULL PRIMARY KEY REFERENCES organisations (id),
    version uuid NOT NULL
);
