//! Codes of statistics: measures, dimensions, intervals and states.

use macro_rules_attribute::apply;

/// The kind of rows that are counted.
#[apply(stored!)]
pub enum StatisticsSubject {
    /// Cases, by the month in which they were opened.
    Case,
    /// Referrals, by the month in which they were sent.
    Referral,
    /// Acknowledged referrals with the hours until acknowledgement, by the month in which they were sent.
    Acknowledgement,
    /// Accepted or declined referrals with the hours until the decision, by the month in which they were sent.
    Decision,
    /// Consular requests, by the month in which they were drafted.
    ConsularRequest,
    /// People who were in a centre at the end of the month, or are there now.
    Presence,
    /// Ended stays with their length in hours, by the month in which they ended.
    EndedStay,
}

/// A measure of statistics.
#[apply(shown!)]
pub enum StatisticsMeasure {
    /// Number of people whose first case was opened. If you read the rows, the first case at the centre counts.
    People,
    /// Number of cases that were opened.
    Cases,
    /// Number of referrals that were sent.
    ReferralsSent,
    /// Number of sent referrals that were accepted and not revoked since.
    ReferralsAccepted,
    /// Number of sent referrals that were declined.
    ReferralsDeclined,
    /// Number of sent referrals without a decision: they wait, or they expired.
    ReferralsUnanswered,
    /// Number of sent referrals that wait for a decision and whose running clock has passed its due time.
    ReferralsOverdue,
    /// Median hours from sending to acknowledgement of referrals.
    HoursToAcknowledgeMedian,
    /// Hours from sending within which 9 of 10 acknowledged referrals were acknowledged.
    #[graphql(name = "HOURS_TO_ACKNOWLEDGE_P90")]
    HoursToAcknowledgeP90,
    /// Median hours from sending to the decision on referrals.
    HoursToDecideMedian,
    /// Hours from sending within which 9 of 10 decided referrals were decided.
    #[graphql(name = "HOURS_TO_DECIDE_P90")]
    HoursToDecideP90,
    /// Number of consular requests that were drafted.
    ConsularRequests,
    /// Number of people in the centres at the end of the period, or now if it has not ended. It counts only people
    /// whose case you may read. For occupied beds use `Centre.occupancy`.
    Occupancy,
    /// Median length of ended stays, in days.
    DaysOfStayMedian,
    /// Days within which 9 of 10 ended stays ended.
    #[graphql(name = "DAYS_OF_STAY_P90")]
    DaysOfStayP90,
}

/// A dimension by which statistics are grouped.
#[apply(shown!)]
pub enum StatisticsDimension {
    /// The month, quarter or year, according to `interval`.
    Period,
    /// The country of the centre.
    Country,
    /// The ordinary centre that answers for the case. Protected centres are counted with it.
    Centre,
    /// The organisation that owns the case.
    Organisation,
    /// The service group. For referrals only.
    ServiceGroup,
    /// The urgency. For referrals only.
    Urgency,
    /// The state. For cases, referrals and consular requests only.
    State,
    /// The nationality that was recorded first.
    Nationality,
    /// The sex of the person.
    Sex,
    /// The age band of the person at the beginning of the case.
    AgeBand,
    /// Whether a vulnerability is on file.
    ProtectionConcern,
    /// Whether a medical note is on file.
    MedicalNeed,
    /// Whether the person has asked for international protection or has it.
    InternationalProtection,
}

/// The length of the periods of the dimension PERIOD.
#[apply(shown!)]
#[derive(Default)]
pub enum StatisticsInterval {
    /// Months.
    #[default]
    Month,
    /// Quarters, beginning in January, April, July and October.
    Quarter,
    /// Years.
    Year,
}

/// The state of a case, referral or consular request, as statistics show it.
#[apply(code!)]
pub enum StatisticsState {
    /// An open case.
    Open,
    /// A closed case.
    Closed,
    /// A referral that waits for a decision.
    Waiting,
    /// An accepted referral whose service is not finished.
    Accepted,
    /// An accepted referral whose service was given.
    Completed,
    /// An accepted referral whose service was not given.
    NotCompleted,
    /// A declined referral.
    Declined,
    /// A referral that was not answered in time.
    Expired,
    /// A referral that was cancelled or revoked.
    Ended,
    /// A consular request that was not submitted yet.
    InPreparation,
    /// A consular request that the consulate is examining.
    WithConsulate,
    /// A consular request for which the nationality was confirmed.
    Confirmed,
    /// A consular request for which a document was issued.
    Issued,
    /// A consular request that was refused, or for which the nationality was not confirmed.
    Refused,
    /// A consular request that ended in another way.
    Dropped,
}
