//! Custody of the travel document: each verb records where it is.

mod record_delivery;
mod record_document_expiry;
mod record_document_received;
mod record_document_return;
mod record_document_use;

pub use self::{
    record_delivery::RecordDelivery, record_document_expiry::RecordDocumentExpiry,
    record_document_received::RecordDocumentReceived, record_document_return::RecordDocumentReturn,
    record_document_use::RecordDocumentUse,
};
use super::step::{handed, leads_to, take};
