//! Codes of the blind match of people across organisations.

use macro_rules_attribute::apply;

/// What one side knows of a match.
#[apply(code!)]
pub enum PersonMatchState {
    /// Your organisation has not answered.
    Proposed,
    /// Your organisation agreed. It is not told what the other one answered, unless that agrees too.
    Waiting,
    /// Both organisations agreed, and read the same reference of the talk.
    Agreed,
    /// Your organisation declined.
    Declined,
    /// It was not agreed by both in time.
    Expired,
    /// It is over: the person on your side does not take part any more.
    Ended,
}

/// Why a person does not take part in the blind match any more.
#[apply(code!)]
pub enum MatchingEndReason {
    /// A protection officer took the person out.
    TakenOut,
    /// Its time is over.
    Expired,
    /// The consent was withdrawn, replaced or is out of date.
    ConsentEnded,
    /// The case was closed.
    CaseClosed,
    /// The case belongs to another organisation now.
    CaseMoved,
    /// The access to the case was restricted, or the person moved to a protected centre.
    AccessRestricted,
    /// What is recorded of the person changed too often, or the registration was merged.
    ChangedTooOften,
}
