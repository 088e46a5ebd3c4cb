//! Verbs that only take a step of a state machine, as rows of a table. A verb that does more than that has a file.

use std::{
    fmt::Debug,
    future::{Future, ready},
    pin::Pin,
};

use async_graphql::InputType;
use entity::codes::DataClass;
use sea_orm::{ActiveEnum, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    access::action::Action,
    actions::Verb,
    error::Error,
    rules::refusal::Refusal,
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        permit::{Permit, Subject},
        referral_step::Because,
        stop::ChangeError,
    },
};

/// A state machine, for its table of verbs.
pub(crate) trait Machine: Clone + Debug + Send + Sync + 'static {
    /// The steps.
    type Step: Copy + Send + Sync + 'static;
    /// The row that the permit is issued for.
    type Subject: Subject;
    /// How an input names that row.
    type Name: InputType + Clone + Debug + Send + Sync;
    /// The row that a step changes.
    type Row: Send + Sync;
    /// The field of the input that names the row.
    const FIELD: &'static str;

    /// The id of the named row.
    fn id(change: &Change, name: Self::Name) -> impl Future<Output = Result<Uuid, Error>> + Send;

    /// The row before and after the step, if the viewer's side may take the step now.
    fn leads_to(
        change: &Change,
        permit: &Permit<Self::Subject>,
        version: i32,
        step: Self::Step,
    ) -> impl Future<Output = Result<(Self::Row, Self::Row), ChangeError>> + Send;

    /// Writes the step and its consequences.
    fn take(
        change: &Change,
        permit: &Permit<Self::Subject>,
        step: Self::Step,
        rows: (Self::Row, Self::Row),
        because: Because,
    ) -> impl Future<Output = Result<ChangeRecord, ChangeError>> + Send;
}

/// The reason that an input gives as a code.
pub(crate) trait Code: InputType + Clone + Debug + 'static {
    /// The code as the history of the row stores it.
    fn stored(&self) -> Option<String>;
}

impl<E: ActiveEnum<Value = String> + InputType + Clone + Debug + 'static> Code for E {
    fn stored(&self) -> Option<String> {
        Some(ActiveEnum::to_value(self))
    }
}

/// A field of an input that has one in addition to the row and its version.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StepInputField {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    pub(super) class: DataClass,
}

/// What the input says in addition to the row and its version.
#[derive(Debug)]
pub(crate) struct Said<C> {
    /// The reason or outcome.
    pub code: C,
    /// The details.
    pub text: Option<String>,
}

/// The worker and the moment of a step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    /// The worker who takes it.
    pub by: Uuid,
    /// The moment of the change.
    pub at: DateTimeUtc,
}

type Check<M, C> = fn(&<M as Machine>::Row, &Said<C>) -> Result<(), Refusal>;
type Also<M> = for<'a> fn(&'a Change, &'a <M as Machine>::Row) -> Follows<'a>;
type Follows<'a> = Pin<Box<dyn Future<Output = Result<(), ChangeError>> + Send + 'a>>;
type Set<M, C> = fn(&mut <M as Machine>::Row, &Said<C>, Taken);

/// One verb of a machine: what its input says, and what it does to the row in addition to its state.
pub(crate) struct Row<M: Machine, C> {
    pub(super) step: M::Step,
    pub(super) input: &'static str,
    pub(super) code: Option<StepInputField>,
    pub(super) text: Option<StepInputField>,
    pub(super) check: Check<M, C>,
    pub(super) also: Also<M>,
    pub(super) set: Set<M, C>,
}

impl<M: Machine, C: Code> Row<M, C> {
    /// A verb that takes this step. `input` describes its input.
    pub(crate) const fn new(step: M::Step, input: &'static str) -> Self {
        Self {
            step,
            input,
            code: None,
            text: None,
            check: |_, _| Ok(()),
            also: |_, _| Box::pin(ready(Ok(()))),
            set: |_, _, _| (),
        }
    }

    /// The input has a code in this field.
    pub(crate) const fn asks(mut self, name: &'static str, class: DataClass, doc: &'static str) -> Self {
        self.code = Some(StepInputField { name, doc, class });
        self
    }

    /// The input may have a `text`.
    pub(crate) const fn text(mut self, class: DataClass, doc: &'static str) -> Self {
        self.text = Some(StepInputField { name: "text", doc, class });
        self
    }

    /// A rule about the row and the input.
    pub(crate) const fn checked(mut self, check: Check<M, C>) -> Self {
        self.check = check;
        self
    }

    /// A rule that reads the database, or another row that the step writes. It sees the row before the step.
    pub(crate) const fn also(mut self, also: Also<M>) -> Self {
        self.also = also;
        self
    }

    /// The columns that the step sets in addition to the state.
    pub(crate) const fn setting(mut self, set: Set<M, C>) -> Self {
        self.set = set;
        self
    }
}

/// A verb that is a row of a table.
pub(crate) trait StepVerb: Clone + Debug + Send + Sync + 'static {
    /// The action.
    const ACTION: Action;
    /// The machine.
    type Machine: Machine;
    /// The code that the input gives.
    type Code: Code;
    /// The row.
    const ROW: Row<Self::Machine, Self::Code>;
}

/// Something that is made of every verb of a table.
pub(crate) trait Each {
    /// What is made.
    type Made;

    /// Makes it of this verb.
    fn of<V: Verb>() -> Self::Made;
}

/// A table of verbs: `Name<Code> = row(step, input);`, where the name is that of the action. The rows are types because the
/// engine finds the type of an input, and what a viewer sees of a mutation, by functions without arguments.
macro_rules! steps {
    ($machine:ty: $($verb:ident<$code:ty> = $row:expr;)*) => {
        $(
            #[doc = concat!("A verb that only takes a step: [`", stringify!($verb), "`](Action::", stringify!($verb), ").")]
            #[derive(Clone, Debug)]
            pub(crate) struct $verb;

            impl StepVerb for $verb {
                const ACTION: Action = Action::$verb;
                type Machine = $machine;
                type Code = $code;
                const ROW: Row<$machine, $code> = {
                    const fn row(step: Step, input: &'static str) -> Row<$machine, $code> {
                        Row::new(step, input)
                    }
                    $row
                };
            }
        )*

        /// Makes something of every verb of the table.
        pub(crate) fn each<E: Each>() -> Vec<E::Made> {
            vec![$(E::of::<StepInput<$verb>>()),*]
        }
    };
}

pub(in crate::actions) use steps;
