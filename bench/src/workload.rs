//! The table of workloads: the callers, the request for each contender, and the place of the rows that must be equal in
//! all answers. A contender without a form of a workload does not take part in it.

use crate::{
    asker::{self, Asker},
    contender::Kind,
};

/// The form of a request.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A GraphQL document, sent by POST with the variables of the caller.
    Document(&'static str),
    /// The same, sent by GET.
    Get(&'static str),
    /// The same, sent by GET with the entity tag of the answer that the client has: see `poll`.
    Tagged(&'static str),
    /// `GET /path/organisation`.
    Path(&'static str),
}

/// Selects the callers whose answer is complete and equal for contenders without access checks. In the SQL, `{me}` is
/// replaced by the caller's organisation and `{worker}` by the caller's worker row.
#[derive(Clone, Copy, Debug)]
pub enum Fits {
    /// All callers.
    All,
    /// The callers for whom the statement returns 1.
    One(&'static str),
    /// One request for each case that the statement returns, with the variable `case`.
    Cases(&'static str),
}

/// A workload.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    /// Its name.
    pub name: &'static str,
    /// A one-sentence description.
    pub about: &'static str,
    /// The callers, in turn.
    pub askers: fn() -> Vec<Asker>,
    /// Which callers, and with which cases.
    pub fits: Fits,
    /// The request for each contender, Waystation first.
    pub forms: &'static [(Kind, Form)],
    /// The JSON pointer to the compared rows, and the minimum number of rows.
    pub rows: (&'static str, usize),
    /// Whether fields may be withheld. If not, the run stops when a field is withheld, because a page of nulls is fast.
    pub withheld: bool,
    /// Targets at 16 connections: the minimum ratio of Waystation's requests per second to those of this contender.
    pub targets: &'static [(Kind, f64)],
    /// The smallest number of connections to measure with.
    pub fewest: u32,
    /// The parts of a mix, each with its weight. Empty for a simple workload.
    pub parts: &'static [(&'static str, usize)],
}

/// All workloads.
pub const ALL: &[Workload] = &[
    Workload {
        name: "inbox",
        about: "50 referrals that an NGO works on, newest first, with case, person, names, centre and both organisations",
        askers: asker::focal_points,
        fits: Fits::One(include_str!("../workloads/inbox/fits.sql")),
        forms: &[
            (Kind::Waystation, Form::Document(INBOX)),
            (Kind::ByHand, Form::Path("inbox")),
            (Kind::SqlJson, Form::Path("inbox")),
            (Kind::Postgraphile, Form::Document(PEER_INBOX)),
            (Kind::PostgraphileRls, Form::Document(PEER_INBOX)),
            (Kind::Seaography, Form::Document(include_str!("../workloads/inbox/seaography.graphql"))),
        ],
        rows: ("/data/referrals", 50),
        withheld: true,
        targets: INBOX_TARGETS,
        ..ALONE
    },
    Workload {
        name: "inbox-new",
        about: "the same for the newest referrals: mostly stubs, whose withheld fields the peers show",
        askers: asker::focal_points,
        fits: Fits::One(include_str!("../workloads/inbox-new/fits.sql")),
        forms: &[
            (Kind::Waystation, Form::Document(include_str!("../workloads/inbox-new/waystation.graphql"))),
            (Kind::ByHand, Form::Path("inbox-new")),
            (Kind::SqlJson, Form::Path("inbox-new")),
            (Kind::Postgraphile, Form::Document(include_str!("../workloads/inbox-new/postgraphile.graphql"))),
            (Kind::PostgraphileRls, Form::Document(include_str!("../workloads/inbox-new/postgraphile.graphql"))),
            (Kind::Seaography, Form::Document(include_str!("../workloads/inbox-new/seaography.graphql"))),
        ],
        rows: ("/data/referrals", 50),
        withheld: true,
        targets: INBOX_TARGETS,
        ..ALONE
    },
    Workload {
        name: "poll",
        about: "clients that ask for their inbox again and again, with the tag of the answer that they have; one in twenty \
                finds a change, and PostGraphile has no tags",
        forms: &[
            (Kind::Waystation, Form::Tagged(INBOX)),
            (Kind::Postgraphile, Form::Document(PEER_INBOX)),
            (Kind::PostgraphileRls, Form::Document(PEER_INBOX)),
        ],
        ..POLL
    },
    Workload {
        name: "poll-untagged",
        about: "the same without tags",
        forms: &[
            (Kind::Waystation, Form::Get(INBOX)),
            (Kind::Postgraphile, Form::Document(PEER_INBOX)),
            (Kind::PostgraphileRls, Form::Document(PEER_INBOX)),
        ],
        ..POLL
    },
    Workload {
        name: "dashboard",
        about: "all ordinary centres, 10 cases of each, 5 referrals of each case, for a data protection officer",
        askers: asker::data_protection_officer,
        fits: Fits::All,
        forms: &[
            (Kind::Waystation, Form::Document(include_str!("../workloads/dashboard/waystation.graphql"))),
            (Kind::SqlJson, Form::Path("dashboard")),
            (Kind::Postgraphile, Form::Document(include_str!("../workloads/dashboard/postgraphile.graphql"))),
            (Kind::PostgraphileRls, Form::Document(include_str!("../workloads/dashboard/postgraphile-rls.graphql"))),
            (Kind::Seaography, Form::Document(include_str!("../workloads/dashboard/seaography.graphql"))),
        ],
        rows: ("/data/centres", 36),
        targets: &[(Kind::Postgraphile, 4.0), (Kind::Seaography, 3.0), (Kind::SqlJson, 0.9)],
        ..ALONE
    },
    Workload {
        name: "file",
        about: "one case with everything that its case worker may read: twenty kinds of records, a new case each time",
        askers: asker::case_workers,
        fits: Fits::Cases(include_str!("../workloads/file/cases.sql")),
        forms: &[
            (Kind::Waystation, Form::Document(include_str!("../workloads/file/waystation.graphql"))),
            (Kind::Postgraphile, Form::Document(include_str!("../workloads/file/postgraphile.graphql"))),
        ],
        rows: ("/data/case", 1),
        ..ALONE
    },
    Workload {
        name: "packets",
        about: "the 25 newest packets of an embassy, with all fields that a liaison officer may read; no other \
                server has such packets",
        askers: asker::liaisons,
        fits: Fits::One(include_str!("../workloads/packets/fits.sql")),
        forms: &[(Kind::Waystation, Form::Document(include_str!("../workloads/packets/waystation.graphql")))],
        rows: ("/data/consularPackets", 25),
        withheld: true,
        ..ALONE
    },
    Workload {
        name: "statistics",
        about: "a dashboard of twelve months, referrals by month and service group and people by country and sex, for an \
                analyst: each number is checked against the statistics released before",
        askers: asker::analyst,
        forms: &[(Kind::Waystation, Form::Document(STATISTICS))],
        rows: ("/data/referrals/buckets", 60),
        ..ALONE
    },
    Workload {
        name: "statistics-exact",
        about: "the same for the manager of a centre, with exact counts of their organisation",
        askers: asker::managers,
        fits: Fits::One(include_str!("../workloads/statistics/fits.sql")),
        forms: &[(Kind::Waystation, Form::Document(STATISTICS))],
        rows: ("/data/referrals/buckets", 48),
        ..ALONE
    },
    Workload {
        name: "mix",
        about: "10 inboxes, 2 dashboards, 4 files, 1 page of statistics and 2 of packets, in turn",
        // Inboxes are refreshed all day, and for some of their referrals the file is opened. There are few dashboards
        // on walls; statistics are for the weekly report. There are few embassies, and each has its own rate limit.
        parts: &[("inbox", 10), ("dashboard", 2), ("file", 4), ("statistics", 1), ("packets", 2)],
        ..ALONE
    },
];

/// Default values of a workload.
const ALONE: Workload = Workload {
    name: "",
    about: "",
    askers: Vec::new,
    fits: Fits::All,
    forms: &[],
    rows: ("", 0),
    withheld: false,
    targets: &[],
    fewest: 1,
    parts: &[],
};

/// The inbox of focal points, for clients that poll.
const POLL: Workload = Workload {
    askers: asker::focal_points,
    fits: Fits::One(include_str!("../workloads/inbox/fits.sql")),
    rows: ("/data/referrals", 50),
    withheld: true,
    fewest: 16,
    ..ALONE
};

const INBOX: &str = include_str!("../workloads/inbox/waystation.graphql");
const PEER_INBOX: &str = include_str!("../workloads/inbox/postgraphile.graphql");
const STATISTICS: &str = include_str!("../workloads/statistics/waystation.graphql");

const INBOX_TARGETS: &[(Kind, f64)] =
    &[(Kind::Postgraphile, 5.0), (Kind::Seaography, 3.0), (Kind::SqlJson, 1.0), (Kind::ByHand, 0.75)];

impl Workload {
    /// The parts of the workload with their weights. A simple workload is its only part.
    pub fn made_of(&self) -> Vec<(&Self, usize)> {
        if self.parts.is_empty() {
            return vec![(self, 1)];
        }
        self.parts.iter().filter_map(|(name, times)| Some((named(name)?, *times))).collect()
    }

    /// Whether this contender has a form of all parts.
    pub fn is_taken_by(&self, kind: Kind) -> bool {
        self.made_of().iter().all(|(part, _)| part.form(kind).is_some())
    }

    /// The request for this contender, if it takes part.
    pub fn form(&self, kind: Kind) -> Option<Form> {
        self.forms.iter().find(|(it, _)| *it == kind).map(|(_, form)| *form)
    }
}

/// The workload with this name.
pub fn named(name: &str) -> Option<&'static Workload> {
    ALL.iter().find(|it| it.name == name)
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn the_parts_of_a_mix_are_workloads() {
        for workload in ALL.iter().filter(|it| !it.parts.is_empty()) {
            assert_eq!(workload.made_of().len(), workload.parts.len(), "{}", workload.name);
        }
    }
}
