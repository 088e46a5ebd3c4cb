//! The services of the cast: those listed for Niger and Mali, and those that the networks offer in every country with a
//! centre. Every country has services for health, basic assistance, protection and livelihoods.

use std::sync::LazyLock;

use entity::codes::{ServiceStatus, ServiceType};
use uuid::Uuid;

use super::{CENTRES, ORGANISATIONS, fixed};

/// A service of the cast.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// Its fixed id.
    pub id: Uuid,
    /// The organisation that offers it.
    pub organisation_id: Uuid,
    /// Its type.
    pub service_type: ServiceType,
    /// Country.
    pub country: &'static str,
    /// Region.
    pub admin1: Option<&'static str>,
    /// The unit of its capacity, its capacity, and the free places.
    pub capacity: Option<(&'static str, i32, i32)>,
    /// Whether it accepts referrals.
    pub status: ServiceStatus,
    /// Whether it is confidential to its organisation.
    pub confidential: bool,
    /// Languages.
    pub languages: &'static [&'static str],
}

/// All services of the cast.
pub fn services() -> &'static [Service] {
    static SERVICES: LazyLock<Vec<Service>> = LazyLock::new(|| {
        let mut all: Vec<Service> = NAMED.iter().map(named).collect();
        let mut countries: Vec<&'static str> = CENTRES.iter().map(|centre| centre.country).collect();
        countries.sort_unstable();
        countries.dedup();
        for country in countries {
            // In Niger the listed services cover the other types.
            let networks = if country == "NER" { &EVERYWHERE[..3] } else { EVERYWHERE };
            all.extend(networks.iter().map(|(organisation, service_type)| Service {
                id: Uuid::nil(),
                organisation_id: fixed(1, *organisation),
                service_type: *service_type,
                country,
                admin1: None,
                capacity: None,
                status: ServiceStatus::Active,
                confidential: false,
                languages: &["fr", "en", "ar"],
            }));
        }
        for (number, service) in (1..).zip(&mut all) {
            service.id = fixed(3, number);
        }
        all
    });
    &SERVICES
}

impl Service {
    /// Its name: the kind of help and the organisation. The name of a confidential service hides the kind.
    pub fn name(&self) -> String {
        let who = ORGANISATIONS.iter().find(|organisation| organisation.id == self.organisation_id);
        let what = if self.confidential { "Support" } else { self.does().0 };
        format!("{what}, {}", who.map_or("the cast", |organisation| organisation.name))
    }

    /// A one-sentence description of its offer.
    pub fn description(&self) -> &'static str {
        self.does().1
    }

    fn does(&self) -> (&'static str, &'static str) {
        use ServiceType as S;
        match self.service_type {
            S::Shelter => ("Shelter", "Beds for people on the move, with a place for families."),
            S::Food => ("Meals", "Three meals a day, and food for the road."),
            S::Nfi => ("Household items", "Hygiene kits, blankets, clothes and shoes."),
            S::HealthPrimary => ("Primary health care", "Consultations, vaccination and medicine, free of charge."),
            S::HealthEmergency => ("Emergency care", "Stabilisation, surgery and admission, day and night."),
            S::HealthSrh => ("Reproductive health", "Care before and after birth, by women for women."),
            S::Nutrition => ("Nutrition", "Screening and therapeutic feeding of children."),
            S::Mhpss => ("Psychosocial support", "Individual and group sessions with a psychologist."),
            S::ProtectionCaseMgmt => ("Protection", "Case management for people at risk, with a safety plan."),
            S::ChildProtection => ("Child protection", "Best-interest procedures and care for children alone."),
            S::Gbv => ("Women's support", "Confidential support for survivors of violence."),
            S::VotSupport => ("Support of survivors of trafficking", "Safe stay, care and legal help."),
            S::SafeShelter => ("Safe shelter", "A protected place to stay."),
            S::FamilyTracing => ("Family links", "Tracing of relatives, and calls and letters to them."),
            S::LegalAid => ("Legal aid", "Advice and representation, with an interpreter."),
            S::AsylumReferral => ("International protection", "Registration and counselling on asylum."),
            S::Reintegration => ("Reintegration", "A plan and support in kind after return."),
            S::VocationalTraining => ("Vocational training", "Sewing, masonry, mechanics: three months."),
            S::BusinessTraining => ("Business training", "Two weeks on running a small business."),
            S::Education => ("Lessons", "Reading, writing and arithmetic for children and adults."),
            S::Recreation => ("Meeting place", "Sport, music and somebody to talk to."),
            S::Information => ("Information", "Advice on routes, risks and rights."),
            S::DisabilityRehab => ("Rehabilitation", "Physiotherapy, crutches and wheelchairs."),
            _ => ("Assistance", "Assistance by appointment."),
        }
    }
}

type Named = (u16, ServiceType, &'static str, Option<&'static str>, Option<(&'static str, i32, i32)>, ServiceStatus);

/// Organisation, type, country, region, capacity and status.
const NAMED: &[Named] = {
    use ServiceStatus::{Active, Closed, Full, Paused};
    use ServiceType as S;
    const AGADEZ: Option<&str> = Some("Agadez");
    const NIAMEY: Option<&str> = Some("Niamey");
    &[
        (31, S::HealthPrimary, "NER", AGADEZ, Some(("consultations a day", 120, 35)), Active),
        (31, S::Mhpss, "NER", AGADEZ, Some(("sessions a week", 60, 18)), Active),
        (31, S::HealthSrh, "NER", AGADEZ, Some(("consultations a day", 30, 9)), Active),
        (31, S::HealthPrimary, "NER", NIAMEY, Some(("consultations a day", 60, 20)), Active),
        (31, S::Nutrition, "NER", NIAMEY, Some(("children", 40, 0)), Full),
        (39, S::HealthEmergency, "NER", AGADEZ, Some(("beds", 80, 12)), Active),
        (39, S::DisabilityRehab, "NER", AGADEZ, Some(("places", 15, 4)), Active),
        (32, S::Shelter, "NER", AGADEZ, Some(("beds", 90, 22)), Active),
        (32, S::Nfi, "NER", AGADEZ, None, Active),
        (32, S::Food, "NER", AGADEZ, Some(("meals a day", 400, 150)), Active),
        (32, S::Education, "NER", AGADEZ, Some(("places", 50, 16)), Active),
        (32, S::LegalAid, "NER", NIAMEY, Some(("appointments a week", 25, 6)), Active),
        (32, S::VocationalTraining, "NER", NIAMEY, Some(("places", 30, 0)), Paused),
        (30, S::AsylumReferral, "NER", NIAMEY, None, Active),
        (30, S::ProtectionCaseMgmt, "NER", NIAMEY, None, Active),
        (38, S::FamilyTracing, "NER", AGADEZ, None, Active),
        (38, S::Nfi, "NER", NIAMEY, None, Active),
        (40, S::VotSupport, "NER", NIAMEY, Some(("places", 20, 7)), Active),
        (41, S::ChildProtection, "NER", NIAMEY, Some(("places", 35, 11)), Active),
        (42, S::AsylumReferral, "NER", NIAMEY, None, Active),
        (44, S::Recreation, "NER", AGADEZ, None, Active),
        (44, S::Information, "NER", AGADEZ, None, Closed),
        (34, S::ProtectionCaseMgmt, "NER", AGADEZ, Some(("cases", 45, 14)), Active),
        (34, S::Gbv, "NER", AGADEZ, Some(("sessions a week", 20, 6)), Active),
        (35, S::Reintegration, "NER", NIAMEY, None, Active),
        (35, S::BusinessTraining, "NER", AGADEZ, Some(("places", 40, 13)), Active),
        (36, S::VotSupport, "MLI", Some("Bamako"), Some(("places", 40, 12)), Active),
        (36, S::SafeShelter, "MLI", None, Some(("beds", 16, 3)), Active),
        (37, S::Shelter, "MLI", Some("Gao"), Some(("beds", 30, 9)), Active),
    ]
};

/// The services of the networks in every country, by organisation.
const EVERYWHERE: &[(u16, ServiceType)] = &[
    (33, ServiceType::HealthPrimary),
    (35, ServiceType::VocationalTraining),
    (34, ServiceType::LegalAid),
    (33, ServiceType::HealthEmergency),
    (33, ServiceType::Mhpss),
    (34, ServiceType::ProtectionCaseMgmt),
    (34, ServiceType::ChildProtection),
    (34, ServiceType::VotSupport),
    (34, ServiceType::Nfi),
    (35, ServiceType::Reintegration),
];

fn named((organisation, service_type, country, admin1, capacity, status): &Named) -> Service {
    // In Mali the support of survivors is confidential like the shelters.
    let confidential = *organisation == 36;
    Service {
        id: Uuid::nil(),
        organisation_id: fixed(1, *organisation),
        service_type: *service_type,
        country,
        admin1: *admin1,
        capacity: *capacity,
        status: *status,
        confidential,
        languages: if *country == "NER" { &["fr", "ha", "ar", "en"] } else { &["fr", "bm", "ff"] },
    }
}
