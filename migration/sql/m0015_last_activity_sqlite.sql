-- The same for SQLite, which stores a moment as text.
UPDATE cases SET last_activity_at = substr(last_activity_at, 1, 13) || ':00:00+00:00';
