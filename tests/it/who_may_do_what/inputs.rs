//! A well-formed input of every action. A new action does not compile until it has one. An action with a version gets a
//! wrong version: a viewer with access is refused by that rule, and nothing changes.

use uuid::Uuid;
use waystation::{access::action::Action, global_id};

use crate::support::{consular, order, overriding, standing::Place, words};

/// The fields of the action's input.
#[expect(clippy::too_many_lines, reason = "a table has as many lines as there are actions")]
pub fn input(action: Action, place: &Place) -> String {
    let (file, cast) = (&place.file, &place.cast);
    let id = |field: &str, record, id: Uuid| format!("{field}: \"{}\"", global_id::encode(record, id));
    let case = id("caseId", "Case", file.case.id);
    let referral = id("referralId", "Referral", file.referral.id);
    let transfer = id("transferId", "Transfer", file.transfer.id);
    let service = id("serviceId", "Service", cast.service.id);
    let request = id("consularRequestId", "ConsularRequest", consular::ids(file).request);
    let packet = format!("packetReference: \"{}\"", consular::reference(file));
    let worker = |field| id(field, "Worker", cast.worker.id);
    let fields = match action {
        Action::OpenCase => {
            let centre = id("centreId", "Centre", cast.centre.id);
            return format!(
                "{centre}, person: {{ names: [{{ given: \"A\", script: \"Latn\", type: CLAIMED }}], sex: FEMALE }}"
            );
        }
        Action::UpdateCase => format!("{case}, priority: HIGH"),
        Action::AssignCase => format!("{case}, {}", worker("assignedWorkerId")),
        Action::CloseCase => format!("{case}, reason: COMPLETED"),
        Action::ReopenCase => case,
        Action::AddVulnerability => {
            return format!(
                "{case}, category: STRANDED, severity: LOW, identifiedOn: \"2023-11-01\", source: STAFF_OBSERVATION"
            );
        }
        Action::RecordImmigrationStatus => format!("{case}, status: STRANDED, recordedOn: \"2023-11-01\""),
        Action::RecordCapacityAssessment => {
            return format!(
                "{case}, outcome: HAS_CAPACITY, assessedOn: \"2023-11-01\", reason: \"asked\", validUntil: \"2024-03-01\""
            );
        }
        Action::AddMedicalNote => return format!("{case}, encounterOn: \"2023-11-01\", summary: \"seen\""),
        Action::AddCaseNote => return format!("{case}, text: \"seen\""),
        Action::ClearProtectionMarker => format!("{case}, reason: \"a mistake\""),
        Action::RecordArrival => case,
        Action::RecordDeparture => format!("{case}, reason: LEFT_VOLUNTARILY"),
        Action::RecordConsent => {
            let recipient = id("organisationId", "Organisation", cast.partner.id);
            return format!(
                "{case}, givenBy: SELF, method: WRITTEN, language: \"fr\", interpreterUsed: false, \
                 purpose: REFERRAL_SERVICE, recipients: [{{ {recipient} }}], classes: [OPERATIONAL], \
                 readBackConfirmed: true, notTiedToAssistance: true"
            );
        }
        Action::RequestBestInterestDetermination => {
            return format!(
                "{case}, {}, purpose: REFERRAL_SERVICE, grounds: \"alone\"",
                id("receiverId", "Organisation", file.referral.to_organisation_id)
            );
        }
        Action::DecideBestInterestDetermination => {
            let named = id("determinationId", "BestInterestDetermination", overriding::determination(file));
            format!("{named}, outcome: IN_FAVOUR, reason: \"heard\"")
        }
        Action::WithdrawConsent => id("consentId", "Consent", file.consent.id),
        Action::DraftReferral => {
            let consent = id("consentId", "Consent", file.consent.id);
            return format!(
                "{case}, {service}, {consent}, urgency: ROUTINE, purpose: REFERRAL_SERVICE, classes: [OPERATIONAL]"
            );
        }
        Action::SendReferral
        | Action::AcknowledgeReferral
        | Action::ReviewReferral
        | Action::AcceptReferral
        | Action::StartReferral
        | Action::MarkReferralNoShow => referral,
        Action::ApproveLegalOverride | Action::RenewLegalOverride | Action::EndLegalOverride => {
            let named = id("legalOverrideId", "LegalOverride", overriding::legal_override(file));
            if action == Action::RenewLegalOverride { format!("{named}, reason: \"still unconscious\"") } else { named }
        }
        Action::RefuseLegalOverride => {
            let named = id("legalOverrideId", "LegalOverride", overriding::legal_override(file));
            format!("{named}, reason: \"awake\"")
        }
        Action::RequestReferralInformation => format!("{referral}, question: \"when?\""),
        Action::GiveReferralInformation => format!("{referral}, answer: \"now\""),
        Action::AddReferralMedicalContent => format!("{referral}, medicalVersion: 1, text: \"seen\""),
        Action::DeclineReferral => format!("{referral}, reason: NO_CAPACITY"),
        Action::RedirectReferral => format!("{referral}, {service}"),
        Action::ScheduleReferral => format!("{referral}, scheduledFor: \"2023-12-01T08:00:00Z\""),
        Action::CompleteReferral => format!("{referral}, outcome: SERVICE_PROVIDED"),
        Action::MarkReferralNotCompleted => format!("{referral}, reason: CLIENT_UNREACHABLE"),
        Action::CancelReferral | Action::RevokeReferral => format!("{referral}, reason: SENDER_REQUEST"),
        Action::MarkReferralEnteredInError => format!("{referral}, text: \"the wrong person\""),
        // A share has no version, so the input has a reason that nobody may give by hand.
        Action::EndShare => return format!("{}, reason: CASE_CLOSED", id("shareId", "Share", words::share_id(file))),
        Action::ProposeTransfer => {
            let centre = id("toCentreId", "Centre", cast.partner_centre.id);
            return format!("{case}, {centre}, reason: \"nearer to family\"");
        }
        Action::ApproveTransfer
        | Action::OfferTransfer
        | Action::AcceptTransfer
        | Action::CancelTransfer
        | Action::ConfirmTransferHandover => transfer,
        Action::DeclineTransfer => format!("{transfer}, reason: OUT_OF_AREA"),
        Action::DraftConsularRequest => {
            let post = id("postId", "ConsularPost", consular::ids(file).post);
            return format!("{case}, {post}, documentType: PASSPORT, interviewPreferences: []");
        }
        Action::CorrectProtectionGate => format!("{request}, gate: D_CHILD, outcome: PASS, note: \"a mistake\""),
        Action::LiftProtectionGateFailure => format!("{request}, reason: \"a mistake\""),
        Action::DecideProtectionGate => format!("{request}, gate: D_CHILD, outcome: PASS"),
        Action::FreezeConsularPacket
        | Action::SubmitConsularRequest
        | Action::HoldConsularRequest
        | Action::ResumeConsularRequest
        | Action::ConfirmConsularInterview
        | Action::DeclineConsularInterview
        | Action::RecordDocumentReceived
        | Action::RecordDocumentDelivery
        | Action::RecordDocumentUse
        | Action::RecordDocumentExpiry
        | Action::RecordDocumentReturn => request,
        Action::AnswerConsularQuestion => format!("{request}, answers: []"),
        Action::WithdrawConsularRequest => format!("{request}, reason: OTHER"),
        Action::AcknowledgeConsularPacket
        | Action::AgreeToConsularInterview
        | Action::ConfirmNationality
        | Action::StartDocumentProduction => packet,
        Action::ProposeOtherConsularInterview => format!("{request}, mode: PHONE, at: \"2023-12-01T08:00:00Z\""),
        Action::AskConsularQuestion => format!("{packet}, questions: [MOTHER_FULL_NAME]"),
        Action::ProposeConsularInterview => format!("{packet}, mode: PHONE, at: \"2023-12-01T08:00:00Z\""),
        Action::RecordConsularInterview => format!("{packet}, outcome: HELD"),
        Action::DenyNationality | Action::RefuseConsularRequest => format!("{packet}, reason: OTHER"),
        Action::RecordLegalOrder => {
            let agency = id("organisationId", "Organisation", cast.partner.id);
            return format!(
                "{case}, {agency}, reference: \"1\", reason: \"a court\", classes: [IDENTITY], \
                 validUntil: \"2023-12-01T00:00:00Z\""
            );
        }
        Action::ApproveLegalOrder | Action::EndLegalOrder => id("legalOrderId", "LegalOrder", order::id(file)),
        Action::RecordDocumentIssued => {
            format!("{packet}, type: PASSPORT, number: \"1\", issuedOn: \"2023-11-01\", singleJourney: false")
        }
    };
    format!("{fields}, version: 999")
}
