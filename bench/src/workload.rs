//! The workloads: who asks what, of whom, and where in the answer the rows stand that have to be the same everywhere.
//! One entry a workload; a contender that has no form of it is left out of it.

use crate::{
    asker::{self, Asker},
    contender::Kind,
};

/// How a contender is asked.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A GraphQL document, posted with the variables of the asker.
    Document(&'static str),
    /// `GET /path/organisation`.
    Path(&'static str),
}

/// Whose answer is full, and the same for those who check no access. A statement says it, in which `{me}` stands for the
/// organisation of an asker and `{worker}` for their worker row.
#[derive(Clone, Copy, Debug)]
pub enum Fits {
    /// Everybody's.
    All,
    /// That of an asker for whom the statement gives 1.
    One(&'static str),
    /// That to the variable `case`, for each case that the statement gives for an asker.
    Cases(&'static str),
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
    /// Which of them, and for what.
    pub fits: Fits,
    /// How each contender is asked; Waystation first.
    pub forms: &'static [(Kind, Form)],
    /// Where the compared rows are, as a JSON pointer; and how many there have to be at least.
    pub rows: (&'static str, usize),
    /// Whether something may be withheld from those who ask. Where not, the run stops when something is: a page of nulls
    /// is quick.
    pub withheld: bool,
    /// At 16 connections: at least so many times the requests per second of that contender.
    pub targets: &'static [(Kind, f64)],
    /// The workloads that it is mixed of, each so many times in turn; none for a workload of its own.
    pub parts: &'static [(&'static str, usize)],
}

/// All of them.
pub const ALL: &[Workload] = &[
    Workload {
        name: "inbox",
        about: "50 referrals that an NGO works on, newest first, with case, person, names, centre and both organisations",
        askers: asker::focal_points,
        fits: Fits::One(include_str!("../workloads/inbox/fits.sql")),
        forms: &[
            (Kind::Waystation, Form::Document(include_str!("../workloads/inbox/waystation.graphql"))),
            (Kind::ByHand, Form::Path("inbox")),
            (Kind::SqlJson, Form::Path("inbox")),
            (Kind::Postgraphile, Form::Document(include_str!("../workloads/inbox/postgraphile.graphql"))),
            (Kind::Seaography, Form::Document(include_str!("../workloads/inbox/seaography.graphql"))),
        ],
        rows: ("/data/referrals", 50),
        withheld: true,
        targets: INBOX_TARGETS,
        ..ALONE
    },
    Workload {
        name: "inbox-new",
        about: "the same of whatever came in last: mostly stubs, of which the peers show what an NGO may not read yet",
        askers: asker::focal_points,
        fits: Fits::One(include_str!("../workloads/inbox-new/fits.sql")),
        forms: &[
            (Kind::Waystation, Form::Document(include_str!("../workloads/inbox-new/waystation.graphql"))),
            (Kind::ByHand, Form::Path("inbox-new")),
            (Kind::SqlJson, Form::Path("inbox-new")),
            (Kind::Postgraphile, Form::Document(include_str!("../workloads/inbox-new/postgraphile.graphql"))),
            (Kind::Seaography, Form::Document(include_str!("../workloads/inbox-new/seaography.graphql"))),
        ],
        rows: ("/data/referrals", 50),
        withheld: true,
        targets: INBOX_TARGETS,
        ..ALONE
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
            (Kind::Seaography, Form::Document(include_str!("../workloads/dashboard/seaography.graphql"))),
        ],
        rows: ("/data/centres", 36),
        targets: &[(Kind::Postgraphile, 4.0), (Kind::Seaography, 3.0), (Kind::SqlJson, 0.9)],
        ..ALONE
    },
    Workload {
        name: "file",
        about: "one case with everything that its case worker reads of it: twenty kinds of records, another case each time",
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
        about: "the 25 newest packets of an embassy, with all that a liaison officer may know of the people; no other \
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
                analyst: each number is held against all that the organisation was told before",
        askers: asker::analyst,
        forms: &[(Kind::Waystation, Form::Document(STATISTICS))],
        rows: ("/data/referrals/buckets", 60),
        ..ALONE
    },
    Workload {
        name: "statistics-exact",
        about: "the same for the manager of a centre, whose own organisation is counted as it is",
        askers: asker::managers,
        fits: Fits::One(include_str!("../workloads/statistics/fits.sql")),
        forms: &[(Kind::Waystation, Form::Document(STATISTICS))],
        rows: ("/data/referrals/buckets", 48),
        ..ALONE
    },
    Workload {
        name: "mix",
        about: "10 inboxes, 2 dashboards, 4 files, 1 page of statistics and 2 of packets, in turn",
        // Inboxes are refreshed all day, and a file is opened for some of what stands in them. Dashboards hang on few
        // walls, statistics are for the weekly report. Embassies are few, and each has a limit of its own.
        parts: &[("inbox", 10), ("dashboard", 2), ("file", 4), ("statistics", 1), ("packets", 2)],
        ..ALONE
    },
];

/// What most workloads have in common.
const ALONE: Workload = Workload {
    name: "",
    about: "",
    askers: Vec::new,
    fits: Fits::All,
    forms: &[],
    rows: ("", 0),
    withheld: false,
    targets: &[],
    parts: &[],
};

const STATISTICS: &str = include_str!("../workloads/statistics/waystation.graphql");

const INBOX_TARGETS: &[(Kind, f64)] =
    &[(Kind::Postgraphile, 5.0), (Kind::Seaography, 3.0), (Kind::SqlJson, 1.0), (Kind::ByHand, 0.75)];

impl Workload {
    /// The workloads that it is made of, each with how many times it comes in turn.
    #[must_use]
    pub fn made_of(&self) -> Vec<(&Self, usize)> {
        if self.parts.is_empty() {
            return vec![(self, 1)];
        }
        self.parts.iter().filter_map(|(name, times)| Some((named(name)?, *times))).collect()
    }

    /// Whether this contender has a form of it, or of all its parts.
    #[must_use]
    pub fn is_taken_by(&self, kind: Kind) -> bool {
        self.made_of().iter().all(|(part, _)| part.form(kind).is_some())
    }

    /// How this contender is asked, if it takes part.
    #[must_use]
    pub fn form(&self, kind: Kind) -> Option<Form> {
        self.forms.iter().find(|(it, _)| *it == kind).map(|(_, form)| *form)
    }
}

/// The workload of this name.
#[must_use]
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
