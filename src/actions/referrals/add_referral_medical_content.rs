//! Medical staff write what the receiver needs to know for the treatment. The case worker who sends the referral cannot
//! read it. It needs its own consent or that of the referral. A second text replaces the first one, which its writer has to
//! have read.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D, consent, organisation, referral};

use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{
        Verb,
        recorded::done,
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
        write::{change::Change, change_log::Done, permit::Act, save as writing, stop::Stop},
    },
};

/// Add medical content to a referral.
#[derive(Debug)]
pub(crate) struct AddReferralMedicalContent;

/// Medical content for a referral.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AddReferralMedicalContentInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral_id: Id<referral::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// The `medicalVersion` that you last read. Leave out for the first medical content. If the content has changed since,
    /// the answer is `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::Medical), default)]
    pub medical_version: i32,
    /// Facts that the receiver needs to know for the treatment. They replace the earlier ones.
    #[graphql(directive = holds::apply(D::Medical))]
    pub text: String,
    /// The consent that covers medical data for this receiver. Default: the consent of the referral.
    #[graphql(directive = holds::apply(D::Medical))]
    pub consent_id: Option<Id<consent::Entity>>,
}

impl Act for AddReferralMedicalContent {
    const ACTION: Action = Action::AddReferralMedicalContent;
    type Subject = referral::Model;
}

impl Verb for AddReferralMedicalContent {
    const DOC: &'static str = "Write the medical content of a referral of your patient, or replace it. After acceptance the receiver reads it, and \
         MEDICAL.";
    type Input = AddReferralMedicalContentInput;

    async fn run(change: &Change, input: AddReferralMedicalContentInput) -> Result<Done, Stop> {
        let AddReferralMedicalContentInput { referral_id, version, medical_version, text, consent_id } = input;
        let permit = change.permit::<Self>(referral_id.0).await?;
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
        let changed = writing::write(change, before, &after).await?;
        let done = done(&after, change.owner_of(before.case_id).await?, changed);
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
