-- Rows that were corrected, that ended, or that should never have been entered. The row is kept, and `correction_id` says
-- who closed it, when and why. A row without it is in force.

CREATE TABLE corrections (
    id uuid NOT NULL PRIMARY KEY,
    kind varchar(40) NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    case_id uuid NOT NULL REFERENCES cases (id),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    worker_id uuid REFERENCES workers (id),
    record varchar(40) NOT NULL,
    subject_id uuid NOT NULL,
    replaced_by uuid
);

ALTER TABLE person_names ADD COLUMN correction_id uuid REFERENCES corrections (id);
ALTER TABLE nationalities ADD COLUMN correction_id uuid REFERENCES corrections (id);
ALTER TABLE identifiers ADD COLUMN correction_id uuid REFERENCES corrections (id);
ALTER TABLE contacts ADD COLUMN correction_id uuid REFERENCES corrections (id);

-- A language can be corrected and recorded again, so that its rows have identifiers of their own.
CREATE TABLE spoken_languages (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    language varchar(8) NOT NULL,
    level varchar(40) NOT NULL,
    interpreter_needed boolean NOT NULL,
    correction_id uuid REFERENCES corrections (id)
);
INSERT INTO spoken_languages (id, person_id, language, level, interpreter_needed)
    SELECT gen_random_uuid(), person_id, language, level, interpreter_needed FROM person_languages;
DROP TABLE person_languages;
ALTER TABLE spoken_languages RENAME TO person_languages;
CREATE INDEX person_languages_person_id_language ON person_languages (person_id, language);

-- The facts of a person as they were before each correction.
CREATE TABLE former_person_facts (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    sex varchar(40) NOT NULL,
    birth_date date,
    birth_date_precision varchar(40) NOT NULL,
    birth_country varchar(3),
    birth_place text,
    marital_status varchar(40),
    correction_id uuid NOT NULL REFERENCES corrections (id)
);
CREATE INDEX former_person_facts_person_id ON former_person_facts (person_id);
