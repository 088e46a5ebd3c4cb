-- Referrals, transfers, the overrides and orders that share without consent, and the shares that all of these open.

CREATE TABLE referrals (
    id uuid NOT NULL PRIMARY KEY,
    reference varchar(40) NOT NULL UNIQUE,
    case_id uuid NOT NULL REFERENCES cases (id),
    consent_id uuid REFERENCES consents (id),
    legal_basis varchar(40),
    grounded_until timestamptz,
    second_approver_id uuid REFERENCES workers (id),
    from_organisation_id uuid NOT NULL REFERENCES organisations (id),
    from_worker_id uuid REFERENCES workers (id),
    to_organisation_id uuid NOT NULL REFERENCES organisations (id),
    service_id uuid NOT NULL REFERENCES services (id),
    service_type varchar(40) NOT NULL,
    urgency varchar(40) NOT NULL,
    purpose varchar(40) NOT NULL,
    classes bigint NOT NULL,
    inference_class varchar(40) NOT NULL CHECK (inference_class IN ('PUBLIC', 'OPERATIONAL_COARSE', 'OPERATIONAL',
        'IDENTITY_COARSE', 'IDENTITY', 'CONTACT_COARSE', 'CONTACT', 'LEGAL_COARSE', 'LEGAL', 'ASSISTANCE_COARSE',
        'ASSISTANCE', 'JOURNEY_COARSE', 'JOURNEY', 'PROTECTION_COARSE', 'PROTECTION', 'MEDICAL_COARSE', 'MEDICAL',
        'ASYLUM_COARSE', 'ASYLUM', 'STAFF_COARSE', 'STAFF', 'LOCATION', 'SYSTEM', 'MEDICAL_EMERGENCY',
        'MEDICAL_FITNESS')),
    emergency_care boolean NOT NULL DEFAULT FALSE,
    reason_code varchar(40) NOT NULL DEFAULT 'SERVICE_NEEDED',
    reason_text text,
    medical_text text,
    medical_version integer NOT NULL DEFAULT 0,
    medical_consent_id uuid,
    contact_restrictions text,
    state varchar(40) NOT NULL CHECK (state IN ('DRAFT', 'SENT', 'ACKNOWLEDGED', 'UNDER_REVIEW', 'INFO_REQUESTED',
        'ACCEPTED', 'SCHEDULED', 'IN_PROGRESS', 'NO_SHOW', 'COMPLETED', 'NOT_COMPLETED', 'DECLINED', 'REDIRECTED',
        'CANCELLED', 'REVOKED', 'EXPIRED', 'ENTERED_IN_ERROR')),
    sent_at timestamptz,
    acknowledged_at timestamptz,
    decided_at timestamptz,
    scheduled_for timestamptz,
    completed_at timestamptz,
    closed_at timestamptz,
    acknowledge_due_at timestamptz,
    decide_due_at timestamptz,
    service_due_at timestamptz,
    next_due_at timestamptz,
    paused_at timestamptz,
    pauses integer NOT NULL,
    question text,
    answer text,
    decline_reason varchar(40),
    decline_text text,
    outcome varchar(40),
    outcome_text text,
    not_completed_reason varchar(40),
    end_reason varchar(40),
    redirected_from_id uuid REFERENCES referrals (id),
    redirected_to_id uuid REFERENCES referrals (id),
    over_capacity boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX referrals_to_organisation_id_sent_at_id ON referrals (to_organisation_id, sent_at, id);
CREATE INDEX referrals_from_organisation_id_created_at_id ON referrals (from_organisation_id, created_at, id);
CREATE INDEX referrals_case_id_created_at_id ON referrals (case_id, created_at, id);
CREATE INDEX referrals_next_due_at ON referrals (next_due_at);
CREATE INDEX referrals_consent_id ON referrals (consent_id);
CREATE INDEX referrals_service_id ON referrals (service_id);
-- A box is read state by state, in the order of its list, so that a page reads only its own rows.
CREATE INDEX referrals_to_organisation_id_state_sent_at_id ON referrals (to_organisation_id, state, sent_at, id);
CREATE INDEX referrals_from_organisation_id_state_created_at_id
    ON referrals (from_organisation_id, state, created_at, id);
-- Background jobs search by columns that are null in most rows.
CREATE INDEX referrals_grounded_until ON referrals (grounded_until) WHERE grounded_until IS NOT NULL;
CREATE INDEX referrals_paused_at ON referrals (paused_at) WHERE paused_at IS NOT NULL;
-- Referrals without a due time are not in the list that has this order.
CREATE INDEX referrals_to_organisation_id_next_due_at_id
    ON referrals (to_organisation_id, next_due_at, id) WHERE next_due_at IS NOT NULL;
CREATE INDEX referrals_from_organisation_id_next_due_at_id
    ON referrals (from_organisation_id, next_due_at, id) WHERE next_due_at IS NOT NULL;

CREATE TABLE referral_events (
    id uuid NOT NULL PRIMARY KEY,
    referral_id uuid NOT NULL REFERENCES referrals (id),
    at timestamptz NOT NULL,
    worker_id uuid REFERENCES workers (id),
    organisation_id uuid REFERENCES organisations (id),
    from_state varchar(40) CHECK (from_state IN ('DRAFT', 'SENT', 'ACKNOWLEDGED', 'UNDER_REVIEW',
        'INFO_REQUESTED', 'ACCEPTED', 'SCHEDULED', 'IN_PROGRESS', 'NO_SHOW', 'COMPLETED', 'NOT_COMPLETED', 'DECLINED',
        'REDIRECTED', 'CANCELLED', 'REVOKED', 'EXPIRED', 'ENTERED_IN_ERROR')),
    to_state varchar(40) NOT NULL CHECK (to_state IN ('DRAFT', 'SENT', 'ACKNOWLEDGED', 'UNDER_REVIEW',
        'INFO_REQUESTED', 'ACCEPTED', 'SCHEDULED', 'IN_PROGRESS', 'NO_SHOW', 'COMPLETED', 'NOT_COMPLETED', 'DECLINED',
        'REDIRECTED', 'CANCELLED', 'REVOKED', 'EXPIRED', 'ENTERED_IN_ERROR')),
    reason varchar(40),
    text text
);
CREATE INDEX referral_events_referral_id_at_id ON referral_events (referral_id, at, id);

CREATE TABLE transfers (
    id uuid NOT NULL PRIMARY KEY,
    reference varchar(40) NOT NULL UNIQUE,
    case_id uuid NOT NULL REFERENCES cases (id),
    from_organisation_id uuid NOT NULL REFERENCES organisations (id),
    to_organisation_id uuid NOT NULL REFERENCES organisations (id),
    from_centre_id uuid NOT NULL REFERENCES centres (id),
    to_centre_id uuid NOT NULL REFERENCES centres (id),
    state varchar(40) NOT NULL CHECK (state IN ('PROPOSED', 'MANAGER_APPROVED', 'OFFERED', 'ACCEPTED',
        'HANDED_OVER', 'DECLINED', 'CANCELLED')),
    inference_class varchar(40) NOT NULL DEFAULT 'OPERATIONAL' CHECK (inference_class IN ('PUBLIC',
        'OPERATIONAL_COARSE', 'OPERATIONAL', 'IDENTITY_COARSE', 'IDENTITY', 'CONTACT_COARSE', 'CONTACT',
        'LEGAL_COARSE', 'LEGAL', 'ASSISTANCE_COARSE', 'ASSISTANCE', 'JOURNEY_COARSE', 'JOURNEY', 'PROTECTION_COARSE',
        'PROTECTION', 'MEDICAL_COARSE', 'MEDICAL', 'ASYLUM_COARSE', 'ASYLUM', 'STAFF_COARSE', 'STAFF', 'LOCATION',
        'SYSTEM', 'MEDICAL_EMERGENCY', 'MEDICAL_FITNESS')),
    reason text NOT NULL,
    consent_id uuid,
    grounded_until timestamptz,
    proposed_by uuid NOT NULL REFERENCES workers (id),
    approved_by uuid REFERENCES workers (id),
    offered_at timestamptz,
    offered_by uuid,
    decided_by uuid REFERENCES workers (id),
    decided_at timestamptz,
    decline_reason varchar(40),
    conference_on date,
    sender_confirmed_at timestamptz,
    sender_confirmed_by uuid,
    receiver_confirmed_at timestamptz,
    receiver_confirmed_by uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX transfers_to_organisation_id_created_at_id ON transfers (to_organisation_id, created_at, id);
CREATE INDEX transfers_from_organisation_id_created_at_id ON transfers (from_organisation_id, created_at, id);
CREATE INDEX transfers_case_id_created_at_id ON transfers (case_id, created_at, id);
CREATE INDEX transfers_grounded_until ON transfers (grounded_until) WHERE grounded_until IS NOT NULL;

CREATE TABLE shares (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    referral_id uuid REFERENCES referrals (id),
    transfer_id uuid REFERENCES transfers (id),
    centre_id uuid,
    consent_id uuid REFERENCES consents (id),
    classes bigint NOT NULL,
    later_facts boolean NOT NULL DEFAULT FALSE,
    purpose varchar(40) NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    ended_at timestamptz,
    end_reason varchar(40),
    created_at timestamptz NOT NULL
);
CREATE INDEX shares_organisation_id_case_id ON shares (organisation_id, case_id);
CREATE INDEX shares_case_id ON shares (case_id);
CREATE INDEX shares_referral_id ON shares (referral_id);
CREATE INDEX shares_transfer_id ON shares (transfer_id);
CREATE INDEX shares_consent_id ON shares (consent_id);

-- The values of the case when the share opened.
CREATE TABLE share_facts (
    share_id uuid NOT NULL PRIMARY KEY REFERENCES shares (id),
    risk_level varchar(40),
    handling_instruction text,
    fitness_to_travel varchar(40),
    fitness_valid_until date,
    deceased boolean,
    allergies text,
    medical_emergency boolean,
    immigration_status varchar(40),
    consular_contact_allowed boolean
);

CREATE TABLE legal_overrides (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    -- Those of the case, so that the list of an organisation reads its own rows in order.
    organisation_id uuid,
    country varchar(3),
    -- Either a referral or a transfer.
    referral_id uuid REFERENCES referrals (id),
    transfer_id uuid REFERENCES transfers (id),
    legal_basis varchar(40) NOT NULL,
    reason text NOT NULL,
    classes bigint NOT NULL,
    inference_class varchar(40) NOT NULL CHECK (inference_class IN ('PUBLIC', 'OPERATIONAL_COARSE', 'OPERATIONAL',
        'IDENTITY_COARSE', 'IDENTITY', 'CONTACT_COARSE', 'CONTACT', 'LEGAL_COARSE', 'LEGAL', 'ASSISTANCE_COARSE',
        'ASSISTANCE', 'JOURNEY_COARSE', 'JOURNEY', 'PROTECTION_COARSE', 'PROTECTION', 'MEDICAL_COARSE', 'MEDICAL',
        'ASYLUM_COARSE', 'ASYLUM', 'STAFF_COARSE', 'STAFF', 'LOCATION', 'SYSTEM', 'MEDICAL_EMERGENCY',
        'MEDICAL_FITNESS')),
    emergency_care boolean NOT NULL,
    determination_id uuid REFERENCES best_interest_determinations (id),
    renews_id uuid REFERENCES legal_overrides (id),
    requested_by uuid NOT NULL REFERENCES workers (id),
    valid_until timestamptz NOT NULL,
    approved_by uuid REFERENCES workers (id),
    approved_at timestamptz,
    refused_by uuid REFERENCES workers (id),
    refused_at timestamptz,
    refusal_text text,
    ended_by uuid REFERENCES workers (id),
    ended_at timestamptz,
    created_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX legal_overrides_case_id_created_at_id ON legal_overrides (case_id, created_at, id);
CREATE INDEX legal_overrides_referral_id_created_at_id ON legal_overrides (referral_id, created_at, id);
CREATE INDEX legal_overrides_created_at_id ON legal_overrides (created_at, id);
CREATE INDEX legal_overrides_transfer_id_created_at_id ON legal_overrides (transfer_id, created_at, id);
CREATE INDEX legal_overrides_organisation_id_created_at_id ON legal_overrides (organisation_id, created_at, id);
CREATE INDEX legal_overrides_country_created_at_id ON legal_overrides (country, created_at, id);

CREATE TABLE legal_orders (
    id uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    reference text NOT NULL,
    reason text NOT NULL,
    classes bigint NOT NULL,
    requested_by uuid NOT NULL REFERENCES workers (id),
    approved_by uuid REFERENCES workers (id),
    approved_at timestamptz,
    valid_until timestamptz,
    share_id uuid REFERENCES shares (id),
    ended_at timestamptz,
    ended_by uuid REFERENCES workers (id),
    created_at timestamptz NOT NULL,
    version integer NOT NULL
);
-- An order opens exactly one share. Access checks look up the order by its share.
CREATE UNIQUE INDEX legal_orders_share_id ON legal_orders (share_id);
CREATE INDEX legal_orders_organisation_id_case_id ON legal_orders (organisation_id, case_id);
CREATE INDEX legal_orders_case_id ON legal_orders (case_id);
