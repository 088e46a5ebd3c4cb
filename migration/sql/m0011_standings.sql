-- Standings: through what an organisation may know of a case that it neither owns nor oversees. They are derived from
-- referrals, transfers, shares, legal orders and consents, so that one lookup decides about access.

CREATE TABLE standings (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    case_id uuid NOT NULL REFERENCES cases (id),
    source_id uuid NOT NULL,
    source varchar(40) NOT NULL CHECK (source IN ('SHARE', 'LEGAL_ORDER', 'REFERRAL', 'TRANSFER', 'CONSENT')),
    share_id uuid,
    referral_id uuid,
    transfer_id uuid,
    centre_id uuid,
    in_protected_centre boolean NOT NULL,
    purpose varchar(40),
    classes bigint NOT NULL,
    later_facts boolean NOT NULL,
    from_at timestamptz NOT NULL,
    until_at timestamptz,
    PRIMARY KEY (organisation_id, case_id, source_id)
);
CREATE INDEX standings_case_id ON standings (case_id);
CREATE INDEX standings_organisation_id_source_case_id ON standings (organisation_id, source, case_id);
