//! The words of statistics: what is counted, what it is counted by, and over which stretches of time.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What the rows of a count are.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StatisticsSubject {
    /// Cases, in the month in which they were opened.
    Case,
    /// Referrals, in the month in which they were sent.
    Referral,
    /// Referrals that were acknowledged, with the hours that it took, in the month in which they were sent.
    Acknowledgement,
    /// Referrals that were accepted or declined, with the hours that it took, in the month in which they were sent.
    Decision,
    /// Requests to consulates, in the month in which they were drafted.
    ConsularRequest,
    /// People who were in a centre when the month ended, or are there now.
    Presence,
    /// Stays that have ended, with the hours that they lasted, in the month in which they ended.
    EndedStay,
}

/// What a statistic measures.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StatisticsMeasure {
    /// People whose first case was opened; for those who read the rows, the first case at the centre.
    People,
    /// Cases that were opened.
    Cases,
    /// Referrals that were sent.
    ReferralsSent,
    /// Of the referrals sent: accepted, and not revoked since.
    ReferralsAccepted,
    /// Of the referrals sent: declined.
    ReferralsDeclined,
    /// Of the referrals sent: without an answer, waiting or expired.
    ReferralsUnanswered,
    /// Of the referrals sent: waiting, and beyond the due time.
    ReferralsOverdue,
    /// Half of the referrals were acknowledged within so many hours.
    HoursToAcknowledgeMedian,
    /// Nine of ten referrals were acknowledged within so many hours.
    #[graphql(name = "HOURS_TO_ACKNOWLEDGE_P90")]
    HoursToAcknowledgeP90,
    /// Half of the referrals were decided within so many hours.
    HoursToDecideMedian,
    /// Nine of ten referrals were decided within so many hours.
    #[graphql(name = "HOURS_TO_DECIDE_P90")]
    HoursToDecideP90,
    /// Requests to consulates that were drafted.
    ConsularRequests,
    /// People in the centres at the end of the period, or now where it has not ended. Only those whose case you may read: the
    /// beds of a centre are `Centre.occupancy`.
    Occupancy,
    /// Half of the stays that ended lasted so many days at most.
    DaysOfStayMedian,
    /// Nine of ten stays that ended lasted so many days at most.
    #[graphql(name = "DAYS_OF_STAY_P90")]
    DaysOfStayP90,
}

/// What a statistic is grouped by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StatisticsDimension {
    /// The month, quarter or year, as the interval says.
    Period,
    /// The country of the centre.
    Country,
    /// The ordinary centre that answers for the case; a protected centre is counted with it.
    Centre,
    /// The organisation that owns the case.
    Organisation,
    /// The group of services; of referrals only.
    ServiceGroup,
    /// How soon an answer is needed; of referrals only.
    Urgency,
    /// Where it stands; of cases, referrals and requests to consulates.
    State,
    /// The nationality that was recorded first.
    Nationality,
    /// Sex.
    Sex,
    /// Age in bands at the beginning of the case.
    AgeBand,
    /// Whether a vulnerability is on file.
    ProtectionConcern,
    /// Whether a medical note is on file.
    MedicalNeed,
    /// Whether the person has asked for international protection or has it.
    InternationalProtection,
}

/// How long the periods are that a statistic is grouped by.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StatisticsInterval {
    /// Months.
    #[default]
    Month,
    /// Quarters, beginning in January, April, July and October.
    Quarter,
    /// Years.
    Year,
}

/// Where something stands, as far as statistics tell.
#[derive(
    Clone, Copy, Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Enum, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(40))", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StatisticsState {
    /// A case that is followed.
    Open,
    /// A case that is closed.
    Closed,
    /// A referral that waits for an answer.
    Waiting,
    /// A referral that was accepted.
    Accepted,
    /// A referral that was accepted, and the help given.
    Completed,
    /// A referral that was accepted, and the help not given.
    NotCompleted,
    /// A referral that was declined.
    Declined,
    /// A referral that nobody answered in time.
    Expired,
    /// A referral that was cancelled or revoked.
    Ended,
    /// A request to a consulate that it has not seen.
    InPreparation,
    /// A request that the consulate looks into.
    WithConsulate,
    /// A request to which the consulate has confirmed the nationality.
    Confirmed,
    /// A request on which a document was issued.
    Issued,
    /// A request that the consulate refused, or for which it did not confirm the nationality.
    Refused,
    /// A request that ended otherwise.
    Dropped,
}
