-- A code says why a case moves, for those who may not read the text. A move within an organisation has no text.

ALTER TABLE transfers ADD COLUMN reason_code varchar(40) NOT NULL DEFAULT 'OTHER';
ALTER TABLE transfers ADD COLUMN reason_text text;
UPDATE transfers SET reason_text = reason;
ALTER TABLE transfers DROP COLUMN reason;
ALTER TABLE transfers RENAME COLUMN reason_text TO reason;
