//! The services of the cast: those listed for Niger and Mali, and those that the networks offer in every country with a
//! centre. Every country has services for health, basic assistance, protection and livelihoods.

use std::sync::LazyLock;

use entity::codes::{ServiceStatus, ServiceType};
use uuid::Uuid;

use super::{CENTRES, ORGANISATIONS, fixed};

use crate::table::{code, given, number, rows};

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
        let mut all: Vec<Service> = rows(include_str!("data/services.csv")).map(named).collect();
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

fn named([organisation, kind, country, admin1, unit, total, free, status]: [&'static str; 8]) -> Service {
    Service {
        id: Uuid::nil(),
        organisation_id: fixed(1, number(organisation)),
        service_type: code(kind),
        country,
        admin1: given(admin1),
        capacity: given(unit).map(|unit| (unit, number(total), number(free))),
        status: code(status),
        // In Mali the support of survivors is confidential like the shelters.
        confidential: organisation == "36",
        languages: if country == "NER" { &["fr", "ha", "ar", "en"] } else { &["fr", "bm", "ff"] },
    }
}
