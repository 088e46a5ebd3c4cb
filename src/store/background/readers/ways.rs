//! The ways by which organisations could read these cases, with their times: who owned them, and the shares, referrals and
//! transfers to other organisations. It is read for a portion of the log, in a fixed number of statements.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use entity::{
    case, centre,
    codes::{AccessMode, ReadingWay, Role, TransferState},
    legal_order, organisation, referral, share, transfer, worker, worker_centre,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, prelude::DateTimeUtc, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    access::{ceiling, class::ClassSet, clearance::Grants, policy::Policy, viewer::Viewer},
    rules::readers::Way,
    store::sql::expression::among,
};

/// What the ways of some cases are made of.
pub(super) struct Ways {
    cases: HashMap<Uuid, Owned>,
    /// The ways to other organisations, by case and organisation.
    given: HashMap<(Uuid, Uuid), Vec<Way>>,
    organisations: HashMap<Uuid, organisation::Model>,
    workers: HashMap<Uuid, Places>,
    protected: HashSet<Uuid>,
    granted: HashMap<(Uuid, Vec<Role>), Arc<Grants>>,
}

/// A case, and the organisations that owned it before.
struct Owned {
    organisation_id: Uuid,
    /// How far it is closed, and whether the person is in a protected centre.
    closed: (AccessMode, bool),
    /// When an organisation gave the case away, and which.
    left: Vec<(DateTimeUtc, Uuid)>,
}

/// The centres of a worker, by the last token.
#[derive(Default)]
struct Places {
    all_ordinary: bool,
    named: HashSet<Uuid>,
}

impl Ways {
    /// Reads the ways to these cases for these workers.
    pub(super) async fn read(
        connection: &impl ConnectionTrait,
        cases: &[Uuid],
        readers: &BTreeSet<Uuid>,
    ) -> Result<Self, DbErr> {
        let mut ways = Self {
            cases: owned(connection, cases).await?,
            given: HashMap::new(),
            organisations: organisation::Entity::find()
                .all(connection)
                .await?
                .into_iter()
                .map(|it| (it.id, it))
                .collect(),
            workers: places(connection, readers).await?,
            protected: protected(connection).await?,
            granted: HashMap::new(),
        };
        ways.add_shares(connection, cases).await?;
        ways.add_referrals(connection, cases).await?;
        ways.add_transfers(connection, cases).await?;
        Ok(ways)
    }

    /// What the policy grants to these roles in this organisation.
    pub(super) fn grants(&mut self, policy: &Policy, organisation_id: Uuid, roles: &[Role]) -> Arc<Grants> {
        let organisations = &self.organisations;
        let granted = self.granted.entry((organisation_id, roles.to_vec())).or_insert_with(|| {
            let nobody = Viewer::nobody();
            let viewer = organisations.get(&organisation_id).map_or(nobody.clone(), |of| Viewer {
                organisation_id,
                organisation_type: of.organisation_type,
                country: of.country.clone(),
                oversight: of.oversight,
                roles: roles.to_vec(),
                ..nobody
            });
            Arc::new(Grants::new(policy, &viewer))
        });
        Arc::clone(granted)
    }

    /// The ways by which the organisation could read the case at that moment. The times of a way are still to be compared.
    pub(super) fn of(&self, case_id: Uuid, organisation_id: Uuid, at: DateTimeUtc) -> Vec<Way> {
        let Some(case) = self.cases.get(&case_id) else { return Vec::new() };
        if case.owner(at) == organisation_id {
            return vec![Way::always(ReadingWay::Owner)];
        }
        self.given.get(&(case_id, organisation_id)).cloned().unwrap_or_default()
    }

    /// How far the case is closed now, and whether the person is in a protected centre.
    pub(super) fn closed(&self, case_id: Uuid) -> (AccessMode, bool) {
        self.cases.get(&case_id).map_or((AccessMode::Standard, false), |case| case.closed)
    }

    /// Whether the centre is one of the worker's own.
    pub(super) fn works_at(&self, worker_id: Uuid, centre: Uuid) -> bool {
        self.workers.get(&worker_id).is_some_and(|places| {
            places.named.contains(&centre) || places.all_ordinary && !self.protected.contains(&centre)
        })
    }

    fn give(&mut self, case_id: Uuid, organisation_id: Uuid, way: Way) {
        // The owner reads without a way that is given, and most shares are with others.
        self.given.entry((case_id, organisation_id)).or_default().push(way);
    }

    async fn add_shares(&mut self, connection: &impl ConnectionTrait, cases: &[Uuid]) -> Result<(), DbErr> {
        let orders = legal_order::Entity::find().filter(legal_order::Column::ApprovedAt.is_not_null());
        let orders = orders.filter(of_these(connection, legal_order::Column::CaseId, cases)).all(connection).await?;
        let shares = share::Entity::find().filter(of_these(connection, share::Column::CaseId, cases));
        for row in shares.all(connection).await? {
            let kind = self.organisations.get(&row.organisation_id).map(|it| it.organisation_type);
            let guarded = kind.map_or(ClassSet::NONE, ceiling::guarded);
            let until = row.ends_at.into_iter().chain(row.ended_at).min();
            let classes = ClassSet::from_bits(row.classes);
            let way = Way {
                source_id: Some(row.id),
                classes: classes.except(guarded),
                purpose: Some(row.purpose),
                centre_id: row.centre_id,
                from: Some(row.starts_at),
                until,
                ..Way::always(ReadingWay::Share)
            };
            // Guarded classes are opened as long as the order is in force.
            for order in orders.iter().filter(|order| !guarded.is_empty() && order.share_id == Some(row.id)) {
                let until = until.into_iter().chain(order.valid_until).chain(order.ended_at).min();
                let classes = classes & ClassSet::from_bits(order.classes);
                self.give(row.case_id, row.organisation_id, Way { classes, until, ..way.clone() });
            }
            self.give(row.case_id, row.organisation_id, way);
        }
        Ok(())
    }

    async fn add_referrals(&mut self, connection: &impl ConnectionTrait, cases: &[Uuid]) -> Result<(), DbErr> {
        use referral::Column as R;
        type Waiting = (Uuid, Uuid, Uuid, [Option<DateTimeUtc>; 4]);
        let waiting = referral::Entity::find()
            .select_only()
            .columns([R::Id, R::CaseId, R::ToOrganisationId, R::SentAt, R::DecidedAt, R::ClosedAt, R::GroundedUntil])
            .filter(R::SentAt.is_not_null())
            .filter(of_these(connection, R::CaseId, cases))
            .into_tuple::<(
                Uuid,
                Uuid,
                Uuid,
                Option<DateTimeUtc>,
                Option<DateTimeUtc>,
                Option<DateTimeUtc>,
                Option<DateTimeUtc>,
            )>()
            .all(connection)
            .await?;
        let waiting = waiting.into_iter().map(|(id, case, to, sent, decided, closed, grounded)| -> Waiting {
            (id, case, to, [sent, decided, closed, grounded])
        });
        for (id, case_id, to, [from, ends @ ..]) in waiting {
            let way = Way {
                source_id: Some(id),
                from,
                until: ends.into_iter().flatten().min(),
                ..Way::always(ReadingWay::Referral)
            };
            self.give(case_id, to, way);
        }
        Ok(())
    }

    async fn add_transfers(&mut self, connection: &impl ConnectionTrait, cases: &[Uuid]) -> Result<(), DbErr> {
        let transfers = transfer::Entity::find().filter(of_these(connection, transfer::Column::CaseId, cases));
        for row in transfers.all(connection).await? {
            if row.from_organisation_id == row.to_organisation_id {
                continue;
            }
            if let (TransferState::Accepted | TransferState::HandedOver, Some(at)) = (row.state, row.decided_at)
                && let Some(case) = self.cases.get_mut(&row.case_id)
            {
                case.left.push((at, row.from_organisation_id));
            }
            if row.offered_at.is_none() {
                continue;
            }
            let cancelled = (row.state == TransferState::Cancelled).then_some(row.updated_at);
            let way = Way {
                source_id: Some(row.id),
                from: row.offered_at,
                until: row.decided_at.into_iter().chain(cancelled).chain(row.grounded_until).min(),
                ..Way::always(ReadingWay::Transfer)
            };
            self.give(row.case_id, row.to_organisation_id, way);
        }
        Ok(())
    }
}

impl Owned {
    /// The organisation that owned the case: the one that next gave it away, or the one that owns it now.
    fn owner(&self, at: DateTimeUtc) -> Uuid {
        let next = self.left.iter().filter(|(left, _)| *left > at).min_by_key(|(left, _)| *left);
        next.map_or(self.organisation_id, |(_, from)| *from)
    }
}

fn of_these(connection: &impl ConnectionTrait, column: impl ColumnTrait, ids: &[Uuid]) -> Expr {
    among(Expr::col(column.as_column_ref()), ids.iter().copied(), connection.get_database_backend())
}

async fn owned(connection: &impl ConnectionTrait, cases: &[Uuid]) -> Result<HashMap<Uuid, Owned>, DbErr> {
    use case::Column as C;
    let rows = case::Entity::find();
    let rows = rows.select_only().columns([C::Id, C::OrganisationId, C::AccessMode, C::InProtectedCentre]);
    let rows = rows.filter(of_these(connection, C::Id, cases)).into_tuple::<(Uuid, Uuid, AccessMode, bool)>();
    let owned = |(id, organisation_id, mode, protected)| {
        (id, Owned { organisation_id, closed: (mode, protected), left: Vec::new() })
    };
    Ok(rows.all(connection).await?.into_iter().map(owned).collect())
}

async fn places(connection: &impl ConnectionTrait, readers: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, Places>, DbErr> {
    use worker::Column as W;
    let readers: Vec<_> = readers.iter().copied().collect();
    let workers = worker::Entity::find().select_only().columns([W::Id, W::AllOrdinaryCentres]);
    let workers = workers.filter(of_these(connection, W::Id, &readers)).into_tuple::<(Uuid, bool)>();
    let workers = workers.all(connection).await?.into_iter();
    let mut places: HashMap<_, _> =
        workers.map(|(id, all_ordinary)| (id, Places { all_ordinary, ..Places::default() })).collect();
    let named = worker_centre::Entity::find();
    let named = named.filter(of_these(connection, worker_centre::Column::WorkerId, &readers)).all(connection).await?;
    for row in named {
        places.entry(row.worker_id).or_default().named.insert(row.centre_id);
    }
    Ok(places)
}

async fn protected(connection: &impl ConnectionTrait) -> Result<HashSet<Uuid>, DbErr> {
    let centres =
        centre::Entity::find().select_only().column(centre::Column::Id).filter(centre::Column::Protected.eq(true));
    Ok(centres.into_tuple::<Uuid>().all(connection).await?.into_iter().collect())
}
