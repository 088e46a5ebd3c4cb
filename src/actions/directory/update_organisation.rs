//! An administrator keeps the entry of an organisation in the directory.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{codes::DataClass as D, organisation};
use sea_orm::prelude::Date;

use super::entry::write_organisation;
use crate::{
    access::{action::Action, directive::holds},
    actions::{
        Verb,
        localised::{LocalisedTextInput, retranslate},
    },
    global_id::Id,
    rules::{
        account::may_rename,
        dates,
        given::{filled, set},
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// Changes to the entry of an organisation. A field that is left out does not change; null empties it if it can be empty. The
/// desk is kept by the organisation itself, the rest by an organisation that oversees its country.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UpdateOrganisationInput {
    pub organisation_id: Id<organisation::Entity>,
    pub version: i32,
    /// Full name.
    pub name: MaybeUndefined<String>,
    /// Translations of the name. They replace the present ones.
    pub name_translations: MaybeUndefined<Vec<LocalisedTextInput>>,
    /// A mailbox or telephone of its focal point, never of a person.
    pub contact_desk: MaybeUndefined<String>,
    /// The day on which it signed the information sharing protocol.
    #[graphql(directive = holds::apply(D::Public))]
    pub information_sharing_protocol_signed_on: MaybeUndefined<Date>,
}

impl Verb for UpdateOrganisationInput {
    const ACTION: Action = Action::UpdateOrganisation;
    type Subject = organisation::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self {
            organisation_id,
            version,
            name,
            name_translations,
            contact_desk,
            information_sharing_protocol_signed_on: signed_on,
        } = self;
        let permit = Self::permit(change, organisation_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        let theirs = [
            ("name", !name.is_undefined()),
            ("nameTranslations", !name_translations.is_undefined()),
            ("informationSharingProtocolSignedOn", !signed_on.is_undefined()),
        ];
        for (field, _) in theirs.into_iter().filter(|(_, named)| *named) {
            may_rename(field, &change.scope.viewer, before)?;
        }
        let mut after = before.clone();
        if let Some(name) = filled("name", name)? {
            after.name = text::required("name", TextKind::LongLine, &name)?;
        }
        retranslate(&mut after.name_translations, "nameTranslations", TextKind::LongLine, name_translations)?;
        set(&mut after.contact_desk, text::changed("contactDesk", TextKind::LongLine, contact_desk)?);
        if let MaybeUndefined::Value(day) = signed_on {
            dates::past("informationSharingProtocolSignedOn", day, change.now().date_naive())?;
        }
        set(&mut after.information_sharing_protocol_signed_on, signed_on);
        if after != *before {
            after.version += 1;
        }
        write_organisation(change, before, after).await
    }
}
