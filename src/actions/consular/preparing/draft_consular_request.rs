//! A consular worker drafts a request to a post. Protection screens it next.

use async_graphql::InputObject;
use chrono::Datelike;
use entity::{
    case,
    codes::{DataClass as D, IdentifierType, InterviewMode},
    consent, consular_post, consular_request,
};
use sea_orm::{IntoActiveModel, Iterable};
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::{Shows, Verb},
    error::Error,
    global_id::Id,
    rules::{
        self,
        consular::{document::may_ask_for, languages::may_name, nationality::nationality_recorded, posts::competent},
        language, reference,
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    scalars::LanguageTag,
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        recorded::done,
        reference::{taken_meanwhile, unused},
        save::Write as _,
        stop::ChangeError,
    },
};

/// A new consular request.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DraftConsularRequestInput {
    pub case_id: Id<case::Entity>,
    /// The consular post to which the request goes.
    pub post_id: Id<consular_post::Entity>,
    /// Kind of document to request.
    pub document_type: IdentifierType,
    /// The consent that names this post. It can also be named later, when the packet is frozen.
    #[graphql(directive = holds::apply(D::Operational))]
    pub consent_id: Option<Id<consent::Entity>>,
    /// Region of origin of the person, if the competence of the post depends on it.
    pub origin_region: Option<String>,
    /// Full name of the father.
    pub father_name: Option<String>,
    /// Full name of the mother.
    pub mother_name: Option<String>,
    /// How the person can be interviewed, the preferred mode first.
    pub interview_preferences: Vec<InterviewMode>,
    /// Languages that support the nationality in an interview, BCP 47. The consulate sees them only if the consent
    /// covers OPERATIONAL. It never sees the person's other languages.
    #[graphql(directive = holds::apply(D::Operational))]
    pub languages: Option<Vec<LanguageTag>>,
}

impl Verb for DraftConsularRequestInput {
    const ACTION: Action = Action::DraftConsularRequest;
    const SHOWS: Shows = Shows::changed("ConsularRequest");
    type Subject = case::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self {
            case_id,
            post_id,
            document_type,
            consent_id,
            origin_region,
            father_name,
            mother_name,
            interview_preferences,
            languages,
        } = self;
        let permit = Self::permit(change, case_id.0).await?;
        let case = permit.row();
        rules::case::open(case.status)?;
        may_ask_for("documentType", document_type)?;
        let consent_id = match consent_id {
            Some(named) => Some(change.consent_of(case.id, named.0).await?.id),
            None => None,
        };
        let origin_admin1 = text::optional("originRegion", TextKind::Line, origin_region.as_deref())?;
        let (post, competence) = change.consular_post(post_id.0).await?;
        competent(&competence, origin_admin1.as_deref(), &case.country)?;
        if change.knows_live_request(case.id, post.id, None).await? {
            let message = "this person already has a live request to this post";
            return Err(Refusal::of("postId", RefusalCode::LimitReached, message).into());
        }
        // Duplicates are dropped; the order of preference stays.
        let mut preferences: Vec<InterviewMode> = Vec::new();
        for mode in interview_preferences.into_iter().take(InterviewMode::iter().count() * 2) {
            if !preferences.contains(&mode) {
                preferences.push(mode);
            }
        }
        let languages: Vec<_> = languages
            .unwrap_or_default()
            .iter()
            .map(|tag| language::language("languages", tag))
            .collect::<Result<_, _>>()?;
        may_name(&languages, &change.spoken(case.person_id).await?, &preferences)?;
        // A warning now, because the packet will need the nationality; it can be recorded until the packet is made
        // ready.
        if let Err(warning) = nationality_recorded(&change.nationalities(case.person_id).await?, &post.country) {
            change.warn(warning);
        }
        let now = change.now();
        let row = consular_request::Model::builder()
            .id(Uuid::now_v7())
            .reference(
                unused(change.transaction(), consular_request::Column::Reference, |drawn| {
                    reference::consular_request(now.year(), drawn)
                })
                .await?,
            )
            .case_id(case.id)
            .organisation_id(case.organisation_id)
            .drafted_by(change.scope.viewer.worker_id)
            .consular_post_id(post.id)
            .country(post.country)
            .document_type(document_type)
            .created_at(now)
            .maybe_consent_id(consent_id)
            .maybe_origin_admin1(origin_admin1)
            .maybe_father_name(text::optional("fatherName", TextKind::Line, father_name.as_deref())?)
            .maybe_mother_name(text::optional("motherName", TextKind::Line, mother_name.as_deref())?)
            .interview_preferences(serde_json::to_value(preferences).map_err(|error| Error::internal(&error))?)
            .languages(serde_json::to_value(languages).map_err(|error| Error::internal(&error))?)
            .build();
        let row = row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        change.consular_event(&row, None, Some(&change.scope.viewer), None).await?;
        change.worked_on(row.case_id, D::Legal).await?;
        Ok(done(&row, row.organisation_id, vec!["consular_requests"]))
    }
}
