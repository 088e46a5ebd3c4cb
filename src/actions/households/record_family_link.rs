//! A worker records a relative of the person. A relative with a case here has the opposite link in that file, so that the worker
//! answers for both.

use async_graphql::InputObject;
use entity::{
    case,
    codes::{FamilyLinkStatus, FamilyRelation},
    family_link,
};
use uuid::Uuid;

use super::touched::touched;
use crate::{
    access::action::Action,
    actions::{Shows, Verb},
    global_id::Id,
    rules::{
        self,
        family::{may_link, opposite},
        refusal::Refusal,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, permit::Permit, save, stop::ChangeError},
};

/// A relative of the person. Give either the relative's case or a name.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RecordFamilyLinkInput {
    pub case_id: Id<case::Entity>,
    /// What the relative is to the person.
    pub relation: FamilyRelation,
    /// The case of the relative, if there is one here. Its file gets the opposite link.
    pub relative_case_id: Option<Id<case::Entity>>,
    /// The name of a relative who has no case here.
    pub relative_name: Option<String>,
    /// What the person says of it, for example where the relative is.
    pub grounds: Option<String>,
}

impl Verb for RecordFamilyLinkInput {
    const ACTION: Action = Action::RecordFamilyLink;
    const SHOWS: Shows = Shows::changed("Case").and("FamilyLink");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { case_id, relation, relative_case_id, relative_name, grounds } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        let relative = match relative_case_id {
            Some(id) => Some(Self::permit(change, id.0).await?),
            None => None,
        };
        let relative = relative.as_ref().map(Permit::row);
        rules::case::open(case.status)?;
        let relative_name = text::optional("relativeName", TextKind::Line, relative_name.as_deref())?;
        let known = change.family_links_of(case.id).await?;
        may_link(
            (case.id, case.person_id),
            relative.map(|it| (it.id, it.person_id)),
            relative_name.as_deref(),
            relation,
            &known,
        )?;
        if let Some(relative) = relative {
            rules::case::open(relative.status)
                .map_err(|refusal| Refusal { field: Some("relativeCaseId"), ..refusal })?;
        }
        let link = family_link::Model {
            id: Uuid::now_v7(),
            case_id: case.id,
            relation,
            relative_case_id: relative.map(|it| it.id),
            relative_name,
            status: FamilyLinkStatus::Claimed,
            grounds: text::optional("grounds", TextKind::Note, grounds.as_deref())?,
            worker_id: change.scope.viewer.worker_id,
            decided_by: None,
            decided_on: None,
            created_at: change.now(),
            version: 1,
        };
        change.shows(link.id);
        let other = relative.map(|relative| family_link::Model {
            id: Uuid::now_v7(),
            case_id: relative.id,
            relation: opposite(relation),
            relative_case_id: Some(case.id),
            ..link.clone()
        });
        let links = [Some(link), other].into_iter().flatten().collect();
        save::insert_all(change, links).await?;
        if let Some(relative) = relative {
            let done = touched(change, relative).await?;
            change.record(Self::ACTION.name(), &done).await?;
        }
        touched(change, case).await
    }
}
