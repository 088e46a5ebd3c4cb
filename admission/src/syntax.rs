//! Error messages for a document that is not GraphQL. They say what the parser expected and never repeat the document.

use async_graphql_parser as parser;

use super::refusal::{Reason, Refusal};

/// The refusal of a document that could not be parsed.
pub(crate) fn refusal(error: &parser::Error) -> Refusal {
    let places = error.positions().collect::<Vec<_>>();
    let detail = match error {
        parser::Error::RecursionLimitExceeded => return Refusal::at(Reason::TooDeep, places),
        parser::Error::Syntax { message, .. } => expected(message),
        parser::Error::MultipleOperations { .. } => {
            Some("an operation without a name must be the only one of its document".to_owned())
        }
        parser::Error::OperationDuplicated { .. } => Some("two operations have the same name".to_owned()),
        parser::Error::FragmentDuplicated { .. } => Some("two fragments have the same name".to_owned()),
        parser::Error::MissingOperation => Some("the document has no operation".to_owned()),
        _ => None,
    };
    match detail {
        Some(detail) => Refusal::with_detail(Reason::SyntaxError, places, detail),
        None => Refusal::at(Reason::SyntaxError, places),
    }
}

/// The last line of the parser's message. It names rules of the grammar, while the lines above repeat the document.
fn expected(message: &str) -> Option<String> {
    let words = message.lines().rev().find_map(|line| line.trim().strip_prefix("= "))?;
    let of_grammar = |letter: char| letter.is_ascii_alphanumeric() || "_, ;".contains(letter);
    if !(words.starts_with("expected ") || words.starts_with("unexpected ")) || !words.chars().all(of_grammar) {
        return None;
    }
    let words = words.replace("EOI", "the end of the document").replace('_', " ");
    Some(format!("the document is not valid GraphQL: {words}"))
}
