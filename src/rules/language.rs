//! Language tags, BCP 47: a registered language, optionally with a script or a region.

use language_tags::LanguageTag;

use super::refusal::{Refusal, RefusalCode};

/// Maximum length: the width of the column, and enough for a language with a script or a region.
const LONGEST: usize = 8;

/// Codes that are not languages that an interpreter could speak.
const NO_LANGUAGES: [&str; 4] = ["mis", "mul", "und", "zxx"];

/// The tag in its usual form: `FR` is stored as `fr`, `ar-tn` as `ar-TN`.
/// Errors: when the tag is malformed or its parts are not in the IANA registry.
pub(crate) fn language(field: &'static str, tag: &str) -> Result<String, Refusal> {
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
