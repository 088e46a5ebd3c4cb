//! The documents whose statements are counted.

/// A document, its reader, and the number of statements that it takes, including the row of the read log.
pub struct RequestContext {
    pub name: &'static str,
    pub document: &'static str,
    pub reader: Reader,
    pub statements: usize,
}

#[derive(Clone, Copy)]
pub enum Reader {
    House,
    Partner,
    Officer,
}

pub const ASKED: [RequestContext; 23] = [
    RequestContext {
        name: "the inbox: the page, the names, the count, the log",
        document: include_str!("../../../examples/ngo_inbox.graphql"),
        reader: Reader::Partner,
        statements: 4,
    },
    RequestContext {
        name: "the case file: the case, eleven relations and the recipients' and events' beneath, the log",
        document: include_str!("../../../examples/case_file.graphql"),
        reader: Reader::House,
        statements: 13,
    },
    RequestContext {
        name: "cases with their person and centre: the page, the log",
        document: "query ($first: Int) { cases(first: $first) { nodes { reference centre { name } person { sex } } } }",
        reader: Reader::House,
        statements: 2,
    },
    RequestContext {
        name: "cases counted: the page, the count, the log",
        document: "query ($first: Int) { cases(first: $first) { totalCount nodes { reference } } }",
        reader: Reader::House,
        statements: 3,
    },
    RequestContext {
        name: "a count alone: the page, which is not selected, and the count",
        document: "{ cases { totalCount } }",
        reader: Reader::House,
        statements: 2,
    },
    RequestContext {
        name: "cases with actions, referrals with case with person with names: the page, the referrals, the names, the log",
        document: "query ($first: Int) { cases(first: $first) { nodes { availableActions
            referrals(first: 3) { nodes { state availableActions case { person { sex names { family } } } } }
        } } }",
        reader: Reader::House,
        statements: 4,
    },
    RequestContext {
        name: "the same with the referrals counted: one more",
        document: "query ($first: Int) { cases(first: $first) { nodes {
            referrals(first: 3) { totalCount nodes { state case { person { sex names { family } } } } }
        } } }",
        reader: Reader::House,
        statements: 5,
    },
    RequestContext {
        name: "one relation under three aliases with other arguments: one for each",
        document: "query ($first: Int) { cases(first: $first) { nodes {
            reference
            one: referrals(first: 1) { nodes { state } }
            two: referrals(first: 2) { nodes { state } }
            three: referrals(first: 3) { nodes { state } }
        } } }",
        reader: Reader::House,
        statements: 5,
    },
    RequestContext {
        name: "a joined record under two aliases: no more",
        document: "query ($first: Int) { cases(first: $first) { nodes {
            reference one: person { sex } two: person { initials }
        } } }",
        reader: Reader::House,
        statements: 2,
    },
    RequestContext {
        name: "two lists: each its own",
        document: "query ($first: Int) {
            in: referrals(box: INCOMING, first: $first) { nodes { reference } }
            cases(first: $first) { nodes { reference } }
        }",
        reader: Reader::Partner,
        statements: 3,
    },
    RequestContext {
        name: "transfers with their case and its names: the page, the names, the log",
        document: "query ($first: Int) { transfers(first: $first) { nodes { state case { person { names { family } } } } } }",
        reader: Reader::House,
        statements: 3,
    },
    RequestContext {
        name: "a node with its events: the referral, the events, the log",
        document: "query ($referral: ID!) { node(id: $referral) { id ... on Referral { state events { toState } } } }",
        reader: Reader::Partner,
        statements: 3,
    },
    RequestContext {
        name: "an explanation: the referral, the log",
        document: "query ($referral: ID!) { explainAccess(id: $referral, field: \"reasonText\") { code sentenceFr } }",
        reader: Reader::Partner,
        statements: 2,
    },
    RequestContext {
        name: "a preview: the case twice, consents, recipients, determinations, person, vulnerabilities, assessments, the log",
        document: "query ($case: ID!, $partner: ID!) { previewShare(caseId: $case, organisationId: $partner,
            classes: [IDENTITY, PROTECTION]) { roles { role classes } } }",
        reader: Reader::House,
        statements: 9,
    },
    RequestContext {
        name: "colleagues with their centres and open cases: the page, the centres, the count, the cases, the log",
        document: "query ($first: Int) { colleagues(first: $first) { nodes { roles centres { centre { name } }
            openCases(first: 2) { totalCount nodes { reference } } } } }",
        reader: Reader::House,
        statements: 5,
    },
    RequestContext {
        name: "possible duplicates: by document, telephone, name and initials, their cases, the log",
        document: "{ possibleDuplicates(person: { sex: FEMALE, birthDate: \"1995-03-02\",
            names: [{ given: \"Mariama\", family: \"Bah\", script: \"Latn\", type: CLAIMED }],
            identifiers: [{ type: PASSPORT, number: \"GN 1\", seen: COPY }],
            contacts: [{ type: PHONE, value: \"+227 90 00 00 01\", mayContact: true }] }) { signs case { reference } } }",
        reader: Reader::House,
        statements: 6,
    },
    RequestContext {
        name: "a person at the counter: the searches of the day, the search, the cases, the log",
        document: "{ personAtCounter(purpose: ACCESS, name: \"Diallo\", birthDate: \"1995-03-02\") {
            cases { reference person { initials } } userErrors { code } } }",
        reader: Reader::Officer,
        statements: 4,
    },
    RequestContext {
        name: "the readers of cases: the page, the readers, their number, the log",
        document: "query ($first: Int!) { cases(first: $first) { nodes { readersCompleteUntil readers(first: 2) {
            totalCount nodes { day workerName classes organisation { name } } } } } }",
        reader: Reader::Officer,
        statements: 4,
    },
    RequestContext {
        name: "tasks: fourteen kinds, the cases to review, the log",
        document: "query ($first: Int!) { myTasks(first: $first) { counts { count } tasks { kind dueAt node { id
            ... on Case { reference } ... on Referral { reference } } } } }",
        reader: Reader::House,
        statements: 16,
    },
    RequestContext {
        name: "tasks that are only counted: three kinds",
        document: "{ myTasks(first: 0) { counts { kind count } } }",
        reader: Reader::Partner,
        statements: 3,
    },
    RequestContext {
        name: "your centres with their occupancy and cases: the places, the stays, the cases, the log",
        document: "query ($first: Int) { viewer { centres { occupancy { free } cases(first: $first) {
            totalCount nodes { reference } } } } }",
        reader: Reader::House,
        statements: 4,
    },
    RequestContext {
        name: "the directory: 0",
        document: "{ viewer { organisation { name } } organisations { nodes { name } } centres { nodes { name } } }",
        reader: Reader::Partner,
        statements: 0,
    },
    RequestContext {
        name: "code lists: 0",
        document: "{ codeLists(language: \"ar\") { language lists { name codes { code label } } } }",
        reader: Reader::House,
        statements: 0,
    },
];
