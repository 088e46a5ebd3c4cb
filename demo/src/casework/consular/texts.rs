//! Texts of the two sides of a consular request: synthetic, about no real person.

use entity::codes::{Gate, QuestionCode};

/// The answer to a question of a consulate.
pub const fn answer(question: QuestionCode) -> &'static str {
    use QuestionCode as Q;
    match question {
        Q::FullNameSpelling => "As written in the packet; the family writes it the same way.",
        Q::OtherNamesUsed => "None at home.",
        Q::BirthDateDetail => "In the rainy season; the day is not known.",
        Q::BirthPlaceDetail => "In the quarter behind the market.",
        Q::FatherFullName => "As written in the packet.",
        Q::MotherFullName => "As written in the packet; she is alive.",
        Q::LastAddressInCountry => "With an uncle, in the quarter behind the market.",
        Q::CommunityLeader => "The head of the quarter; the name is not remembered.",
        Q::SchoolAttended => "Primary school of the quarter, four years.",
        Q::DocumentPreviouslyHeld => "A birth certificate, lost.",
        Q::BirthRegistration => "At the town hall; the year is not known.",
        Q::CopyOfEvidence => "A better copy is not to be had.",
    }
}

/// The reason of a failed gate, for protection staff.
pub const fn failed(gate: Gate) -> &'static str {
    match gate {
        Gate::AInternationalProtection => {
            "Says that going back is not possible; wishes to speak with the asylum authority."
        }
        Gate::BFearOfAuthorities => "Was held by the police at home and fears them.",
        Gate::CTraffickingRisk => "Whoever arranged the journey had a friend at a counter.",
        Gate::DChild => "The child has heard more since it was asked, and does not want to go back any more.",
        Gate::EInformedConsent => "Did not understand that the consulate would learn the name.",
    }
}
