-- A service that pauses can say when it takes referrals again.
ALTER TABLE services ADD COLUMN resumes_on date;
CREATE INDEX services_resumes_on ON services (resumes_on) WHERE resumes_on IS NOT NULL;
