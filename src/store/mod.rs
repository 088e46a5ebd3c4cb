//! The store: the only place that talks to the database. It returns a row only with its clearance, and writes nothing
//! without a permit.

pub mod as_of;
pub mod best_interest;
pub mod case;
pub mod case_facts;
pub mod case_file;
pub mod centre;
pub mod centre_access;
pub mod centre_cases;
pub mod change;
pub mod children;
pub mod consent;
pub mod consent_access;
pub mod consular;
pub mod database;
pub mod directory;
pub mod disclosure;
pub mod ended;
pub mod ending;
pub mod expiry;
pub mod facts;
pub mod human;
pub mod inferred;
pub mod job;
pub mod legal_override;
pub mod log;
pub mod nearby;
pub mod occupancy;
pub mod outcome;
pub mod paging;
pub mod read;
pub mod read_log;
pub mod reference;
pub mod referral;
pub mod referral_facts;
mod refused;
pub mod retention;
pub mod revocations;
pub mod rows;
pub mod scope;
pub mod search_keys;
pub mod sending;
pub mod service;
pub mod service_access;
pub mod share;
pub mod sought;
pub mod standards;
pub mod statement;
pub mod statistics;
pub mod stay;
pub mod step;
pub mod subject;
pub mod subjects;
pub mod suspension;
pub mod transfer;
mod transfer_access;
pub mod ways;
pub mod words;
pub mod worker;
pub mod writing;

use std::sync::Arc;

use sea_orm::DbErr;

use self::{database::Database, directory::Directory, scope::Scope, statistics::kept::Answers};

/// The database as one viewer sees it, at the moment of one request.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) database: Database,
    /// Organisations and centres.
    pub directory: Arc<Directory>,
    /// The viewer, and what the policy grants to it.
    pub scope: Scope,
    /// Cached statistics answers.
    pub(crate) answers: Arc<Answers>,
}

impl Store {
    /// The store for one request.
    #[must_use]
    pub const fn new(database: Database, directory: Arc<Directory>, scope: Scope, answers: Arc<Answers>) -> Self {
        Self { database, directory, scope, answers }
    }

    /// The same store for this number of statements, all of which read at one moment. A single statement does so anyway
    /// and gets no transaction.
    pub async fn at_one_moment(&self, statements: usize) -> Result<Self, DbErr> {
        let database = if statements > 1 { self.database.at_one_moment().await? } else { self.database.clone() };
        Ok(Self { database, ..self.clone() })
    }
}
