-- Persons with their names, languages, nationalities, documents and contacts.

CREATE TABLE persons (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    reference varchar(40) NOT NULL UNIQUE,
    sex varchar(40) NOT NULL,
    birth_date date,
    birth_date_precision varchar(40) NOT NULL,
    birth_country varchar(3),
    birth_place text,
    marital_status varchar(40),
    gender_identity text,
    deceased boolean NOT NULL,
    initials text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL
);
CREATE INDEX persons_organisation_id ON persons (organisation_id);

CREATE TABLE person_names (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    given text NOT NULL,
    family text NOT NULL,
    other text,
    script varchar(4) NOT NULL,
    language varchar(8),
    name_type varchar(40) NOT NULL,
    search_key text COLLATE "C" NOT NULL,
    position integer NOT NULL
);
CREATE INDEX person_names_person_id_position ON person_names (person_id, position);

CREATE TABLE person_name_words (
    person_name_id uuid NOT NULL REFERENCES person_names (id),
    word text COLLATE "C" NOT NULL,
    person_id uuid NOT NULL REFERENCES persons (id),
    PRIMARY KEY (person_name_id, word)
);
CREATE INDEX person_name_words_word_person_id_person_name_id ON person_name_words (word, person_id, person_name_id);
-- Whether the person of one case has a name.
CREATE INDEX person_name_words_person_id_word_person_name_id ON person_name_words (person_id, word, person_name_id);

CREATE TABLE person_languages (
    person_id uuid NOT NULL REFERENCES persons (id),
    language varchar(8) NOT NULL,
    level varchar(40) NOT NULL,
    interpreter_needed boolean NOT NULL,
    PRIMARY KEY (person_id, language)
);

CREATE TABLE nationalities (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    country varchar(3) NOT NULL,
    basis varchar(40) NOT NULL
);
CREATE INDEX nationalities_person_id ON nationalities (person_id);
CREATE INDEX nationalities_country_person_id ON nationalities (country, person_id);

CREATE TABLE identifiers (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    identifier_type varchar(40) NOT NULL,
    number text NOT NULL,
    issuer text,
    issued_on date,
    expires_on date,
    seen varchar(40) NOT NULL
);
CREATE INDEX identifiers_person_id ON identifiers (person_id);

CREATE TABLE contacts (
    id uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    contact_type varchar(40) NOT NULL,
    value text NOT NULL,
    name text,
    relation text,
    may_contact boolean NOT NULL
);
CREATE INDEX contacts_person_id ON contacts (person_id);
