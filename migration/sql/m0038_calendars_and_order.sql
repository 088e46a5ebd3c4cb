-- A centre works on some days of the week and not on public holidays. The holidays are a list in JSON.

ALTER TABLE centres ADD COLUMN working_days varchar(40) NOT NULL DEFAULT 'MO,TU,WE,TH,FR';
ALTER TABLE centres ADD COLUMN holidays text;

-- Lists are ordered by the letters of a name, without accents and case. A node computes the keys of existing rows before it
-- serves, like the keys of searches.
ALTER TABLE services ADD COLUMN sort_key text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE consular_posts ADD COLUMN sort_key text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE workers ADD COLUMN sort_key text COLLATE "C";

-- A row is counted for its month of UTC and for its month in the time zone of the centre. A stay that has begun or ended between the
-- two ends of a month is counted for one of them only.
ALTER TABLE statistics_cells ADD COLUMN counts_in_utc boolean NOT NULL DEFAULT true;
ALTER TABLE statistics_cells ADD COLUMN local_month date;
-- Until a month is counted again it is that of UTC.
UPDATE statistics_cells SET local_month = month;
CREATE INDEX statistics_cells_subject_local_month ON statistics_cells (subject, local_month);
ALTER TABLE statistics_refreshes ADD COLUMN zones jsonb;
