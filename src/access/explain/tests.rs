//! Every code, as the rule that it names decides, and the sentences.

use entity::codes::{DataClass as D, OrganisationType as O, Relation as R, Role};

use super::*;
use crate::access::viewer::Viewer;

/// A viewer with these roles in an organisation of this kind.
fn viewer(kind: O, roles: &[Role]) -> Viewer {
    Viewer { organisation_type: kind, roles: roles.to_vec(), ..Viewer::nobody() }
}

fn relations(held: &[R]) -> Relations {
    held.iter().fold(Relations::default(), |sum, relation| sum.with(*relation, true))
}

/// The shipped policy's explanation for a class that the row shows or withholds.
fn explain(viewer: &Viewer, held: &[R], shared: &[D], (class, readable): (D, bool)) -> (AccessCode, Vec<String>) {
    let (policy, relations) = (Policy::shipped(), relations(held));
    let known = Known { policy: &policy, viewer, relations, shared: ClassSet::of(shared), place: false };
    let Explanation { code, lines } = known.explain(class, readable);
    (code, lines.into_iter().map(PolicyLine::setting).collect())
}

#[test]
fn each_code_names_the_rule_that_decided() {
    use AccessCode as A;
    let worker = viewer(O::Iom, &[Role::CaseWorker]);
    let focal = viewer(O::NationalNgo, &[Role::NgoFocalPoint]);
    let police = viewer(O::GovHostEnforcement, &[Role::GovernmentHostOfficer]);
    let shelter = viewer(O::GovHostSocial, &[Role::CaseWorker]);
    let home: &[R] = &[R::Assigned, R::OwnOrganisation];
    let all = |class| (class, true);
    let none = |class| (class, false);
    for (viewer, held, shared, asked, code, lines) in [
        (&worker, home, &[][..], all(D::Public), A::Public, &[][..]),
        (&worker, home, &[], all(D::Identity), A::Granted, &["roles.CASE_WORKER.ASSIGNED.classes"]),
        (
            &worker,
            home,
            &[],
            none(D::Medical),
            A::NotGrantedToRole,
            &["roles.CASE_WORKER.ASSIGNED.classes", "roles.CASE_WORKER.OWN_ORGANISATION.classes"],
        ),
        (&worker, home, &[], none(D::Identity), A::WithheldForAnotherReason, &["roles.CASE_WORKER.ASSIGNED.classes"]),
        (&shelter, home, &[], none(D::Staff), A::AboveCeilingOfOrganisation, &["roles.CASE_WORKER.ASSIGNED.classes"]),
        (
            &focal,
            &[R::ReferralPending],
            &[],
            none(D::Identity),
            A::NotBeforeAcceptance,
            &["roles.NGO_FOCAL_POINT.REFERRAL_PENDING.classes"],
        ),
        (
            &focal,
            &[R::ReferralActive],
            &[D::Operational],
            none(D::Medical),
            A::NotShared,
            &["roles.NGO_FOCAL_POINT.REFERRAL_ACTIVE.classes"],
        ),
        (
            &focal,
            &[R::ReferralActive],
            &[D::Operational, D::Medical],
            all(D::Medical),
            A::Granted,
            &["roles.NGO_FOCAL_POINT.REFERRAL_ACTIVE.classes"],
        ),
        (
            &focal,
            &[R::ReferralClosed],
            &[],
            none(D::Operational),
            A::NotGrantedToRole,
            &["roles.NGO_FOCAL_POINT.REFERRAL_CLOSED.classes"],
        ),
        // What only a legal order opens is above no ceiling: no order has opened it.
        (
            &police,
            &[R::ReferralActive],
            &[D::Operational],
            none(D::Medical),
            A::NotShared,
            &["roles.GOVERNMENT_HOST_OFFICER.REFERRAL_ACTIVE.classes"],
        ),
        (&worker, &[], &[], all(D::OperationalCoarse), A::OpenedByRule, &[]),
        (&worker, &[], &[], none(D::OperationalCoarse), A::NotGrantedToRole, &[]),
    ] {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        assert_eq!(explain(viewer, held, shared, asked), (code, lines), "{held:?} {shared:?} {asked:?}");
        assert_eq!(code.is_readable(), asked.1);
    }
}

#[test]
fn a_role_above_its_ceiling_is_told_so() {
    let text = include_str!("../../../policy.toml")
        .replace("[roles.ADMINISTRATOR]", "[roles.ADMINISTRATOR]\nOWN_ORGANISATION.classes = [\"OPERATIONAL\"]");
    let policy = Policy::parse("p", &text).expect("it is sound");
    let viewer = viewer(O::Iom, &[Role::Administrator, Role::CaseWorker]);
    let relations = relations(&[R::OwnOrganisation]);
    let known = Known { policy: &policy, viewer: &viewer, relations, shared: ClassSet::NONE, place: false };
    let Explanation { code, lines } = known.explain(D::Operational, false);
    assert_eq!(code, AccessCode::AboveCeilingOfRole);
    assert_eq!(lines, [PolicyLine { role: Role::Administrator, relation: R::OwnOrganisation }]);
}

#[test]
fn a_relation_that_would_reveal_the_place_or_a_consent_is_not_named_without_need() {
    let both = viewer(O::Iom, &[Role::CaseWorker, Role::ConsularWorker]);
    let hidden = [R::OwnCentre, R::OwnOrganisation, R::ConsularConsent];
    let known = [R::OwnOrganisation];
    // What the organisation explains is explained by it alone.
    for asked in [(D::OperationalCoarse, true), (D::Medical, false), (D::Identity, false)] {
        assert_eq!(explain(&both, &hidden, &[], asked), explain(&both, &known, &[], asked), "{asked:?}");
    }
    // What only the consent can explain shows that there is one.
    let (code, lines) = explain(&both, &hidden, &[], (D::Legal, true));
    assert_eq!((code, lines), (AccessCode::Granted, vec!["roles.CONSULAR_WORKER.CONSULAR_CONSENT.classes".to_owned()]));
    // A consular worker sees the case through nothing else.
    let consular = viewer(O::Iom, &[Role::ConsularWorker]);
    let (code, lines) = explain(&consular, &hidden[1..], &[], (D::Medical, false));
    assert_eq!(code, AccessCode::NotGrantedToRole);
    assert!(lines.contains(&"roles.CONSULAR_WORKER.CONSULAR_CONSENT.classes".to_owned()), "{lines:?}");
}

#[test]
fn a_sentence_is_one_sentence_in_each_language() {
    let lines = vec![PolicyLine { role: Role::NgoFocalPoint, relation: R::ReferralActive }];
    let of = |code| sentence::of("names", D::Identity, &Explanation { code, lines: lines.clone() });
    let shared = of(AccessCode::NotShared);
    assert_eq!(
        shared.english,
        "You may not read the field \"names\": no share with your organisation that is in force opens the class IDENTITY \
         to you (NGO_FOCAL_POINT REFERRAL_ACTIVE)."
    );
    assert_eq!(
        shared.french,
        "Vous ne pouvez pas lire le champ «\u{a0}names\u{a0}»\u{a0}: aucun partage en vigueur avec votre organisation ne \
         vous ouvre la classe IDENTITY (NGO_FOCAL_POINT REFERRAL_ACTIVE)."
    );
    for code in [AccessCode::Public, AccessCode::Granted, AccessCode::OpenedByRule] {
        assert!(of(code).english.starts_with("You may read") && of(code).french.starts_with("Vous pouvez lire"));
    }
}
