//! Actions that a policy can allow. Every mutation needs exactly one action.

use async_graphql::Enum;
use sea_orm::{EnumIter, Iterable};
use serde::{Deserialize, Serialize};

/// An action, named like its mutation.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, Ord, PartialOrd, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Action {
    /// Open a case for a person at a centre.
    OpenCase,
    /// Change the working facts of a case.
    UpdateCase,
    /// Give a case to a worker, or open or end a medical encounter.
    AssignCase,
    /// Close a case with a reason.
    CloseCase,
    /// Open a closed case again.
    ReopenCase,
    /// Record a vulnerability.
    AddVulnerability,
    /// Record an immigration status.
    RecordImmigrationStatus,
    /// Record whether an adult can decide about their own data.
    RecordCapacityAssessment,
    /// Record a medical note.
    AddMedicalNote,
    /// Write a case note.
    AddCaseNote,
    /// Clear the protection markers of a person.
    ClearProtectionMarker,
    /// Give somebody who has arrived a bed.
    RecordArrival,
    /// Record that somebody has left their bed.
    RecordDeparture,
    /// Request a best-interest determination for a child.
    RequestBestInterestDetermination,
    /// Decide a best-interest determination for a child.
    DecideBestInterestDetermination,
    /// Record a consent that was given or refused.
    RecordConsent,
    /// Record that a consent was withdrawn; its shares end.
    WithdrawConsent,
    /// Prepare a referral.
    DraftReferral,
    /// Send a prepared referral.
    SendReferral,
    /// Approve sharing without consent that another person requested.
    ApproveLegalOverride,
    /// Refuse sharing without consent that another person requested.
    RefuseLegalOverride,
    /// Request that sharing without consent continues.
    RenewLegalOverride,
    /// End sharing without consent.
    EndLegalOverride,
    /// Confirm receipt of a referral.
    AcknowledgeReferral,
    /// Begin to review a referral.
    ReviewReferral,
    /// Ask the sender a question.
    RequestReferralInformation,
    /// Answer the receiver's question.
    GiveReferralInformation,
    /// Accept a referral.
    AcceptReferral,
    /// Decline a referral with a reason.
    DeclineReferral,
    /// Send a declined referral to another organisation.
    RedirectReferral,
    /// Set the date of the first service.
    ScheduleReferral,
    /// Record that the person did not come.
    MarkReferralNoShow,
    /// Record that the service began.
    StartReferral,
    /// Record that the service was provided.
    CompleteReferral,
    /// Record that the service was not provided.
    MarkReferralNotCompleted,
    /// Add medical content to a referral.
    AddReferralMedicalContent,
    /// Withdraw a referral before acceptance.
    CancelReferral,
    /// End a referral and the access it gave.
    RevokeReferral,
    /// Mark a referral as entered in error.
    MarkReferralEnteredInError,
    /// End the access of another organisation to a case.
    EndShare,
    /// Propose to transfer a case to another organisation.
    ProposeTransfer,
    /// Approve a proposed transfer.
    ApproveTransfer,
    /// Offer an approved transfer to the receiver.
    OfferTransfer,
    /// Accept an offered transfer. The receiver becomes the owner of the case.
    AcceptTransfer,
    /// Decline an offered transfer.
    DeclineTransfer,
    /// Cancel a transfer before acceptance.
    CancelTransfer,
    /// Confirm one side of the handover.
    ConfirmTransferHandover,
    /// Prepare a request to a consulate.
    DraftConsularRequest,
    /// Pass or fail a protection gate of a consular request.
    DecideProtectionGate,
    /// Correct a protection gate that was decided by mistake.
    CorrectProtectionGate,
    /// Lift the block that a failed protection gate caused.
    LiftProtectionGateFailure,
    /// Freeze the packet of a consular request.
    FreezeConsularPacket,
    /// Submit a packet to its consulate.
    SubmitConsularRequest,
    /// Hold a consular request for protection.
    HoldConsularRequest,
    /// Resume a consular request that was on hold.
    ResumeConsularRequest,
    /// Answer a consulate's questions.
    AnswerConsularQuestion,
    /// Agree to an interview with a consulate.
    ConfirmConsularInterview,
    /// Decline an interview with a consulate.
    DeclineConsularInterview,
    /// Propose another time for an interview with a consulate.
    ProposeOtherConsularInterview,
    /// Record that your organisation received the document.
    RecordDocumentReceived,
    /// Record that the document was delivered to the person.
    RecordDocumentDelivery,
    /// Record that the document was used.
    RecordDocumentUse,
    /// Record that the document expired.
    RecordDocumentExpiry,
    /// Record that the document was returned.
    RecordDocumentReturn,
    /// Withdraw a consular request.
    WithdrawConsularRequest,
    /// Confirm receipt of a packet.
    AcknowledgeConsularPacket,
    /// Ask a question about a packet, from a closed list.
    AskConsularQuestion,
    /// Propose an interview.
    ProposeConsularInterview,
    /// Agree to an interview that the requesting organisation proposed.
    AgreeToConsularInterview,
    /// Record whether an interview was held.
    RecordConsularInterview,
    /// Confirm a nationality.
    ConfirmNationality,
    /// Record that a nationality is not confirmed.
    DenyNationality,
    /// Record that the production of a document has started.
    StartDocumentProduction,
    /// Record the document that was issued.
    RecordDocumentIssued,
    /// Refuse a consular request.
    RefuseConsularRequest,
    /// Record a legal order for an enforcement agency.
    RecordLegalOrder,
    /// Approve a legal order, so that the agency can read the classes that the order names.
    ApproveLegalOrder,
    /// End a legal order.
    EndLegalOrder,
}

impl Action {
    /// The name of the mutation: `sendReferral`.
    pub fn mutation(self) -> String {
        let name = format!("{self:?}");
        let (head, tail) = name.split_at(1);
        head.to_lowercase() + tail
    }

    /// The name in the policy and in the log: `SEND_REFERRAL`.
    pub fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_uppercase());
        }
        name
    }

    /// All actions, in the order of this list.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }
}
