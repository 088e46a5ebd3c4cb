//! Consular requests: verbs of the requesting organisation on a request, and of the liaison on a packet.

mod carried;
mod consequences;
mod following;
mod freezing;
mod packets;
mod preparing;
mod time;

pub(super) use self::consequences::follow;
pub use self::time::end_due;
pub use self::{
    following::{
        AnswerConsularQuestion, ConfirmInterview, DeclineInterview, HoldConsularRequest, ProposeOtherInterview,
        RecordDelivery, RecordDocumentExpiry, RecordDocumentReceived, RecordDocumentReturn, RecordDocumentUse,
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
