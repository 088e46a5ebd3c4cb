-- Those who run a centre change its entry, so that two changes at the same moment must not undo each other.
ALTER TABLE centres ADD COLUMN version integer NOT NULL DEFAULT 1;

-- The administrator who suspended the organisation. Null if a command of the operator did.
ALTER TABLE organisations ADD COLUMN suspended_by_worker_id uuid REFERENCES workers (id);

-- Since then the tokens of the worker are refused.
ALTER TABLE workers ADD COLUMN deactivated_at timestamptz;
CREATE INDEX workers_deactivated_at ON workers (deactivated_at) WHERE deactivated_at IS NOT NULL;
