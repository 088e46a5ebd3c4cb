//! What a policy file may say, and the messages about mistakes in it.

use super::*;

/// A policy with these bundles, from line 3 on, and these lines of `CASE_WORKER`. Every other role has an empty heading.
fn policy(bundles: &str, case_worker: &str) -> Result<Policy, String> {
    let mut text = format!("version = \"x\"\n[bundles]\n{bundles}\n[roles.CASE_WORKER]\n{case_worker}\n");
    for role in Role::iter().filter(|role| *role != Role::CaseWorker) {
        text.push_str(&format!("[roles.{}]\n", spelled(&role)));
    }
    Policy::parse("p", &text).map_err(|error| error.to_string())
}

/// The message about a policy in which `CASE_WORKER` has this list of actions in line 6, and one bundle is in line 3.
fn refused(bundle: &str, actions: &str) -> String {
    let case_worker = format!("ASSIGNED.classes = [\"OPERATIONAL\"]\nASSIGNED.actions = [{actions}]");
    policy(bundle, &case_worker).map(|policy| policy.version).expect_err("it has a mistake")
}

#[test]
fn the_shipped_policy_is_sound() {
    let policy = Policy::parse("policy.toml", SHIPPED).unwrap_or_else(|error| panic!("{error}"));
    assert!(policy.cell(Role::CaseWorker, Relation::Assigned).classes.holds(DataClass::Identity));
    assert!(policy.cell(Role::Administrator, Relation::OwnCentre).classes.is_empty());
}

#[test]
fn the_shipped_policy_is_short_enough_to_be_read() {
    assert!(SHIPPED.lines().count() < 250, "{} lines", SHIPPED.lines().count());
    let long: Vec<_> = SHIPPED.lines().filter(|line| line.len() > 120).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn a_bundle_grants_its_actions_and_what_is_left_out_grants_nothing() {
    let case_worker = "ASSIGNED.classes = [\"OPERATIONAL\"]\nASSIGNED.actions = [\"@keep\", \"OPEN_CASE\"]\n\
                       OWN_CENTRE.classes = [\"OPERATIONAL_COARSE\"]";
    let policy = policy("keep = [\"UPDATE_CASE\", \"CLOSE_CASE\"]", case_worker).expect("it is sound");
    let assigned = policy.cell(Role::CaseWorker, Relation::Assigned);
    assert_eq!(assigned.actions, [Action::OpenCase, Action::UpdateCase, Action::CloseCase].into());
    let own_centre = policy.cell(Role::CaseWorker, Relation::OwnCentre);
    assert_eq!(*own_centre, Cell { classes: ClassSet::of(&[DataClass::OperationalCoarse]), actions: [].into() });
    assert_eq!(*policy.cell(Role::CaseWorker, Relation::ReferralActive), Cell::default());
    assert_eq!(*policy.cell(Role::Auditor, Relation::OwnOrganisation), Cell::default());
}

#[test]
fn a_mistake_with_a_bundle_is_refused_with_line_and_suggestion() {
    let keep = "keep = [\"UPDATE_CASE\"]";
    let cases = [
        ("keep = [\"UPDATE_CAES\"]", "\"@keep\"", "p:3: unknown action \"UPDATE_CAES\"; did you mean \"UPDATE_CASE\"?"),
        ("keep = [\"OPEN_CASE\",\n\"OPEN_CASE\"]", "\"@keep\"", "p:4: \"OPEN_CASE\" is twice in this list"),
        ("keep = []", "\"@keep\"", "p:3: bundle \"keep\" is empty"),
        (
            "Keep-it = [\"OPEN_CASE\"]",
            "\"@Keep-it\"",
            "p:3: the name of bundle \"Keep-it\" is not in lower case; did you mean \"keep_it\"?",
        ),
        (
            "all = [\"@keep\"]\nkeep = [\"UPDATE_CASE\"]",
            "\"@all\", \"@keep\"",
            "p:3: bundle \"all\" names \"@keep\"; a bundle holds actions only",
        ),
        (keep, "\"OPEN_CASE\"", "p:3: no role uses bundle \"keep\" (as \"@keep\")"),
        (keep, "\"@keep\", \"@keeps\"", "p:6: unknown bundle \"@keeps\"; did you mean \"@keep\"?"),
        (keep, "\"@keep\", \"keep\"", "p:6: unknown action \"keep\"; did you mean \"@keep\"?"),
        (keep, "\"@keep\", \"@keep\"", "p:6: \"@keep\" is twice in this list"),
        (keep, "\"OPEN_CASE\", \"@keep\", \"OPEN_CASE\"", "p:6: \"OPEN_CASE\" is twice in this list"),
        (
            keep,
            "\"@keep\", \"UPDATE_CASE\"",
            "p:6: \"UPDATE_CASE\" repeats UPDATE_CASE, which \"@keep\" has in the same list",
        ),
        ("", "\"@keep\"", "p:6: unknown bundle \"@keep\""),
    ];
    for (bundle, actions, message) in cases {
        assert_eq!(refused(bundle, actions), message, "{bundle} {actions}");
    }
}

#[test]
fn two_bundles_in_one_list_may_not_overlap() {
    let bundles = "end = [\"END_SHARE\", \"REVOKE_REFERRAL\"]\nsend = [\"SEND_REFERRAL\", \"REVOKE_REFERRAL\"]";
    let message = "p:7: \"@send\" repeats REVOKE_REFERRAL, which \"@end\" has in the same list";
    assert_eq!(refused(bundles, "\"@end\", \"@send\""), message);
}

#[test]
fn all_mistakes_are_reported_at_once_in_the_order_of_their_lines() {
    let case_worker = "ASIGNED.classes = []\nOWN_CENTRE.classes = [\"OPERATIONAL\", \"OPERATIONAL\"]";
    let text =
        policy("keep = [\"UPDATE_CASE\"]", case_worker).map(|policy| policy.version).expect_err("it has mistakes");
    let expected = [
        "p:3: no role uses bundle \"keep\" (as \"@keep\")",
        "p:5: unknown relation \"ASIGNED\"; did you mean \"ASSIGNED\"?",
        "p:6: \"OPERATIONAL\" is twice in this list",
    ];
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_misspelt_class_is_refused_with_line_and_suggestion() {
    let text = SHIPPED.replacen("\"OPERATIONAL\"", "\"OPERATIONEL\"", 1);
    let line = SHIPPED[..SHIPPED.find("\"OPERATIONAL\"").expect("the class is granted")].lines().count();
    let error = Policy::parse("policy.toml", &text).unwrap_err().to_string();
    assert_eq!(error, format!("policy.toml:{line}: unknown class \"OPERATIONEL\"; did you mean \"OPERATIONAL\"?"));
}

#[test]
fn a_misspelt_list_is_refused_with_its_line() {
    let text =
        policy("", "ASSIGNED.clases = [\"OPERATIONAL\"]").map(|policy| policy.version).expect_err("no such list");
    assert!(text.starts_with("p:5: unknown field `clases`"), "{text}");
}

#[test]
fn grants_without_the_class_that_shows_the_row_are_refused() {
    let message = "p:5: CASE_WORKER.ASSIGNED needs OPERATIONAL_COARSE: what it grants shows that a row exists";
    for grant in ["classes = [\"IDENTITY\"]", "actions = [\"UPDATE_CASE\"]"] {
        assert_eq!(policy("", &format!("ASSIGNED.{grant}")).map(|policy| policy.version).unwrap_err(), message);
    }
}

#[test]
fn a_role_without_a_heading_is_refused() {
    let text = SHIPPED.replacen("[roles.SAR_OPERATOR]\n", "", 1);
    let error = Policy::parse("policy.toml", &text).unwrap_err().to_string();
    let expected =
        "policy.toml: role SAR_OPERATOR is missing; a role without grants has the heading [roles.SAR_OPERATOR]";
    assert_eq!(error, expected);
}
