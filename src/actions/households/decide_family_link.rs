//! A protection officer decides whether a relative is one. The opposite link in the relative's file gets the same status.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{DataClass as D, FamilyLinkStatus},
    family_link,
};

use super::touched::touched;
use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb},
    error::Error,
    global_id::Id,
    rules::{
        family::{is_decision, opposite},
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::write_next, stop::ChangeError},
};

/// A decision about a relative.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DecideFamilyLinkInput {
    pub case_id: Id<case::Entity>,
    /// The link, one of the case's.
    #[graphql(directive = holds::apply(D::Protection))]
    pub family_link_id: Id<family_link::Entity>,
    /// The version of the link that you last read; if it has changed since, the answer is `VERSION_CONFLICT`.
    pub version: i32,
    /// VERIFIED or DISPROVED.
    pub status: FamilyLinkStatus,
    /// What the decision rests on.
    pub grounds: String,
}

impl Verb for DecideFamilyLinkInput {
    const ACTION: Action = Action::DecideFamilyLink;
    const SHOWS: Shows = Shows::changed("Case").and("FamilyLink");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, family_link_id, version, status, grounds } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let links = change.family_links_of(permit.row().id).await?;
        let link = links.iter().find(|link| link.id == family_link_id.0).ok_or(Error::NotFound)?;
        let relative = match link.relative_case_id {
            Some(id) => Some(Self::permit(change, id).await?),
            None => None,
        };
        same_version(version, link.version)?;
        is_decision(status)?;
        let grounds = Some(text::required("grounds", TextKind::Note, &grounds)?);
        let decided = |link: &family_link::Model| family_link::Model {
            status,
            grounds: grounds.clone(),
            decided_by: Some(change.scope.viewer.worker_id),
            decided_on: Some(change.now().date_naive()),
            ..link.clone()
        };
        if let Some(relative) = &relative {
            let owner = relative.row().organisation_id;
            let opposite = (Some(link.case_id), opposite(link.relation));
            for other in change.family_links_of(relative.row().id).await? {
                if (other.relative_case_id, other.relation) == opposite {
                    let done = write_next(change, owner, &other, decided(&other)).await?;
                    change.record(Self::ACTION.name(), &done).await?;
                }
            }
        }
        change.shows(link.id);
        write_next(change, permit.row().organisation_id, link, decided(link)).await?;
        touched(change, permit.row()).await
    }
}
