//! The callers of the workloads: workers of the demo's cast, with the claims of their tokens and the variables of their
//! requests. The workload decides which of them get a complete answer.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, TimeDelta};
use demo::{cast, issuer::LocalClaims};
use entity::codes::{OrganisationType, Oversight, Role};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::verified_token::ALL_ORDINARY_CENTRES, global_id, http::server::clock};

/// Lifetime of the tokens: the longest that the local issuer may give.
pub const TOKENS_HOLD: TimeDelta = TimeDelta::hours(12);

/// A caller.
#[derive(Clone, Debug)]
pub struct Asker {
    /// The claims of the token.
    pub claims: LocalClaims,
    /// The caller's organisation.
    pub organisation: Uuid,
    /// The id of the caller's worker row.
    pub worker: Uuid,
    /// Variables for Waystation, which takes the caller from the token.
    pub variables: Value,
    /// Variables for a server that does not identify callers.
    pub elsewhere: Value,
}

impl Asker {
    fn new(worker: &cast::Worker) -> Self {
        let claims = LocalClaims {
            subject: worker.subject.clone(),
            organisation_id: worker.organisation_id,
            organisation_type: None,
            roles: vec![worker.role],
            centres: vec![ALL_ORDINARY_CENTRES.to_owned()],
            oversight: None,
            purpose: None,
            country: None,
            post: None,
        };
        let elsewhere = json!({ "me": worker.organisation_id });
        Self { claims, organisation: worker.organisation_id, worker: worker.id, variables: Value::Null, elsewhere }
    }

    /// The same caller with a request for this case.
    pub fn for_case(&self, case: Uuid) -> Self {
        let variables = json!({ "case": global_id::encode("Case", case) });
        let elsewhere = json!({ "me": self.organisation, "case": case });
        Self { variables, elsewhere, ..self.clone() }
    }

    /// The same caller with a token that claims the oversight of its organisation.
    fn overseeing(mut self) -> Self {
        self.claims.oversight = Some(Oversight::All);
        self
    }

    /// The same caller with a request for the last twelve complete months.
    fn for_last_year(self) -> Self {
        let today = clock().date_naive();
        let until = today.with_day(1).unwrap_or(today);
        let from = until.checked_sub_months(Months::new(12)).unwrap_or(until);
        Self { variables: json!({ "from": from, "until": until }), ..self }
    }
}

fn all(role: Role) -> impl Iterator<Item = &'static cast::Worker> {
    cast::workers().iter().filter(move |it| it.role == role)
}

/// The organisations of all callers.
pub fn organisations() -> BTreeSet<Uuid> {
    [focal_points(), data_protection_officer(), case_workers(), liaisons(), analyst(), managers()]
        .into_iter()
        .flatten()
        .map(|asker| asker.organisation)
        .collect()
}

/// The focal points of the NGOs that receive referrals.
pub fn focal_points() -> Vec<Asker> {
    let of_ngo = |it: &&cast::Worker| {
        cast::organisation(it.organisation_id)
            .is_some_and(|it| matches!(it.organisation_type, OrganisationType::NationalNgo | OrganisationType::IntlNgo))
    };
    all(Role::NgoFocalPoint).filter(of_ngo).map(Asker::new).collect()
}

/// One data protection officer, because all of them read the same.
pub fn data_protection_officer() -> Vec<Asker> {
    all(Role::DataProtectionOfficer).take(1).map(Asker::new).map(Asker::overseeing).collect()
}

/// All case workers.
pub fn case_workers() -> Vec<Asker> {
    all(Role::CaseWorker).map(Asker::new).collect()
}

/// The personas who are liaison officers. Their tokens name the State and the post.
pub fn liaisons() -> Vec<Asker> {
    let liaison = |persona: &cast::Persona| {
        let (country, post) = persona.post?;
        let worker = cast::workers().iter().find(|it| it.id == persona.worker_id)?;
        let mut asker = Asker::new(worker);
        asker.claims.country = Some(country.to_owned());
        asker.claims.post = Some(post.to_owned());
        Some(asker)
    };
    cast::personas().iter().filter_map(liaison).collect()
}

/// One analyst, whose statistics have small numbers suppressed.
pub fn analyst() -> Vec<Asker> {
    all(Role::Analyst).take(1).map(Asker::new).map(Asker::overseeing).map(Asker::for_last_year).collect()
}

/// One centre manager per organisation, with a token for all ordinary centres, so that all rows of the organisation are
/// counted exactly.
pub fn managers() -> Vec<Asker> {
    let mut managers: Vec<_> = all(Role::CentreManager).map(Asker::new).map(Asker::for_last_year).collect();
    managers.sort_by_key(|it| it.organisation);
    managers.dedup_by_key(|it| it.organisation);
    managers
}
