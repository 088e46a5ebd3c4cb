//! The list of cases. Each condition names the class of what a match reveals.

use async_graphql::{Context, InputObject};
use entity::{
    case::Column as C,
    centre,
    codes::{CaseStatus, DataClass as D, Priority},
    worker,
};
use sea_orm::{prelude::Date, sea_query::Order};

use super::{
    listed::{Listed, TimeRange, given_filter, period},
    order::{CaseOrderField, OrderDirection},
    values::{any_of, checked, each, keys, line},
};
use crate::{
    access::directive::holds,
    error::Error,
    global_id::Id,
    graphql::{
        changes::{ChangesPosition, updated_since},
        records::Case,
        request::Request,
    },
    rules::{
        country, document_number, fold,
        phone::{self, PhoneSearch},
        search::NameSearch,
    },
    scalars::CountryCode,
    store::{lists::case::CaseFilter, read_log::Search, sql::ordering::Ordering},
};

/// Conditions on cases. All of them must hold. A condition on data that you may not read for a case leaves that case
/// out.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "CaseFilter")]
pub(crate) struct CaseFilterInput {
    /// Only the case with exactly this reference.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    reference: Option<String>,
    /// Only cases with one of these statuses.
    #[graphql(directive = holds::apply(D::Operational))]
    status: Option<Vec<CaseStatus>>,
    /// Only cases with one of these priorities.
    #[graphql(directive = holds::apply(D::Operational))]
    priority: Option<Vec<Priority>>,
    /// Only cases for which one of these centres answers (`Case.centre`).
    #[graphql(directive = holds::apply(D::Operational))]
    centre_id: Option<Vec<Id<centre::Entity>>>,
    /// Only cases opened in this period.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    opened: Option<TimeRange>,
    /// True: only cases assigned to you, as case worker or in an open medical encounter. False: only other cases.
    #[graphql(directive = holds::apply(D::Operational))]
    assigned_to_me: Option<bool>,
    /// Only cases with one of these case workers of record (`Case.assignedWorker`).
    #[graphql(directive = holds::apply(D::StaffAssigned))]
    assigned_worker_id: Option<Vec<Id<worker::Entity>>>,
    /// True: only cases without a case worker of record. False: only cases with one (`Case.assigned`).
    #[graphql(directive = holds::apply(D::StaffCoarse))]
    unassigned: Option<bool>,
    /// Only cases whose next review is before this day. Cases without a next review are left out.
    #[graphql(directive = holds::apply(D::Operational))]
    next_review_before: Option<Date>,
    /// Only cases of people with one of these nationalities, ISO 3166-1 alpha-3.
    #[graphql(directive = holds::apply(D::Identity))]
    nationality: Option<Vec<CountryCode>>,
    /// Only cases of people with this name. Each word must be the beginning of a part of the name; accents, case and
    /// common transliterations do not matter. At most six different words.
    #[graphql(directive = holds::apply(D::Identity))]
    name: Option<String>,
    /// Only cases of the person with exactly this reference (`Person.reference`).
    #[graphql(directive = holds::apply(D::Operational))]
    person_reference: Option<String>,
    /// Only cases of people with an identity document of this number. Case, spaces and other separators do not matter.
    #[graphql(directive = holds::apply(D::Identity))]
    identifier_number: Option<String>,
    /// Only cases of people with a contact at this telephone number, with or without the country code. At least six digits.
    #[graphql(directive = holds::apply(D::Contact))]
    phone: Option<String>,
    /// Only the cases that `changes` returns for this position. More than 1000 cases are an error.
    #[graphql(directive = holds::apply(D::Public))]
    updated_since: Option<ChangesPosition>,
}

impl Listed for CaseFilterInput {
    type Record = Case;
    type Order = CaseOrderField;
    type List = CaseFilter;
    const USUAL: (CaseOrderField, OrderDirection) = (CaseOrderField::OpenedAt, OrderDirection::Desc);

    async fn read(context: &Context<'_>) -> Result<CaseFilter, Error> {
        let filter: Self = given_filter(context)?;
        let (searches, since) = (filter.searches(), filter.updated_since.clone());
        let filter = filter.checked()?;
        Request::of(context).searches(searches);
        Ok(CaseFilter { updated: updated_since(context, since).await?, ..filter })
    }

    fn order(_: &CaseFilter, by: CaseOrderField, direction: Order) -> Ordering {
        match by {
            CaseOrderField::OpenedAt => Ordering::by(C::OpenedAt, C::Id, direction),
            CaseOrderField::Reference => Ordering::by(C::Reference, C::Id, direction),
            CaseOrderField::NextReviewOn => Ordering::by(C::NextReviewOn, C::Id, direction).of_class(D::Operational),
            CaseOrderField::Priority => Ordering::by(C::PriorityRank, C::Id, direction).of_class(D::Operational),
            CaseOrderField::LastActivityAt => Ordering::by(C::LastActivityAt, C::Id, direction).of_class(D::Staff),
        }
    }
}

impl CaseFilterInput {
    /// The conditions that search for a person, for the read log.
    fn searches(&self) -> Vec<Search> {
        let search = |by, value| Search { root: "cases", by, value };
        let folded = |by, text: &str| search(by, fold::search_key(text));
        let nationalities = self.nationality.iter().flatten().map(|it| folded("nationality", it));
        let names = self.name.iter().map(|it| folded("name", it));
        let references = self.person_reference.iter().map(|it| folded("personReference", it));
        let numbers = self.identifier_number.iter().filter_map(|it| document_number::search_key(it));
        let numbers = numbers.map(|key| search("identifierNumber", key));
        let phones = self.phone.iter().filter_map(|it| phone::search_key(it)).map(|key| search("phone", key));
        nationalities.chain(names).chain(numbers).chain(phones).chain(references).collect()
    }

    /// As a filter of the store.
    /// Errors: when a text is malformed, or the time range is empty.
    pub(crate) fn checked(self) -> Result<CaseFilter, Error> {
        let Self {
            reference,
            status,
            priority,
            centre_id,
            opened,
            assigned_to_me,
            assigned_worker_id,
            unassigned,
            next_review_before,
            nationality,
            name,
            person_reference,
            identifier_number,
            phone,
            updated_since: _,
        } = self;
        Ok(CaseFilter {
            reference: line("reference", reference.as_deref())?,
            status: any_of("status", status)?,
            priority: any_of("priority", priority)?,
            centre: keys("centreId", centre_id)?,
            opened: period("opened", opened)?,
            assigned_to_me,
            assigned_worker: keys("assignedWorkerId", assigned_worker_id)?,
            unassigned,
            next_review_before,
            nationality: each("nationality", nationality, country::nationality)?,
            name: name.map(|it| checked(NameSearch::of("name", &it))).transpose()?,
            person_reference: line("personReference", person_reference.as_deref())?,
            identifier_number: identifier_number
                .map(|it| checked(document_number::searched("identifierNumber", &it)).map(|key| vec![key]))
                .transpose()?,
            phone: phone.map(|it| checked(PhoneSearch::of("phone", &it)).map(|search| vec![search])).transpose()?,
            ..CaseFilter::default()
        })
    }
}
