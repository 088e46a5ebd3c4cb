//! The kinds of tasks in the list of what a worker has to do now.

use macro_rules_attribute::apply;

/// What there is to do.
#[apply(shown!)]
pub enum TaskKind {
    /// A referral to your organisation waits for an answer.
    ReferralToAnswer,
    /// The receiver of your referral asked a question and waits for the answer.
    ReferralQuestionToAnswer,
    /// Your referral was declined or expired in the last 30 days, and the case has no newer referral to a service of this type.
    ReferralToPlaceAgain,
    /// An immediate or emergency referral of your organisation is overdue. It is for protection officers.
    ReferralEscalatedToProtection,
    /// An immediate or urgent referral of your organisation is overdue. It is for managers of centres.
    ReferralEscalatedToManager,
    /// An appointment of a referral to your organisation is over, and its outcome is not recorded.
    AppointmentToRecord,
    /// A transfer of a case waits for approval.
    TransferToApprove,
    /// An approved transfer of a case waits to be offered to the receiver.
    TransferToOffer,
    /// A transfer that was offered to you waits for an answer.
    TransferToAnswer,
    /// A transfer was accepted, and your side has not confirmed the handover.
    TransferToHandOver,
    /// An open case has no case worker of record.
    CaseToAssign,
    /// The day of the next review of a case has come.
    CaseToReview,
    /// The planned last day of a person in a centre has come.
    DepartureToRecord,
    /// A consent ends within seven days.
    ConsentToRenew,
    /// A request to share without consent waits for a second person.
    LegalOverrideToDecide,
    /// An approval to share without consent ends within seven days, and its renewal was not requested.
    LegalOverrideToRenew,
    /// A legal order waits for the approval of a data protection officer.
    LegalOrderToApprove,
    /// A determination of the best interest of a child waits for a decision.
    BestInterestToDecide,
    /// Another organisation may have registered the same person, and your organisation has not answered.
    PersonMatchToAnswer,
    /// The protection gates of a consular request are not all decided.
    ConsularRequestToScreen,
    /// The consulate asked questions about a consular request.
    ConsularQuestionToAnswer,
    /// The consulate proposed an interview.
    ConsularInterviewToConfirm,
    /// The consulate confirmed the nationality, and the person has no nationality of this State with the basis CONFIRMED.
    NationalityToRecord,
}
