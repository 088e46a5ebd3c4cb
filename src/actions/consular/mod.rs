//! Consular requests: verbs of the requesting organisation on a request, and of the liaison on a packet.

mod carried;
mod consequences;
mod custody;
mod following;
mod freezing;
mod packets;
mod preparing;
mod step;
mod time;

pub(super) use self::consequences::follow;
pub use self::time::end_due;
pub use self::{
    custody::{RecordDelivery, RecordDocumentExpiry, RecordDocumentReceived, RecordDocumentReturn, RecordDocumentUse},
    following::{
        AnswerConsularQuestion, ConfirmInterview, DeclineInterview, HoldConsularRequest, ProposeOtherInterview,
        ResumeConsularRequest, WithdrawConsularRequest,
    },
    packets::{
        AcknowledgeConsularPacket, AgreeToInterview, AskConsularQuestion, ConfirmNationality, DenyNationality,
        ProposeInterview, RecordDocumentIssued, RecordInterview, RefuseConsularRequest, StartDocumentProduction,
    },
    preparing::{
        CorrectProtectionGate, DecideProtectionGate, DraftConsularRequest, LiftGateFailure, ReadyConsularRequest,
        SubmitConsularRequest,
    },
};
