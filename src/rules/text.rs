//! Text input: maximum length, forbidden characters, and the one form that is stored (Unicode NFC, trimmed, line ends
//! as `\n`, without invisible characters). Checked before anything is stored or compared.

use async_graphql::MaybeUndefined;
use unicode_normalization::UnicodeNormalization;

use super::{
    fold::is_invisible,
    refusal::{Refusal, RefusalCode},
};

/// The kinds of text, each with a maximum length.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum TextKind {
    /// A given or family name.
    Name,
    /// A telephone number, an e-mail address, a document number or a reference.
    Line,
    /// A postal address, a place or a title.
    LongLine,
    /// A reason, a question, an answer or an instruction. Can have several lines.
    Paragraph,
    /// A note. Can have several lines.
    Note,
}

impl TextKind {
    /// Maximum number of characters after normalisation.
    pub(crate) const fn most(self) -> usize {
        match self {
            Self::Name => 100,
            Self::Line => 200,
            Self::LongLine => 500,
            Self::Paragraph => 2_000,
            Self::Note => 20_000,
        }
    }

    const fn has_lines(self) -> bool {
        matches!(self, Self::Paragraph | Self::Note)
    }
}

/// The text as it is stored, or a refusal. A text of spaces only is refused as missing.
pub(crate) fn required(field: &'static str, kind: TextKind, text: &str) -> Result<String, Refusal> {
    optional(field, kind, Some(text))?
        .ok_or_else(|| Refusal::of(field, RefusalCode::ValueRequired, "this field needs a text"))
}

/// The text as it is stored, or a refusal. A text of spaces and invisible characters only counts as no text.
pub(crate) fn optional(field: &'static str, kind: TextKind, text: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let too_long = || {
        let message = format!("this text can have at most {} characters", kind.most());
        Refusal::of(field, RefusalCode::TextTooLong, message)
    };
    // The size is checked first, so that a text of a megabyte costs no work. A character takes up to four bytes, and a
    // decomposed letter takes a few characters.
    if text.len() > kind.most() * 16 {
        return Err(too_long());
    }
    if let Some(character) = text.chars().find(|character| !may_hold(kind, *character)) {
        let message = if character.is_control() {
            "this text contains a control character; type it again instead of pasting it"
        } else {
            "this text contains an invisible character that changes how it is read; type it again instead of pasting it"
        };
        return Err(Refusal::of(field, RefusalCode::TextNotAllowed, message));
    }
    let seen = text.replace("\r\n", "\n");
    let seen: String = seen.chars().filter(|character| is_kept(kind, *character)).collect();
    let kept: String = seen.trim_matches(|end: char| end.is_whitespace() || is_invisible(end)).nfc().collect();
    if kept.chars().count() > kind.most() {
        return Err(too_long());
    }
    Ok((!kept.is_empty()).then_some(kept))
}

/// The new text of a field that can be left out or emptied. A text of spaces only empties it.
pub(crate) fn changed(
    field: &'static str,
    kind: TextKind,
    text: MaybeUndefined<String>,
) -> Result<MaybeUndefined<String>, Refusal> {
    let MaybeUndefined::Value(text) = text else { return Ok(text) };
    Ok(optional(field, kind, Some(&text))?.map_or(MaybeUndefined::Null, MaybeUndefined::Value))
}

/// A diagnosis code of the International Classification of Diseases. Only the form is checked, because its editions
/// differ.
pub(crate) fn diagnosis(field: &'static str, code: &str) -> Result<String, Refusal> {
    let fits = (3..=40).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b".&/".contains(&byte));
    shaped(field, code, fits, "write the diagnosis as its code, such as 1A07.Z or B50.9")
}

/// The fingerprint of a document: SHA-256 in hexadecimal.
pub(crate) fn fingerprint(field: &'static str, hash: &str) -> Result<String, Refusal> {
    let fits = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    shaped(field, hash, fits, "write the fingerprint as 64 digits and letters from a to f")
}

fn shaped(field: &'static str, code: &str, fits: bool, message: &'static str) -> Result<String, Refusal> {
    if fits { Ok(code.to_owned()) } else { Err(Refusal::of(field, RefusalCode::ValueNotAllowed, message)) }
}

/// Removes invisible characters. They are pasted along with a text and would keep a search from finding it. The two
/// joiners stay because Arabic and N'Ko need them; direction marks stay in texts of several lines.
fn is_kept(kind: TextKind, character: char) -> bool {
    match character {
        '\u{200C}' | '\u{200D}' => true,
        '\u{200E}' | '\u{200F}' | '\u{061C}' => kind.has_lines(),
        // Unicode counts the blank Braille pattern as a visible symbol, but it shows nothing.
        '\u{2800}' => false,
        _ => !is_invisible(character),
    }
}

/// NUL ends a text in one of the two databases and not in the other. Other control characters, direction overrides and
/// non-characters can make a text look like another one.
fn may_hold(kind: TextKind, character: char) -> bool {
    match character {
        '\n' | '\r' | '\t' => kind.has_lines(),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}'..='\u{2029}' => false,
        // Unicode non-characters: 32 in a row, and the last two of every plane.
        _ => {
            !character.is_control()
                && !('\u{FDD0}'..='\u{FDEF}').contains(&character)
                && u32::from(character) & 0xFFFE != 0xFFFE
        }
    }
}
