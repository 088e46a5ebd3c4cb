-- The rows of the large caseload, copied from the one row of each kind that already exists. A table without a row gets
-- only the columns that are named here. `houses()`, `centres()`, `countries()`, `workers()`, `partners()`, `services()` and
-- `small()` are arrays. Copy n of a person has case n. Two consecutive referrals go to one partner, and the states change slowly.

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
    'person_id', copy_id(1, n), 'identifier_type', 'PASSPORT', 'number', 'N' || n, 'search_key', 'n' || n, 'seen', 'COPY' $$);
SELECT copies('contacts', 3, 5000, $$
    'person_id', copy_id(1, n), 'contact_type', 'PHONE', 'value', n::text, 'search_key', lpad(n::text, 8, '9'), 'may_contact', true $$);

SELECT copies('cases', 4, 20000, $$
    'reference', 'C-' || n, 'person_id', copy_id(1, n), 'organisation_id', pick(houses(), n),
    'centre_id', pick(centres(), n), 'fronting_centre_id', pick(centres(), n), 'country', pick(countries(), n),
    'opened_at', ago(n / 3), 'last_activity_at', ago(n / 5),
    'priority', CASE WHEN n % 50 < 1 THEN 'CRITICAL' ELSE 'NORMAL' END,
    'priority_rank', CASE WHEN n % 10 >= 7 THEN CASE WHEN n % 50 < 1 THEN 0 ELSE 2 END END,
    'status', CASE WHEN n % 10 < 7 THEN 'CLOSED' ELSE 'OPEN' END,
    'next_review_on', CASE WHEN n % 10 >= 7 THEN date '2023-11-14' + (n % 90)::int END,
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
    'encounter_on', '2023-11-01', 'summary', 'summary', 'emergency', false, 'emergency_stated', true $$);
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
    'urgency', CASE WHEN n % 20 = 0 THEN 'EMERGENCY' ELSE 'ROUTINE' END,
    'urgency_rank', CASE WHEN n % 20 = 0 THEN 1 ELSE 3 END, 'created_at', ago(n / 2),
    'sent_at', ago(n / 2), 'next_due_at', CASE WHEN n / 60 % 4 = 0 THEN ago(n / 2 - 7000) END $$);
SELECT copies('referral_events', 7, 30000, $$ 'referral_id', copy_id(7, n), 'at', ago(n), 'to_state', 'SENT' $$);
SELECT copies('shares', 8, 30000, $$
    'referral_id', copy_id(7, n), 'case_id', copy_id(4, 1 + n * 7 % 20000), 'consent_id', copy_id(6, 1 + n * 7 % 20000),
    'organisation_id', pick(partners(), n / 2), 'ended_at', CASE WHEN n / 60 % 4 IN (0, 3) THEN ago(1) END $$);
SELECT copies('legal_orders', 11, 30000, $$
    'share_id', copy_id(8, n), 'case_id', copy_id(4, 1 + n * 7 % 20000), 'organisation_id', pick(partners(), n / 2) $$);
SELECT copies('transfers', 10, 5000, $$
    'reference', 'T-' || n, 'case_id', copy_id(4, n), 'created_at', ago(n / 2),
    'offered_at', CASE WHEN n % 9 < 5 THEN ago(n / 2) END,
    'from_organisation_id', pick(houses(), n), 'from_centre_id', pick(centres(), n),
    'to_organisation_id', pick(houses(), n + 1 + n % 7), 'to_centre_id', pick(centres(), n + 1 + n % 7),
    'state', CASE WHEN n % 9 = 0 THEN 'OFFERED' ELSE 'DECLINED' END $$);
SELECT copies('legal_overrides', 12, 5000, $$
    'case_id', copy_id(4, 1 + n * 7 % 20000), 'referral_id', copy_id(7, n), 'created_at', ago(n),
    'organisation_id', pick(houses(), 1 + n * 7 % 20000), 'country', pick(countries(), 1 + n * 7 % 20000),
    'approved_at', CASE WHEN n % 5 < 4 THEN ago(n) END $$);
SELECT copies('best_interest_determinations', 12, 5000, $$
    'case_id', copy_id(4, n), 'created_at', ago(n), 'outcome', CASE WHEN n % 20 > 0 THEN 'IN_FAVOUR' END $$);
SELECT copies('capacity_assessments', 12, 5000, $$
    'case_id', copy_id(4, n), 'created_at', ago(n), 'outcome', 'HAS_CAPACITY', 'assessed_on', '2023-11-01',
    'valid_until', '2023-12-01', 'reason', 'reason', 'worker_id', pick(workers(), n) $$);
SELECT copies('protection_markers', 12, 5000, $$
    'person_id', copy_id(1, n), 'case_id', copy_id(4, n), 'sign', 'ASYLUM_CLOSURE', 'subject_id', copy_id(4, n),
    'noted_at', ago(n), 'cleared_at', CASE WHEN n % 2 = 0 THEN ago(1) END $$);
INSERT INTO share_facts (share_id, risk_level) SELECT id, 'HIGH' FROM shares;

SELECT copies('consular_requests', 13, 5000, $$
    'reference', 'CR-' || n, 'packet_reference', 'K-' || n, 'case_id', copy_id(4, n), 'created_at', ago(n),
    'organisation_id', pick(houses(), n), 'drafted_by', pick(workers(), n), 'consent_id', copy_id(6, n),
    'submitted_at', CASE WHEN n % 3 > 0 THEN ago(n) END, 'interview_at', CASE WHEN n % 5 = 0 THEN ago(n - 9000) END,
    'state', (ARRAY['DRAFT', 'SUBMITTED', 'DELIVERED', 'REFUSED'])[1 + n / 60 % 4] $$);
SELECT copies('consular_packets', 14, 5000, $$
    'reference', 'K-' || n, 'consular_request_id', copy_id(13, n), 'consent_id', copy_id(6, n),
    'submitted_at', ago(n), 'created_at', ago(n) $$);
SELECT copies('consular_packet_versions', 15, 5000, $$
    'consular_packet_id', copy_id(14, n), 'consent_id', copy_id(6, n), 'created_at', ago(n) $$);
SELECT copies('consular_events', 16, 5000, $$
    'consular_request_id', copy_id(13, n), 'at', ago(n), 'to_state', 'DRAFT' $$);
SELECT copies('protection_gates', 17, 5000, $$
    'consular_request_id', copy_id(13, n), 'gate', 'A_INTERNATIONAL_PROTECTION', 'outcome', 'PASS',
    'worker_id', pick(workers(), n), 'at', ago(n) $$);
SELECT copies('travel_documents', 18, 5000, $$
    'case_id', copy_id(4, n), 'consular_request_id', copy_id(13, n), 'document_type', 'PASSPORT', 'number', 'T' || n,
    'issuer', 'issuer', 'issued_on', '2023-11-01', 'single_journey', true, 'created_at', ago(n), 'updated_at', ago(n),
    'version', 1 $$);
SELECT copies('travel_document_custody', 19, 5000, $$
    'travel_document_id', copy_id(18, n), 'at', ago(n), 'event', 'RECEIVED' $$);

SELECT copies('statistics_cells', 20, 20000, $$
    'subject', 'CASE', 'month', date '2015-01-01' + make_interval(months => (n % 100)::int),
    'country', pick(countries(), n), 'centre_id', pick(centres(), n), 'organisation_id', pick(houses(), n),
    'access_mode', 'STANDARD', 'inference_class', 'OPERATIONAL', 'overdue', false, 'sex', 'FEMALE',
    'age_band', 'FROM_18_TO_24', 'protection_concern', false, 'medical_need', false, 'international_protection', false,
    'amount', n, 'people', n, 'people_here', n, 'counts_in_utc', true $$);

-- Every other table that grows: each column that has to have a value gets one by its name, its CHECK or its type.
DO $$
DECLARE
    growing text;
    columns text;
    cells text;
    filled boolean;
BEGIN
    FOR growing IN
        SELECT table_name FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name::text <> ALL (small())
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I OFFSET 1)', growing) INTO filled;
        CONTINUE WHEN filled;
        SELECT string_agg(quote_ident(column_name), ', '), string_agg(CASE
                WHEN column_name = 'case_id' THEN 'copy_id(4, n)'
                WHEN column_name = 'person_id' THEN 'copy_id(1, n)'
                WHEN column_name = 'organisation_id' THEN 'pick(houses(), n)'
                WHEN column_name = 'worker_id' THEN 'pick(workers(), n)'
                WHEN definition IS NOT NULL THEN substring(definition FROM '''[^'']*''')
                WHEN data_type = 'uuid' THEN 'copy_id(99, n)'
                WHEN data_type = 'date' THEN 'date ''2023-11-01'''
                WHEN data_type = 'timestamp with time zone' THEN 'ago(n)'
                WHEN data_type = 'boolean' THEN 'false'
                WHEN data_type = 'jsonb' THEN '''[]''::jsonb'
                WHEN data_type IN ('integer', 'bigint', 'double precision') THEN 'n'
                ELSE format('left(n::text, %s)', coalesce(character_maximum_length, 9))
            END, ', ')
        INTO columns, cells
        FROM information_schema.columns
        LEFT JOIN LATERAL (
            SELECT pg_get_constraintdef(pg_constraint.oid) AS definition
            FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND conkey = ARRAY[attnum]
            WHERE contype = 'c' AND conrelid = growing::regclass AND attname = column_name) checked ON true
        WHERE table_schema = current_schema() AND table_name = growing AND (is_nullable = 'NO' OR column_name = 'case_id');
        EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM generate_series(1, 5000) n', growing, columns, cells);
    END LOOP;
END $$;
COMMIT;
