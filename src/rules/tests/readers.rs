//! Which way explains a reading, and which classes are named.

use chrono::TimeDelta;
use entity::codes::{AccessMode, DataClass as C, OrganisationType, Purpose, ReadingWay, Role};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use crate::{
    access::{class::ClassSet, clearance::Grants, policy::Policy, policy_file::SHIPPED, viewer::Viewer},
    rules::readers::{Reading, Way, tells_nothing, told},
};

fn grants(role: Role) -> Grants {
    let policy = Policy::parse("policy.toml", SHIPPED).expect("the policy is right");
    let viewer = Viewer { organisation_type: OrganisationType::NationalNgo, roles: vec![role], ..Viewer::nobody() };
    Grants::new(&policy, &viewer)
}

#[test]
fn a_way_explains_what_the_reader_could_read_by_it_alone() {
    let at = DateTimeUtc::UNIX_EPOCH + TimeDelta::days(10);
    let focal_point = grants(Role::NgoFocalPoint);
    let shown = ClassSet::of(&[C::Operational, C::Identity, C::Medical]);
    let closed = (AccessMode::Standard, false);
    let reading = Reading { at, purpose: None, shown, closed, grants: &focal_point };
    let opened = ClassSet::of(&[C::Operational, C::Identity]);
    let share = Way { classes: opened, from: Some(at), ..Way::always(ReadingWay::Share) };
    let everywhere = |_: Uuid| true;
    assert_eq!(share.explains(&reading, everywhere), opened);
    let pending = Way::always(ReadingWay::Referral);
    assert_eq!(pending.explains(&reading, everywhere), ClassSet::of(&[C::Operational, C::IdentityCoarse]));
    assert_eq!(Way::always(ReadingWay::Owner).explains(&reading, everywhere), shown);
    for (way, why) in [
        (Way { from: Some(at + TimeDelta::seconds(1)), ..share.clone() }, "it had not begun"),
        (Way { until: Some(at), ..share.clone() }, "it had ended"),
        (Way { classes: ClassSet::of(&[C::Journey]), ..share.clone() }, "it opens nothing of what was shown"),
    ] {
        assert_eq!(way.explains(&reading, everywhere), ClassSet::NONE, "{why}");
    }
    let of_centre = Way { centre_id: Some(Uuid::nil()), ..share.clone() };
    assert_eq!(of_centre.explains(&reading, |_| false), ClassSet::NONE);
    assert_eq!(of_centre.explains(&reading, everywhere), opened);
    let for_care = Way { purpose: Some(Purpose::MedicalCare), ..share.clone() };
    assert_eq!(for_care.explains(&reading, everywhere), opened, "a session without a purpose uses every share");
    let tracing = Reading { purpose: Some(Purpose::FamilyTracing), ..reading };
    assert_eq!(for_care.explains(&tracing, everywhere), ClassSet::NONE);
    let sealed = Reading { closed: (AccessMode::Sealed, false), ..reading };
    assert_eq!(share.explains(&sealed, everywhere), ClassSet::NONE, "no receiver reads a sealed case");
    let officer = grants(Role::DataProtectionOfficer);
    let officer = Reading { grants: &officer, ..reading };
    assert_eq!(pending.explains(&officer, everywhere), ClassSet::NONE, "the role receives no referral");
}

#[test]
fn a_secret_is_named_only_to_those_who_read_it() {
    let shown = ClassSet::of(&[C::Identity, C::Protection, C::Medical, C::Asylum, C::Location]);
    let officer = ClassSet::of(&[C::Operational, C::IdentityCoarse, C::ProtectionCoarse, C::AsylumCoarse]);
    assert_eq!(told(shown, officer), ClassSet::of(&[C::Identity]));
    // The masked form alone is not named either, because a secret row names it too.
    assert_eq!(told(ClassSet::of(&[C::MedicalCoarse, C::ProtectionCoarse]), officer), ClassSet::NONE);
    assert_eq!(told(shown, ClassSet::of(&[C::Protection])), ClassSet::of(&[C::Protection]));
    assert_eq!(told(shown, ClassSet::ALL), shown);
}

#[test]
fn a_reading_of_secrets_alone_tells_nothing() {
    use C::{Asylum, AsylumCoarse, Location, Medical, MedicalEmergency, Protection, System};
    for secrets in [&[][..], &[Medical], &[Protection, Asylum], &[AsylumCoarse, MedicalEmergency], &[Location, System]]
    {
        assert!(tells_nothing(ClassSet::of(secrets)), "{secrets:?}");
    }
    assert!(!tells_nothing(ClassSet::of(&[C::OperationalCoarse, Medical])));
    assert!(!tells_nothing(ClassSet::of(&[C::Readers])));
}
