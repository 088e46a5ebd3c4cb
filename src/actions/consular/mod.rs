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
pub(crate) use self::{
    following::{
        AnswerConsularQuestion, ProposeOtherInterview, RecordDelivery, RecordDocumentExpiry, RecordDocumentReceived,
        each as request_steps,
    },
    packets::{
        AskConsularQuestion, ConfirmNationality, ProposeInterview, RecordDocumentIssued, RecordInterview,
        each as packet_steps,
    },
    preparing::{
        CorrectProtectionGate, DecideProtectionGate, DraftConsularRequest, LiftGateFailure, ReadyConsularRequest,
        SubmitConsularRequest,
    },
};
