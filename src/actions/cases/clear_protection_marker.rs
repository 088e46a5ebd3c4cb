//! A protection officer clears the protection markers of a person. Nothing else removes a marker. A sign that is
//! recorded later marks the person again.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D};

use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        consular::gates::protects,
        refusal::{Refusal, RefusalCode, same_version},
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The protection markers to clear, named by a case of the person.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ClearProtectionMarkerInput {
    /// A case of the person.
    pub case_id: Id<case::Entity>,
    pub version: i32,
    /// Reason why no sign of a protection need applies any more. It is kept with the markers.
    #[graphql(directive = holds::apply(D::Asylum))]
    pub reason: String,
}

impl Verb for ClearProtectionMarkerInput {
    const ACTION: Action = Action::ClearProtectionMarker;
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, version, reason } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let reason = text::required("reason", TextKind::Paragraph, &reason)?;
        let cases = change.cases_of_the_person(before.id).await?;
        let message = "the current immigration status shows a need for protection; record the new status first";
        Refusal::new(RefusalCode::InvalidTransition, message)
            .when(cases.iter().any(|case| case.immigration_status.is_some_and(protects)))?;
        if change.asylum_under_way(&cases).await? {
            let message =
                "a referral or transfer to an asylum body is under way; end it before you say that no sign applies";
            return Err(Refusal::new(RefusalCode::InvalidTransition, message).into());
        }
        // Signs that exist now become markers first and are then cleared, so that they do not mark the person again.
        change.note_signs(before).await?;
        if change.clear_markers(before, &reason).await? == 0 {
            return Err(Refusal::new(RefusalCode::InvalidTransition, "this person has no protection marker").into());
        }
        super::write_apart(change, before, before.clone()).await
    }
}
