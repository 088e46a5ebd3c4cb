-- What the last token of a worker said: the roles as bits (null before the worker first signs in), and the worker's own centres.
ALTER TABLE workers ADD COLUMN roles bigint;
ALTER TABLE workers ADD COLUMN all_ordinary_centres boolean NOT NULL DEFAULT false;
CREATE TABLE worker_centres (
    worker_id uuid NOT NULL REFERENCES workers (id),
    centre_id uuid NOT NULL REFERENCES centres (id),
    PRIMARY KEY (worker_id, centre_id)
);
CREATE INDEX worker_centres_centre_id ON worker_centres (centre_id);
