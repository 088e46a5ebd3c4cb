//! The course of a verb that only takes a step: permit, side, version and state, text, rules, columns, and the
//! writing.

use super::{
    input::StepInput,
    table::{Code as _, Machine, Row, Said, StepVerb, Taken},
};
use crate::{
    access::action::Action,
    actions::Verb,
    rules::text::{self, TextKind},
    store::write::{change::Change, change_log::ChangeRecord, referral_step::Because, stop::ChangeError},
};

impl<S: StepVerb> Verb for StepInput<S> {
    const ACTION: Action = S::ACTION;
    type Subject = <S::Machine as Machine>::Subject;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { name, version, code, text } = self;
        let Row { step, check, also, set, .. } = S::ROW;
        let permit = Self::permit(change, S::Machine::id(change, name).await?).await?;
        let (before, mut after) = S::Machine::leads_to(change, &permit, version, step).await?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        let said = Said { code, text };
        check(&before, &said)?;
        also(change, &before).await?;
        set(&mut after, &said, Taken { by: change.scope.viewer.worker_id, at: change.now() });
        let because = Because { reason: said.code.stored(), text: said.text };
        S::Machine::take(change, &permit, step, (before, after), because).await
    }
}
