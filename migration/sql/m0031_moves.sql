-- A code says why a case moves, for those who may not read the text. A move within an organisation has an empty text.

ALTER TABLE transfers ADD COLUMN reason_code varchar(40) NOT NULL DEFAULT 'OTHER';
