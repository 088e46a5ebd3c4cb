//! The workloads: who asks what, of whom, and where in the answer the rows stand that have to be the same everywhere.
//! One entry a workload; a contender that has no form of it is left out of it.

use entity::codes::{OrganisationType, Role};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{demo::cast, http::identity::issuers::local::LocalClaims};

use crate::contender::Kind;

/// Somebody who asks.
#[derive(Clone, Debug)]
pub struct Asker {
    /// What their token says.
    pub claims: LocalClaims,
    /// Their organisation, for the peers, which know no callers.
    pub organisation: Uuid,
}

/// How a contender is asked.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A GraphQL document, posted with the variables of the asker.
    Document(&'static str),
    /// `GET /path/organisation`.
    Path(&'static str),
}

/// A workload.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    /// Its name.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub about: &'static str,
    /// Those who ask, in turn.
    pub askers: fn() -> Vec<Asker>,
    /// A statement that gives 1 for the organisation `{me}` of an asker whose answer is full, and the same for those who
    /// check no access.
    pub fits: &'static str,
    /// How each contender is asked; Waystation first.
    pub forms: &'static [(Kind, Form)],
    /// Where the compared rows are, as a JSON pointer; and how many there have to be.
    pub rows: (&'static str, usize),
    /// At 16 connections: at least so many times the requests per second of that contender.
    pub targets: &'static [(Kind, f64)],
}

/// All of them.
pub const ALL: &[Workload] = &[
    Workload {
        name: "inbox",
        about: "50 referrals that an NGO works on, newest first, with case, person, names, centre and both organisations",
        askers: focal_points,
        fits: include_str!("../workloads/inbox/fits.sql"),
        forms: &[
            (Kind::Waystation, Form::Document(include_str!("../workloads/inbox/waystation.graphql"))),
            (Kind::ByHand, Form::Path("inbox")),
            (Kind::SqlJson, Form::Path("inbox")),
            (Kind::Postgraphile, Form::Document(include_str!("../workloads/inbox/postgraphile.graphql"))),
            (Kind::Seaography, Form::Document(include_str!("../workloads/inbox/seaography.graphql"))),
        ],
        rows: ("/data/referrals", 50),
        targets: INBOX_TARGETS,
    },
    Workload {
        name: "inbox-new",
        about: "the same of whatever came in last: mostly stubs, of which the peers show what an NGO may not read yet",
        askers: focal_points,
        fits: include_str!("../workloads/inbox-new/fits.sql"),
        forms: &[
            (Kind::Waystation, Form::Document(include_str!("../workloads/inbox-new/waystation.graphql"))),
            (Kind::ByHand, Form::Path("inbox-new")),
            (Kind::SqlJson, Form::Path("inbox-new")),
            (Kind::Postgraphile, Form::Document(include_str!("../workloads/inbox-new/postgraphile.graphql"))),
            (Kind::Seaography, Form::Document(include_str!("../workloads/inbox-new/seaography.graphql"))),
        ],
        rows: ("/data/referrals", 50),
        targets: INBOX_TARGETS,
    },
    Workload {
        name: "dashboard",
        about: "all ordinary centres, 10 cases of each, 5 referrals of each case, for a data protection officer",
        askers: data_protection_officer,
        fits: "SELECT 1::bigint",
        forms: &[
            (Kind::Waystation, Form::Document(include_str!("../workloads/dashboard/waystation.graphql"))),
            (Kind::SqlJson, Form::Path("dashboard")),
            (Kind::Postgraphile, Form::Document(include_str!("../workloads/dashboard/postgraphile.graphql"))),
            (Kind::Seaography, Form::Document(include_str!("../workloads/dashboard/seaography.graphql"))),
        ],
        rows: ("/data/centres", 36),
        targets: &[(Kind::Postgraphile, 4.0), (Kind::Seaography, 3.0), (Kind::SqlJson, 0.9)],
    },
];

const INBOX_TARGETS: &[(Kind, f64)] =
    &[(Kind::Postgraphile, 5.0), (Kind::Seaography, 3.0), (Kind::SqlJson, 1.0), (Kind::ByHand, 0.75)];

impl Asker {
    /// The variables that name the asker to a server that knows no callers.
    #[must_use]
    pub fn variables(&self) -> Value {
        json!({ "me": self.organisation })
    }
}

/// The focal points of the NGOs that get referrals.
#[must_use]
pub fn focal_points() -> Vec<Asker> {
    let of_ngo = |it: &&cast::Worker| {
        cast::organisation(it.organisation_id)
            .is_some_and(|it| matches!(it.organisation_type, OrganisationType::NationalNgo | OrganisationType::IntlNgo))
    };
    cast::workers().iter().filter(|it| it.role == Role::NgoFocalPoint).filter(of_ngo).map(asker).collect()
}

fn data_protection_officer() -> Vec<Asker> {
    cast::workers().iter().filter(|it| it.role == Role::DataProtectionOfficer).take(1).map(asker).collect()
}

fn asker(worker: &cast::Worker) -> Asker {
    let claims = LocalClaims {
        subject: worker.subject.clone(),
        organisation_id: worker.organisation_id,
        organisation_type: None,
        roles: vec![worker.role],
        centres: None,
        purpose: None,
        country: None,
        post: None,
    };
    Asker { claims, organisation: worker.organisation_id }
}
