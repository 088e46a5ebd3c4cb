-- Indexes of the list of tasks: what waits for somebody of an organisation.
CREATE INDEX cases_organisation_id_unassigned
    ON cases (organisation_id, opened_at, id) WHERE assigned_worker_id IS NULL AND priority_rank IS NOT NULL;
CREATE INDEX transfers_from_organisation_id_state_id ON transfers (from_organisation_id, state, id);
CREATE INDEX transfers_to_organisation_id_state_id ON transfers (to_organisation_id, state, id);
CREATE INDEX legal_overrides_organisation_id_valid_until_id ON legal_overrides (organisation_id, valid_until, id);
CREATE INDEX legal_orders_approved_at_created_at_id ON legal_orders (approved_at, created_at, id);
CREATE INDEX best_interest_determinations_outcome_created_at_id
    ON best_interest_determinations (outcome, created_at, id);
CREATE INDEX consular_requests_organisation_id_state_id ON consular_requests (organisation_id, state, id);
