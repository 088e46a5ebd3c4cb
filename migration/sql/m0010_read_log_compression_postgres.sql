-- Fast compression for the read log. One page of cases is logged as some kilobytes of ids. PostgreSQL's default compression
-- (pglz) takes more than half of the write time; LZ4 reaches a similar size much faster.
-- <https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-DEFAULT-TOAST-COMPRESSION>
-- PostgreSQL supports this since version 14, if it was built with LZ4. Elsewhere the log only takes longer to write.
DO $$ BEGIN
    IF current_setting('server_version_num')::integer >= 140000 THEN
        EXECUTE 'ALTER TABLE read_log ALTER COLUMN entries SET COMPRESSION lz4';
    END IF;
    EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
