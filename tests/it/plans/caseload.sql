-- The rows of the large caseload, copied from the one row of each kind that already exists. A table without a row gets
-- only the columns that are named here. `houses()`, `centres()`, `countries()`, `workers()`, `partners()` and
-- `services()` are arrays. Copy n of a person has case n. Two consecutive referrals go to one partner, and the states change slowly.

CREATE FUNCTION copy_id(kind int, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
    $$ SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
CREATE FUNCTION pick(of anyarray, n bigint) RETURNS anyelement IMMUTABLE LANGUAGE sql AS
    $$ SELECT of[1 + n % cardinality(of)] $$;
CREATE FUNCTION ago(minutes bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql AS
    $$ SELECT timestamptz '2023-11-13 22:13:20+00' - make_interval(mins => minutes::int) $$;

-- `columns` are pairs of a name and an expression of n.
CREATE FUNCTION copies(of text, kind int, count int, columns text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO %1$I SELECT copy.* FROM generate_series(1, %2$s::bigint) n, (SELECT (SELECT it FROM %1$I it LIMIT 1) it) first,
         LATERAL jsonb_populate_record(first.it, jsonb_build_object(''id'', copy_id(%3$s, n), %4$s)) copy',
        of, count, kind, columns);
END $$;

BEGIN;
SET LOCAL statement_timeout = 0;
-- Checking every foreign key would take longer than writing the rows.
SET LOCAL session_replication_role = replica;

SELECT copies('persons', 1, 20000, $$ 'reference', 'P-' || n, 'organisation_id', pick(houses(), n) $$);
SELECT copies('person_names', 2, 25000, $$
    'person_id', copy_id(1, 1 + n % 20000), 'position', n / 20001,
    'given', 'Given' || n % 500, 'family', 'Family' || n % 3000,
    'search_key', translate('g' || n % 500 || ' f' || n % 3000, '0123456789', 'abdefgiklm') $$);
INSERT INTO person_name_words
    SELECT id, unnest(string_to_array(search_key, ' ')), person_id FROM person_names ON CONFLICT DO NOTHING;
SELECT copies('nationalities', 3, 20000, $$
    'basis', 'CLAIMED', 'person_id', copy_id(1, n),
    'country', (ARRAY['NER', 'GIN', 'MLI', 'SEN'])[1 + n % 4] $$);
SELECT copies('person_languages', 3, 5000, $$
    'person_id', copy_id(1, n), 'language', 'fr', 'level', 'FLUENT', 'interpreter_needed', false $$);
SELECT copies('identifiers', 3, 5000, $$
    'person_id', copy_id(1, n), 'identifier_type', 'PASSPORT', 'number', 'N' || n, 'seen', 'COPY' $$);
SELECT copies('contacts', 3, 5000, $$
    'person_id', copy_id(1, n), 'contact_type', 'PHONE', 'value', n::text, 'may_contact', true $$);

SELECT copies('cases', 4, 20000, $$
    'reference', 'C-' || n, 'person_id', copy_id(1, n), 'organisation_id', pick(houses(), n),
    'centre_id', pick(centres(), n), 'fronting_centre_id', pick(centres(), n), 'country', pick(countries(), n),
    'opened_at', ago(n / 3), 'last_activity_at', ago(n / 5),
    'priority', CASE WHEN n % 50 < 1 THEN 'CRITICAL' ELSE 'NORMAL' END,
    'status', CASE WHEN n % 10 < 7 THEN 'CLOSED' ELSE 'OPEN' END,
    'assigned_worker_id', pick(workers(), n),
    'medical_worker_id', CASE WHEN n % 3 = 0 THEN pick(workers(), n + 40) END $$);
SELECT copies('stays', 4, 20000, $$
    'case_id', copy_id(4, n), 'person_id', copy_id(1, n), 'organisation_id', pick(houses(), n),
    'centre_id', pick(centres(), n), 'fronting_centre_id', pick(centres(), n),
    'from_at', ago(n * 30), 'until_at', CASE WHEN n > 670 THEN ago(n * 30 - 20000) END $$);
SELECT copies('case_notes', 5, 5000, $$
    'case_id', copy_id(4, n), 'organisation_id', pick(houses(), n), 'created_at', ago(n), 'text', 'note' $$);
SELECT copies('vulnerabilities', 5, 5000, $$
    'case_id', copy_id(4, n), 'created_at', ago(n), 'category', 'CHILD_AT_RISK', 'severity', 'MODERATE',
    'identified_on', '2023-11-01', 'source', 'SELF_REPORTED', 'confirmed', false $$);
SELECT copies('medical_notes', 5, 5000, $$
    'case_id', copy_id(4, n), 'organisation_id', pick(houses(), n), 'created_at', ago(n),
    'encounter_on', '2023-11-01', 'summary', 'summary', 'emergency', false $$);
SELECT copies('immigration_statuses', 5, 5000, $$
    'case_id', copy_id(4, n), 'created_at', ago(n), 'status', 'VISITOR', 'recorded_on', '2023-11-01' $$);

SELECT copies('consents', 6, 25000, $$
    'case_id', copy_id(4, 1 + n % 20000), 'person_id', copy_id(1, 1 + n % 20000),
    'organisation_id', pick(houses(), 1 + n % 20000), 'created_at', ago(n),
    'purpose', CASE WHEN n > 24000 THEN 'CONSULAR_DOCUMENT' ELSE 'REFERRAL_SERVICE' END $$);
SELECT copies('consent_recipients', 6, 25000, $$
    'consent_id', copy_id(6, n), 'organisation_id', pick(partners(), n) $$);
SELECT copies('referrals', 7, 30000, $$
    'reference', 'R-' || n, 'case_id', copy_id(4, 1 + n * 7 % 20000), 'consent_id', copy_id(6, 1 + n * 7 % 20000),
    'from_organisation_id', pick(houses(), 1 + n * 7 % 20000),
    'to_organisation_id', pick(partners(), n / 2), 'service_id', pick(services(), n / 2),
    'state', (ARRAY['SENT', 'IN_PROGRESS', 'IN_PROGRESS', 'COMPLETED'])[1 + n / 60 % 4],
    'urgency', CASE WHEN n % 20 = 0 THEN 'EMERGENCY' ELSE 'ROUTINE' END, 'created_at', ago(n / 2),
    'sent_at', ago(n / 2), 'next_due_at', CASE WHEN n / 60 % 4 = 0 THEN ago(n / 2 - 7000) END $$);
SELECT copies('referral_events', 7, 30000, $$ 'referral_id', copy_id(7, n), 'at', ago(n), 'to_state', 'SENT' $$);
SELECT copies('shares', 8, 30000, $$
    'referral_id', copy_id(7, n), 'case_id', copy_id(4, 1 + n * 7 % 20000), 'consent_id', copy_id(6, 1 + n * 7 % 20000),
    'organisation_id', pick(partners(), n / 2), 'ended_at', CASE WHEN n / 60 % 4 IN (0, 3) THEN ago(1) END $$);
SELECT copies('legal_orders', 11, 30000, $$
    'share_id', copy_id(8, n), 'case_id', copy_id(4, 1 + n * 7 % 20000), 'organisation_id', pick(partners(), n / 2) $$);
SELECT copies('transfers', 10, 5000, $$
    'reference', 'T-' || n, 'case_id', copy_id(4, n), 'created_at', ago(n / 2),
    'from_organisation_id', pick(houses(), n), 'from_centre_id', pick(centres(), n),
    'to_organisation_id', pick(houses(), n + 1 + n % 7), 'to_centre_id', pick(centres(), n + 1 + n % 7),
    'state', CASE WHEN n % 9 = 0 THEN 'OFFERED' ELSE 'DECLINED' END $$);
COMMIT;

ANALYZE;
