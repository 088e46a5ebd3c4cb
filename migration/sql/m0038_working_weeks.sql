-- A centre works on some days of the week and not on public holidays. The holidays are a list in JSON.

ALTER TABLE centres ADD COLUMN working_days varchar(40) NOT NULL DEFAULT 'MO,TU,WE,TH,FR';
ALTER TABLE centres ADD COLUMN holidays text;
