//! The packet: the only data that a consulate can read about a person. It has only the fields of [`Payload`]. Nothing
//! else reaches a State of origin, whatever the case contains.

use aws_lc_rs::digest;
use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    codes::{
        BirthDatePrecision, DataClass, DocumentSeen, IdentifierType, InterviewMode, NameType, Purpose, QuestionCode,
        Sex,
    },
    nationality,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{languages::told, nationality::nationality_recorded};
use crate::{
    access::class::ClassSet,
    rules::{
        authority::{Authority, still_given},
        consent::{Consent, Receiver},
        refusal::{Refusal, RefusalCode},
    },
};

/// The payload of a frozen packet.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Payload {
    /// Given names, as claimed.
    pub given_names: String,
    /// Family names, as claimed.
    pub family_names: String,
    /// Other names used.
    pub other_names: Vec<String>,
    /// Sex, as stated.
    pub sex: Sex,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// How exact the date of birth is.
    pub birth_date_precision: BirthDatePrecision,
    /// Country of birth.
    pub birth_country: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// The nationality that the person claims: always that of the requested State.
    pub claimed_nationality: String,
    /// Full name of the father.
    pub father_name: Option<String>,
    /// Full name of the mother.
    pub mother_name: Option<String>,
    /// Last address in the country of origin, if the person agreed to share it.
    pub last_address: Option<String>,
    /// Documents that support the nationality.
    pub evidence: Vec<Evidence>,
    /// Languages that support the nationality, if the person agreed to share them.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Kind of document that is requested.
    pub document_type: IdentifierType,
    /// How the person can be interviewed, the preferred mode first.
    pub interview_preferences: Vec<InterviewMode>,
    /// Mailbox of the role to which the consulate writes.
    pub focal_point_desk: Option<String>,
    /// Answers to the consulate's questions.
    pub answers: Vec<Answer>,
}

/// A document that supports the nationality.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Evidence {
    /// Kind of document.
    #[serde(rename = "type")]
    pub document_type: IdentifierType,
    /// Number of the document.
    pub number: String,
    /// Issuing authority.
    pub issuer: Option<String>,
    /// Day of issue.
    pub issued_on: Option<NaiveDate>,
    /// Last day of validity.
    pub expires_on: Option<NaiveDate>,
    /// What a worker saw: the original, a copy, or only the person's statement.
    pub seen: DocumentSeen,
}

/// An answer to a question of the consulate.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Answer {
    /// The question.
    pub question: QuestionCode,
    /// The answer.
    pub text: String,
}

/// A name of the person.
#[derive(Clone, Debug)]
pub struct Name {
    /// Given names.
    pub given: String,
    /// Family names.
    pub family: String,
    /// Other parts.
    pub other: Option<String>,
    /// Kind of name.
    pub name_type: NameType,
}

/// The facts from which a packet is built.
#[derive(Clone, Debug)]
pub struct PacketFacts {
    /// The names, the one in use first.
    pub names: Vec<Name>,
    /// Sex.
    pub sex: Sex,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// How exact the date of birth is.
    pub birth_date_precision: BirthDatePrecision,
    /// Country of birth.
    pub birth_country: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// The State that is asked.
    pub country: String,
    /// Full name of the father.
    pub father_name: Option<String>,
    /// Full name of the mother.
    pub mother_name: Option<String>,
    /// Last address in the country of origin.
    pub last_address: Option<String>,
    /// All documents of the person.
    pub documents: Vec<Evidence>,
    /// All recorded nationalities of the person.
    pub nationalities: Vec<nationality::Model>,
    /// The languages that were named for the post.
    pub languages: Vec<String>,
    /// All languages of the person.
    pub spoken: Vec<String>,
    /// Kind of document that is requested.
    pub document_type: IdentifierType,
    /// How the person can be interviewed, the preferred mode first.
    pub interview_preferences: Vec<InterviewMode>,
    /// Mailbox of the focal point's role.
    pub focal_point_desk: Option<String>,
    /// Answers to the consulate's questions.
    pub answers: Vec<Answer>,
}

/// Builds the payload from the classes that the person agreed to share with this post.
pub fn build(facts: PacketFacts, agreed: ClassSet) -> Result<Payload, Refusal> {
    let PacketFacts {
        names,
        sex,
        birth_date,
        birth_date_precision,
        birth_country,
        birth_place,
        country,
        father_name,
        mother_name,
        last_address,
        documents,
        nationalities,
        languages,
        spoken,
        document_type,
        interview_preferences,
        focal_point_desk,
        answers,
    } = facts;
    let claimed = names.iter().position(|name| name.name_type == NameType::Claimed).unwrap_or_default();
    let Some(name) = names.get(claimed) else {
        return Err(Refusal::new(RefusalCode::ValueRequired, "a packet needs the name of the person"));
    };
    nationality_recorded(&nationalities, &country)?;
    // Documents do not record the issuing State. If another State could have issued one, none is listed.
    let of_this_state = nationalities.iter().all(|known| known.country == country);
    let others = names.iter().enumerate().filter(|(place, _)| *place != claimed);
    Ok(Payload {
        given_names: name.given.clone(),
        family_names: name.family.clone(),
        other_names: name.other.clone().into_iter().chain(others.map(|(_, name)| spelled(name))).collect(),
        sex,
        birth_date,
        birth_date_precision,
        birth_country,
        birth_place,
        claimed_nationality: country,
        father_name,
        mother_name,
        last_address: last_address.filter(|_| agreed.holds(DataClass::Contact)),
        evidence: documents
            .into_iter()
            .filter(|document| of_this_state && speaks_for_nationality(document.document_type))
            .map(without_road)
            .collect(),
        languages: told(languages, &spoken, &interview_preferences, agreed),
        document_type,
        interview_preferences,
        focal_point_desk,
        answers,
    })
}

fn spelled(name: &Name) -> String {
    let parts = [Some(name.given.as_str()), Some(name.family.as_str()), name.other.as_deref()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A consular card is issued abroad. Its issuer and dates would reveal where the person was then.
fn without_road(document: Evidence) -> Evidence {
    match document.document_type {
        IdentifierType::ConsularCard => Evidence { issuer: None, issued_on: None, expires_on: None, ..document },
        _ => document,
    }
}

/// Whether a document may be listed. A refugee document would reveal protection, and a document of unknown kind might.
pub(crate) const fn speaks_for_nationality(document: IdentifierType) -> bool {
    use IdentifierType as I;
    match document {
        I::Passport
        | I::EmergencyTravelCertificate
        | I::LaissezPasserNational
        | I::EcowasTravelCertificate
        | I::ConsularCard
        | I::NationalityCertificate
        | I::BirthCertificateExtract
        | I::NationalId => true,
        I::SaufConduit | I::IcrcEmergencyTravelDocument | I::ConventionTravelDocument | I::Other => false,
    }
}

/// Whether the consent covers a packet to this post, and with which classes. It must name the post itself: a consent to
/// consulates in general, or to another post of the State, is not enough.
pub fn consented(
    consent: Option<&Consent>,
    post: &Receiver,
    authority: Authority,
    at: DateTime<Utc>,
) -> Result<ClassSet, Refusal> {
    let Some(consent) = consent else {
        let message = "record the person's consent to this post first";
        return Err(Refusal::of("consentId", RefusalCode::ConsentMissing, message));
    };
    let needed = ClassSet::of(&[DataClass::Identity, DataClass::Legal]);
    consent.covers(post, Purpose::ConsularDocument, needed, at)?;
    let by_name = consent.recipients.iter().any(|line| line.organisation_id == Some(post.organisation_id));
    let message = "the person has to name this post itself";
    Refusal::of("consentId", RefusalCode::ConsentDoesNotCover, message).unless(by_name)?;
    still_given(consent.given_by, authority)?;
    Ok(consent.classes_for(post, at))
}

/// The canonical text of a payload: sorted keys, no spaces. Databases keep neither.
pub(crate) fn canonical(payload: &Value) -> String {
    match payload {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            let fields: Vec<_> = fields
                .into_iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(values) => format!("[{}]", values.iter().map(canonical).collect::<Vec<_>>().join(",")),
        plain => plain.to_string(),
    }
}

/// SHA-256 of one version of a packet, in hexadecimal. Reference and version are included, so that two packets of one
/// person never share a hash.
pub fn hash(reference: &str, version: i32, payload: &Value) -> String {
    let told = json!({ "reference": reference, "version": version, "data": payload });
    let digest = digest::digest(&digest::SHA256, canonical(&told).as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The reference of a packet from 128 random bits, in letters and digits that cannot be mistaken for each other.
pub fn reference(chance: u128) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..26).map(|place| char::from(LETTERS[(chance >> (place * 5)) as usize & 31])).collect()
}
