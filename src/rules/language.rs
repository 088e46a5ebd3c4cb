//! Languages, BCP 47: a registered language, perhaps with a script or a region behind it.

use language_tags::LanguageTag;

use super::refusal::{Refusal, RefusalCode};

/// The most characters: the database keeps no more, and no language with a script or with a region has more.
const LONGEST: usize = 8;

/// Codes for what is no language that an interpreter could speak.
const NO_LANGUAGES: [&str; 4] = ["mis", "mul", "und", "zxx"];

/// The language in its usual form: `FR` is kept as `fr`, `ar-tn` as `ar-TN`.
///
/// # Errors
/// When the tag is malformed, or the registry of IANA does not have its parts.
pub fn language(field: &'static str, tag: &str) -> Result<String, Refusal> {
    read(tag).ok_or_else(|| {
        let message = "write the language as its code in BCP 47, such as fr, ha or ar-TN";
        Refusal::of(field, RefusalCode::ValueNotAllowed, message)
    })
}

fn read(tag: &str) -> Option<String> {
    let plain = tag.len() <= LONGEST && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !plain {
        return None;
    }
    let tag = LanguageTag::parse(tag).ok()?.canonicalize().ok()?;
    tag.validate().ok()?;
    let primary = tag.primary_language();
    let private = primary.len() == 3 && ("qaa"..="qtz").contains(&primary);
    let more = tag.variant().is_some() || tag.extension().is_some() || tag.private_use().is_some();
    let spoken = (2..=3).contains(&primary.len()) && !NO_LANGUAGES.contains(&primary) && !private && !more;
    (spoken && tag.as_str().len() <= LONGEST).then(|| tag.into_string())
}
