-- When a service is open, what it costs, and how its desk is reached. The schedules are a list in JSON.
ALTER TABLE services ADD COLUMN schedules text;
ALTER TABLE services ADD COLUMN costs text;
ALTER TABLE services ADD COLUMN telephone text;
ALTER TABLE services ADD COLUMN email text;
