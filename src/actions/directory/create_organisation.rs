//! An administrator of an overseeing organisation adds another one. It oversees nobody: only the operator gives oversight.

use async_graphql::InputObject;
use entity::{
    codes::{DataClass as D, OrganisationType, Oversight},
    organisation,
};
use sea_orm::{IntoActiveModel, prelude::Date};
use uuid::Uuid;

use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        localised::{LocalisedTextInput, translated},
    },
    rules::{
        account::may_create,
        country, dates,
        refusal::{Refusal, RefusalCode},
        text::{self, TextKind},
    },
    scalars::CountryCode,
    store::write::{
        change::Change, change_log::ChangeRecord, reference::taken_meanwhile, save::Write as _, stop::ChangeError,
    },
};

/// A new organisation.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CreateOrganisationInput {
    /// Full name.
    pub name: String,
    /// Translations of the name.
    #[graphql(default)]
    pub name_translations: Vec<LocalisedTextInput>,
    /// Short name. No other organisation has it.
    pub acronym: String,
    /// Type of organisation, which limits what it may read.
    #[graphql(name = "type")]
    pub of_type: OrganisationType,
    /// The country it works in, or the State of a consulate, ISO 3166-1 alpha-3. It is one that your organisation oversees.
    pub country: CountryCode,
    /// A mailbox or telephone of its focal point, never of a person.
    #[graphql(directive = holds::apply(D::Public))]
    pub contact_desk: Option<String>,
    /// The day on which it signed the information sharing protocol.
    #[graphql(directive = holds::apply(D::Public))]
    pub information_sharing_protocol_signed_on: Option<Date>,
}

impl Verb for CreateOrganisationInput {
    const ACTION: Action = Action::CreateOrganisation;
    type Subject = organisation::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        change.permit_in_directory(Self::ACTION)?;
        let Self {
            name,
            name_translations,
            acronym,
            of_type,
            country,
            contact_desk,
            information_sharing_protocol_signed_on,
        } = self;
        let country = country::country("country", &country)?;
        may_create(&change.scope.viewer, &country)?;
        let now = change.now();
        if let Some(day) = information_sharing_protocol_signed_on {
            dates::past("informationSharingProtocolSignedOn", day, now.date_naive())?;
        }
        let acronym = text::required("acronym", TextKind::Line, &acronym)?;
        let taken = change.has_organisation(&acronym).await?;
        Refusal::of("acronym", RefusalCode::ValueNotAllowed, "another organisation has this acronym").when(taken)?;
        let row = organisation::Model {
            id: Uuid::now_v7(),
            name: text::required("name", TextKind::LongLine, &name)?,
            name_translations: translated("nameTranslations", TextKind::LongLine, &name_translations)?,
            acronym,
            organisation_type: of_type,
            country: Some(country),
            oversight: Oversight::None,
            information_sharing_protocol_signed_on,
            contact_desk: text::optional("contactDesk", TextKind::LongLine, contact_desk.as_deref())?,
            suspended_at: None,
            suspended_by_worker_id: None,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let row = row.into_active_model().insert_in(change).await.map_err(taken_meanwhile)?;
        let changed = vec!["name", "acronym", "organisation_type", "country"];
        let (id, organisation_id) = (row.id, row.id);
        Ok(ChangeRecord { id, subject_type: "organisations", case_id: None, organisation_id, version: None, changed })
    }
}
