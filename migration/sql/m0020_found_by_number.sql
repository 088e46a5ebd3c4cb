-- The keys under which a document and a contact are found by their numbers. A row without a number has none. The keys of rows
-- that are here already are computed before the server serves.
ALTER TABLE identifiers ADD COLUMN search_key text COLLATE "C";
CREATE INDEX identifiers_search_key ON identifiers (search_key);
ALTER TABLE contacts ADD COLUMN search_key text COLLATE "C";
CREATE INDEX contacts_search_key ON contacts (search_key);
