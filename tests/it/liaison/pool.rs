//! The values that the questions are made of: references, identifiers, moments and cursors of rows, shown or hidden.

use ::demo::cast::{CONSULATE_GIN, CONSULATE_NGA};
use entity::{case, codes::LiaisonState, consular_packet, consular_request, referral};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::DateTimeUtc,
    sea_query::{Expr, Query},
};
use uuid::Uuid;
use waystation::global_id::encode;

use super::{altered::About, demo::Demo, operations::UNSAID, values::Pool};
use crate::support::document;

/// References of packets, grouped by what the consulate of Guinea may know of them.
pub struct References {
    /// The consulate reads them and has work to do.
    pub open: Vec<String>,
    /// The consulate was shown that they are over.
    pub closed: Vec<String>,
    /// Frozen, but never submitted to the consulate.
    pub unsubmitted: Vec<String>,
    /// Submitted, then withdrawn by the requesting organisation.
    pub withdrawn: Vec<String>,
    /// Packets of another consulate.
    pub foreign: Vec<String>,
}

impl References {
    /// Reads them from the demo.
    pub async fn read(demo: &Demo) -> Self {
        let packets = consular_packet::Entity::find().order_by_asc(consular_packet::Column::Id);
        let packets = packets.all(&demo.world.database.reader).await.expect("packets are read");
        let of = |which: &dyn Fn(&consular_packet::Model) -> bool| {
            packets.iter().filter(|it| which(it)).map(|it| it.reference.clone()).collect::<Vec<_>>()
        };
        let guinean = |it: &consular_packet::Model| it.organisation_id == CONSULATE_GIN;
        let shown = |it: &consular_packet::Model| guinean(it) && it.revoked_at.is_none();
        let over = |state: LiaisonState| !waystation::rules::consular::view::open_to_liaison(state);
        let references = Self {
            open: of(&|it| shown(it) && it.liaison_state.is_some_and(|it| !over(it))),
            closed: of(&|it| shown(it) && it.liaison_state.is_some_and(over)),
            unsubmitted: of(&|it| guinean(it) && it.submitted_at.is_none()),
            withdrawn: of(&|it| guinean(it) && it.revoked_at.is_some() && it.submitted_at.is_some()),
            foreign: of(&|it| it.organisation_id == CONSULATE_NGA && it.submitted_at.is_some()),
        };
        let Self { open, closed, unsubmitted, withdrawn, foreign } = &references;
        let all = [
            ("open", open),
            ("closed", closed),
            ("unsubmitted", unsubmitted),
            ("withdrawn", withdrawn),
            ("foreign", foreign),
        ];
        for (name, some) in all {
            assert!(!some.is_empty(), "the demo has no {name} packet");
        }
        references
    }

    /// References that the liaison officer may not know of.
    pub fn hidden(&self) -> impl Iterator<Item = &String> {
        let Self { open: _, closed: _, unsubmitted, withdrawn, foreign } = self;
        [&unsubmitted[0], &withdrawn[0], &foreign[0]].into_iter()
    }
}

impl Pool {
    /// Every value worth trying. The `altered` demo has all of the rows.
    pub async fn of(altered: &Demo, references: &References) -> Self {
        let reader = &altered.world.database.reader;
        let request = consular_request::Entity::find().one(reader).await.expect("it is read").expect("there is one");
        let case = case::Entity::find().one(reader).await.expect("it is read").expect("there is one");
        let referral = referral::Entity::find().one(reader).await.expect("it is read").expect("there is one");
        let packet = consular_packet::Entity::find()
            .filter(consular_packet::Column::Reference.eq(references.open[0].as_str()))
            .limit(1)
            .one(reader);
        let packet = packet.await.expect("it is read").expect("it was read before");
        let mut texts = vec![UNSAID.to_owned(), references.open[0].clone(), references.closed[0].clone()];
        texts.extend(references.hidden().cloned());
        texts.extend([request.reference, case.reference, referral.reference, encode("Case", case.id)]);
        texts.extend(["GIN", "NGA", "NER", "fr", "", "Consulate of Guinea", "%", "' OR 1=1 --"].map(str::to_owned));
        let mut ids = About::ids(altered).await;
        for table in document::identified() {
            let first = Query::select().expr(Expr::col(table.key.clone())).from(table.from.clone()).limit(2).take();
            let rows = reader.query_all(&first).await.expect("rows are read");
            ids.extend(rows.iter().map(|row| encode(table.name, row.try_get_by_index(0).expect("a key is an id"))));
            ids.push(encode(table.name, Uuid::nil()));
        }
        ids.extend([encode("Person", case.person_id), encode("Consignment", case.id), encode("Service", case.id)]);
        ids.extend([String::new(), case.id.to_string()]);
        let submitted = packet.submitted_at.expect("an open packet was submitted");
        let text = |moment: DateTimeUtc| moment.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let (second, day) = (chrono::Duration::seconds(1), chrono::Duration::days(1));
        let now = altered.world.now;
        // The first instant is in the future, where an interview can be.
        let instants =
            [now + day, submitted, submitted + second, submitted - second, now, now - day * 30, now - day * 400];
        Self {
            texts,
            ids,
            instants: instants.map(text).to_vec(),
            days: [now, now - day, now + day * 90].map(|it| it.date_naive().to_string()).to_vec(),
        }
    }
}
