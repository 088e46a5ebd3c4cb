//! The chain of this process: it begins with a signed checkpoint, gets its rows in the one insert that writes them, and its end
//! is signed each minute. An insert that failed may be in the database nevertheless, if only the answer was lost. Then the
//! process begins another chain, so that no place in a chain is ever used twice.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use entity::{
    codes::CheckpointKind,
    read_log::{self, Model},
};
use sea_orm::{DbErr, EntityTrait, IntoActiveModel, prelude::DateTimeUtc};

use super::{
    chain::Head,
    checkpoints::{about, append},
    signing::Signer,
};
use crate::{error::Fault, store::database::Database};

/// The most rows of one insert. A connection caches every statement that it has sent, one for each number of rows.
pub(super) const BATCH: usize = 64;

/// The time after which the end of a chain is signed although no row was added. It is shorter than the shortest retention, so
/// that the list of checkpoints knows each process that runs.
const AGAIN_AFTER: TimeDelta = TimeDelta::hours(12);

/// The chain, shared by the task that writes rows and the one that signs the end.
#[derive(Clone, Debug)]
pub(super) struct OwnChain {
    database: Database,
    signer: Signer,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    head: Head,
    /// The end that was signed last, and when. `None` before the chain has begun.
    signed: Option<(i64, DateTimeUtc)>,
    /// Chains that were left after a failed insert, with ends that are not signed yet.
    left: Vec<Head>,
    /// The highest number of a checkpoint that this process has written.
    number: i64,
}

impl OwnChain {
    pub(super) fn new(database: Database, signer: Signer) -> Self {
        let state = State { head: Head::new(), signed: None, left: Vec::new(), number: 0 };
        Self { database, signer, state: Arc::new(Mutex::new(state)) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins the chain, if it has not begun.
    pub(super) async fn begin(&self, at: DateTimeUtc) -> Result<(), DbErr> {
        let head = {
            let state = self.state();
            if state.signed.is_some() {
                return Ok(());
            }
            state.head.clone()
        };
        match self.append(CheckpointKind::Start, &head, at).await {
            Ok(()) => {
                self.state().signed = Some((0, at));
                Ok(())
            }
            Err(error) => {
                self.state().head = Head::new();
                Err(error)
            }
        }
    }

    /// Writes rows in one insert, in the chain.
    pub(super) async fn insert(&self, mut rows: Vec<Model>) -> Result<(), DbErr> {
        let Some(first) = rows.first() else { return Ok(()) };
        self.begin(first.at).await?;
        let mut head = self.state().head.clone();
        head.link(&mut rows);
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        let written = read_log::Entity::insert_many(rows).exec_without_returning(&self.database.urgent).await;
        let mut state = self.state();
        match &written {
            Ok(_) => state.head = head,
            // A full disk rolls the insert back, so that the chain goes on.
            Err(error) if Fault::of(error) == Fault::Full => {}
            Err(_) => {
                let left = std::mem::replace(&mut state.head, Head::new());
                if state.signed.take().is_some_and(|(signed, _)| signed < left.sequence) {
                    state.left.push(left);
                }
            }
        }
        written.map(drop)
    }

    /// Signs the end of the chain, if rows were added or much time has passed.
    pub(super) async fn sign(&self, at: DateTimeUtc) -> Result<(), DbErr> {
        self.sign_left(at).await?;
        let (head, signed) = {
            let state = self.state();
            (state.head.clone(), state.signed)
        };
        match signed {
            Some((sequence, when)) if sequence < head.sequence || at >= when + AGAIN_AFTER => {
                self.append(CheckpointKind::Rows, &head, at).await?;
                let mut state = self.state();
                if state.head.chain_id == head.chain_id {
                    state.signed = Some((head.sequence, at));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Signs the ends of chains that were left.
    async fn sign_left(&self, at: DateTimeUtc) -> Result<(), DbErr> {
        let left = std::mem::take(&mut self.state().left);
        for (number, head) in left.iter().enumerate() {
            if let Err(error) = self.append(CheckpointKind::Rows, head, at).await {
                self.state().left.extend_from_slice(&left[number..]);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Ends the chain. No row may follow.
    pub(super) async fn end(&self, at: DateTimeUtc) -> Result<(), DbErr> {
        self.sign_left(at).await?;
        let head = {
            let mut state = self.state();
            let begun = state.signed.take().is_some();
            let head = std::mem::replace(&mut state.head, Head::new());
            begun.then_some(head)
        };
        match head {
            Some(head) => self.append(CheckpointKind::End, &head, at).await,
            None => Ok(()),
        }
    }

    async fn append(&self, kind: CheckpointKind, head: &Head, at: DateTimeUtc) -> Result<(), DbErr> {
        let known = self.state().number;
        let number = append(&self.database.urgent, &self.signer, &about(kind, head, at), known).await?;
        let mut state = self.state();
        state.number = state.number.max(number);
        Ok(())
    }
}
