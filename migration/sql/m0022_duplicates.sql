-- A person who may have a case already is looked for by initials and year of birth.
CREATE INDEX persons_initials_birth_date ON persons (initials, birth_date);
-- The case that is continued in place of a case that was closed as a duplicate.
ALTER TABLE cases ADD COLUMN duplicate_of_id uuid REFERENCES cases (id);
