//! The personas: one person for each kind of access. Their names are invented.

use chrono::{DateTime, Utc};
use entity::codes::{Oversight, Purpose, Role};
use uuid::Uuid;
use waystation::{
    access::{
        verified_token::{ALL_ORDINARY_CENTRES, LONGEST_LIFETIME, VerifiedToken},
        viewer::Settings,
    },
    http::identity::issuers::DEVELOPMENT_ISSUER,
};

use super::{
    fixed,
    organisations::{
        ANTI_TRAFFICKING, CARAVANES, CONSULATE_GIN, CONSULATE_NGA, IOM_MALI, IOM_NIGER, IOM_REGIONAL, TENERE,
    },
};

/// A user of the demo and the tests.
#[derive(Clone, Copy, Debug)]
pub struct Persona {
    /// The key of the token in `tokens.json`.
    pub key: &'static str,
    /// Their position, in a few words.
    pub title: &'static str,
    /// The kind of access that they demonstrate, in one sentence.
    pub description: &'static str,
    /// Their display name for colleagues.
    pub display_name: &'static str,
    /// Their roles, the main one first.
    pub roles: &'static [Role],
    /// Their organisation.
    pub organisation_id: Uuid,
    /// Codes of the centres that their token names as their own; `*` for all ordinary ones.
    pub centres: &'static [&'static str],
    /// The oversight that their token claims.
    pub oversight: Oversight,
    /// The purpose that their token is limited to.
    pub purpose: Option<Purpose>,
    /// Country and post of a liaison officer.
    pub post: Option<(&'static str, &'static str)>,
    /// Their `sub` at the issuer.
    pub subject: &'static str,
    /// Their worker row.
    pub worker_id: Uuid,
}

impl Persona {
    /// Their token after verification, for tests and measurements without an issuer.
    pub fn token(&self, now: DateTime<Utc>) -> VerifiedToken {
        VerifiedToken {
            issuer: DEVELOPMENT_ISSUER.to_owned(),
            subject: self.subject.to_owned(),
            jti: self.key.to_owned(),
            organisation_id: self.organisation_id,
            organisation_type: None,
            roles: self.roles.to_vec(),
            centres: self.centres.iter().map(|code| (*code).to_owned()).collect(),
            oversight: self.oversight,
            purpose: self.purpose,
            country: self.post.map(|(country, _)| country.to_owned()),
            post: self.post.map(|(_, post)| post.to_owned()),
            display_name: Some(self.display_name.to_owned()),
            settings: Settings::default(),
            issued_at: now,
            expires_at: now + LONGEST_LIFETIME,
        }
    }
}

/// All personas, in the order in which the demo presents them.
pub fn personas() -> &'static [Persona] {
    PERSONAS
}

/// The persona with this key.
pub fn persona(key: &str) -> Option<&'static Persona> {
    PERSONAS.iter().find(|persona| persona.key == key)
}

const AGADEZ: &[&str] = &["AGZ"];
const ALL_ORDINARY: &[&str] = &[ALL_ORDINARY_CENTRES];

const PERSONAS: &[Persona] = &[
    Persona {
        title: "Case worker at Agadez",
        description: "Works on about 25 cases of the Agadez centre of IOM Niger and refers them.",
        display_name: "Salimou Tandara",
        centres: AGADEZ,
        ..base(1, "case_worker", "case-worker", &[Role::CaseWorker], IOM_NIGER)
    },
    Persona {
        title: "Case worker at Bamako",
        description: "The same role in another organisation: sees no case at Agadez.",
        display_name: "Nana Koumbira",
        centres: &["BKO"],
        ..base(2, "other_case_worker", "other-case-worker", &[Role::CaseWorker], IOM_MALI)
    },
    Persona {
        title: "Manager of the Agadez centre",
        description: "Sees who stays in the centre and how to reach them; assigns cases; reads no protection reasons.",
        display_name: "Haoulatou Zarimi",
        centres: AGADEZ,
        ..base(3, "centre_manager", "centre-manager", &[Role::CentreManager], IOM_NIGER)
    },
    Persona {
        title: "Protection officer at Agadez",
        description: "Reads the whole file, restricted cases too, and can end any disclosure.",
        display_name: "Mirela Oduvan",
        centres: AGADEZ,
        ..base(4, "protection_officer", "protection-officer", &[Role::ProtectionOfficer], IOM_NIGER)
    },
    Persona {
        title: "Medical officer at Agadez",
        description: "Reads and writes medical notes of patients with an open encounter.",
        display_name: "Idrissalou Barkenda",
        centres: AGADEZ,
        ..base(5, "medical_officer", "medical-officer", &[Role::MedicalOfficer], IOM_NIGER)
    },
    Persona {
        title: "Consular worker of IOM Niger",
        description: "Works on the cases of people who consented to a consular request, and no others.",
        display_name: "Fatoumi Selendo",
        centres: ALL_ORDINARY,
        ..base(6, "consular_worker", "consular-worker", &[Role::ConsularWorker], IOM_NIGER)
    },
    Persona {
        title: "Focal point of Soins du Ténéré",
        description: "Answers referrals to a medical NGO: reads a stub, then what was consented to, then a tombstone.",
        display_name: "Clarisse Montaval",
        ..base(7, "ngo_focal_point", "ngo-focal-point", &[Role::NgoFocalPoint], TENERE)
    },
    Persona {
        title: "Focal point of Maison des Caravanes",
        description: "The same role in another NGO: does not see the first one's inbox.",
        display_name: "Abdoukari Temsala",
        ..base(8, "other_ngo_focal_point", "other-ngo-focal-point", &[Role::NgoFocalPoint], CARAVANES)
    },
    Persona {
        title: "Liaison officer of Guinea",
        description: "Reads packets addressed to the embassy of Guinea, and nothing of any case.",
        display_name: "Liaison officer of Guinea",
        post: Some(("GIN", "Embassy of Guinea in Niamey")),
        ..base(9, "liaison_gin", "liaison-gin", &[Role::GovernmentLiaison], CONSULATE_GIN)
    },
    Persona {
        title: "Liaison officer of Nigeria",
        description: "The same role for Nigeria: the two never see each other's packets.",
        display_name: "Liaison officer of Nigeria",
        post: Some(("NGA", "Embassy of Nigeria in Niamey")),
        ..base(10, "liaison_nga", "liaison-nga", &[Role::GovernmentLiaison], CONSULATE_NGA)
    },
    Persona {
        title: "Officer of the agency against trafficking",
        description: "Answers referrals within the ceiling of its agency: never sees asylum data.",
        display_name: "Rabilou Gandassa",
        ..base(11, "host_antitrafficking", "host-antitrafficking", &[Role::GovernmentHostOfficer], ANTI_TRAFFICKING)
    },
    Persona {
        title: "Analyst of the regional office",
        description: "Reads statistics, and no record about a person.",
        display_name: "Jonas Verlinde-Sako",
        oversight: Oversight::All,
        ..base(12, "analyst", "analyst", &[Role::Analyst], IOM_REGIONAL)
    },
    Persona {
        title: "Auditor of the regional office",
        description: "Sees which records exist and their dates, to check how they were used.",
        display_name: "Perpetua Anokwele",
        oversight: Oversight::All,
        ..base(13, "auditor", "auditor", &[Role::Auditor], IOM_REGIONAL)
    },
    Persona {
        title: "Data protection officer",
        description: "Reads the masked forms of all cases and can end any disclosure.",
        display_name: "Teodora Balanesc",
        oversight: Oversight::All,
        ..base(14, "data_protection_officer", "data-protection-officer", &[Role::DataProtectionOfficer], IOM_REGIONAL)
    },
    Persona {
        title: "Administrator",
        description: "Configures the server and reads no case.",
        display_name: "Winfrid Oumarek",
        ..base(15, "administrator", "administrator", &[Role::Administrator], IOM_REGIONAL)
    },
];

const fn base(
    number: u16,
    key: &'static str,
    subject: &'static str,
    roles: &'static [Role],
    organisation_id: Uuid,
) -> Persona {
    Persona {
        key,
        title: "",
        description: "",
        display_name: "",
        roles,
        organisation_id,
        centres: &[],
        oversight: Oversight::None,
        purpose: None,
        post: None,
        subject,
        worker_id: fixed(4, number),
    }
}
