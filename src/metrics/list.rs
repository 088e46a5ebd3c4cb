//! Every metric of the server: its name, what it says, and its labels. The values of the labels are in `labels`.
//! docs/operating.md explains them to the operator.

use super::metric::{Counter, Gauge, Histogram, Listed};

pub(crate) const REQUESTS: Counter<2> = Counter::new(
    "waystation_requests_total",
    "GraphQL requests, by root field and by how they ended.",
    &["operation", "outcome"],
);
pub(crate) const REQUEST_DURATION: Histogram<1> = Histogram::new(
    "waystation_request_duration_seconds",
    "Time from the header of a GraphQL request to its answer; of a subscription, to its first event.",
    &["operation"],
);
pub(crate) const ERRORS: Counter<1> = Counter::new(
    "waystation_answers_with_error_total",
    "Answers with an error of this extensions.code. An answer with several errors of one code counts once.",
    &["code"],
);
pub(crate) const WITHHELD: Counter<1> = Counter::new(
    "waystation_withheld_fields_total",
    "Values that were withheld in answers, by data class: a field counts once for each row.",
    &["class"],
);
pub(crate) const TOKENS_REFUSED: Counter<1> = Counter::new(
    "waystation_tokens_refused_total",
    "Tokens that were refused, missing or not checked, by reason: of requests, and of open subscriptions before a delivery.",
    &["reason"],
);
pub(crate) const LIMIT_REFUSALS: Counter<1> = Counter::new(
    "waystation_limit_refusals_total",
    "Requests that were refused because a limit was reached, by limit.",
    &["limit"],
);
pub(crate) const SUBSCRIPTIONS: Gauge<0> =
    Gauge::new("waystation_subscriptions_open", "Open subscriptions of this node.", &[]);

pub(crate) const STATEMENTS: Counter<1> =
    Counter::new("waystation_statements_total", "SQL statements that were sent, by pool.", &["pool"]);
pub(crate) const CONNECTIONS_USED: Gauge<1> =
    Gauge::new("waystation_pool_connections_used", "Connections to the database that are in use, by pool.", &["pool"]);
pub(crate) const CONNECTIONS_IDLE: Gauge<1> = Gauge::new(
    "waystation_pool_connections_idle",
    "Open connections to the database that are idle, by pool.",
    &["pool"],
);
pub(crate) const CONNECTIONS_MAXIMUM: Gauge<1> =
    Gauge::new("waystation_pool_connections_maximum", "The most connections that a pool opens.", &["pool"]);
pub(crate) const DATABASE_UP: Gauge<0> =
    Gauge::new("waystation_database_up", "1 if the database answers, 0 if it does not.", &[]);
pub(crate) const ISSUERS_WITHOUT_KEYS: Gauge<0> = Gauge::new(
    "waystation_issuers_without_keys",
    "Trusted issuers whose keys could not be read, so that their tokens are refused.",
    &[],
);

pub(crate) const READ_LOG_WAITING: Gauge<0> =
    Gauge::new("waystation_read_log_waiting", "Requests that wait in the queue of the read log.", &[]);
pub(crate) const READ_LOG_DURATION: Histogram<0> = Histogram::new(
    "waystation_read_log_duration_seconds",
    "Time that a request waits for its row in the read log, also if it does not wait to the end.",
    &[],
);
pub(crate) const READ_LOG_FAILURES: Counter<0> = Counter::new(
    "waystation_read_log_failures_total",
    "Rows of the read log that were neither written nor kept, so that nothing was shown.",
    &[],
);
pub(crate) const READ_LOG_HELD: Gauge<0> = Gauge::new(
    "waystation_read_log_held_rows",
    "Rows of the read log that wait in memory because the disk is full.",
    &[],
);

pub(crate) const JOB_LAST_SUCCESS: Gauge<1> = Gauge::new(
    "waystation_job_last_success_timestamp_seconds",
    "When a background job of this node last succeeded, or when the node started.",
    &["background_job"],
);
pub(crate) const JOB_DURATION: Gauge<1> = Gauge::new(
    "waystation_job_duration_seconds",
    "How long the last run of a background job took.",
    &["background_job"],
);
pub(crate) const JOB_INTERVAL: Gauge<1> = Gauge::new(
    "waystation_job_interval_seconds",
    "The pause between two runs of a background job.",
    &["background_job"],
);
pub(crate) const JOB_SKIPPED: Counter<1> = Counter::new(
    "waystation_job_skipped_rows_total",
    "Rows that a background job could not settle. The log names them, and the next run tries them again.",
    &["background_job"],
);
pub(crate) const JOB_FAILURES: Counter<1> = Counter::new(
    "waystation_job_failures_total",
    "Runs of a background job that did not succeed.",
    &["background_job"],
);

pub(crate) const CLOCKS_OVERDUE: Gauge<1> = Gauge::new(
    "waystation_clocks_overdue",
    "Clocks of the whole installation that are overdue, by kind, at most 30000 together for referrals and 10000 of another kind. Counted once a minute by each node.",
    &["clock"],
);
pub(crate) const CHANGES_LAG: Gauge<0> = Gauge::new(
    "waystation_changes_lag_seconds",
    "Age of the oldest change that those who follow changes cannot see yet. Measured once a minute by each node.",
    &[],
);

pub(crate) const BUILD: Gauge<1> =
    Gauge::new("waystation_build_info", "Always 1; the version is a label.", &["version"]);

/// All of them.
pub const ALL: &[Listed] = &[
    REQUESTS.listed(),
    REQUEST_DURATION.listed(),
    ERRORS.listed(),
    WITHHELD.listed(),
    TOKENS_REFUSED.listed(),
    LIMIT_REFUSALS.listed(),
    SUBSCRIPTIONS.listed(),
    STATEMENTS.listed(),
    CONNECTIONS_USED.listed(),
    CONNECTIONS_IDLE.listed(),
    CONNECTIONS_MAXIMUM.listed(),
    DATABASE_UP.listed(),
    ISSUERS_WITHOUT_KEYS.listed(),
    READ_LOG_WAITING.listed(),
    READ_LOG_DURATION.listed(),
    READ_LOG_FAILURES.listed(),
    READ_LOG_HELD.listed(),
    JOB_LAST_SUCCESS.listed(),
    JOB_DURATION.listed(),
    JOB_INTERVAL.listed(),
    JOB_SKIPPED.listed(),
    JOB_FAILURES.listed(),
    CLOCKS_OVERDUE.listed(),
    CHANGES_LAG.listed(),
    BUILD.listed(),
];
