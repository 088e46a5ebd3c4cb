//! The sender changes a draft. What is not named stays as it is.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    codes::{DataClass as D, Purpose, ReferralReason, Urgency},
    consent, referral, service,
};

use super::packet::{Told, reads, told};
use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        given::set,
        inference::may_refer,
        referral::may_edit,
        refusal::{Refusal, RefusalCode, same_version},
        sending::{another_receiver, may_ask_for},
        text::{self, TextKind},
    },
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        permit::Permit,
        recorded::{done, write_next},
        stop::ChangeError,
    },
};

/// A change of a draft. A field that is left out stays as it is; null empties it if it can be empty.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UpdateReferralInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// Another service to which the person is referred.
    pub service_id: Option<Id<service::Entity>>,
    /// How soon an answer is needed.
    pub urgency: Option<Urgency>,
    /// Purpose of sharing the data.
    pub purpose: Option<Purpose>,
    /// Classes of data to share on acceptance. You can name only classes that you may read.
    #[graphql(directive = holds::apply(D::Operational))]
    pub classes: Option<Vec<D>>,
    /// Reason for the referral, as a code that the receiver sees at once.
    pub reason_code: Option<ReferralReason>,
    /// Reason for the referral, as text that the receiver reads after acceptance.
    pub reason_text: MaybeUndefined<String>,
    /// Contact restrictions, for example 'call only after 18:00, never the husband's number'.
    pub contact_restrictions: MaybeUndefined<String>,
    /// The consent that allows the referral. Not for a draft with a request to share without consent.
    #[graphql(directive = holds::apply(D::Operational))]
    pub consent_id: MaybeUndefined<Id<consent::Entity>>,
}

impl Verb for UpdateReferralInput {
    const ACTION: Action = Action::UpdateReferral;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let permit = Self::permit(change, self.referral_id.0).await?;
        let before = permit.row();
        may_refer(&change.scope.viewer.roles, before.inference_class, "referralId")?;
        same_version(self.version, before.version)?;
        may_edit(before.state)?;
        let named = self.names_something();
        let content =
            self.service_id.is_some() || self.urgency.is_some() || self.purpose.is_some() || self.classes.is_some();
        let message = "this draft rests on a request to share without consent, and another person decides about it; cancel it, and \
                       draft another one";
        Refusal::new(RefusalCode::ValueNotAllowed, message)
            .when(before.legal_basis.is_some() && (content || !self.consent_id.is_undefined()))?;
        let mut after = if content { self.content(change, &permit).await? } else { before.clone() };
        after.reason_code = self.reason_code.unwrap_or(before.reason_code);
        set(&mut after.reason_text, text::changed("reasonText", TextKind::Paragraph, self.reason_text.clone())?);
        let contact = text::changed("contactRestrictions", TextKind::Paragraph, self.contact_restrictions.clone())?;
        set(&mut after.contact_restrictions, contact);
        match self.consent_id {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => after.consent_id = None,
            MaybeUndefined::Value(id) => after.consent_id = Some(change.consent_of(before.case_id, id.0).await?.id),
        }
        if after.to_organisation_id != before.to_organisation_id {
            // Medical content needs a consent for each receiver. Medical staff add it again.
            after = referral::Model { medical_text: None, medical_version: 0, medical_consent_id: None, ..after };
        }
        if !named {
            return Ok(done(before, permit.held().case.organisation_id, Vec::new()));
        }
        after.updated_at = change.now();
        let owner = change.worked_on(before.case_id, before.inference_class).await?;
        write_next(change, owner, before, after).await
    }
}

impl UpdateReferralInput {
    /// Whether a field is named. The version then rises, also if the value is the same: it can be one that the viewer does not
    /// read.
    fn names_something(&self) -> bool {
        self.service_id.is_some()
            || self.urgency.is_some()
            || self.purpose.is_some()
            || self.classes.is_some()
            || self.reason_code.is_some()
            || !self.reason_text.is_undefined()
            || !self.contact_restrictions.is_undefined()
            || !self.consent_id.is_undefined()
    }

    /// The draft with another service, urgency, purpose or other classes.
    async fn content(&self, change: &Change, permit: &Permit<referral::Model>) -> Result<referral::Model, ChangeError> {
        let (before, held) = (permit.row(), permit.held());
        let service = change.listed_service(self.service_id.map_or(before.service_id, |id| id.0)).await?;
        if let Some(first) = before.redirected_from_id {
            let first = change.row::<referral::Entity>(first).await?;
            another_receiver(first.to_organisation_id, service.organisation_id)?;
        }
        let urgency = self.urgency.unwrap_or(before.urgency);
        let purpose = self.purpose.unwrap_or(before.purpose);
        let (mine, asked) = (reads(change, held), ClassSet::from_bits(before.classes));
        let elsewhere = service.organisation_id != before.to_organisation_id;
        let classes = match &self.classes {
            Some(classes) => ClassSet::of(classes),
            // The classes that somebody else chose for one receiver are not sent to another one.
            None if elsewhere => asked & mine,
            None => asked,
        };
        if self.classes.is_some() {
            may_ask_for(classes, mine)?;
        }
        let told = told(change, held, &service, (urgency, purpose, classes)).await?;
        let told_before = Told { inference_class: before.inference_class, emergency_care: before.emergency_care };
        // Other readers would see it appear or vanish, and learn what it was before.
        let message =
            "the referral would reveal more or less about the person than before; cancel it, and draft another one";
        Refusal::new(RefusalCode::ValueNotAllowed, message).when(told != told_before)?;
        Ok(referral::Model {
            to_organisation_id: service.organisation_id,
            service_id: service.id,
            service_type: service.service_type,
            urgency,
            urgency_rank: urgency.rank(),
            purpose,
            classes: classes.to_bits(),
            ..before.clone()
        })
    }
}
