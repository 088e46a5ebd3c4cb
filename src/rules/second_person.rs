//! The rule of the second person, which every step uses that needs one: the human who takes it took none of the earlier
//! steps. A human with tokens of two organisations is two workers, so the rule compares humans and not workers.

use uuid::Uuid;

use super::refusal::{Refusal, RefusalCode};

/// One human: all workers with one issuer and subject. The store reads them with `Change::me`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Human(Vec<Uuid>);

impl Human {
    /// The human with these workers.
    pub fn of(workers: impl IntoIterator<Item = Uuid>) -> Self {
        Self(workers.into_iter().collect())
    }

    /// Whether this worker is the same human.
    pub(crate) fn is(&self, worker: Uuid) -> bool {
        self.0.contains(&worker)
    }
}

/// Whether this human may assign a medical encounter to this worker. It opens medical data, so nobody assigns it to
/// themself, in another role or for another organisation.
pub(crate) fn opens_encounter(me: &Human, worker: Uuid) -> Result<(), Refusal> {
    second_person(me, &[Some(worker)], "another person has to assign a medical encounter to you")
}

/// Refuses the step if this human took one of the earlier steps, whatever organisation the human acted for. `message` is
/// for the person who reads the refusal.
pub(crate) fn second_person(me: &Human, before: &[Option<Uuid>], message: &str) -> Result<(), Refusal> {
    if before.iter().flatten().any(|worker| me.is(*worker)) {
        return Err(Refusal::new(RefusalCode::SamePerson, message.to_owned()));
    }
    Ok(())
}
