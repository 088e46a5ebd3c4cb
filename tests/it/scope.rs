//! The property that everything rests on: the rows that `scope(viewer, class)` selects are exactly those whose
//! clearance holds the class. Otherwise a list, a count, a filter or an order would reveal more than a field. `by_hand`
//! computes the same from the rows in memory, as a third and independent source.

mod by_hand;
mod caseload;
mod desk;
mod kinds;
mod matches;
mod viewers;

use std::{collections::BTreeSet, sync::Arc};

use entity::{
    case,
    codes::{DataClass, LiaisonState, OrganisationType, Relation},
    consular_packet, share,
};
use rand::{SeedableRng as _, rngs::ChaCha8Rng};
use sea_orm::{
    ConnectionTrait, Iterable,
    sea_query::{DynIden, Expr, IntoIden, Order, Query, UnionType},
};
use tokio::sync::Mutex;
use uuid::Uuid;
use waystation::{
    access::{
        ceiling::{guarded, is_packet, is_to_case},
        class::ClassSet,
        policy::Policy,
    },
    graphql::{record::table::Holds, records},
    store::{
        Store,
        access::{clearance::Clearance, row_access::Access, scope::Scope},
        consular::inbox::PacketFilter,
        lists::{case::CaseFilter, list::List as _},
        read::rows::{Listing, RowLayout},
        sql::{expression::listed, ordering::Ordering, paging::Paging},
    },
};

use self::{
    caseload::{Caseload, POLICE},
    kinds::{ByHand, Kind, kinds},
};
use crate::support::{World, on_both};

/// Each round has its own caseload and policy.
const ROUNDS: u64 = 8;
const VIEWERS: usize = 25;

const OPERATIONAL_COARSE: DataClass = DataClass::OperationalCoarse;

/// Classes by row: each pair is readable.
type Readable = BTreeSet<(Uuid, DataClass)>;

#[tokio::test]
async fn a_list_knows_exactly_what_the_fields_of_its_rows_may_tell() {
    let witnessed = Arc::new(Mutex::new(BTreeSet::new()));
    for round in 0..ROUNDS {
        on_both(|world| a_round(world, round, witnessed.clone())).await;
    }
    // A random caseload does not prove that every relation and state occurred.
    let witnessed = witnessed.lock().await;
    let tried = |name, relation| witnessed.contains(&Witness::Reads(name, relation));
    for relation in Relation::iter().filter(|relation| is_to_case(*relation)) {
        use Relation::{ReferralActive, ReferralClosed};
        assert!(tried("case", relation) || relation == ReferralClosed, "no case under {relation:?}");
        assert!(tried("referral", relation), "no referral under {relation:?}");
        assert!(tried("transfer", relation) || relation == ReferralActive, "no transfer under {relation:?}");
    }
    for relation in Relation::iter().filter(|relation| is_packet(*relation)) {
        assert!(tried("packet", relation), "no packet was read under {relation:?}");
        assert!(witnessed.contains(&Witness::ReadsNot("packet", relation)), "every packet was read under {relation:?}");
    }
    for state in LiaisonState::iter() {
        assert!(witnessed.contains(&Witness::Shown(state)), "no packet was shown as {state:?}");
    }
}

/// A combination that occurred in some round.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Witness {
    /// A row of this kind was readable in this relation.
    Reads(&'static str, Relation),
    /// A row of this kind was not readable, although the relation held.
    ReadsNot(&'static str, Relation),
    /// A packet was found by a filter on the state that its post is shown.
    Shown(LiaisonState),
}

type Witnessed = Arc<Mutex<BTreeSet<Witness>>>;

async fn a_round(mut world: World, round: u64, all: Witnessed) {
    let mut dice = ChaCha8Rng::seed_from_u64(round);
    world.policy = if round.is_multiple_of(4) { Policy::shipped() } else { viewers::policy(&mut dice) };
    let caseload = Caseload::at_random(&mut dice);
    caseload.write(&world).await;
    let mut witnessed = BTreeSet::new();
    let mut viewers: Vec<_> = (0..VIEWERS).map(|_| viewers::viewer(&mut dice, &caseload)).collect();
    viewers.extend(viewers::officers(&caseload));
    viewers.push(viewers::police(&caseload));
    let police = viewers.len() - 1;
    for (number, viewer) in viewers.into_iter().enumerate() {
        let store = world.store(viewer).await;
        the_list_is_the_sum_of_its_ways_in(&world, &store).await;
        the_cases_of_all_centres_are_those_whose_centre_may_be_known(&world, &store).await;
        witnessed.extend(the_packets_of_a_state_are_those_that_are_shown_so(&caseload, &store).await);
        for kind in kinds() {
            let place = format!("round {round}, viewer {number} {:?}, {}", store.scope.viewer, kind.name);
            let cleared = cleared(&store, &kind).await;
            let selected = selected(&world, &store.scope, &kind).await;
            let (leaked, lost): (Readable, Readable) = (&selected - &cleared, &cleared - &selected);
            assert!(leaked.is_empty(), "{place}: a list knows more than a field may show: {}", some(&leaked));
            assert!(lost.is_empty(), "{place}: a field shows more than a list knows: {}", some(&lost));
            let by_hand = (kind.by_hand)(&caseload, &store.scope);
            let expected = by_hand.iter().flat_map(|(id, (classes, _))| readable(*id, *classes)).collect::<Readable>();
            let differing = &cleared ^ &expected;
            assert!(
                differing.is_empty(),
                "{place}: the statement finds other facts than `by_hand`: {}",
                some(&differing)
            );
            if number == police && kind.name == "case" {
                orders_matter(&caseload, &by_hand, &place);
            }
            for (classes, relations) in by_hand.values() {
                let of = if classes.is_empty() { Witness::ReadsNot } else { Witness::Reads };
                witnessed.extend(Relation::iter().filter(|it| relations.holds(*it)).map(|it| of(kind.name, it)));
            }
        }
    }
    all.lock().await.extend(witnessed);
}

/// Checks that an order opened a guarded class of some share, and that a share without an order stayed shut.
fn orders_matter(caseload: &Caseload, by_hand: &ByHand, place: &str) {
    let guarded = guarded(OrganisationType::GovHostEnforcement);
    let agency = caseload.organisations[POLICE].id;
    let mine = |share: &&share::Model| share.organisation_id == agency;
    let reads = |classes: ClassSet| !(classes & guarded).is_empty();
    assert!(by_hand.values().any(|(classes, _)| reads(*classes)), "{place}: no order opened anything");
    let shut = |id: &Uuid| {
        let mut shares = caseload.shares.iter().filter(mine).filter(|share| share.case_id == *id);
        shares.any(|share| reads(ClassSet::from_bits(share.classes)))
    };
    let closed = by_hand
        .iter()
        .any(|(id, (classes, relations))| relations.holds(Relation::ReferralActive) && !reads(*classes) && shut(id));
    assert!(closed, "{place}: every share of a guarded class had an order");
}

/// The list of cases is a union of one statement for each access path, so that each path can use its own index.
async fn the_list_is_the_sum_of_its_ways_in(world: &World, store: &Store) {
    let t = listed();
    let class = DataClass::OperationalCoarse;
    let known = Query::select()
        .column((t.clone(), case::Column::Id))
        .from_as(case::Entity, t.clone())
        .cond_where(store.scope.cases(&t, class))
        .take();
    let known = world.database.reader.query_all(&known).await.expect("cases are selected");
    let known: BTreeSet<Uuid> = known.iter().map(|row| row.try_get_by_index(0).expect("a key")).collect();
    let all = CaseFilter::default();
    let order = Ordering::by(case::Column::OpenedAt, case::Column::Id, Order::Desc);
    let count = store.count(all.all(&store.scope, &order)).await.expect("cases are counted");
    assert_eq!(usize::try_from(count), Ok(known.len()), "{:?}", store.scope.viewer);
    let listing = all.page(&store.scope, &order, &Paging { size: 10_000, ..Paging::default() });
    let shape = shape(case::Entity.into_iden(), Access::Case);
    let rows = store.rows(&shape, listing).await.expect("cases are listed");
    let listed: BTreeSet<Uuid> = rows.iter().map(|row| row.key().expect("a row has a key")).collect();
    assert_eq!((listed, rows.len()), (known.clone(), known.len()), "{:?}", store.scope.viewer);
}

/// The cases below the centres are found by two access paths, each with its own index. A page and a count must agree.
async fn the_cases_of_all_centres_are_those_whose_centre_may_be_known(world: &World, store: &Store) {
    let t = listed();
    let known = Query::select()
        .column((t.clone(), case::Column::Id))
        .column((t.clone(), case::Column::FrontingCentreId))
        .from_as(case::Entity, t.clone())
        .cond_where(store.scope.cases(&t, DataClass::Operational))
        .take();
    let known = world.database.reader.query_all(&known).await.expect("cases are selected");
    let cell = |row: &sea_orm::QueryResult, at: usize| row.try_get_by_index::<Uuid>(at).expect("a key");
    let known: BTreeSet<(Uuid, Uuid)> = known.iter().map(|row| (cell(row, 1), cell(row, 0))).collect();
    let table = records::all().into_iter().find(|table| table.name == "Centre").expect("centres are records");
    let field = table.field("cases").expect("a centre has cases");
    let Holds::Many { edge, .. } = &field.holds else { panic!("they are many") };
    let (shape, edge) = (shape(case::Entity.into_iden(), Access::Case), edge());
    let centres: Vec<_> = store.directory.centres().iter().map(|centre| centre.id).collect();
    let all = Paging { size: 1_000, ..Paging::default() };
    let below = store.children(&shape, &edge, &centres, &all).await.expect("cases are read");
    let pairs = below.iter().flat_map(|(centre, rows)| rows.iter().map(|row| (*centre, row.key().expect("a key"))));
    assert_eq!(pairs.collect::<BTreeSet<_>>(), known, "{:?}", store.scope.viewer);
    let counts = store.count_children(&shape, &edge, &centres).await.expect("cases are counted");
    for centre in centres {
        let expected = known.iter().filter(|(at, _)| *at == centre).count();
        assert_eq!(usize::try_from(counts.get(&centre).copied().unwrap_or(0)), Ok(expected));
    }
}

/// A filter by state uses only what the field `state` shows: a closure is hidden until its batch.
async fn the_packets_of_a_state_are_those_that_are_shown_so(caseload: &Caseload, store: &Store) -> Vec<Witness> {
    let mut found = Vec::new();
    let newest = Ordering::by(consular_packet::Column::SubmittedAt, consular_packet::Column::Id, Order::Desc);
    for state in LiaisonState::iter() {
        let filter = PacketFilter { state: Some(vec![state]), ..PacketFilter::default() };
        let listing = filter.page(&store.scope, &newest, &Paging { size: 1_000, ..Paging::default() });
        let rows = store.rows(&shape(consular_packet::Entity.into_iden(), Access::Packet), listing).await;
        let rows = rows.expect("packets are listed");
        let listed: BTreeSet<Uuid> = rows.iter().map(|row| row.key().expect("a row has a key")).collect();
        let known = |row: &&consular_packet::Model| by_hand::packet(&store.scope, row).0.holds(OPERATIONAL_COARSE);
        let so = |row: &&consular_packet::Model| by_hand::shown(row, &store.scope) == Some(state);
        let expected: BTreeSet<_> = caseload.desk.packets.iter().filter(known).filter(so).map(|row| row.id).collect();
        assert_eq!(listed, expected, "{state:?} for {:?}", store.scope.viewer);
        found.extend((!expected.is_empty()).then_some(Witness::Shown(state)));
    }
    found
}

fn shape(table: DynIden, access: Access) -> RowLayout {
    RowLayout { table, key: case::Column::Id.into_iden(), access, columns: Vec::new(), joined: Vec::new() }
}

fn some(of: &Readable) -> String {
    format!("{} in all, such as {:?}", of.len(), of.iter().take(3).collect::<Vec<_>>())
}

/// The classes that a clearance opens. A row that exists for the viewer also opens PUBLIC. A hidden row opens nothing.
fn readable(id: Uuid, classes: ClassSet) -> impl Iterator<Item = (Uuid, DataClass)> {
    let exists = classes.holds(DataClass::OperationalCoarse);
    DataClass::iter()
        .filter(move |class| exists && (*class == DataClass::Public || classes.holds(*class)))
        .map(move |class| (id, class))
}

/// The classes of a field: every row is read and leaves the store with its clearance.
async fn cleared(store: &Store, kind: &Kind) -> Readable {
    let shape = shape(kind.table.clone(), kind.access);
    let from = Query::select().from_as(kind.table.clone(), listed()).take();
    let rows = store
        .rows(&shape, Listing { from, order: None, limit: 10_000, inherited: Clearance::PUBLIC })
        .await
        .expect("rows are read");
    let classes = |row: &waystation::store::read::rows::Row| {
        let (id, clearance) = (row.key().expect("a row has a key"), row.clearance);
        DataClass::iter().filter(move |class| clearance.holds(*class)).map(move |class| (id, class))
    };
    rows.iter().flat_map(classes).collect()
}

/// The classes of a list: one condition for each class, joined into one statement to save round trips.
async fn selected(world: &World, scope: &Scope, kind: &Kind) -> Readable {
    let t = listed();
    let of_class = |class: DataClass| {
        Query::select()
            .expr(Expr::col((t.clone(), case::Column::Id.into_iden())))
            .expr(Expr::val(class as i32))
            .from_as(kind.table.clone(), t.clone())
            .cond_where((kind.scope)(scope, &t, class))
            .take()
    };
    let all = DataClass::iter().map(of_class).reduce(|mut all, one| all.union(UnionType::All, one).take());
    let rows = world.database.reader.query_all(&all.expect("there are classes")).await.expect("rows are selected");
    let classes: Vec<_> = DataClass::iter().collect();
    rows.iter()
        .map(|row| {
            let class: i32 = row.try_get_by_index(1).expect("a number");
            (row.try_get_by_index(0).expect("a key"), classes[usize::try_from(class).expect("a class")])
        })
        .collect()
}
