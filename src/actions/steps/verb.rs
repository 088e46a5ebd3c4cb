//! The course of a verb that only takes a step: permit, side, version and state, text, rule, columns, and the writing.

use super::{
    input::StepInput,
    table::{Code as _, Machine, Row, Said, StepVerb, Taken},
};
use crate::{
    access::action::Action,
    actions::Verb,
    rules::text::{self, TextKind},
    store::write::{change::Change, change_log::ChangeRecord, permit::Act, referral_step::Because, stop::ChangeError},
};

impl<S: StepVerb> Act for S {
    const ACTION: Action = <S as StepVerb>::ACTION;
    type Subject = <S::Machine as Machine>::Subject;
}

impl<S: StepVerb> Verb for S {
    const DOC: &'static str = S::ROW.doc;
    type Input = StepInput<S>;

    async fn run(change: &Change, input: StepInput<S>) -> Result<ChangeRecord, ChangeError> {
        let StepInput { name, version, code, text } = input;
        let Row { step, check, set, .. } = S::ROW;
        let permit = change.permit::<S>(S::Machine::id(change, name).await?).await?;
        let (before, mut after) = S::Machine::leads_to(change, &permit, version, step).await?;
        let text = text::optional("text", TextKind::Paragraph, text.as_deref())?;
        let said = Said { code, text };
        check(&before, &said)?;
        set(&mut after, &said, Taken { by: change.scope.viewer.worker_id, at: change.now() });
        let because = Because { reason: said.code.stored(), text: said.text };
        S::Machine::take(change, &permit, step, (before, after), because).await
    }
}
