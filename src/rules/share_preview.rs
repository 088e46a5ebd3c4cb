//! What a share would open, before anything is sent: for each class the rule that decides, and for each role of the
//! receiver the classes that it would read. It decides nothing: the conditions are those of `sending`, the classes of the
//! share come from `consent::share_classes`, and a role reads what its grants give through a share.

use async_graphql::Enum;
use chrono::{DateTime, Utc};
use entity::codes::{DataClass, OrganisationType, Purpose, Relation, Role, ServiceType};
use sea_orm::Iterable;

use super::{
    consent::{Consent, Receiver, share_classes, shareable},
    inference::{inference_class, may_refer, may_reveal, receiver_reveals, with_what_is_told},
    refusal::Refusal,
    sending::{Sharing, grounded, may_ask_for, may_be_shared, may_receive, purpose_fits},
};
use crate::access::{
    ceiling,
    class::ClassSet,
    clearance::Grants,
    policy::Policy,
    relation::{CaseFacts, Relations},
    viewer::Viewer,
};

/// Why a share would open a class, or would not.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Enum)]
pub(crate) enum SharePreviewCode {
    /// The share opens it, and a role of the organisation reads it.
    Opened,
    /// The share opens it if the consent covers it. You may not read the content of consents; sending checks it.
    DependsOnConsent,
    /// You cannot refer this case to this organisation, whatever the class.
    NoReferralPossible,
    /// You may not read it, so you cannot share it.
    ClassNotHeld,
    /// It can go to an organisation of this kind for another purpose, and not for this one.
    NotForThisPurpose,
    /// An organisation of this kind can never hold it.
    AboveCeilingOfOrganisation,
    /// Only a legal order opens it to an organisation of this kind. No consent does.
    OnlyByLegalOrder,
    /// It is never shared with anybody.
    NeverShared,
    /// No consent covers it.
    Consent,
    /// The share opens it, and no role of the organisation reads it: neither the policy nor the state of the case allows it.
    NotGrantedToAnyRole,
}

/// What the sender asks.
#[derive(Clone, Debug)]
pub(crate) struct Question<'a> {
    /// The share. Its classes are not looked at.
    pub sharing: Sharing<'a>,
    /// The classes that the sender would ask for.
    pub classes: &'a [DataClass],
    /// The classes of the case that the sender reads.
    pub held: ClassSet,
    /// The roles of the sender.
    pub roles: &'a [Role],
}

/// The rule that decides about one class.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Verdict {
    /// The class.
    pub class: DataClass,
    /// The rule.
    pub code: SharePreviewCode,
    /// What drafting or sending a referral with this class would answer.
    pub refusal: Option<Refusal>,
}

/// What a share would open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Preview {
    /// The asked classes, in their order.
    pub verdicts: Vec<Verdict>,
    /// The roles that would read something, each with its classes.
    pub roles: Vec<(Role, ClassSet)>,
}

impl Preview {
    /// The number of asked classes that are opened.
    pub(crate) fn opened(&self) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.code == SharePreviewCode::Opened).count()
    }
}

impl SharePreviewCode {
    /// Whether the class is opened. `None` if a consent decides that the sender may not read.
    pub(crate) const fn opens(self) -> Option<bool> {
        match self {
            Self::Opened => Some(true),
            Self::DependsOnConsent => None,
            _ => Some(false),
        }
    }
}

/// Answers the question. `case` are the facts of the case, `policy` gives the receiver its classes.
pub(crate) fn preview(question: &Question<'_>, policy: &Policy, case: &CaseFacts) -> Preview {
    let mut verdicts: Vec<_> = question.classes.iter().map(|class| question.verdict(*class)).collect();
    let shared = question.shared(&verdicts);
    let roles = readers(policy, question.sharing.receiver.organisation_type, &CaseFacts { shared, ..case.clone() });
    for verdict in verdicts.iter_mut().filter(|verdict| verdict.code.opens() != Some(false)) {
        let read = verdict.class == DataClass::Public || roles.iter().any(|(_, reads)| reads.holds(verdict.class));
        if !read {
            verdict.code = SharePreviewCode::NotGrantedToAnyRole;
        }
    }
    Preview { verdicts, roles }
}

/// Whether the purpose fits the service, or any service if none is named.
fn fits(purpose: Purpose, service: Option<ServiceType>) -> Result<(), Refusal> {
    let services = service.map_or_else(|| ServiceType::iter().collect(), |service| vec![service]);
    services.into_iter().map(|service| purpose_fits(purpose, service)).reduce(Result::or).unwrap_or(Ok(()))
}

/// Whether a sender with these classes reads the content of consents: their terms are STAFF, and their giver is PROTECTION. If
/// not, no consent is looked at, because the answer would reveal what it says.
pub(crate) fn reads_consents(held: ClassSet) -> bool {
    held.holds(DataClass::Staff) && held.holds(DataClass::Protection)
}

/// Whether a referral to this receiver could rest on the consent, so that it is worth a preview.
pub(crate) fn could_carry(consent: &Consent, receiver: &Receiver, purpose: Option<Purpose>, at: DateTime<Utc>) -> bool {
    consent.active(at)
        && consent.names(receiver, at)
        && purpose.is_none_or(|purpose| purpose == consent.purpose)
        && fits(consent.purpose, receiver.service_type).is_ok()
}

impl Question<'_> {
    fn verdict(&self, class: DataClass) -> Verdict {
        let sharing = self.of(ClassSet::of(&[class]));
        let read = reads_consents(self.held);
        let consented = || if read { grounded(&sharing) } else { Ok(()) };
        let (code, refused) = if let Err(refusal) = self.receivable() {
            (SharePreviewCode::NoReferralPossible, Some(refusal))
        } else if let Err(refusal) = may_ask_for(sharing.classes, self.held) {
            (SharePreviewCode::ClassNotHeld, Some(refusal))
        } else if let Err(refusal) = may_be_shared(&sharing) {
            (unshareable(sharing.receiver.organisation_type, class), Some(refusal))
        } else if let Err(refusal) = consented() {
            (SharePreviewCode::Consent, Some(refusal))
        } else if read {
            (SharePreviewCode::Opened, None)
        } else {
            (SharePreviewCode::DependsOnConsent, None)
        };
        Verdict { class, code, refusal: refused }
    }

    /// Whether the sender can refer the case to the receiver, whatever it shares.
    fn receivable(&self) -> Result<(), Refusal> {
        let Sharing { receiver, purpose, .. } = &self.sharing;
        may_receive(&self.sharing)?;
        fits(*purpose, receiver.service_type)?;
        let kind = receiver.organisation_type;
        let of_service = receiver.service_type.map_or(receiver_reveals(kind), |service| inference_class(service, kind));
        let reveals = with_what_is_told(of_service, *purpose, ClassSet::NONE);
        may_reveal(self.held, reveals, false)?;
        receiver.service_type.map_or(Ok(()), |_| may_refer(self.roles, reveals, "serviceId"))
    }

    /// The classes of the share, if the referral asks for those that can be opened.
    fn shared(&self, verdicts: &[Verdict]) -> ClassSet {
        let (base, read) = (self.of(ClassSet::NONE), reads_consents(self.held));
        if self.receivable().is_err() || read && grounded(&base).is_err() {
            return ClassSet::NONE;
        }
        let opened = verdicts.iter().filter(|verdict| verdict.code.opens() != Some(false));
        let asked = opened.map(|verdict| verdict.class).collect();
        let consent = base.consent.filter(|_| read);
        let agreed = consent.map(|consent| consent.classes_for(&base.receiver, base.at));
        share_classes(agreed, asked, base.receiver.organisation_type, base.purpose)
    }

    /// The share with these classes.
    fn of(&self, classes: ClassSet) -> Sharing<'_> {
        Sharing { classes, ..self.sharing.clone() }
    }
}

/// Which rule keeps the class from an organisation of this kind.
fn unshareable(kind: OrganisationType, class: DataClass) -> SharePreviewCode {
    if Purpose::iter().any(|purpose| shareable(kind, purpose).holds(class)) {
        SharePreviewCode::NotForThisPurpose
    } else if !ceiling::of_organisation(kind, Relation::ReferralActive).holds(class) {
        SharePreviewCode::AboveCeilingOfOrganisation
    } else if ceiling::guarded(kind).holds(class) {
        SharePreviewCode::OnlyByLegalOrder
    } else {
        SharePreviewCode::NeverShared
    }
}

/// The roles that read something of the case through the share, in an organisation of this kind.
fn readers(policy: &Policy, kind: OrganisationType, case: &CaseFacts) -> Vec<(Role, ClassSet)> {
    let relation = Relations::default().with(Relation::ReferralActive, !case.shared.is_empty());
    let reads = |role| {
        let viewer = Viewer { organisation_type: kind, roles: vec![role], ..Viewer::nobody() };
        (role, Grants::new(policy, &viewer).clearance(case, relation))
    };
    Role::iter().map(reads).filter(|(_, classes)| !classes.is_empty()).collect()
}
