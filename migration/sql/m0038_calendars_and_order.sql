-- A centre works on some days of the week and not on public holidays. The holidays are a list in JSON.

ALTER TABLE centres ADD COLUMN working_days varchar(40) NOT NULL DEFAULT 'MO,TU,WE,TH,FR';
ALTER TABLE centres ADD COLUMN holidays text;

-- Lists are ordered by the letters of a name, without accents and case. A node computes the keys of existing rows before it
-- serves, like the keys of searches.
ALTER TABLE services ADD COLUMN sort_key text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE consular_posts ADD COLUMN sort_key text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE workers ADD COLUMN sort_key text COLLATE "C";
