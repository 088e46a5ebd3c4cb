//! Counts the tokens of a document and the nesting of its brackets before it is parsed, in one pass over the bytes. The
//! parser recurses once for each open bracket, so this check keeps it from overflowing the stack.

use super::{
    limits::Limits,
    refusal::{Reason, Refusal},
};

/// Refuses a document with more tokens or deeper brackets than the limits allow. Returns the byte offset of each `-0`,
/// which the parser would read as a float.
pub(crate) fn check(document: &str, limits: &Limits) -> Result<Vec<usize>, Refusal> {
    let bytes = document.as_bytes();
    let (mut at, mut tokens, mut open) = (0, 0_usize, 0_usize);
    let mut negative_zeros = Vec::new();
    while let Some(&byte) = bytes.get(at) {
        let width = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += run(&bytes[at..], |byte| byte != b'\n' && byte != b'\r');
                continue;
            }
            b'"' => string(&bytes[at..]),
            b'.' if bytes[at..].starts_with(b"...") => 3,
            b'-' | b'0'..=b'9' => {
                1 + run(&bytes[at + 1..], |byte| byte.is_ascii_alphanumeric() || b".+-_".contains(&byte))
            }
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => run(&bytes[at..], |byte| byte.is_ascii_alphanumeric() || byte == b'_'),
            _ => 1,
        };
        match byte {
            b'{' | b'(' | b'[' => open += 1,
            b'}' | b')' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        if bytes.get(at..at + width) == Some(b"-0") {
            negative_zeros.push(at);
        }
        at += width;
        tokens += 1;
        if tokens > limits.tokens {
            return Err(Refusal::over(Reason::TooManyTokens, limits.tokens as u64, []));
        }
        if open > limits.nesting {
            return Err(Refusal::over(Reason::TooDeep, limits.nesting as u64, []));
        }
    }
    Ok(negative_zeros)
}

fn run(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&byte| !belongs(byte)).unwrap_or(bytes.len())
}

/// The width of the string that starts here. If the string has no end, it is the width of the rest, and the parser will
/// refuse the document.
fn string(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\"\"\"") {
        let mut at = 3;
        while at < bytes.len() {
            if bytes[at..].starts_with(b"\\\"\"\"") {
                at += 4;
            } else if bytes[at..].starts_with(b"\"\"\"") {
                return at + 3;
            } else {
                at += 1;
            }
        }
        return bytes.len();
    }
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(document: &str, tokens: usize) -> bool {
        let limits = |tokens| Limits { tokens, ..Limits::default() };
        check(document, &limits(tokens)).is_ok() && check(document, &limits(tokens - 1)).is_err()
    }

    #[test]
    fn every_token_counts_once() {
        assert!(counts("{ a }", 3));
        assert!(counts("query Q($a: [Int!]! = [-1.5e+3, 2]) { ...F @skip(if: $a) }", 29));
        assert!(counts(r#"{ a(b: "x { \" y", c: """ " \""" { """) }"#, 11));
        assert!(counts("{ a # { b c d\n }", 3));
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_nest() {
        let limits = Limits { nesting: 2, ..Limits::default() };
        assert!(check(r#"{ a(b: "((((") } # [[[["#, &limits).is_ok());
        assert_eq!(check("{ a(b: [1]) }", &limits).unwrap_err().reason, Reason::TooDeep);
    }

    #[test]
    fn a_hundred_thousand_open_brackets_are_refused_without_a_parse() {
        for bracket in ["[", "{a", "(", "{a(b:[{c:"] {
            let limits = Limits { tokens: usize::MAX, ..Limits::default() };
            assert_eq!(check(&bracket.repeat(100_000), &limits).unwrap_err().reason, Reason::TooDeep);
        }
    }
}
