-- The life cycle of a centre.
ALTER TABLE centres ADD COLUMN status varchar(40) NOT NULL DEFAULT 'OPEN'
    CHECK (status IN ('PLANNED', 'OPEN', 'PAUSED', 'CLOSED'));
