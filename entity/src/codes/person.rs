//! Codes about a person, independent of a case.

use macro_rules_attribute::apply;

/// The sex of a person, as stated.
#[apply(code!)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Another answer.
    Other,
    /// The person did not want to say.
    NotStated,
    /// The person was not asked yet.
    Unknown,
}

/// An age band, wide enough to identify nobody. It is computed from the latest possible date of birth and never stored.
#[apply(shown!)]
pub enum AgeBand {
    /// Younger than 5.
    #[graphql(name = "FROM_0_TO_4")]
    #[serde(rename = "FROM_0_TO_4")]
    From0To4,
    /// 5 to 11 years.
    #[graphql(name = "FROM_5_TO_11")]
    #[serde(rename = "FROM_5_TO_11")]
    From5To11,
    /// 12 to 14 years.
    #[graphql(name = "FROM_12_TO_14")]
    #[serde(rename = "FROM_12_TO_14")]
    From12To14,
    /// 15 to 17 years.
    #[graphql(name = "FROM_15_TO_17")]
    #[serde(rename = "FROM_15_TO_17")]
    From15To17,
    /// 18 to 24 years.
    #[graphql(name = "FROM_18_TO_24")]
    #[serde(rename = "FROM_18_TO_24")]
    From18To24,
    /// 25 to 29 years.
    #[graphql(name = "FROM_25_TO_29")]
    #[serde(rename = "FROM_25_TO_29")]
    From25To29,
    /// 30 to 39 years.
    #[graphql(name = "FROM_30_TO_39")]
    #[serde(rename = "FROM_30_TO_39")]
    From30To39,
    /// 40 to 59 years.
    #[graphql(name = "FROM_40_TO_59")]
    #[serde(rename = "FROM_40_TO_59")]
    From40To59,
    /// 60 years and older.
    #[graphql(name = "FROM_60")]
    #[serde(rename = "FROM_60")]
    From60,
    /// The date of birth is not known.
    Unknown,
}

/// How exact a date of birth is.
#[apply(code!)]
pub enum BirthDatePrecision {
    /// The day is known.
    Exact,
    /// The month is known.
    Month,
    /// The year is known.
    Year,
    /// The year is an estimate.
    Estimated,
}

/// The marital status of a person, as stated.
#[apply(code!)]
pub enum MaritalStatus {
    /// Never married.
    Single,
    /// Married.
    Married,
    /// Living as a couple without marriage.
    Union,
    /// Separated.
    Separated,
    /// Divorced.
    Divorced,
    /// Widowed.
    Widowed,
    /// Not known.
    Unknown,
}

/// What a person is to the head of the household, as in a census (United Nations, Principles and Recommendations for
/// Population and Housing Censuses, revision 3).
#[apply(code!)]
pub enum HouseholdRole {
    /// The person whom the members name as the head.
    Head,
    /// Spouse or partner of the head.
    Spouse,
    /// Child of the head or of the spouse.
    Child,
    /// Parent of the head or of the spouse.
    Parent,
    /// Brother or sister of the head or of the spouse.
    Sibling,
    /// Another relative.
    OtherRelative,
    /// Not a relative.
    NotRelated,
}

/// What a relative is to the person.
#[apply(code!)]
pub enum FamilyRelation {
    /// Mother or father.
    Parent,
    /// Daughter or son.
    Child,
    /// Spouse or partner.
    Spouse,
    /// Sister or brother.
    Sibling,
    /// Grandmother or grandfather.
    Grandparent,
    /// Granddaughter or grandson.
    Grandchild,
    /// Guardian by law or by custom.
    Guardian,
    /// The person is the guardian of this one.
    Ward,
    /// Cares for the person without being the guardian.
    Caregiver,
    /// The person cares for this one without being the guardian.
    Dependant,
    /// Another relative.
    OtherRelative,
}

/// Whether a relative is one.
#[apply(code!)]
pub enum FamilyLinkStatus {
    /// The person says so.
    Claimed,
    /// A protection officer verified it.
    Verified,
    /// A protection officer found that it is not true.
    Disproved,
}

/// The source of a name.
#[apply(code!)]
pub enum NameType {
    /// As stated by the person.
    Claimed,
    /// As written in a document.
    Document,
    /// Another name that the person uses.
    Alias,
    /// A spelling in another script.
    Transliteration,
}

/// The evidence for a nationality.
#[apply(code!)]
pub enum NationalityBasis {
    /// The person states it.
    Claimed,
    /// A document states it.
    Documented,
    /// The State confirmed it.
    Confirmed,
}

/// How well a person speaks a language.
#[apply(code!)]
pub enum LanguageLevel {
    /// Enough for daily needs.
    Basic,
    /// Enough for a simple conversation.
    Conversational,
    /// Enough for an interview without an interpreter.
    Fluent,
    /// It is the person's first language.
    Native,
}

/// A way to reach a person or their family.
#[apply(code!)]
pub enum ContactType {
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A name in a messaging service or social network.
    Social,
    /// An address in the country of origin.
    AddressInOrigin,
    /// A relative or other person of trust.
    NextOfKin,
}

/// Why a row is no longer in force. The row is kept.
#[apply(code!)]
pub enum CorrectionKind {
    /// It was written wrongly, and another row replaces it.
    Corrected,
    /// It was true and is not true any more.
    Ended,
    /// It was never true and should not have been entered.
    EnteredInError,
}
