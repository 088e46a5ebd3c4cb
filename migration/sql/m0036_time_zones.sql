-- The days of a centre are those of its place. A name of the IANA time zone database.

ALTER TABLE centres ADD COLUMN time_zone varchar(40) NOT NULL DEFAULT 'UTC';
