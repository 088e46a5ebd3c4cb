//! The secrets, and the readers who may know each. Every other reader must not notice any difference.

use entity::{
    case, case_note, centre,
    codes::{
        AccessMode, ClosureReason, ConsentGiver, ContactType, DataClass, DeterminantLevel, FitnessToTravel, Gate,
        GateOutcome, ImmigrationStatus, Purpose, ReferralState, RiskLevel, Severity, StayExitReason, TransferState,
        VulnerabilityCategory, VulnerabilitySource,
    },
    consent, contact, immigration_status, medical_note, nationality, person_name, referral, service, share, stay,
    transfer, vulnerability,
};
use uuid::Uuid;
use waystation::{access::class::ClassSet, rules::name::key, store::background::search_keys};

use super::{
    beds, codes, decisions, gates, offers, orders,
    people::{Reader, Twins},
    secret::{Secret, event},
    services, work,
};
use crate::support::rows;

/// All secrets. Each one stays when the next one is added. What a reader may know is next to each other as far as possible,
/// because a reader is asked again wherever it changes.
pub fn all(twins: &Twins) -> Vec<Secret> {
    let shelter = twins.shelter.clone();
    let mut case = twins.case.clone();
    let order = rows::legal_order(&twins.case, &twins.police, &twins.worker);
    vec![
        referred(&[Reader::Doctor], twins, &twins.distant[2]),
        protected(twins, &shelter),
        offers::within_the_house(twins, &shelter),
        referred(&[Reader::ProtectionOfficer], twins, &twins.distant[0]),
        asylum(twins, &mut case),
        services::in_shelter(twins, &shelter),
        codes::protected(twins),
        gates::marked(twins),
        gates::decided(twins, Gate::AInternationalProtection, GateOutcome::Fail),
        gates::decided(twins, Gate::CTraffickingRisk, GateOutcome::Pass),
        closure(twins),
        decisions::determination(twins),
        trafficking(twins, &mut case),
        codes::giver(twins),
        decisions::end_reason(twins),
        beds::exit_reason(twins),
        offers::to_an_agency(twins),
        identity(twins),
        consent_to_another(twins),
        not_sent(twins, ReferralState::EnteredInError),
        not_sent(twins, ReferralState::Draft),
        work::service(twins),
        work::due(twins),
        beds::room(twins),
        contact(twins),
        decisions::emergency(twins),
        illness(twins, &mut case),
        codes::place_taken(twins),
        services::confidential(twins),
        codes::consent(twins),
        note(twins),
        work::in_shelter(twins, &shelter),
        work::reassigned(twins),
        work::unassigned(twins),
        closed_to_the_house(twins, AccessMode::Sealed),
        closed_to_the_house(twins, AccessMode::Restricted),
        orders::recorded(&order),
        decisions::overriding(twins),
        referred(&[Reader::AssignedCaseWorker, Reader::ProtectionOfficer], twins, &twins.distant[1]),
        // The agency may read the case since then.
        orders::approved(twins, &order),
    ]
}

fn asylum(twins: &Twins, case: &mut case::Model) -> Secret {
    case.immigration_status = Some(ImmigrationStatus::AsylumSeeker);
    Secret::new("the person asks for asylum", &[Reader::ProtectionOfficer]).other_row(case.clone()).new_row(
        immigration_status::Model {
            id: Uuid::now_v7(),
            case_id: twins.case.id,
            status: ImmigrationStatus::AsylumSeeker,
            claim_reference: Some("UNHCR-1".to_owned()),
            recorded_on: rows::now().date_naive(),
            worker_id: None,
            created_at: rows::now(),
            correction_id: None,
        },
    )
}

/// A referral to a service of the distant organisation, sent and accepted.
fn referred(knows: &[Reader], twins: &Twins, service: &service::Model) -> Secret {
    let (classes, state) = (ClassSet::ALL.to_bits(), ReferralState::InProgress);
    let referral = referral::Model { state, classes, ..rows::referral(&twins.case, service) };
    let share = share::Model {
        organisation_id: service.organisation_id,
        referral_id: Some(referral.id),
        classes,
        ..rows::share(&twins.case, &twins.house)
    };
    let secret = Secret::new("the person was referred", knows).shared().id("Referral", referral.id);
    secret.id("Share", share.id).new_row(referral.clone()).new_row(event(&referral)).new_row(share)
}

fn trafficking(twins: &Twins, case: &mut case::Model) -> Secret {
    case.risk_level = Some(RiskLevel::High);
    let knows = [Reader::AssignedCaseWorker, Reader::ProtectionOfficer];
    let secret = Secret::new("the person was trafficked", &knows).other_row(case.clone());
    secret.new_row(vulnerability::Model {
        id: Uuid::now_v7(),
        case_id: twins.case.id,
        category: VulnerabilityCategory::VotConfirmed,
        severity: Severity::Severe,
        determinant_level: Some(DeterminantLevel::Individual),
        identified_on: rows::now().date_naive(),
        source: VulnerabilitySource::Screening,
        confirmed: true,
        notes: None,
        worker_id: None,
        created_at: rows::now(),
        correction_id: None,
    })
}

fn illness(twins: &Twins, case: &mut case::Model) -> Secret {
    case.fitness_to_travel = Some(FitnessToTravel::FitWithEscort);
    let secret = Secret::new("the person is ill", &[Reader::Doctor]).other_row(case.clone());
    secret.new_row(
        medical_note::Model::builder()
            .id(Uuid::now_v7())
            .case_id(twins.case.id)
            .organisation_id(twins.house.id)
            .encounter_on(rows::now().date_naive())
            .summary("ill".to_owned())
            .created_at(rows::now())
            .fitness_to_travel(FitnessToTravel::FitWithEscort)
            .build(),
    )
}

fn closure(twins: &Twins) -> Secret {
    let closed = case::Model { closure_reason: Some(ClosureReason::ReferredAsylum), ..twins.closed.clone() };
    Secret::new("a case was closed because of asylum", &[Reader::ProtectionOfficer]).other_row(closed)
}

fn protected(twins: &Twins, shelter: &centre::Model) -> Secret {
    let person = rows::person(&twins.house);
    let name = rows::name(&person, "Mariama", "Hidden");
    let nationality = nationality::Model { id: Uuid::now_v7(), person_id: person.id, ..twins.nationality.clone() };
    let case = case::Model { assigned_worker_id: None, ..rows::case(&person, shelter) };
    let consent = rows::consent(&case, Purpose::ConsularDocument);
    let referral = rows::referral(&case, &twins.distant[0]);
    let referral = referral::Model { inference_class: DataClass::Operational, ..referral };
    let proposed = transfer::Model {
        state: TransferState::Proposed,
        offered_at: None,
        offered_by: None,
        to_organisation_id: twins.ngo_other.id,
        ..rows::transfer(&case, &twins.niamey, &twins.worker)
    };
    let bed = rows::stay(&case, shelter);
    // The person slept there once, before there was a bed in the ordinary centre.
    let before = stay::Model {
        from_at: rows::now() - chrono::Duration::days(9),
        until_at: Some(rows::now() - chrono::Duration::days(8)),
        exit_reason: Some(StayExitReason::Transferred),
        ..rows::stay(&twins.case, shelter)
    };
    // Oversight roles read this file too, in masked form, but not the shelter itself.
    let knows =
        [Reader::ProtectionOfficer, Reader::HouseAuditor, Reader::CountryAuditor, Reader::DataProtectionOfficer];
    let secret = Secret::new("there is a secret shelter with somebody in it", &knows);
    let secret = secret.id("Stay", bed.id).id("Stay", before.id);
    let secret = secret.id("Centre", shelter.id).id("Case", case.id).id("Consent", consent.id);
    let secret = secret.id("Referral", referral.id).id("Transfer", proposed.id);
    let secret = secret.new_row(shelter.clone()).new_row(person).new_row(name).new_row(nationality).new_row(case);
    secret.new_row(consent).new_row(referral).new_row(proposed).new_row(bed).new_row(before)
}

fn consent_to_another(twins: &Twins) -> Secret {
    let consent = consent::Model {
        given_by: ConsentGiver::Guardian,
        organisation_id: twins.house.id,
        ..rows::consent(&twins.case, Purpose::ReferralService)
    };
    let recipient = rows::recipient(&consent, &twins.house);
    let recipient =
        entity::consent_recipient::Model { organisation_id: Some(twins.distant[0].organisation_id), ..recipient };
    // Without recipients and purpose it is one more consent. A reader of recipients needs ASYLUM to read those of this
    // one.
    let knows = [
        Reader::CentreManager,
        Reader::ProtectionOfficer,
        Reader::ConsularWorker,
        Reader::DataProtectionOfficer,
        Reader::Doctor,
    ];
    Secret::new("the person agreed that somebody else may know", &knows).new_row(consent).new_row(recipient)
}

fn note(twins: &Twins) -> Secret {
    let knows = [Reader::AssignedCaseWorker, Reader::ProtectionOfficer];
    Secret::new("a case worker wrote a note", &knows).within_the_organisation().new_row(case_note::Model {
        id: Uuid::now_v7(),
        case_id: twins.case.id,
        organisation_id: twins.house.id,
        worker_id: Some(twins.worker.id),
        text: "a note".to_owned(),
        created_at: rows::now(),
        correction_id: None,
    })
}

fn closed_to_the_house(twins: &Twins, access_mode: AccessMode) -> Secret {
    let person = rows::person(&twins.house);
    let name = rows::name(&person, "Mariama", "Closed");
    let assigned_worker_id = (access_mode == AccessMode::Restricted).then_some(twins.worker.id);
    let case = case::Model { access_mode, assigned_worker_id, ..rows::case(&person, &twins.agadez) };
    let consent = rows::consent(&case, Purpose::ConsularDocument);
    let proposed = transfer::Model {
        state: TransferState::Proposed,
        offered_at: None,
        offered_by: None,
        to_organisation_id: twins.ngo_other.id,
        ..rows::transfer(&case, &twins.niamey, &twins.worker)
    };
    let (name_of, knows) = if access_mode == AccessMode::Sealed {
        ("there is a sealed case", vec![Reader::ProtectionOfficer, Reader::DataProtectionOfficer])
    } else {
        let all = vec![Reader::AssignedCaseWorker, Reader::ProtectionOfficer, Reader::DataProtectionOfficer];
        ("there is a restricted case", all)
    };
    let secret = Secret::new(name_of, &knows).id("Case", case.id).id("Consent", consent.id).id("Transfer", proposed.id);
    secret.new_row(person).new_row(name).new_row(case).new_row(consent).new_row(proposed)
}

fn not_sent(twins: &Twins, state: ReferralState) -> Secret {
    let draft = state == ReferralState::Draft;
    let name = if draft { "a referral is being prepared" } else { "a referral was never meant" };
    let knows = [
        Reader::AssignedCaseWorker,
        Reader::ColleagueAtTheCentre,
        Reader::CentreManager,
        Reader::ProtectionOfficer,
        Reader::MedicalOfficer,
        Reader::Doctor,
        Reader::ConsularWorker,
        Reader::DataProtectionOfficer,
    ];
    let referral = referral::Model {
        state,
        to_organisation_id: twins.ngo_other.id,
        sent_at: (!draft).then(rows::now),
        ..rows::referral(&twins.case, &twins.service)
    };
    Secret::new(name, &knows).id("Referral", referral.id).new_row(referral)
}

fn identity(twins: &Twins) -> Secret {
    let knows = [
        Reader::AssignedCaseWorker,
        Reader::CentreManager,
        Reader::ProtectionOfficer,
        Reader::Doctor,
        Reader::ConsularWorker,
        Reader::NgoNarrow,
        Reader::HostAntitrafficking,
        Reader::HostEnforcement,
    ];
    let name = person_name::Model {
        given: "Kadiatou".to_owned(),
        family: "Bah".to_owned(),
        search_key: key(&["Kadiatou", "Bah"]),
        ..twins.name.clone()
    };
    let nationality = nationality::Model { country: "SLE".to_owned(), ..twins.nationality.clone() };
    let person = entity::person::Model {
        birth_date: chrono::NaiveDate::from_ymd_opt(1995, 8, 3),
        birth_place: Some("Koidu".to_owned()),
        ..twins.person.clone()
    };
    let secret = Secret::new("the person is called otherwise", &knows);
    secret.other_row(name).other_row(nationality).other_row(person)
}

fn contact(twins: &Twins) -> Secret {
    let knows = [Reader::AssignedCaseWorker, Reader::CentreManager, Reader::ProtectionOfficer, Reader::Doctor];
    Secret::new("the person can be called", &knows).new_row(contact::Model {
        id: Uuid::now_v7(),
        person_id: twins.person.id,
        contact_type: ContactType::Phone,
        value: "+227 90 00 00 01".to_owned(),
        name: None,
        relation: None,
        may_contact: false,
        search_key: search_keys::of_contact("+227 90 00 00 01"),
        correction_id: None,
    })
}
