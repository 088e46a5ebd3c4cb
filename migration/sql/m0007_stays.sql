-- Stays: which person has a bed in which centre, and when.

CREATE TABLE stays (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    person_id uuid NOT NULL REFERENCES persons (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    centre_id uuid NOT NULL REFERENCES centres (id),
    fronting_centre_id uuid NOT NULL REFERENCES centres (id),
    room_bed text,
    from_at timestamptz NOT NULL,
    until_at timestamptz,
    exit_reason varchar(40),
    hold_for_referral_id uuid REFERENCES referrals (id),
    over_capacity boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX stays_case_id_from_at_id ON stays (case_id, from_at, id);
-- `until_at` comes before `from_at`: most stays have ended, and a day's stays are those that end on it or later.
CREATE INDEX stays_centre_id_until_at_from_at ON stays (centre_id, until_at, from_at);
