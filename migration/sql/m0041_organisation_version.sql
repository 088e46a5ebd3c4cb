-- An entry of an organisation is changed under the version that was read, like every other entry.

ALTER TABLE organisations ADD COLUMN version integer NOT NULL DEFAULT 1;
