//! A random input of a mutation, made from its input type: required fields always, others sometimes. Values are likely to
//! fit, because a history in which everything is refused shows nothing.

use async_graphql::parser::types::{BaseType, InputValueDefinition, Type};
use chrono::Duration;
use rand::{RngExt as _, rngs::ChaCha8Rng, seq::IndexedRandom as _};
use sea_orm::prelude::DateTimeUtc;
use serde_json::{Map, Value, json};

use super::pool::{Pool, Recent};
use crate::support::sdl::{Definitions, is_required};

/// How often a field that may be left out is given, where it is not one in three: most of these make a refusal likely.
const SELDOM: [(&str, f64); 16] = [
    ("person", 0.9),
    ("personId", 0.1),
    ("legalOverride", 0.15),
    ("consentId", 0.7),
    ("refused", 0.08),
    ("evidenceHash", 0.0),
    ("openedAt", 0.1),
    ("holdForReferralId", 0.1),
    ("validFrom", 0.25),
    ("validUntil", 0.4),
    ("birthDatePrecision", 0.0),
    ("determinationId", 0.1),
    ("accessMode", 0.15),
    ("arrival", 0.5),
    ("endedIds", 0.2),
    ("enteredInErrorIds", 0.2),
];

/// Codes that are likely to fit. Half of the codes are one of these, if there is one.
const LIKELY: [(&str, &[&str]); 9] = [
    ("Purpose", &["REFERRAL_SERVICE", "REFERRAL_SERVICE", "CASE_MANAGEMENT", "CONSULAR_DOCUMENT", "CASE_TRANSFER"]),
    ("ConsentGiver", &["SELF"]),
    ("CapacityOutcome", &["HAS_CAPACITY"]),
    ("GateOutcome", &["CLEAR", "PASSED"]),
    ("ReferralEndReason", &["DATA_PROTECTION"]),
    ("DocumentSeen", &["SEEN"]),
    ("LegalBasis", &["VITAL_INTEREST"]),
    ("DataClass", &["IDENTITY", "CONTACT"]),
    ("ConsentMethod", &["WRITTEN"]),
];

/// Makes inputs.
pub struct Making<'a> {
    pub definitions: &'a Definitions,
    pub own: &'a Pool,
    pub recent: &'a Recent,
    pub now: DateTimeUtc,
    /// Makes texts different from each other.
    pub step: usize,
    pub rng: &'a mut ChaCha8Rng,
    /// The case that the input names.
    pub case: Option<String>,
}

impl Making<'_> {
    /// An input of this type. `None` if it needs a record and there is none.
    pub fn input(&mut self, of: &str) -> Option<Map<String, Value>> {
        let definitions = self.definitions;
        if of == "ConsentRecipientInput" {
            return self.recipient();
        }
        let mut input = Map::new();
        for field in &definitions.inputs[of] {
            let name = field.name.node.as_str();
            // A centre that closes takes nobody in any more.
            let often = if of == "UpdateCentreInput" && name == "status" { 0.02 } else { how_often(name) };
            if is_required(field) || self.rng.random_bool(often) {
                input.insert(name.to_owned(), self.value(of, field)?);
            }
        }
        Some(input)
    }

    /// A recipient is one organisation, or a kind of organisations.
    fn recipient(&mut self) -> Option<Map<String, Value>> {
        let definitions = self.definitions;
        let several = self.rng.random_bool(0.7);
        let name = if several { "organisationType" } else { "organisationId" };
        let fields = definitions.inputs["ConsentRecipientInput"].iter();
        let field = fields.into_iter().find(|field| field.name.node == name)?;
        let value = self.value("ConsentRecipientInput", field)?;
        Some([(name.to_owned(), value)].into_iter().collect())
    }

    fn value(&mut self, input: &str, field: &InputValueDefinition) -> Option<Value> {
        self.of_type(input, field.name.node.as_str(), &field.ty.node)
    }

    fn of_type(&mut self, input: &str, field: &str, of: &Type) -> Option<Value> {
        let name = match &of.base {
            BaseType::Named(name) => name.as_str(),
            BaseType::List(inner) => return self.list(input, field, inner),
        };
        if self.definitions.codes.contains_key(name) {
            return Some(self.code(name).into());
        }
        if self.definitions.inputs.contains_key(name) {
            return self.input(name).map(Value::Object);
        }
        let later = matches!(field, "validUntil" | "nextReviewOn" | "expiresOn" | "scheduledFor")
            || field == "at" && input.contains("Interview");
        let hours = if later { self.rng.random_range(30..2_000) } else { -self.rng.random_range(1..100) };
        let at = self.now + Duration::hours(hours);
        Some(match name {
            "ID" => {
                let id = self.recent.pick(self.own, record_of(input, field), self.case.as_deref(), self.rng)?;
                if field == "caseId" {
                    self.case = Some(id.clone());
                }
                if field == "personId" {
                    self.case = self.own.case_of("Person", &id);
                }
                id.into()
            }
            // Most people were not corrected.
            "Int" if field == "mergedVersion" => json!(1),
            // A version is looked up, because it belongs to the record.
            "Int" => json!(0),
            "Boolean" => self.rng.random_bool(if of.nullable { 0.5 } else { 0.85 }).into(),
            "Date" => at.date_naive().to_string().into(),
            "DateTime" => at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true).into(),
            "LanguageTag" => (*["fr", "en", "ha"].choose(self.rng)?).into(),
            "ScriptCode" => "Latn".into(),
            "TimeZone" => (*["UTC", "Africa/Niamey"].choose(self.rng)?).into(),
            "CountryCode" => (*["GIN", "NGA", "MLI"].choose(self.rng)?).into(),
            "String" if field == "packetReference" => {
                self.recent.pick(self.own, "ConsularPacket", None, self.rng)?.into()
            }
            "String" => format!("{field} {}", self.step).into(),
            other => panic!("no value is known for {other}: add one"),
        })
    }

    fn list(&mut self, input: &str, field: &str, of: &Type) -> Option<Value> {
        let mut items = Vec::new();
        if matches!(&of.base, BaseType::Named(name) if name == "DataClass") {
            items.push(json!("OPERATIONAL"));
        }
        for _ in 0..self.rng.random_range(1..4) {
            let item = self.of_type(input, field, of)?;
            if !items.contains(&item) {
                items.push(item);
            }
        }
        Some(items.into())
    }

    fn code(&mut self, of: &str) -> String {
        let all = &self.definitions.codes[of];
        let likely = LIKELY.iter().find(|(name, _)| *name == of).map_or(&[][..], |(_, codes)| codes);
        let likely: Vec<_> = likely.iter().filter(|code| all.iter().any(|it| it == *code)).collect();
        match likely.choose(self.rng) {
            Some(code) if self.rng.random_bool(0.5) => (**code).to_string(),
            _ => all.choose(self.rng).expect("an enum has values").clone(),
        }
    }
}

fn how_often(field: &str) -> f64 {
    SELDOM.iter().find(|(name, _)| *name == field).map_or(0.33, |(_, often)| *often)
}

/// The type of the record that a field of this input names.
pub fn record_of<'a>(input: &'a str, field: &str) -> &'a str {
    match field {
        // A part of a person, in `CorrectedPersonNameInput` and `PersonNameCorrectionsInput`.
        "id" | "endedIds" | "enteredInErrorIds" => {
            let of = input.trim_start_matches("Corrected").trim_end_matches("Input");
            of.trim_end_matches("Corrections")
        }
        "assignedColleagueId" | "assignedWorkerId" | "medicalWorkerId" | "workerId" => "Worker",
        "caseId" | "duplicateOfId" | "otherCaseId" | "relativeCaseId" => "Case",
        "capacityAssessmentId" => "CapacityAssessment",
        "caseNoteId" => "CaseNote",
        "centreId" | "toCentreId" => "Centre",
        "consentId" => "Consent",
        "consularRequestId" => "ConsularRequest",
        "determinationId" => "BestInterestDetermination",
        "familyLinkId" => "FamilyLink",
        "immigrationStatusRecordId" => "ImmigrationStatusRecord",
        "legalOrderId" => "LegalOrder",
        "legalOverrideId" => "LegalOverride",
        "medicalNoteId" => "MedicalNote",
        "organisationId" | "receiverId" => "Organisation",
        "mergedPersonId" | "personId" => "Person",
        "personMatchId" => "PersonMatch",
        "personMergeId" => "PersonMerge",
        "postId" => "ConsularPost",
        "referralId" | "holdForReferralId" => "Referral",
        "serviceId" => "Service",
        "shareId" => "Share",
        "transferId" => "Transfer",
        "vulnerabilityId" => "Vulnerability",
        "webhookId" => "Webhook",
        other => panic!("no record is known for {other}: add one"),
    }
}
