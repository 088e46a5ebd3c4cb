//! `availableActions` against the mutations themselves: in each state of a record, for each role in each standing, the list
//! has an action exactly if the mutation is not refused for want of access or because of the state of the record.

pub mod rows;
mod tasks;

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use entity::codes::{CaseStatusGroup, Coarsens as _, OrganisationType, Role};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{
    access::{action::Action as A, viewer::Viewer},
    global_id,
    graphql::engine::Engine,
};

use self::rows::{Row, Rows};
use crate::{
    support::{
        World, consular, matching, on_both, order,
        standing::{Place, Standing, home_of, place},
        stays,
    },
    who_may_do_what::inputs,
};

/// The refusals for want of access or because of the state of the record. Every other one is about the input, or about rows
/// of which the record says nothing.
const BY_THE_RECORD: [&str; 8] = [
    "FORBIDDEN",
    "NOT_FOUND",
    "INVALID_TRANSITION",
    "WRONG_SIDE",
    "SAME_PERSON",
    "NOT_ACTIVE",
    "CONSENT_NOT_VALID",
    "the role",
];

/// Actions that are listed although the mutation can be refused so, and why the list does not know.
const LISTED_BUT_REFUSED: &[(A, &str)] = &[
    // Which consent or override covers the transfer is computed from all of them.
    (A::OfferTransfer, "CONSENT_NOT_VALID"),
    (A::AcceptTransfer, "CONSENT_NOT_VALID"),
    // The bed, the markers, the decided gates and the custody of the document are rows of their own.
    (A::UpdateStay, "INVALID_TRANSITION"),
    (A::RecordDeparture, "INVALID_TRANSITION"),
    (A::ClearProtectionMarker, "INVALID_TRANSITION"),
    (A::CorrectProtectionGate, "INVALID_TRANSITION"),
    (A::LiftProtectionGateFailure, "INVALID_TRANSITION"),
    (A::RecordDocumentReceived, "INVALID_TRANSITION"),
    // So is the entry into the matching.
    (A::LeaveMatching, "INVALID_TRANSITION"),
    // A side that agreed to a match can still decline it. The input of this test agrees.
    (A::AnswerPersonMatch, "INVALID_TRANSITION"),
];

/// A viewer with one role, asking about one file.
struct Asking<'a> {
    world: &'a World,
    engine: &'a Engine,
    place: &'a Place,
    viewer: Viewer,
    rows: &'a Rows,
}

/// What was found.
#[derive(Debug, Default)]
struct Compared {
    /// The cells in which list and mutation differ.
    wrong: Vec<String>,
    /// The actions that were ever listed.
    possible: BTreeSet<A>,
    /// The exceptions that were needed.
    excepted: BTreeSet<(A, String)>,
    /// The kinds of tasks that were ever found.
    tasks: BTreeSet<&'static str>,
}

impl Asking<'_> {
    /// Compares the lists of a record in its states with what the mutations say.
    async fn compare(&self, states: &[Row], compared: &mut Compared) {
        let (record, field) = states[0].named();
        let of_record = |action: &A| match record {
            "Stay" => matches!(action, A::UpdateStay | A::RecordDeparture),
            _ => inputs::input(*action, self.place).starts_with(field),
        };
        let mut actions: Vec<_> = A::all().filter(of_record).collect();
        assert!(!actions.is_empty(), "there are no actions on a {record}");
        for (number, row) in states.iter().enumerate() {
            self.rows.write(self.world, row).await;
            let (version, listed) = self.listed(row).await;
            if !self.viewer.is_of_origin() {
                let (asking, id) = ((self.world, self.engine, &self.viewer), global_id::encode(record, self.id(row)));
                compared.wrong.extend(tasks::wrong(asking, (row, &id), &listed, &mut compared.tasks).await);
            }
            let (mut forbidden, mut dirty) = (BTreeSet::new(), false);
            for action in &actions {
                if dirty {
                    self.rows.write(self.world, row).await;
                }
                let done = self.done(*action, row, version).await;
                dirty = done.is_ok();
                let refused = done.as_ref().err().filter(|code| BY_THE_RECORD.contains(&code.as_str()));
                if refused.is_some_and(|code| code == "FORBIDDEN") {
                    forbidden.insert(*action);
                }
                if listed.contains(action) != refused.is_some() {
                    continue;
                }
                let known = refused.filter(|code| LISTED_BUT_REFUSED.contains(&(*action, code.as_str())));
                if let Some(code) = known {
                    compared.excepted.insert((*action, code.clone()));
                } else {
                    let lists = if refused.is_some() { "lists" } else { "does not list" };
                    let (role, state) = (self.viewer.roles[0], row.state());
                    compared.wrong.push(format!("{record} {state} {lists} {action:?} for {role:?}: {done:?}"));
                }
            }
            let others = listed.iter().filter(|action| !actions.contains(action));
            compared.wrong.extend(others.map(|action| format!("{record} {} lists {action:?}: FORBIDDEN", row.state())));
            compared.possible.extend(&listed);
            // What the policy does not allow is forbidden in every state, so it is asked in one.
            if number == 0 {
                actions.retain(|action| !forbidden.contains(action));
            }
        }
    }

    fn id(&self, row: &Row) -> Uuid {
        let Place { file, .. } = self.place;
        match row {
            Row::Case(_) => file.case.id,
            Row::Stay(_) => stays::id(file),
            Row::Referral(_) => file.referral.id,
            Row::Transfer(_) => file.transfer.id,
            Row::Order(_) => order::id(file),
            Row::Match(_) => matching::id(file),
            Row::Request(_) | Row::Packet(..) => consular::ids(file).request,
        }
    }

    /// The version of the record, and the actions that it lists: none if the viewer may not know of it.
    async fn listed(&self, row: &Row) -> (i64, BTreeSet<A>) {
        let Place { file, .. } = self.place;
        let ((record, _), id) = (row.named(), self.id(row));
        let document = match record {
            "ConsularPacket" => {
                let reference = consular::reference(file);
                format!("{{ node: consularPacket(reference: \"{reference}\") {{ version availableActions }} }}")
            }
            "Stay" => {
                let id = global_id::encode(record, id);
                let of_case = "availableActions case { version }";
                format!("{{ node(id: \"{id}\") {{ ... on Stay {{ {of_case} }} }} }}")
            }
            _ => {
                let id = global_id::encode(record, id);
                format!("{{ node(id: \"{id}\") {{ ... on {record} {{ version availableActions }} }} }}")
            }
        };
        let response = self.world.ask(self.engine, &self.viewer, &document, json!({})).await;
        let node = &response["data"]["node"];
        let names = node["availableActions"].as_array().into_iter().flatten();
        let names: BTreeSet<_> = names.map(|name| name.as_str().expect("a name").to_owned()).collect();
        let version = node["version"].as_i64().or_else(|| node["case"]["version"].as_i64());
        (version.unwrap_or(1), A::all().filter(|action| names.contains(&action.name())).collect())
    }

    /// Takes the action, or says the code of the error or of the first refusal.
    async fn done(&self, action: A, row: &Row, version: i64) -> Result<(), String> {
        let name = action.mutation();
        let mut input = inputs::input(action, self.place).replace("version: 999", &format!("version: {version}"));
        // After the end of a case the person can still refuse.
        if action == A::RecordConsent
            && matches!(row, Row::Case(case) if case.status.coarse() == CaseStatusGroup::Closed)
        {
            input.push_str(", refused: true");
        }
        let key = format!("{:?}-{name}-{}", self.viewer.roles[0], Uuid::new_v4());
        let document = format!(
            "mutation {{ {name}(idempotencyKey: \"{key}\", input: {{ {input} }}) {{ userErrors {{ code field }} }} }}"
        );
        let response = self.world.ask(self.engine, &self.viewer, &document, json!({})).await;
        let refusal = &response["data"][&name]["userErrors"][0]["code"];
        let error = &response["errors"][0]["extensions"]["code"];
        let code = if refusal.is_null() { error } else { refusal };
        if *code == Value::Null {
            return Ok(());
        }
        let code = code.as_str().expect("a code");
        // It is about the case. On another record it is about an organisation that the input names.
        if code == "NOT_ACTIVE" && !matches!(row, Row::Case(_)) {
            return Err("an organisation".to_owned());
        }
        // Medical staff act on no referral that reveals another class than MEDICAL.
        let by_the_role =
            code == "VALUE_NOT_ALLOWED" && response["data"][&name]["userErrors"][0]["field"] == "referralId";
        Err(if by_the_role { "the role" } else { code }.to_owned())
    }
}

/// The roles that act in these standings.
const ASKED: [(Standing, &[Role]); 5] = [
    (Standing::Assigned, &[Role::CaseWorker, Role::MedicalOfficer]),
    (Standing::OwnCentre, &[Role::CentreManager, Role::ProtectionOfficer, Role::DataProtectionOfficer]),
    (Standing::ConsularConsent, &[Role::ConsularWorker]),
    (Standing::ReferralPending, &[Role::CaseWorker, Role::NgoFocalPoint]),
    (Standing::ReferralActive, &[Role::NgoFocalPoint]),
];

#[tokio::test]
async fn a_record_lists_the_actions_that_its_mutations_allow() {
    on_both(|world| async move {
        let engine = world.engine().await;
        let mut compared = Compared::default();
        let consulate: (Standing, &[Role]) = (Standing::None, &[Role::GovernmentLiaison]);
        for (standing, roles) in ASKED.into_iter().chain([consulate]) {
            let mut places: BTreeMap<OrganisationType, (Place, Rows)> = BTreeMap::new();
            for role in roles {
                let kind = home_of(*role);
                if let Entry::Vacant(free) = places.entry(kind) {
                    let place = place(&world, standing, kind, &[]).await;
                    let rows = Rows::add(&world, &place).await;
                    free.insert((place, rows));
                    engine.directory().refresh(&world.database).await.expect("the directory is read");
                }
                let (place, rows) = &places[&kind];
                let viewer = Viewer { roles: vec![*role], ..place.viewer.clone() };
                let records = if viewer.is_of_origin() { vec![rows.packets()] } else { rows.all() };
                let asking = Asking { world: &world, engine: &engine, place, viewer, rows };
                for states in records {
                    asking.compare(&states, &mut compared).await;
                }
            }
        }
        let Compared { wrong, possible, excepted, tasks } = compared;
        let unused =
            LISTED_BUT_REFUSED.iter().filter(|(action, code)| !excepted.contains(&(*action, (*code).to_owned())));
        let unused: Vec<_> = unused.collect();
        assert!(
            wrong.is_empty(),
            "{} are wrong, these are no exceptions any more: {unused:?}:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
        assert!(unused.is_empty(), "these are no exceptions any more: {unused:?}");
        assert!(tasks.len() > 8, "only {tasks:?} were ever found");
        assert!(possible.len() > 60, "only {possible:?} were ever possible");
    })
    .await;
}
