//! A well-formed input of every action, made from the schema: the fields that are required, each with a value of its type.
//! An action with a version gets a wrong version: a viewer with access is refused by that rule, and nothing changes.

use std::{collections::BTreeMap, sync::LazyLock};

use async_graphql::parser::types::{BaseType, InputValueDefinition, Type};
use uuid::Uuid;
use waystation::{access::action::Action, global_id};

use crate::support::{
    consular, entries, family, former, matching, order, overriding,
    sdl::{Definitions, is_required},
    standing::Place,
    webhooks, words,
};

/// Codes that do what a test wants: they change no row that another action checks. For other types the first value is
/// taken. A share has no version, so its reason is one that nobody may give by hand.
const CODES: [(&str, &str); 6] = [
    ("DataClass", "OPERATIONAL"),
    ("Purpose", "REFERRAL_SERVICE"),
    ("ShareEndReason", "CASE_CLOSED"),
    ("StayExitReason", "LEFT_VOLUNTARILY"),
    ("Urgency", "ROUTINE"),
    ("VulnerabilityCategory", "STRANDED"),
];

static INPUTS: LazyLock<Inputs> = LazyLock::new(Inputs::of_the_schema);

/// The fields of the action's input.
pub fn input(action: Action, place: &Place) -> String {
    INPUTS.fields(&format!("{action:?}Input"), place)
}

/// The input types and the enums of the schema.
struct Inputs {
    inputs: BTreeMap<String, Vec<InputValueDefinition>>,
    codes: BTreeMap<String, String>,
}

impl Inputs {
    fn of_the_schema() -> Self {
        let Definitions { inputs, codes, objects: _ } = Definitions::of_the_schema();
        let chosen = |(name, values): (String, Vec<String>)| {
            let chosen = CODES.iter().find(|(of, _)| *of == name);
            let code = chosen.map_or_else(|| values[0].clone(), |(_, code)| (*code).to_owned());
            (name, code)
        };
        let codes: BTreeMap<_, _> = codes.into_iter().map(chosen).collect();
        for (of, _) in CODES {
            assert!(codes.contains_key(of), "the schema has no enum {of}");
        }
        Self { inputs, codes }
    }

    fn fields(&self, input: &str, place: &Place) -> String {
        let fields = self.inputs[input].iter().filter(|field| is_required(field));
        let written = fields.map(|field| {
            let name = field.name.node.as_str();
            format!("{name}: {}", self.value(name, &field.ty.node, place))
        });
        written.collect::<Vec<_>>().join(", ")
    }

    fn value(&self, field: &str, of: &Type, place: &Place) -> String {
        let of = match &of.base {
            BaseType::Named(of) => of.as_str(),
            BaseType::List(of) => return format!("[{}]", self.value(field, of, place)),
        };
        if let Some(code) = self.codes.get(of) {
            return code.clone();
        }
        match (of, field) {
            ("ID", _) => format!("\"{}\"", id(field, place)),
            ("Int", _) => "999".to_owned(),
            ("Boolean", _) => "true".to_owned(),
            ("Date", "validUntil") => "\"2024-03-01\"".to_owned(),
            ("Date", _) => "\"2023-11-01\"".to_owned(),
            ("DateTime", _) => "\"2023-12-01T08:00:00Z\"".to_owned(),
            ("LanguageTag", _) => "\"fr\"".to_owned(),
            ("ScriptCode", _) => "\"Latn\"".to_owned(),
            ("CountryCode", _) => "\"GIN\"".to_owned(),
            ("String", "packetReference") => format!("\"{}\"", consular::reference(&place.file)),
            ("String", _) => "\"seen\"".to_owned(),
            _ => format!("{{ {} }}", self.recipient(of, place)),
        }
    }

    /// The fields of an input inside an input. One whose fields are all optional names an organisation.
    fn recipient(&self, of: &str, place: &Place) -> String {
        let fields = self.fields(of, place);
        if fields.is_empty() { format!("organisationId: \"{}\"", id("organisationId", place)) } else { fields }
    }
}

/// The record that an input names in this field.
fn id(field: &str, place: &Place) -> String {
    let (file, cast) = (&place.file, &place.cast);
    let entry = |record| (record, entries::id(&file.case, record));
    let (record, id): (_, Uuid) = match field {
        "capacityAssessmentId" => entry("CapacityAssessment"),
        "caseId" | "otherCaseId" => ("Case", file.case.id),
        "caseNoteId" => entry("CaseNote"),
        "centreId" => ("Centre", cast.centre.id),
        "consentId" => ("Consent", file.consent.id),
        "consularRequestId" => ("ConsularRequest", consular::ids(file).request),
        "determinationId" => ("BestInterestDetermination", overriding::determination(file)),
        "familyLinkId" => ("FamilyLink", family::relative_id(&file.case)),
        "immigrationStatusRecordId" => entry("ImmigrationStatusRecord"),
        "legalOrderId" => ("LegalOrder", order::id(file)),
        "legalOverrideId" => ("LegalOverride", overriding::legal_override(file)),
        "medicalNoteId" => entry("MedicalNote"),
        "organisationId" => ("Organisation", cast.partner.id),
        "mergedPersonId" | "personId" => ("Person", file.case.person_id),
        "personMatchId" => ("PersonMatch", matching::id(file)),
        "personMergeId" => ("PersonMerge", former::merge_id(&file.case)),
        "postId" => ("ConsularPost", consular::ids(file).post),
        "receiverId" => ("Organisation", file.referral.to_organisation_id),
        "referralId" => ("Referral", file.referral.id),
        "serviceId" => ("Service", cast.service.id),
        "shareId" => ("Share", words::share_id(file)),
        "toCentreId" => ("Centre", cast.partner_centre.id),
        "webhookId" => ("Webhook", webhooks::id(place)),
        "workerId" => ("Worker", cast.worker.id),
        "transferId" => ("Transfer", file.transfer.id),
        "vulnerabilityId" => entry("Vulnerability"),
        _ => panic!("no record is known for {field}: add one"),
    };
    global_id::encode(record, id)
}
