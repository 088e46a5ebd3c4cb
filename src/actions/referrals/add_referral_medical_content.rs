//! Medical staff write what the receiver needs to know for the treatment. The case worker who sends the referral cannot
//! read it. It needs its own consent or that of the referral. A second text replaces the first one, which its writer has to
//! have read.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D, consent, organisation, referral};

use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{
        Verb,
        steps::referral::{Opening, open_share},
    },
    error::Error,
    global_id::Id,
    rules::{
        consent::share_classes,
        emergency::{may_add_medical_content, medical_consent_covers},
        referral::{Phase, phase},
        refusal::{Refusal, RefusalCode, same_version, same_version_of},
        text::{self, TextKind},
    },
    store::{
        case_file::{consent::find, sending_facts::receiver},
        write::{change::Change, change_log::ChangeRecord, recorded::write, stop::ChangeError},
    },
};

/// Medical content for a referral.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AddReferralMedicalContentInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// The `medicalVersion` that you last read. Leave out for the first medical content. If the content has changed since,
    /// the answer is `VERSION_CONFLICT`.
    #[graphql(default)]
    pub medical_version: i32,
    /// Facts that the receiver needs to know for the treatment. They replace the earlier ones.
    #[graphql(directive = holds::apply(D::Medical))]
    pub text: String,
    /// The consent that covers medical data for this receiver. Default: the consent of the referral.
    #[graphql(directive = holds::apply(D::Medical))]
    pub consent_id: Option<Id<consent::Entity>>,
}

impl Verb for AddReferralMedicalContentInput {
    const ACTION: Action = Action::AddReferralMedicalContent;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version, medical_version, text, consent_id } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        may_add_medical_content(before.state)?;
        same_version_of("medicalVersion", medical_version, before.medical_version)?;
        let Some(named) = consent_id.map(|named| named.0).or(before.consent_id) else {
            let message = "name or record the consent of the person to share medical data with this receiver";
            return Err(Refusal::of("consentId", RefusalCode::ConsentMissing, message).into());
        };
        let row = change.consent_of(before.case_id, named).await?;
        let (row, terms) = find(change.transaction(), row.id).await?.ok_or(Error::NotFound)?;
        let to = receiver(&change.row::<organisation::Entity>(before.to_organisation_id).await?, before);
        let case = change.row::<case::Entity>(before.case_id).await?;
        let authority = change.authority(&case, terms.purpose, to.organisation_id).await?;
        medical_consent_covers(&terms, &to, before.purpose, authority, change.now())?;
        let medical = ClassSet::of(&[D::Medical]);
        let after = referral::Model {
            medical_text: Some(text::required("text", TextKind::Paragraph, &text)?),
            medical_version: before.medical_version + 1,
            medical_consent_id: Some(row.id),
            updated_at: change.now(),
            ..before.clone()
        };
        // There is no step, no new version and no activity on the case, because readers of the referral who may not
        // know of the content would notice.
        let done = write(change, change.owner_of(before.case_id).await?, before, &after).await?;
        change.end_other_content(before, row.id).await?;
        // A receiver that has already accepted can read the content at once.
        if phase(before.state) == Phase::Active && !change.reads_content(before.id, row.id).await? {
            let classes = share_classes(
                Some(terms.classes_for(&to, change.now())),
                medical,
                to.organisation_type,
                before.purpose,
            );
            let later_facts = row.includes_later_facts;
            let opening = Opening { classes, ends_at: terms.until(&to), consent_id: Some(row.id), later_facts };
            open_share(change, before, done.organisation_id, opening).await?;
        }
        Ok(done)
    }
}
