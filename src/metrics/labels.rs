//! The values of labels. Each is known when the program is compiled, or is read from the operator's own files at the start, so
//! that no label holds personal data and the number of series is limited. No value comes from a request.

use std::sync::Arc;

use metrics::SharedString;

/// A value of a label.
#[derive(Clone, Debug)]
pub struct Value(pub(super) SharedString);

impl Value {
    /// A value that was read when the server started.
    pub(crate) fn from_start(text: Arc<str>) -> Self {
        Self(SharedString::from(text))
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self(SharedString::const_str(text))
    }
}

/// The operation of a request that names none which the server knows: it was refused before, or is not in the schema.
pub(crate) const OTHER: &str = "other";
/// The operation of a request with several root fields.
pub(crate) const SEVERAL: &str = "several";
/// The operation of a request that only reads the schema.
pub(crate) const INTROSPECTION: &str = "introspection";

/// The reason of a token that could not be checked.
pub(crate) const NOT_CHECKED: &str = "not_checked";

/// How a request ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    /// With data and without an error.
    Answered,
    /// With data and with an error.
    Partly,
    /// With errors and without data, because of the request or of what its caller may do.
    Refused,
    /// With an error that is the server's: a fault, or it cannot answer now.
    Failed,
    /// The time of a request was over.
    TimedOut,
    /// The client did not wait for the answer.
    Abandoned,
}

impl From<Outcome> for Value {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Answered => "answered",
            Outcome::Partly => "partly",
            Outcome::Refused => "refused",
            Outcome::Failed => "failed",
            Outcome::TimedOut => "timed_out",
            Outcome::Abandoned => "abandoned",
        }
        .into()
    }
}

/// A pool of connections to the database.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Pool {
    /// It reads.
    Readers,
    /// It writes. On SQLite it has one connection, which is the urgent pool too.
    Writers,
    /// It writes what no change may delay.
    Urgent,
}

impl From<Pool> for Value {
    fn from(pool: Pool) -> Self {
        match pool {
            Pool::Readers => "readers",
            Pool::Writers => "writers",
            Pool::Urgent => "urgent",
        }
        .into()
    }
}

/// A limit that refuses requests.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Limit {
    /// Requests of one worker per second.
    WorkerRate,
    /// Requests of one organisation per second.
    OrganisationRate,
    /// Requests of one consulate per minute.
    ConsulateRate,
    /// Requests of one worker or organisation at the same time.
    CallerAtOnce,
    /// Requests at the same time.
    ServerAtOnce,
    /// Tokens that are looked up at the same time.
    TokensAtOnce,
    /// Open subscriptions of one worker or organisation.
    CallerSubscriptions,
    /// Open subscriptions.
    ServerSubscriptions,
}

impl Limit {
    /// All of them.
    pub(super) const ALL: [Self; 8] = [
        Self::WorkerRate,
        Self::OrganisationRate,
        Self::ConsulateRate,
        Self::CallerAtOnce,
        Self::ServerAtOnce,
        Self::TokensAtOnce,
        Self::CallerSubscriptions,
        Self::ServerSubscriptions,
    ];
}

impl From<Limit> for Value {
    fn from(limit: Limit) -> Self {
        match limit {
            Limit::WorkerRate => "worker_rate",
            Limit::OrganisationRate => "organisation_rate",
            Limit::ConsulateRate => "consulate_rate",
            Limit::CallerAtOnce => "caller_at_once",
            Limit::ServerAtOnce => "server_at_once",
            Limit::TokensAtOnce => "tokens_at_once",
            Limit::CallerSubscriptions => "caller_subscriptions",
            Limit::ServerSubscriptions => "server_subscriptions",
        }
        .into()
    }
}

/// A clock that can be overdue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Clock {
    /// A referral was not acknowledged.
    ReferralAcknowledgement,
    /// A referral was not decided.
    ReferralDecision,
    /// The service of a referral did not begin.
    ReferralService,
    /// An open case was not reviewed.
    CaseReview,
    /// A person is still in a centre after the planned last day.
    Departure,
}

impl From<Clock> for Value {
    fn from(clock: Clock) -> Self {
        match clock {
            Clock::ReferralAcknowledgement => "referral_acknowledgement",
            Clock::ReferralDecision => "referral_decision",
            Clock::ReferralService => "referral_service",
            Clock::CaseReview => "case_review",
            Clock::Departure => "departure",
        }
        .into()
    }
}

/// A background job.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Job {
    /// Reads the directory again.
    Directory,
    /// Ends referrals that nobody answered.
    ReferralExpiry,
    /// Ends consents, and what is based on them.
    ConsentExpiry,
    /// Ends the pauses of services.
    ServiceResume,
    /// Deletes old rows.
    Retention,
    /// Counts statistics.
    Statistics,
    /// Compares the people of different organisations.
    BlindMatch,
    /// Ends what is due at the consular desk.
    ConsularDesk,
    /// Reads revocations.
    Revocations,
    /// Folds the read log into the readers of cases.
    Readers,
    /// Counts overdue clocks.
    OverdueClocks,
}

impl From<Job> for Value {
    fn from(job: Job) -> Self {
        match job {
            Job::Directory => "directory",
            Job::ReferralExpiry => "referral_expiry",
            Job::ConsentExpiry => "consent_expiry",
            Job::ServiceResume => "service_resume",
            Job::Retention => "retention",
            Job::Statistics => "statistics",
            Job::BlindMatch => "blind_match",
            Job::ConsularDesk => "consular_desk",
            Job::Revocations => "revocations",
            Job::Readers => "readers",
            Job::OverdueClocks => "overdue_clocks",
        }
        .into()
    }
}
