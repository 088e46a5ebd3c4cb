//! What can be done with each record of each list.

/// The lists of records that list actions. A case is also asked for its stays and orders.
pub fn lists() -> Vec<String> {
    let case =
        "availableActions stays(first: 5) { nodes { availableActions } } legalOrders(first: 5) { availableActions }
                referrals(first: 5) { nodes { availableActions } } transfers(first: 5) { nodes { availableActions } }";
    vec![
        format!("cases(first: 25) {{ nodes {{ id {case} }} }}"),
        "referrals(box: INCOMING, first: 100) { nodes { id availableActions } }".to_owned(),
        "referrals(box: OUTGOING, first: 100) { nodes { id availableActions } }".to_owned(),
        "transfers(first: 100) { nodes { id availableActions } }".to_owned(),
        "consularRequests(first: 100) { nodes { id availableActions } }".to_owned(),
        "consularPackets(first: 25) { nodes { reference availableActions } }".to_owned(),
    ]
}
