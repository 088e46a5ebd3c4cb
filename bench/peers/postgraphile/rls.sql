-- What an application on PostGraphile writes for the promise that Waystation gives to two of its readers: row-level
-- security on the tables, views with one rule for each column, and a log of requests. The schema `app_public` is what
-- PostGraphile shows, `app_private` is what the rules need. Each kind of reader is a role of the database, and a request
-- sets its role and the claims of its token for one transaction.
--
-- The rules are those of `src/handlers`: a focal point of a partner NGO, and a data protection officer who oversees all
-- countries. The names in braces are sets of data classes and single classes as bits. The benchmark fills them in from the
-- policy.
--
-- Other contenders connect as a superuser, to whom row-level security does not apply.

DROP SCHEMA IF EXISTS app_public, app_private CASCADE;
DO $$
DECLARE
    wanted text;
    old record;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['app_focal_point', 'app_data_protection_officer', 'app_server'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I', wanted);
        END IF;
    END LOOP;
    FOR old IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP POLICY %I ON public.%I', old.policyname, old.tablename);
    END LOOP;
END $$;
ALTER ROLE app_server LOGIN NOINHERIT;
GRANT app_focal_point, app_data_protection_officer TO app_server;
CREATE SCHEMA app_public;
CREATE SCHEMA app_private;

-- The caller's organisation. A policy calls it in a sub-select, so that it is evaluated once for each statement.

CREATE FUNCTION app_private.organisation() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT current_setting('jwt.claims.org')::uuid $$;

-- What the rules look up. These views belong to the owner of the tables, so that a policy of one table can look into
-- another one without an endless chain of policies. PostGraphile does not show them.

-- Whether the caller is a data protection officer of an organisation that oversees all countries. A view and not a function,
-- because PostgreSQL calls a function that reads a table, but makes a view a part of the statement.
CREATE VIEW app_private.caller AS
SELECT current_setting('role') = 'app_data_protection_officer'
    AND current_setting('jwt.claims.oversight') = 'ALL'
    AND EXISTS (SELECT FROM public.organisations o WHERE o.id = app_private.organisation() AND o.oversight = 'ALL')
    AS oversees;

CREATE VIEW app_private.live_shares AS
SELECT case_id, referral_id, classes
FROM public.shares
WHERE organisation_id = (SELECT app_private.organisation())
  AND ended_at IS NULL AND starts_at <= now() AND (ends_at IS NULL OR ends_at > now());

CREATE VIEW app_private.awaited_answers AS
SELECT case_id FROM public.referrals
WHERE to_organisation_id = (SELECT app_private.organisation())
  AND state IN ('SENT', 'ACKNOWLEDGED', 'UNDER_REVIEW', 'INFO_REQUESTED')
UNION ALL
SELECT case_id FROM public.transfers
WHERE to_organisation_id = (SELECT app_private.organisation()) AND state = 'OFFERED';

CREATE VIEW app_private.case_modes AS SELECT id, access_mode FROM public.cases;

-- The classes of each case that the caller may read. OFFSET 0 keeps a look-up by index from becoming a scan of the table.
CREATE VIEW app_private.case_classes AS
SELECT c.id AS case_id, c.person_id,
    CASE
        WHEN (SELECT oversees FROM app_private.caller) THEN {overseen}
        WHEN c.access_mode = 'SEALED' THEN 0
        ELSE {active} & coalesce((SELECT bit_or(s.classes) FROM app_private.live_shares s WHERE s.case_id = c.id), 0)
            | CASE
                WHEN EXISTS (SELECT FROM app_private.awaited_answers a WHERE a.case_id = c.id OFFSET 0) THEN {pending}
                ELSE 0
            END
    END AS classes
FROM public.cases c;

-- Rows.

ALTER TABLE public.centres ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.referrals ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.persons ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.person_names ENABLE ROW LEVEL SECURITY;

CREATE POLICY ordinary ON public.centres FOR SELECT TO app_focal_point, app_data_protection_officer
    USING (NOT protected);

CREATE POLICY received ON public.referrals FOR SELECT TO app_focal_point
    USING (
        to_organisation_id = (SELECT app_private.organisation())
        AND sent_at IS NOT NULL
        AND state <> 'ENTERED_IN_ERROR'
        AND (SELECT m.access_mode FROM app_private.case_modes m WHERE m.id = case_id) <> 'SEALED'
    );
CREATE POLICY overseen ON public.referrals FOR SELECT TO app_data_protection_officer
    USING (
        inference_class IN ('OPERATIONAL', 'LEGAL')
        AND (SELECT oversees FROM app_private.caller)
    );

CREATE POLICY opened ON public.cases FOR SELECT TO app_focal_point
    USING (
        access_mode <> 'SEALED'
        AND (
            {active} & (SELECT bit_or(s.classes) FROM app_private.live_shares s WHERE s.case_id = id)
                & {operational_coarse} <> 0
            OR EXISTS (SELECT FROM app_private.awaited_answers a WHERE a.case_id = id OFFSET 0)
        )
    );
CREATE POLICY overseen ON public.cases FOR SELECT TO app_data_protection_officer
    USING ((SELECT oversees FROM app_private.caller));

CREATE POLICY of_case ON public.persons FOR SELECT TO app_focal_point, app_data_protection_officer
    USING (
        (SELECT bit_or(k.classes) FROM app_private.case_classes k WHERE k.person_id = id) & {operational_coarse} <> 0
    );
CREATE POLICY of_case ON public.person_names FOR SELECT TO app_focal_point, app_data_protection_officer
    USING (
        (SELECT bit_or(k.classes) FROM app_private.case_classes k WHERE k.person_id = person_names.person_id)
            & {identity} <> 0
    );

-- Columns. The views run with the rights of the caller, so that the policies apply. They have no keys of their own, so
-- comments tell PostGraphile which ones there are.

CREATE VIEW app_public.organisations WITH (security_invoker) AS SELECT id, name FROM public.organisations;
COMMENT ON VIEW app_public.organisations IS '@primaryKey id';

CREATE VIEW app_public.centres WITH (security_invoker) AS SELECT id, code, name, country FROM public.centres;
COMMENT ON VIEW app_public.centres IS '@primaryKey id';

CREATE VIEW app_public.persons WITH (security_invoker) AS
SELECT p.id,
    CASE WHEN k.classes & {operational} <> 0 THEN p.sex END AS sex,
    CASE WHEN k.classes & {identity_coarse} <> 0 THEN p.initials END AS initials
FROM public.persons p
CROSS JOIN LATERAL (
    SELECT bit_or(k.classes) AS classes FROM app_private.case_classes k WHERE k.person_id = p.id
) k;
COMMENT ON VIEW app_public.persons IS '@primaryKey id';

CREATE VIEW app_public.person_names WITH (security_invoker) AS
SELECT id, person_id, given, family, script, position FROM public.person_names;
COMMENT ON VIEW app_public.person_names IS
    E'@primaryKey id\n@foreignKey (person_id) references app_public.persons (id)';

CREATE VIEW app_public.cases WITH (security_invoker) AS
SELECT id, reference, person_id, opened_at, fronting_centre_id,
    CASE
        WHEN CASE
            WHEN (SELECT oversees FROM app_private.caller) THEN {overseen}
            ELSE (SELECT k.classes FROM app_private.case_classes k WHERE k.case_id = c.id)
        END & {operational} <> 0 THEN priority
    END AS priority
FROM public.cases c;
COMMENT ON VIEW app_public.cases IS
    E'@primaryKey id\n@foreignKey (person_id) references app_public.persons (id)\n@foreignKey (fronting_centre_id) references app_public.centres (id)';

-- A referral of which the caller reads only the masked form does not show its case, even if another one opens that case.
-- `case_id` finds the referrals of a case by index and is not shown. OFFSET 0 makes the classes and the shown case plain
-- values, so that they are computed once for each row and the join to the case can use its index.
CREATE VIEW app_public.referrals WITH (security_invoker) AS
SELECT r.id, r.reference, r.version, r.state, r.sent_at, r.created_at, r.from_organisation_id, r.to_organisation_id,
    r.case_id, seen.shown_case_id,
    CASE WHEN seen.operational THEN r.urgency END AS urgency,
    CASE WHEN seen.operational THEN r.decide_due_at END AS decide_due_at,
    CASE WHEN seen.operational THEN r.contact_restrictions END AS contact_restrictions
FROM public.referrals r
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN (SELECT oversees FROM app_private.caller) THEN {overseen}
        WHEN r.state IN ('SENT', 'ACKNOWLEDGED', 'UNDER_REVIEW', 'INFO_REQUESTED') THEN {pending}
        ELSE coalesce(
            {active} & nullif((SELECT bit_or(s.classes) FROM app_private.live_shares s WHERE s.referral_id = r.id), 0),
            {closed}
        )
    END & {operational} <> 0 AS operational OFFSET 0
) known
CROSS JOIN LATERAL (
    SELECT known.operational, CASE WHEN known.operational THEN r.case_id END AS shown_case_id OFFSET 0
) seen;
COMMENT ON VIEW app_public.referrals IS
    E'@primaryKey id\n@foreignKey (shown_case_id) references app_public.cases (id)|@fieldName caseByCaseId|@behavior -connection -list\n@foreignKey (case_id) references app_public.cases (id)|@fieldName hiddenCase|@behavior -single\n@foreignKey (from_organisation_id) references app_public.organisations (id)\n@foreignKey (to_organisation_id) references app_public.organisations (id)';
COMMENT ON COLUMN app_public.referrals.case_id IS '@behavior -*';
COMMENT ON COLUMN app_public.referrals.shown_case_id IS '@behavior -*';

-- The log. A row is written for each request before its answer is sent: caller, operation and variables. Unlike
-- Waystation's, it does not say which classes of which cases were shown.

CREATE TABLE app_private.request_log (
    id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    subject text NOT NULL,
    organisation_id uuid NOT NULL,
    role text NOT NULL,
    operation text,
    variables jsonb
);
CREATE INDEX request_log_subject_at ON app_private.request_log (subject, at);
CREATE INDEX request_log_at ON app_private.request_log (at);

GRANT USAGE ON SCHEMA public, app_public, app_private TO app_focal_point, app_data_protection_officer, app_server;
GRANT SELECT ON ALL TABLES IN SCHEMA app_public TO app_focal_point, app_data_protection_officer;
GRANT SELECT ON app_private.caller, app_private.live_shares, app_private.awaited_answers, app_private.case_modes,
    app_private.case_classes TO app_focal_point, app_data_protection_officer;
GRANT SELECT ON public.organisations, public.centres, public.persons, public.person_names, public.cases, public.referrals
    TO app_focal_point, app_data_protection_officer;
GRANT INSERT ON app_private.request_log TO app_server;
ANALYZE app_private.request_log;
