-- The entries of a case file are corrected like the parts of a person. An entry without a correction is in force.

ALTER TABLE vulnerabilities ADD COLUMN correction_id uuid REFERENCES corrections (id);
ALTER TABLE medical_notes ADD COLUMN correction_id uuid REFERENCES corrections (id);
-- Whether the note says something about an emergency. A note that does not repeats what the case said.
ALTER TABLE medical_notes ADD COLUMN emergency_stated boolean NOT NULL DEFAULT true;
ALTER TABLE immigration_statuses ADD COLUMN correction_id uuid REFERENCES corrections (id);
ALTER TABLE case_notes ADD COLUMN correction_id uuid REFERENCES corrections (id);
ALTER TABLE capacity_assessments ADD COLUMN correction_id uuid REFERENCES corrections (id);
