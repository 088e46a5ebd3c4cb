//! Texts of workers: typical sentences, about no real person.

use entity::codes::{ServiceGroup, VulnerabilityCategory};

/// Case notes.
pub const NOTES: &[&str] = &[
    "Arrived with a group; tired but in good spirits. Explained the house rules and the complaints box.",
    "Counselling on options given, with interpreter. Asked for time to think.",
    "Called home with the family-links telephone. The family knows and agrees with the plan.",
    "Asked for shoes and a hygiene kit; both given.",
    "Second conversation. The person repeated the wish to be contacted in the morning only.",
    "Spoke with the person about the next appointment; transport arranged.",
    "Room changed at the person's own wish.",
    "Took part in the information session. Questions about the length of the stay.",
    "Waiting for an answer on documents; explained why it takes time.",
    "Review done: the plan stays as it is.",
];

/// Contact restrictions.
pub const CONTACT_RESTRICTIONS: &[&str] = &[
    "No restrictions.",
    "Call between 9 and 11 in the morning only.",
    "Do not leave a message; call again.",
    "Contact through the case worker only.",
    "Female staff only.",
    "Do not call the family.",
];

/// Handling instructions, without their reason.
pub const HANDLING: &[&str] = &[
    "Female staff only.",
    "Single room.",
    "Do not mention the case in front of others of the group.",
    "Interpreter only from outside the group.",
    "Never call by name in the yard.",
];

/// Legal restrictions.
pub const LEGAL_RESTRICTIONS: &[&str] =
    &["A guardian has to be heard before any travel.", "Witness in a proceeding: no travel before the hearing."];

/// The medical part of a referral.
pub const MEDICAL_CONTENT: &str = "Examined at the centre; findings and medication are in the notes.";

/// The reason for sharing without consent.
pub const WITHOUT_CONSENT: &str = "Cannot be asked now, and the help cannot wait.";

/// Questions of a receiver.
pub const QUESTIONS: &[&str] = &[
    "Which language should the interpreter speak?",
    "Is there a date before which the person leaves the centre?",
    "Has the person had this treatment before?",
    "Can the person come to us, or should we come to the centre?",
];

/// Answers of a sender.
pub const ANSWERS: &[&str] = &[
    "Fulfulde and a little French.",
    "Not before the end of the month.",
    "Not to our knowledge.",
    "Please come to the centre; a room is free in the morning.",
];

/// Explanations of a receiver after declining.
pub const DECLINED: &[&str] =
    &["No place before next month.", "Please try again with the form filled in.", "See our criteria."];

/// Remarks of a receiver at the end of the help.
pub const OUTCOMES: &[&str] = &[
    "Seen three times; no further appointment needed.",
    "Service given as agreed.",
    "Given in part; the rest follows when stock arrives.",
];

/// Reasons for a transfer.
pub const MOVES: &[&str] = &[
    "The family waits in the other place.",
    "The centre is full, and the other one has a place.",
    "A specialised service is there and not here.",
];

/// Findings of a medical encounter: ICD code, finding, whether it was an emergency.
pub const FINDINGS: &[(&str, &str, bool)] = &[
    ("B50", "Malaria, rapid test positive. Treated, seen again on day three.", false),
    ("E86", "Dehydration after the desert. Oral rehydration, rest.", true),
    ("J06", "Cough and sore throat, no fever. Symptomatic treatment.", false),
    ("L08", "Infected wounds of the feet. Cleaned and dressed, dressing every second day.", false),
    ("A09", "Diarrhoea. Oral rehydration, zinc.", false),
    ("I10", "High blood pressure, known. Medication continued.", false),
    ("F43", "Sleeps badly, startles. Offered psychosocial sessions.", false),
    ("S82", "Fracture of the lower leg, old. Referred for X-ray.", false),
    ("T67", "Heat exhaustion. Observed overnight.", true),
    ("Z00", "General check before travel. Nothing found.", false),
];

/// Allergies.
pub const ALLERGIES: &[&str] = &["Penicillin.", "Groundnuts.", "Sulfonamides.", "Bee stings."];

/// Reasons for a referral, by service group.
pub const fn reasons(group: ServiceGroup) -> &'static [&'static str] {
    match group {
        ServiceGroup::Health => &[
            "Fever for three days; please see and treat.",
            "Wounds of the feet that do not heal.",
            "Needs an examination that the centre cannot do.",
        ],
        ServiceGroup::BasicAssistance => &[
            "Lost everything on the way; needs clothes and shoes.",
            "Needs a place to stay until the journey goes on.",
            "Family with a small child; needs food and blankets.",
        ],
        ServiceGroup::ReturnAndReintegration | ServiceGroup::TrainingAndEducation => {
            &["Wants to learn a trade before the return.", "Kept a small shop before; wants to begin again."]
        }
        _ => &[
            "Asked for somebody to talk to in confidence.",
            "Needs support that the centre cannot give.",
            "Wishes to find out where the family is.",
        ],
    }
}

/// The note of a vulnerability, if there is one.
pub const fn vulnerability(category: VulnerabilityCategory) -> &'static str {
    match category {
        VulnerabilityCategory::VotPresumed | VulnerabilityCategory::VotConfirmed => {
            "Promised work, papers taken on arrival. Screening with a woman interpreter."
        }
        VulnerabilityCategory::DetentionSurvivor => "Held for several months on the way.",
        VulnerabilityCategory::DesertRescueSurvivor => "Rescued after two days on foot.",
        VulnerabilityCategory::UnaccompaniedChild => "Travels alone; the family is known and reachable.",
        _ => "As told by the person.",
    }
}
