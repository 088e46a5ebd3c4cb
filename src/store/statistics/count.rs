//! Counting one month of one table: reads the rows of people, and returns counts of combinations.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    birth::Birth,
    codes::{
        AccessMode, AgeBand, CaseStatus, Coarsens, ConsularState, DataClass, ImmigrationStatus, ReferralState,
        ServiceGroup, ServiceType, Sex, StatisticsState, StatisticsSubject, Urgency,
    },
    statistics_cell,
};
use futures_util::TryStreamExt;
use sea_orm::{DatabaseTransaction, DbErr, QueryResult, StreamTrait, TryGetable, prelude::DateTimeUtc};
use uuid::Uuid;

use super::{
    months::bounds,
    source::{Common, CountedTable},
    zones::Counted,
};
use crate::{
    access::policy::spelled,
    rules::{
        consular::gates::protects,
        statistics::{Count, quantile::step, states},
    },
};

/// The columns by which the counts of one month are grouped.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Combination {
    months: CountedMonths,
    country: String,
    centre_id: Uuid,
    organisation_id: Uuid,
    home_organisation_id: Uuid,
    home_centre_id: Uuid,
    access_mode: AccessMode,
    sex: Sex,
    age_band: AgeBand,
    nationality: Option<String>,
    protection_concern: bool,
    medical_need: bool,
    international_protection: bool,
    of: Own,
}

/// The columns that only some subjects have.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Own {
    inference_class: DataClass,
    service_group: Option<ServiceGroup>,
    urgency: Option<Urgency>,
    state: Option<StatisticsState>,
    overdue: bool,
    hours: Option<i32>,
}

impl Own {
    const fn in_state(state: Option<StatisticsState>) -> Self {
        Self {
            inference_class: DataClass::Operational,
            service_group: None,
            urgency: None,
            state,
            overdue: false,
            hours: None,
        }
    }
}

/// Counts a month of the rows of one table, for all subjects that are counted from it.
pub(crate) async fn month(
    transaction: &DatabaseTransaction,
    source: CountedTable,
    month: NaiveDate,
    counted: &Counted,
    now: DateTimeUtc,
) -> Result<impl Iterator<Item = statistics_cell::Model>, DbErr> {
    let mut counts: HashMap<(StatisticsSubject, Combination), (Count, i64)> = HashMap::new();
    // Rows are streamed, because a month of a million people is large.
    let mut rows = transaction.stream(&source.select(month, now)).await?;
    while let Some(row) = rows.try_next().await? {
        let row = Row(&row);
        let months = months(source, &row, month, counted, now)?;
        if months == (false, None) {
            continue;
        }
        let first = row.next::<bool>(Common::First as usize)?;
        let first_here = row.next::<bool>(Common::FirstHere as usize)?;
        for (subject, of) in subjects(source, &row, now)? {
            let (count, here) = counts.entry((subject, row.combination(months, of)?)).or_default();
            *count = count.and(Count { amount: 1, people: i64::from(first) });
            *here += i64::from(first_here);
        }
    }
    Ok(counts.into_iter().map(move |((subject, of), count)| cell(subject, month, of, count)))
}

/// Whether a row counts for the month in UTC, and for which month it counts in the time zone of its centre.
type CountedMonths = (bool, Option<NaiveDate>);

fn months(
    source: CountedTable,
    row: &Row<'_>,
    month: NaiveDate,
    counted: &Counted,
    now: DateTimeUtc,
) -> Result<CountedMonths, DbErr> {
    let centre: Uuid = row.next(Common::Centre as usize)?;
    let at: DateTimeUtc = row.next(Common::At as usize)?;
    if source != CountedTable::Stays {
        return Ok((true, Some(counted.month(centre, at))));
    }
    let until: Option<DateTimeUtc> = row.next(Common::Own as usize)?;
    let open_at = |moment: DateTimeUtc| at < moment && until.is_none_or(|until| until >= moment);
    let there = open_at(counted.end_of_month(centre, month).min(now));
    Ok((open_at(bounds(month).1.min(now)), there.then_some(month)))
}

/// The subjects that one row counts for.
fn subjects(source: CountedTable, row: &Row<'_>, now: DateTimeUtc) -> Result<Vec<(StatisticsSubject, Own)>, DbErr> {
    let own = Common::Own as usize;
    Ok(match source {
        CountedTable::Cases => {
            let state = states::of_case(row.next::<CaseStatus>(own)?);
            vec![(StatisticsSubject::Case, Own::in_state(Some(state)))]
        }
        CountedTable::ConsularRequests => {
            let state: ConsularState = row.next(own)?;
            let state = states::of_consular_request(state, row.next(own + 1)?);
            vec![(StatisticsSubject::ConsularRequest, Own::in_state(Some(state)))]
        }
        CountedTable::Referrals => referral(row, own, now)?,
        CountedTable::Stays => vec![(StatisticsSubject::Presence, Own::in_state(None))],
        CountedTable::EndedStays => {
            let (from, until): (DateTimeUtc, DateTimeUtc) = (row.next(own)?, row.next(own + 1)?);
            let lasted = Own { hours: Some(hours(from, until)), ..Own::in_state(None) };
            vec![(StatisticsSubject::EndedStay, lasted)]
        }
    })
}

fn referral(row: &Row<'_>, own: usize, now: DateTimeUtc) -> Result<Vec<(StatisticsSubject, Own)>, DbErr> {
    let Some(state) = states::of_referral(row.next::<ReferralState>(own)?) else { return Ok(Vec::new()) };
    let service_type: ServiceType = row.next(own + 2)?;
    let sent: DateTimeUtc = row.next(own + 4)?;
    let due: Option<DateTimeUtc> = row.next(own + 7)?;
    let of = Own {
        inference_class: row.next(own + 3)?,
        service_group: Some(service_type.coarse()),
        urgency: row.next(own + 1)?,
        state: Some(state),
        overdue: state == StatisticsState::Waiting && due.is_some_and(|due| due < now),
        hours: None,
    };
    let took = |until: DateTimeUtc| Own { hours: Some(hours(sent, until)), ..of.clone() };
    let mut counted = vec![(StatisticsSubject::Referral, of.clone())];
    counted.extend(row.next::<Option<DateTimeUtc>>(own + 5)?.map(|at| (StatisticsSubject::Acknowledgement, took(at))));
    counted.extend(row.next::<Option<DateTimeUtc>>(own + 6)?.map(|at| (StatisticsSubject::Decision, took(at))));
    Ok(counted)
}

/// The duration in hours, rounded to the steps that are counted.
pub(crate) fn hours(from: DateTimeUtc, until: DateTimeUtc) -> i32 {
    step(i32::try_from(Ord::max((until - from).num_hours(), 0)).unwrap_or(i32::MAX))
}

/// A row with access by column number.
struct Row<'a>(&'a QueryResult);

impl Row<'_> {
    fn next<T: TryGetable>(&self, place: usize) -> Result<T, DbErr> {
        self.0.try_get_by_index(place)
    }

    fn combination(&self, months: CountedMonths, of: Own) -> Result<Combination, DbErr> {
        let opened: DateTimeUtc = self.next(Common::OpenedAt as usize)?;
        let birth = Birth {
            date: self.next(Common::BirthDate as usize)?,
            precision: self.next(Common::BirthDatePrecision as usize)?,
        };
        let status: Option<ImmigrationStatus> = self.next(Common::ImmigrationStatus as usize)?;
        Ok(Combination {
            months,
            country: self.next(Common::Country as usize)?,
            centre_id: self.next(Common::Centre as usize)?,
            organisation_id: self.next(Common::Organisation as usize)?,
            home_organisation_id: self.next(Common::HomeOrganisation as usize)?,
            home_centre_id: self.next(Common::HomeCentre as usize)?,
            access_mode: self.next(Common::AccessMode as usize)?,
            sex: self.next(Common::Sex as usize)?,
            age_band: birth.band(opened.date_naive()),
            nationality: self.next(Common::Nationality as usize)?,
            protection_concern: self.next(Common::ProtectionConcern as usize)?,
            medical_need: self.next(Common::MedicalNeed as usize)?,
            international_protection: status.is_some_and(protects),
            of,
        })
    }
}

fn cell(
    subject: StatisticsSubject,
    month: NaiveDate,
    of: Combination,
    (count, people_here): (Count, i64),
) -> statistics_cell::Model {
    let Combination {
        months: (counts_in_utc, local_month),
        country,
        centre_id,
        organisation_id,
        home_organisation_id,
        home_centre_id,
        access_mode,
        sex,
        age_band,
        nationality,
        protection_concern,
        medical_need,
        international_protection,
        of: Own { inference_class, service_group, urgency, state, overdue, hours },
    } = of;
    statistics_cell::Model {
        id: Uuid::now_v7(),
        subject,
        month,
        counts_in_utc,
        local_month,
        country,
        centre_id,
        organisation_id,
        access_mode,
        inference_class,
        service_group: service_group.map(|group| spelled(&group)),
        urgency,
        state,
        overdue,
        nationality,
        sex,
        age_band: spelled(&age_band),
        protection_concern,
        medical_need,
        international_protection,
        hours,
        amount: count.amount,
        people: count.people,
        home_organisation_id: Some(home_organisation_id),
        home_centre_id: Some(home_centre_id),
        people_here,
    }
}
