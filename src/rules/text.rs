//! Text that comes in: how long it may be, what it may not hold, and the one form in which it is kept (Unicode NFC,
//! trimmed, line ends as `\n`, without what nobody sees). Checked before anything is stored or compared.

use unicode_normalization::UnicodeNormalization;

use super::{
    fold::is_invisible,
    refusal::{Refusal, RefusalCode},
};

/// The kinds of text, each with its length in characters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TextKind {
    /// A given or family name.
    Name,
    /// A telephone number, an e-mail address, a document number, a reference.
    Line,
    /// A postal address, a place, a title.
    LongLine,
    /// A reason, a question, an answer, an instruction: may have several lines.
    Paragraph,
    /// A note: may have several lines.
    Note,
}

impl TextKind {
    /// The most characters, counted after normalisation.
    #[must_use]
    pub const fn most(self) -> usize {
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

/// The text as it is kept, or a refusal; nothing but spaces is refused as missing.
pub fn required(field: &'static str, kind: TextKind, text: &str) -> Result<String, Refusal> {
    optional(field, kind, Some(text))?
        .ok_or_else(|| Refusal::of(field, RefusalCode::ValueRequired, "this field needs a text"))
}

/// The text as it is kept, or a refusal; nothing but spaces and what nobody sees counts as no text.
pub fn optional(field: &'static str, kind: TextKind, text: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let too_long = || {
        let message = format!("this text may have {} characters at most", kind.most());
        Refusal::of(field, RefusalCode::TextTooLong, message)
    };
    // Before any work on it: a text of a megabyte is refused by its size. Four bytes are the longest character, and
    // decomposed letters take a few of them.
    if text.len() > kind.most() * 16 {
        return Err(too_long());
    }
    if let Some(character) = text.chars().find(|character| !may_hold(kind, *character)) {
        let message = if character.is_control() {
            "this text holds a control character; type it again instead of pasting it"
        } else {
            "this text holds an invisible character that changes how it is read; type it again instead of pasting it"
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

/// A diagnosis of the International Classification of Diseases: the shape only, for its editions differ.
pub fn diagnosis(field: &'static str, code: &str) -> Result<String, Refusal> {
    let fits = (3..=40).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b".&/".contains(&byte));
    shaped(field, code, fits, "write the diagnosis as its code, such as 1A07.Z or B50.9")
}

/// The fingerprint of a document, SHA-256 in hexadecimal.
pub fn fingerprint(field: &'static str, hash: &str) -> Result<String, Refusal> {
    let fits = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    shaped(field, hash, fits, "write the fingerprint as 64 digits and letters from a to f")
}

fn shaped(field: &'static str, code: &str, fits: bool, message: &str) -> Result<String, Refusal> {
    if fits { Ok(code.to_owned()) } else { Err(Refusal::of(field, RefusalCode::ValueNotAllowed, message)) }
}

/// What nobody sees is dropped: it comes along when a text is pasted, and keeps a search from finding it. The two joiners
/// stay, because Arabic and N'Ko are written with them; in a text of several lines the direction marks do too.
fn is_kept(kind: TextKind, character: char) -> bool {
    match character {
        '\u{200C}' | '\u{200D}' => true,
        '\u{200E}' | '\u{200F}' | '\u{061C}' => kind.has_lines(),
        // The blank of Braille is a sign that shows nothing.
        '\u{2800}' => false,
        _ => !is_invisible(character),
    }
}

/// NUL ends a text in one of the two databases and not in the other; other control characters, overrides of the reading
/// direction and non-characters let a text look like another.
fn may_hold(kind: TextKind, character: char) -> bool {
    match character {
        '\n' | '\r' | '\t' => kind.has_lines(),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}'..='\u{2029}' => false,
        // Unicode's non-characters: 32 in a row, and the last two places of every plane.
        _ => {
            !character.is_control()
                && !('\u{FDD0}'..='\u{FDEF}').contains(&character)
                && u32::from(character) & 0xFFFE != 0xFFFE
        }
    }
}
