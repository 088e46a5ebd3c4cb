//! Cases of the viewer's organisation that may be about a person. Each sign is one search in the list of cases, so that it
//! finds what the viewer may read and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use entity::case::{self, Column as C};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Order, SelectStatement},
};
use uuid::Uuid;

use crate::{
    rules::likeness::{DuplicateSign, Likeness},
    store::{
        Store,
        access::scope::Scope,
        lists::{case::CaseFilter, list::List},
        sql::{expression::listed, ordering::Ordering, paging::Paging},
        write::change::Change,
    },
};

/// The most cases that one search finds.
const MOST: u64 = 25;

/// A case that may be about the person, and what it has in common with the person.
#[derive(Clone, Debug)]
pub(crate) struct PossibleDuplicate {
    /// The case.
    pub case_id: Uuid,
    /// The signs, the strongest first.
    pub signs: BTreeSet<DuplicateSign>,
}

/// The searches, each for the newest cases with a sign.
fn searches(likeness: &Likeness, scope: &Scope) -> Vec<(DuplicateSign, SelectStatement)> {
    let home = || CaseFilter { organisation: Some(scope.viewer.organisation_id), ..CaseFilter::default() };
    let numbers = Some(likeness.identifier_numbers.clone())
        .filter(|it| !it.is_empty())
        .map(|it| (DuplicateSign::IdentifierNumber, CaseFilter { identifier_number: Some(it), ..home() }));
    let phones = Some(likeness.phones.clone()).filter(|it| !it.is_empty());
    let phones = phones.map(|it| (DuplicateSign::Phone, CaseFilter { phone: Some(it), ..home() }));
    let names = likeness
        .names
        .iter()
        .map(|it| (DuplicateSign::Name, CaseFilter { name: Some(it.clone()), born: likeness.born_about(), ..home() }));
    let alike = likeness.initials.clone().zip(likeness.born_near());
    let alike = alike.map(|(initials, born)| {
        (DuplicateSign::Initials, CaseFilter { alike: Some((initials, likeness.sex, born)), ..home() })
    });
    let filters = numbers.into_iter().chain(phones).chain(names).chain(alike);
    filters.map(|(sign, filter)| (sign, newest(&filter, scope, MOST))).collect()
}

/// `SELECT id` of this number of the newest cases of a list.
pub(super) fn newest(filter: &CaseFilter, scope: &Scope, most: u64) -> SelectStatement {
    let (t, order) = (listed(), Ordering::by(C::OpenedAt, C::Id, Order::Desc));
    let mut ids = filter.page(scope, &order, &Paging { size: most, ..Paging::default() }).from;
    ids.column((t.clone(), C::Id)).limit(most);
    order.sort(&mut ids, &t);
    ids
}

/// Puts together what the searches found: the case with the strongest sign first, and the newest of several.
fn together(found: impl IntoIterator<Item = (DuplicateSign, Vec<Uuid>)>) -> Vec<PossibleDuplicate> {
    let mut signs: BTreeMap<Uuid, BTreeSet<DuplicateSign>> = BTreeMap::new();
    for (sign, ids) in found {
        for id in ids {
            signs.entry(id).or_default().insert(sign);
        }
    }
    let mut together: Vec<_> = signs.into_iter().map(|(case_id, signs)| PossibleDuplicate { case_id, signs }).collect();
    together.sort_by_key(|it| (it.signs.first().copied(), std::cmp::Reverse(it.case_id)));
    together
}

fn ids(rows: &[sea_orm::QueryResult]) -> Result<Vec<Uuid>, DbErr> {
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

impl Store {
    /// The cases of the viewer's organisation that may be about this person.
    pub(crate) async fn possible_duplicates(&self, likeness: &Likeness) -> Result<Vec<PossibleDuplicate>, DbErr> {
        let mut found = Vec::new();
        for (sign, search) in searches(likeness, &self.scope) {
            found.push((sign, ids(&self.database.read(&search).await?)?));
        }
        Ok(together(found))
    }
}

impl Change {
    /// The references of other cases of the organisation that may be about the person of this case.
    pub(crate) async fn possible_duplicates_of(
        &self,
        case_id: Uuid,
        likeness: &Likeness,
    ) -> Result<Vec<String>, DbErr> {
        let mut found = Vec::new();
        for (sign, search) in searches(likeness, &self.scope) {
            found.push((sign, ids(&self.transaction().query_all(&search).await?)?));
        }
        let found = together(found).into_iter().map(|it| it.case_id).filter(|id| *id != case_id);
        let found: Vec<_> = found.collect();
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let references =
            case::Entity::find().select_only().columns([C::Id, C::Reference]).filter(C::Id.is_in(found.clone()));
        let references: BTreeMap<Uuid, String> =
            references.into_tuple().all(self.transaction()).await?.into_iter().collect();
        Ok(found.iter().filter_map(|id| references.get(id).cloned()).collect())
    }
}
