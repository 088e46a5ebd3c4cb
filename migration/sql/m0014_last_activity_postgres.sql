-- The last activity of a case is shown to the hour, and cases are ordered by it, so it is stored to the hour.
UPDATE cases SET last_activity_at = date_trunc('hour', last_activity_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
