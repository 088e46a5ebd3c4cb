//! Script codes, ISO 15924, and whether a name is written in the script that its code names.

use icu_properties::{PropertyParser, props::Script, script::ScriptWithExtensions};

use super::refusal::{Refusal, RefusalCode};

/// Checks a script code.
/// Errors: when no script of names has this code.
pub(crate) fn script(field: &'static str, code: &str) -> Result<String, Refusal> {
    let message = "write the script as its four letters in ISO 15924, such as Latn or Arab";
    Refusal::of(field, RefusalCode::ValueNotAllowed, message).when(of_code(code).is_empty())?;
    Ok(code.to_owned())
}

/// Checks that the letters of a name belong to its script. Characters without a script, such as a hyphen, belong to
/// every script.
/// Errors: when a letter belongs to another script.
pub(crate) fn written_in(field: &'static str, code: &str, text: &str) -> Result<(), Refusal> {
    let (scripts, extensions) = (of_code(code), ScriptWithExtensions::new());
    let fits = |letter: char| {
        let own = extensions.get_script_val(letter);
        own == Script::Common
            || own == Script::Inherited
            || scripts.iter().any(|script| extensions.has_script(letter, *script))
    };
    let message = "the name has letters of another script; name the script that it is written in";
    Refusal::of(field, RefusalCode::ValueNotAllowed, message)
        .unless(text.chars().filter(|character| character.is_alphabetic()).all(fits))
}

/// The Unicode scripts of a code. Some codes cover several scripts, or one script in a certain style. Codes for
/// "unknown" or "any" have no script.
fn of_code(code: &str) -> Vec<Script> {
    match code {
        "Hans" | "Hant" => vec![Script::Han],
        "Hrkt" => vec![Script::Hiragana, Script::Katakana],
        "Jpan" => vec![Script::Han, Script::Hiragana, Script::Katakana],
        "Kore" => vec![Script::Hangul, Script::Han],
        "Aran" => vec![Script::Arabic],
        "Zyyy" | "Zinh" | "Zzzz" | "Qaac" | "Qaai" => Vec::new(),
        // The parser also accepts the long Unicode names, which are not codes.
        _ if code.len() == 4 && is_capitalised(code) => {
            PropertyParser::<Script>::new().get_strict(code).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn is_capitalised(code: &str) -> bool {
    let mut bytes = code.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_uppercase()) && bytes.all(|byte| byte.is_ascii_lowercase())
}
