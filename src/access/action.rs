//! Actions that a policy can allow. Every mutation needs exactly one action.

use async_graphql::Enum;
use sea_orm::{EnumIter, Iterable};
use serde::{Deserialize, Serialize};

/// An action, named like its mutation.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash, Ord, PartialOrd, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Action {
    /// Open a case for a new person at one of your centres. A case worker who opens it is assigned to it.
    OpenCase,
    /// Update fields of a case. You can change only fields you may read.
    UpdateCase,
    /// Add names, nationalities, languages, documents and contacts that were learned after the registration.
    AddToPerson,
    /// Correct what is recorded of a person, with a reason. What was recorded before is kept and no longer used.
    CorrectPerson,
    /// Merge two registrations of one person. One stays, and the cases and facts of the other one belong to it from then on.
    MergePersons,
    /// Undo a merge of two registrations within 30 days. What moved goes back, and what was recorded since stays.
    UndoPersonMerge,
    /// Record that two people travel together: the case joins the household of another case. You need access to both.
    JoinHousehold,
    /// Record that a person does not travel with their household any more.
    LeaveHousehold,
    /// Record a relative of the person. A relative with a case here gets the opposite link; you need access to both.
    RecordFamilyLink,
    /// Decide whether a relative of the person is one, in the files of both. A protection officer decides.
    DecideFamilyLink,
    /// Enter a person into the blind match across organisations for 90 days. The person has agreed to it.
    EnterMatching,
    /// Take a person out of the blind match. Your side of its open matches ends.
    LeaveMatching,
    /// Agree to talk about a match with the other organisation, or decline. It learns only that both agreed.
    AnswerPersonMatch,
    /// Assign a case to a case worker, or open or end a medical encounter.
    AssignCase,
    /// Close a case with a reason. Its live referrals are revoked.
    CloseCase,
    /// Reopen a closed case. A death that was recorded with the closure is taken back.
    ReopenCase,
    /// Record a vulnerability of the person.
    AddVulnerability,
    /// Correct a vulnerability, or say that it ended or was never there. What was recorded before is kept.
    CorrectVulnerability,
    /// Record the person's immigration status. A status that shows a need for protection ends consular requests.
    RecordImmigrationStatus,
    /// Correct an immigration status. A sign of a need for protection stays until a protection officer clears it.
    CorrectImmigrationStatus,
    /// Record whether an adult can decide about their own data. A guardian can consent only for one who cannot.
    RecordCapacityAssessment,
    /// Correct an assessment of capacity. Consents end if their giver cannot speak for the person any more.
    CorrectCapacityAssessment,
    /// Record a medical encounter.
    AddMedicalNote,
    /// Correct a medical note of your organisation. The case then says what its notes in force say.
    CorrectMedicalNote,
    /// Write a note that only the staff of your organisation can read.
    AddCaseNote,
    /// Correct a case note of your organisation. What was written before is kept.
    CorrectCaseNote,
    /// Clear the protection markers of a person, with a reason. A failed gate still blocks requests to its State.
    ClearProtectionMarker,
    /// Give a person who has arrived a bed in the centre of the case. A person who already has a bed there moves.
    RecordArrival,
    /// Change the day on which a person is expected to leave their bed.
    UpdateStay,
    /// Record that a person has left their bed, with the reason.
    RecordDeparture,
    /// Request a best-interest determination for a child. Another person has to decide.
    RequestBestInterestDetermination,
    /// Decide what is in the best interest of a child. A protection officer decides, never the one who requested it.
    DecideBestInterestDetermination,
    /// Record what the person agreed to or refused. It replaces earlier consents of the same purpose and recipients.
    RecordConsent,
    /// Withdraw a consent for the person. Its recipients lose access at once.
    WithdrawConsent,
    /// Update an entry of the service directory that your organisation offers.
    UpdateService,
    /// Update the entry of a centre in the directory: its name, beds, opening, time zone and status.
    UpdateCentre,
    /// Add a centre of your organisation to the directory. It is PLANNED until `updateCentre` opens it.
    CreateCentre,
    /// Add an organisation of the country that your organisation oversees to the directory. The operator lets its tokens in.
    CreateOrganisation,
    /// Update the entry of your own organisation, or of one in the country that your organisation oversees, in the directory.
    UpdateOrganisation,
    /// Suspend an organisation in the country that your organisation oversees. Its tokens are refused on every node within
    /// seconds. Nothing else changes.
    SuspendOrganisation,
    /// End the suspension of an organisation that an administrator suspended.
    ResumeOrganisation,
    /// Deactivate a worker of your organisation. Their tokens for it are refused on every node within seconds, also new ones.
    DeactivateWorker,
    /// End the deactivation of a worker of your organisation.
    ReactivateWorker,
    /// Revoke all tokens of a worker of your organisation that were issued until now, in every organisation. The worker can
    /// sign in again.
    RevokeTokens,
    /// Register an HTTPS end point of your organisation that is told which cases changed. `secret` is shown in this answer only.
    CreateWebhook,
    /// Update the address, the description or the kinds of events of a webhook of your organisation.
    UpdateWebhook,
    /// Replace the secret of a webhook. Messages are signed with both for 24 hours. `secret` is shown in this answer only.
    RotateWebhookSecret,
    /// Send a test message to a webhook of your organisation, also while it is paused.
    TestWebhook,
    /// Pause a webhook of your organisation. It keeps its place for 30 days.
    PauseWebhook,
    /// Resume a webhook of your organisation. It is told what changed since.
    ResumeWebhook,
    /// Delete a webhook of your organisation.
    DeleteWebhook,
    /// Send the failed messages of a webhook again, at most 100, as far as your organisation may know of their cases now.
    ReplayWebhookDeliveries,
    /// Draft a referral of a case to a service of another organisation.
    DraftReferral,
    /// Change the draft of a referral: the service, what is shared, the reason, the consent.
    UpdateReferral,
    /// Send a draft. The receiver sees a stub, and the time limits start to run.
    SendReferral,
    /// Approve sharing without consent that another person asked for. You need access to every class that it opens.
    ApproveLegalOverride,
    /// Refuse sharing without consent that another person asked for.
    RefuseLegalOverride,
    /// Request that sharing without consent continues. Returns the new request, which another person has to approve.
    RenewLegalOverride,
    /// End sharing without consent, or withdraw a request for it. A live referral that depends on it is revoked, a
    /// transfer that was not accepted yet is cancelled.
    EndLegalOverride,
    /// Confirm that your organisation has received a referral.
    AcknowledgeReferral,
    /// Start the review of a referral that your organisation acknowledged.
    ReviewReferral,
    /// Name the worker of your organisation who answers a referral that it received. Only your organisation learns of it.
    AssignReferral,
    /// Ask the sender a question. The time limits pause until the answer.
    RequestReferralInformation,
    /// Answer the receiver's question. The time limits continue to run.
    GiveReferralInformation,
    /// Accept a referral. Your organisation can then read what the person consented to.
    AcceptReferral,
    /// Decline a referral with a reason. Your organisation keeps only its reference and dates.
    DeclineReferral,
    /// Draft the same referral to another organisation after one declined or did not answer in time. Returns the new draft.
    RedirectReferral,
    /// Set the date of the first service, or move it.
    ScheduleReferral,
    /// Record that the person did not come. A new date can be set.
    MarkReferralNoShow,
    /// Record that the service has started.
    StartReferral,
    /// Record that the service was provided. Your organisation can read the case for 30 more days.
    CompleteReferral,
    /// Record that the service could not be provided.
    MarkReferralNotCompleted,
    /// Write the medical content of a referral of your patient, or replace it. After acceptance the receiver reads it,
    /// and MEDICAL.
    AddReferralMedicalContent,
    /// Cancel a referral before it is accepted.
    CancelReferral,
    /// End a referral. The receiver loses access at once, also in the days after completion.
    RevokeReferral,
    /// Mark a referral that should never have been made. It is kept on record and hidden from the receiver.
    MarkReferralEnteredInError,
    /// End the access of another organisation to a case at once. A live referral is revoked with it.
    EndShare,
    /// Propose that another centre takes over the case.
    ProposeTransfer,
    /// Offer a case to another centre of your organisation. Its acceptance completes the move.
    MoveCase,
    /// Approve a transfer that somebody else proposed.
    ApproveTransfer,
    /// Offer an approved transfer to the receiver. The receiver sees a stub of the case.
    OfferTransfer,
    /// Accept an offered transfer. Your centre has the case from now on.
    AcceptTransfer,
    /// Decline an offered transfer with a reason.
    DeclineTransfer,
    /// Cancel a transfer before it is accepted.
    CancelTransfer,
    /// Confirm your side of the handover. The transfer is complete when another person confirms the other side.
    ConfirmTransferHandover,
    /// Draft a request to a consulate for a travel document. The consulate sees nothing of it yet.
    DraftConsularRequest,
    /// Pass or fail a protection gate of a consular request that somebody else drafted.
    DecideProtectionGate,
    /// Correct a protection gate that another officer decided by mistake.
    CorrectProtectionGate,
    /// Lift the block that a failed gate of another officer puts on later requests of the person to the same State.
    LiftProtectionGateFailure,
    /// Freeze the packet of a consular request whose gates have all passed.
    FreezeConsularPacket,
    /// Submit the frozen packet to the consulate.
    SubmitConsularRequest,
    /// Hold a consular request for protection. The consulate does not notice.
    HoldConsularRequest,
    /// Resume a held consular request.
    ResumeConsularRequest,
    /// Answer the questions of the consulate. The answers go into a new version of the packet.
    AnswerConsularQuestion,
    /// Agree to the interview that the consulate proposed.
    ConfirmConsularInterview,
    /// Decline the proposed interview. The consulate receives no reason.
    DeclineConsularInterview,
    /// Propose another time for an interview, or move an agreed one. The consulate has to agree.
    ProposeOtherConsularInterview,
    /// Record that your organisation received the travel document from the consulate.
    RecordDocumentReceived,
    /// Record that the person received the travel document.
    RecordDocumentDelivery,
    /// Record that the person travelled with the document.
    RecordDocumentUse,
    /// Record that the travel document expired unused.
    RecordDocumentExpiry,
    /// Record that the travel document was returned unused.
    RecordDocumentReturn,
    /// Withdraw a consular request. The consulate never learns the reason.
    WithdrawConsularRequest,
    /// Confirm receipt of a packet.
    AcknowledgeConsularPacket,
    /// Ask about the person, from a closed list of questions.
    AskConsularQuestion,
    /// Propose an interview. The requesting organisation arranges it.
    ProposeConsularInterview,
    /// Agree to the interview that the requesting organisation proposed.
    AgreeToConsularInterview,
    /// Record whether the interview was held.
    RecordConsularInterview,
    /// Confirm the nationality of the person.
    ConfirmNationality,
    /// Record that the nationality is not confirmed, with a reason. The packet is closed.
    RecordNationalityNotConfirmed,
    /// Record that the document is in production.
    StartDocumentProduction,
    /// Record the travel document that was issued.
    RecordDocumentIssued,
    /// Refuse a request with a reason. The packet is closed.
    RefuseConsularRequest,
    /// Record a legal order for an enforcement agency. It gives no access until a data protection officer approves.
    RecordLegalOrder,
    /// Approve a legal order that somebody else recorded. The agency can then read what it names.
    ApproveLegalOrder,
    /// End a legal order, approved or not. The agency loses access at once.
    EndLegalOrder,
}

/// The actions of which a sender of referrals has one at least.
pub(crate) const SENDS: [Action; 2] = [Action::DraftReferral, Action::SendReferral];

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
