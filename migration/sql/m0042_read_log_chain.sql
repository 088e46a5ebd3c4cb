-- Each running process chains its rows of the read log. Rows of older programs have no chain.
ALTER TABLE read_log ADD COLUMN chain_id uuid;
ALTER TABLE read_log ADD COLUMN sequence bigint;
CREATE UNIQUE INDEX read_log_chain_id_sequence ON read_log (chain_id, sequence) WHERE chain_id IS NOT NULL;

-- What was signed about the chains: one list for all processes, which is a chain itself. A row is about one chain, or about the
-- beginning of this list, which was deleted.
CREATE TABLE read_log_checkpoints (
    number bigint NOT NULL PRIMARY KEY,
    kind varchar(40) NOT NULL CHECK (kind IN ('START', 'ROWS', 'END', 'ROWS_REMOVED', 'CHECKPOINTS_REMOVED')),
    chain_id uuid,
    sequence bigint NOT NULL,
    row_hash varchar(64),
    at timestamptz NOT NULL,
    previous_hash varchar(64),
    hash varchar(64) NOT NULL,
    key_id varchar(64),
    signature varchar(128)
);
CREATE INDEX read_log_checkpoints_chain_id_sequence ON read_log_checkpoints (chain_id, sequence);

-- Finds the rows without a chain, which become fewer.
CREATE INDEX read_log_at_id ON read_log (at, id) WHERE chain_id IS NULL;
