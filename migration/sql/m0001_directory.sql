-- Organisations, their centres and services, and the people who work for them.

CREATE TABLE organisations (
    id uuid NOT NULL PRIMARY KEY,
    name text NOT NULL,
    acronym text NOT NULL,
    organisation_type varchar(40) NOT NULL,
    country varchar(3),
    oversight varchar(40) NOT NULL CHECK (oversight IN ('NONE', 'COUNTRY', 'ALL')),
    information_sharing_protocol_signed_on date,
    contact_desk text,
    suspended_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE centres (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    code varchar(40) NOT NULL UNIQUE,
    name text NOT NULL,
    centre_type varchar(40) NOT NULL,
    country varchar(3) NOT NULL,
    admin1 text NOT NULL,
    admin2 text,
    latitude float8,
    longitude float8,
    capacity_beds integer NOT NULL,
    surge_beds integer NOT NULL,
    protected boolean NOT NULL,
    fronting_centre_id uuid REFERENCES centres (id),
    opening_hours text,
    open_centre boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX centres_organisation_id ON centres (organisation_id);
CREATE INDEX centres_fronting_centre_id ON centres (fronting_centre_id);
CREATE INDEX centres_country ON centres (country);

CREATE TABLE services (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    centre_id uuid REFERENCES centres (id),
    service_type varchar(40) NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    eligibility text,
    country varchar(3) NOT NULL,
    admin1 text,
    referral_required boolean NOT NULL,
    acceptance_hours text,
    capacity_unit text,
    capacity_total integer,
    capacity_free integer,
    capacity_as_of timestamptz,
    status varchar(40) NOT NULL,
    confidential boolean NOT NULL,
    search_key text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX services_service_type_country ON services (service_type, country);
CREATE INDEX services_organisation_id ON services (organisation_id);
CREATE INDEX services_centre_id ON services (centre_id);

CREATE TABLE service_languages (
    service_id uuid NOT NULL REFERENCES services (id),
    language varchar(8) NOT NULL,
    PRIMARY KEY (service_id, language)
);

CREATE TABLE workers (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    issuer text NOT NULL,
    subject text NOT NULL,
    display_name text,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL
);
CREATE INDEX workers_organisation_id ON workers (organisation_id);
-- A person who works for two organisations is two workers.
CREATE UNIQUE INDEX workers_issuer_subject_organisation_id ON workers (issuer, subject, organisation_id);
