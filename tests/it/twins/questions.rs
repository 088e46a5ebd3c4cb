//! Every way to ask: each root, each record by its identifier, each filter with several values, each order, each page
//! of each list in both directions, counts and errors.

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use serde_json::Value;
use uuid::Uuid;
use waystation::{
    access::viewer::Viewer,
    global_id,
    graphql::engine::{self, Engine},
};

use super::{Answer, actions, asked, counting, explained, houses, lists, people::Twins, previews, refused, wrong};
use crate::support::{World, document};

/// Questions with one document each, by name.
pub struct Questions {
    documents: Vec<(&'static str, String)>,
    /// Lists to page through, without paging arguments.
    lists: Vec<String>,
    /// Connections inside a record: the document before the connection, and the name of the connection.
    nested: Vec<(String, &'static str)>,
    /// Mutations that are refused, without their keys.
    refused: Vec<(&'static str, String)>,
}

const STATISTICS: &str = "statistics";

const PAGE: &str =
    "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }";

impl Questions {
    pub fn new(twins: &Twins, ids: &[(&'static str, Uuid)]) -> Self {
        let documents = vec![
            ("viewer", "{ viewer { workerId organisation { id } roles purpose centres { id name } grants { relation classes actions } } }".to_owned()),
            ("nodes", nodes(twins, ids)),
            ("explanations", together(explained::fields(twins, ids))),
            ("previews", together(previews::all(twins, ids))),
            ("cases", cases(twins, ids)),
            ("referrals", referrals()),
            ("directory", directory(twins, ids)),
            ("lists", together(lists::filtered(twins))),
            ("actions", together(actions::lists())),
            (
                "overrides",
                "{ changes { left hasMore cases { id } } cases(filter: { updatedSince: \"nonsense\" }) { totalCount } all: legalOverrides(first: 100) { totalCount nodes { id state classes } }
                   waiting: legalOverrides(first: 100, filter: { state: [WAITING] }) { totalCount nodes { id referral { id } } }
                   over: legalOverrides(first: 100, filter: { state: [REFUSED, ENDED, EXPIRED, IN_FORCE] }) { totalCount } personMatches(filter: { state: [PROPOSED] }) { totalCount nodes { id } } }"
                    .to_owned(),
            ),
            ("colleagues", colleagues(ids)),
            ("consular desk", consular()),
            (STATISTICS, together(counting::questions(twins))),
            ("wrong", together(wrong::all(twins, ids))),
        ];
        let boxes = ["referrals(box: INCOMING, ", "referrals(box: OUTGOING, "].map(str::to_owned);
        let mut lists: Vec<_> = lists::ordered().into_iter().chain(boxes).collect();
        let others = "transfers legalOverrides personMatches services centres organisations colleagues webhooks consularRequests consularPosts";
        lists.extend(others.split(' ').map(|list| format!("{list}(")));
        let case = format!("case(id: \"{}\") {{", global_id::encode("Case", twins.case.id));
        let mut nested: Vec<_> =
            ["referrals", "transfers", "stays", "personMatches"].map(|name| (case.clone(), name)).to_vec();
        let centres = ids.iter().filter(|(record, _)| *record == "Centre").map(|(_, id)| *id);
        nested.extend(centres.map(|id| {
            let centre = global_id::encode("Centre", id);
            (format!("node(id: \"{centre}\") {{ ... on Centre {{"), "cases")
        }));
        let questions = Self { documents, lists, nested, refused: refused::mutations(twins, ids) };
        questions.leaves_nothing_out();
        questions
    }

    /// All answers of a reader, by the name of the question.
    pub async fn ask(&self, world: &World, engine: &Engine, viewer: &Viewer) -> Vec<Answer> {
        let mut answers = Vec::new();
        for (name, document) in &self.documents {
            answers.push(match *name {
                STATISTICS => self.count(world, viewer).await,
                name => asked(name.to_owned(), world, engine, viewer, document).await,
            });
        }
        if let Some(refused) = refused::document(world, engine, viewer, &self.refused).await {
            let refused = asked("refused".to_owned(), world, engine, viewer, &refused).await;
            assert!(!refused.bytes.contains("VALIDATION_FAILED"), "a mutation is written wrongly: {}", refused.bytes);
            answers.push(refused);
        }
        for list in &self.lists {
            let forward = ("first", "after", "endCursor");
            // Each list is paged from both ends in its usual order, and once in each other order.
            let backward = (!list.contains("orderBy")).then_some(("last", "before", "startCursor"));
            for (size, cursor, end) in [Some(forward), backward].into_iter().flatten() {
                let mut beyond = String::new();
                for page in 0..20 {
                    let document = format!("{{ list: {list}{size}: 8{beyond}) {{ {PAGE} }} }}");
                    let asked = asked(format!("{list}{size}) page {page}"), world, engine, viewer, &document).await;
                    let answer: Value = serde_json::from_str(&asked.bytes).expect("a response is JSON");
                    let info = &answer["data"]["list"]["pageInfo"];
                    let more = info[if size == "first" { "hasNextPage" } else { "hasPreviousPage" }] == true;
                    beyond = format!(", {cursor}: {}", info[end]);
                    answers.push(asked);
                    if !more {
                        break;
                    }
                }
            }
        }
        for (record, connection) in &self.nested {
            let mut beyond = String::new();
            for page in 0..20 {
                let ends = "}".repeat(record.matches('{').count());
                let document = format!("{{ record: {record} {connection}(first: 1{beyond}) {{ {PAGE} }} {ends} }}");
                let asked = asked(format!("{record} {connection} page {page}"), world, engine, viewer, &document).await;
                let answer: Value = serde_json::from_str(&asked.bytes).expect("a response is JSON");
                let info = &answer["data"]["record"][*connection]["pageInfo"];
                let more = info["hasNextPage"] == true;
                beyond = format!(", after: {}", info["endCursor"]);
                answers.push(asked);
                if !more {
                    break;
                }
            }
        }
        answers
    }

    /// The statistics. A node without cached answers is asked, because the statements of a node depend on what it has cached.
    pub async fn count(&self, world: &World, viewer: &Viewer) -> Answer {
        let document = self.documents.iter().find(|(name, _)| *name == STATISTICS).map(|(_, document)| document);
        let engine = world.engine().await;
        asked(STATISTICS.to_owned(), world, &engine, viewer, document.expect("statistics are asked")).await
    }

    /// Every root and every filter of the schema is asked. A new one must be added to the questions.
    fn leaves_nothing_out(&self) {
        let asked: String = self.documents.iter().map(|(_, document)| document.as_str()).collect();
        let schema = parse_schema(engine::sdl(&engine::schema())).expect("the schema can be read");
        for definition in &schema.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.as_str();
            match &definition.node.kind {
                TypeKind::Object(object) if name == "Query" => {
                    for field in &object.fields {
                        let field = field.node.name.node.as_str();
                        let root = ["(", " {", "\n"].iter().any(|end| asked.contains(&format!("{field}{end}")));
                        assert!(root, "no question asks for {field}: add one");
                    }
                }
                TypeKind::InputObject(input) if name.ends_with("Filter") => {
                    for field in &input.fields {
                        let field = field.node.name.node.as_str();
                        let filter = asked.contains(&format!("{field}: "));
                        assert!(filter, "no question filters by {name}.{field}: add one");
                    }
                }
                _ => {}
            }
        }
    }
}

/// Many roots in one document, each under its own alias.
fn together(roots: impl IntoIterator<Item = String>) -> String {
    let roots = roots.into_iter().enumerate().map(|(number, root)| format!("q{number}: {root}\n"));
    format!("{{ {} }}", roots.collect::<String>())
}

/// Below the cases that only fill the lists, records are asked for their type only.
fn nodes(twins: &Twins, ids: &[(&'static str, Uuid)]) -> String {
    together(ids.iter().map(|(record, id)| {
        let table = document::identified().find(|table| table.name == *record).expect("it has an identifier");
        let deep = usize::from(*record == "Case" && !twins.company.contains(id));
        let fields = document::fields(table, &mut vec![table.name], deep);
        format!("node(id: \"{}\") {{ __typename ... on {record} {{{fields} }} }}", global_id::encode(record, *id))
    }))
}

fn consular() -> String {
    let packets = [
        "reference: \"nowhere\"",
        "state: [RECEIVED, CLOSED_BY_REQUESTER]",
        "submitted: { from: \"2023-11-10T00:00:00Z\", before: \"2023-11-20T00:00:00Z\" }",
    ];
    let packets = packets
        .map(|filter| format!("consularPackets(first: 25, filter: {{ {filter} }}) {{ nodes {{ reference state }} }}"));
    let others = [
        "consularPackets(first: 26) { nodes { reference } }",
        "consularPacket(reference: \"nowhere\") { reference }",
        "errorCodes",
        "codeLists(language: \"fr\") { language lists { name codes { code label } } }",
        "consularRequests(filter: { state: [DRAFT, WITHDRAWN], country: \"GIN\" }) { totalCount nodes { id reference state } }",
        "consularPosts(filter: { country: \"GIN\", hostCountry: \"NER\" }) { totalCount nodes { id name } }",
    ];
    together(packets.into_iter().chain(others.map(str::to_owned)))
}

fn colleagues(ids: &[(&'static str, Uuid)]) -> String {
    let centres = ids.iter().filter(|(record, _)| *record == "Centre").map(|(_, id)| *id);
    let centres = centres.map(|id| format!("centreId: \"{}\"", global_id::encode("Centre", id)));
    let others = ["role: [CASE_WORKER, ADMINISTRATOR]", "deactivated: true", "deactivated: false"];
    let filters = centres.chain(others.map(str::to_owned));
    let filtered = filters.map(|filter| format!("colleagues(first: 100, filter: {{ {filter} }}) {{ {PAGE} }}"));
    let node = "id displayName roles allOrdinaryCentres centres { centre { id name } } organisation { id } \
                openCases(first: 20) { totalCount nodes { id } }";
    together(filtered.chain([format!("colleagues(first: 100) {{ totalCount nodes {{ {node} }} }}")]))
}

fn cases(twins: &Twins, ids: &[(&'static str, Uuid)]) -> String {
    let mut filters: Vec<String> = [
        "status: [OPEN]",
        "status: [CLOSED]",
        "status: [INTAKE, ACTIVE]",
        "priority: [NORMAL]",
        "priority: [HIGH, CRITICAL]",
        "opened: { from: \"2023-11-10T00:00:00Z\" }",
        "opened: { before: \"2023-11-10T00:00:00Z\" }",
        "assignedToMe: true",
        "assignedToMe: false",
        "nationality: \"GIN\"",
        "nationality: \"SLE\"",
        "nationality: \"XXA\"",
        "name: \"mariama\"",
        "name: \"kadiatou bah\"",
        "name: \"hid\"",
        "name: \"closed\"",
        "name: \"camara\"",
        "identifierNumber: \"r 1\"",
        "identifierNumber: \"1\"",
        "phone: \"90 00 00 01\"",
    ]
    .map(str::to_owned)
    .to_vec();
    let centres = ids.iter().filter(|(record, _)| *record == "Centre").map(|(_, id)| *id);
    let centres = centres.chain([twins.agadez.id, twins.niamey.id]);
    filters.push(format!("personReference: \"{}\"", twins.person.reference));
    filters.extend(centres.map(|id| format!("centreId: \"{}\"", global_id::encode("Centre", id))));
    let filtered = filters.iter().map(|filter| format!("cases(filter: {{ {filter} }}) {{ {PAGE} }}"));
    let node =
        "nodes { id reference version closureGroup closureReason referrals { totalCount } transfers { totalCount } }";
    let family = "nodes { household { members(first: 10) { totalCount nodes { id householdRole } } } }";
    together(filtered.chain([node, family].map(|of| format!("cases(first: 100) {{ totalCount {of} }}"))))
}

fn referrals() -> String {
    let filters = [
        "state: [DRAFT, ENTERED_IN_ERROR]",
        "state: [SENT, ACKNOWLEDGED]",
        "state: [IN_PROGRESS]",
        "state: [COMPLETED, REVOKED]",
        "urgency: [ROUTINE]",
        "urgency: [EMERGENCY]",
        "overdue: true",
        "overdue: false",
        "serviceGroup: SPECIALISED_ASSISTANCE",
        "serviceGroup: HEALTH",
        "serviceGroup: BASIC_ASSISTANCE",
        "entered: { from: \"2023-11-10T00:00:00Z\" }",
        "entered: { before: \"2023-11-10T00:00:00Z\" }",
    ];
    let boxes = ["INCOMING", "OUTGOING"].into_iter().flat_map(|of| {
        filters.iter().map(move |filter| format!("referrals(box: {of}, filter: {{ {filter} }}) {{ {PAGE} }}"))
    });
    let node = "id state serviceGroup closedAt case { id reference } service { id type centre { id name } } events { at toState reason message text } pauses accessUntil consent { id } redirectedFrom { id } redirectedTo { id }";
    let whole = ["INCOMING", "OUTGOING"].map(|of| format!("referrals(box: {of}, first: 100) {{ nodes {{ {node} }} }}"));
    let states = ["PROPOSED", "OFFERED", "DECLINED"];
    let transfers = states.map(|state| {
        format!("transfers(filter: {{ state: [{state}] }}) {{ totalCount nodes {{ id state case {{ id }} }} }}")
    });
    together(boxes.chain(whole).chain(transfers))
}

fn directory(twins: &Twins, ids: &[(&'static str, Uuid)]) -> String {
    let filters = [
        "type: [VOT_SUPPORT, MHPSS]".to_owned(),
        "group: SPECIALISED_ASSISTANCE".to_owned(),
        format!("organisationId: \"{}\"", global_id::encode("Organisation", twins.house.id)),
        format!("organisationId: \"{}\"", global_id::encode("Organisation", twins.distant[0].organisation_id)),
        "country: \"NER\"".to_owned(),
        "admin1: \"Agadez\"".to_owned(),
        "language: \"fr\"".to_owned(),
        "freeCapacity: true".to_owned(),
        "freeCapacity: false".to_owned(),
        "status: ACTIVE".to_owned(),
        "text: \"secret\"".to_owned(),
        "text: \"offers\"".to_owned(),
    ];
    let node = "id name type centre { id name } organisation { id }";
    let filters = filters.into_iter().chain(super::services::alternatives(ids));
    let services =
        filters.map(|filter| format!("services(filter: {{ {filter} }}) {{ totalCount nodes {{ {node} }} }}"));
    let centres =
        ["country: \"NER\"", "type: SHELTER_VOT", "type: TRANSIT_CENTRE", "status: [OPEN]", "status: [PLANNED]"];
    let centres = centres.map(|filter| format!("centres(filter: {{ {filter} }}) {{ totalCount nodes {{ id name }} }}"));
    let organisations = ["country: \"NER\"", "type: IOM", "type: UN_AGENCY"];
    let organisations = organisations
        .map(|filter| format!("organisations(filter: {{ {filter} }}) {{ totalCount nodes {{ id name }} }}"));
    together(services.chain(centres).chain(organisations).chain(houses::lists()))
}
