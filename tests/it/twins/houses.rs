//! The people in the houses, asked through the centres and through the cases.

/// The beds, the stays and the cases of each centre.
pub fn lists() -> Vec<String> {
    let beds = "occupancy { occupied free } occupancyPerDay(from: \"2023-11-01\") { date occupied free }";
    let heads = "rollCall { totalCount nodes { roomBed initials from } } presentStays { totalCount nodes { id } } expectedDepartures { totalCount nodes { id expectedUntil } }";
    vec![
        format!(
            "centres(first: 100) {{ nodes {{ id {beds} {heads} cases(first: 100) {{ totalCount nodes {{ id }} }} }} }}"
        ),
        format!(
            "cases(first: 100) {{ nodes {{ id centre {{ id {beds} cases {{ totalCount }} }} placement {{ id {beds} }} }} }}"
        ),
        "cases(first: 100) { nodes { stays { totalCount nodes { from until exitGroup exitReason centre { id } \
         placement { id } roomBed overCapacity holdForReferral { id } organisation { id } } } } }"
            .to_owned(),
    ]
}
