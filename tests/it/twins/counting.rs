//! Questions to the statistics.

use waystation::global_id;

use super::people::Twins;

/// Every filter alone, and tables by the dimensions that could reveal something.
pub fn questions(twins: &Twins) -> impl Iterator<Item = String> {
    let centre = global_id::encode("Centre", twins.agadez.id);
    let house = global_id::encode("Organisation", twins.house.id);
    let filters = [
        "country: [\"NER\"]".to_owned(),
        format!("centre: [\"{centre}\"]"),
        format!("organisation: [\"{house}\"]"),
        "serviceGroup: [HEALTH]".to_owned(),
        "urgency: [ROUTINE]".to_owned(),
        "state: [WAITING, ENDED]".to_owned(),
        "nationality: [\"GIN\"]".to_owned(),
        "sex: [FEMALE]".to_owned(),
        "ageBand: [FROM_18_TO_24]".to_owned(),
        "protectionConcern: true".to_owned(),
        "medicalNeed: true".to_owned(),
        "internationalProtection: true".to_owned(),
    ];
    let answer = "{ exact smallest buckets { period centre { id } country state serviceGroup
        values { measure number leftOut } } }";
    let of = |measures: &str, group_by: &str, filter: &str| {
        format!(
            "statistics(measures: [{measures}], groupBy: [{group_by}], filter: {{ {filter} }}, interval: QUARTER,
            between: {{ from: \"2023-01-01\", before: \"2024-01-01\" }}) {answer}"
        )
    };
    let narrowed = filters.iter().map(|filter| of("REFERRALS_SENT REFERRALS_ACCEPTED REFERRALS_OVERDUE", "", filter));
    let tables =
        ["PERIOD CENTRE", "COUNTRY STATE", "SEX AGE_BAND", "NATIONALITY", "PROTECTION_CONCERN", "MEDICAL_NEED"];
    let tables = tables.map(|axes| of("PEOPLE CASES CONSULAR_REQUESTS", axes, ""));
    let stays = of("OCCUPANCY DAYS_OF_STAY_MEDIAN", "CENTRE", "");
    let sums = of(
        "PEOPLE CASES REFERRALS_SENT REFERRALS_ACCEPTED REFERRALS_DECLINED OCCUPANCY DAYS_OF_STAY_MEDIAN DAYS_OF_STAY_P90",
        "",
        "",
    );
    let protected = of("CASES", "COUNTRY INTERNATIONAL_PROTECTION", "");
    let received = [
        ("REFERRALS_SENT REFERRALS_ACCEPTED REFERRALS_OVERDUE", "PERIOD STATE SERVICE_GROUP", ""),
        ("REFERRALS_SENT REFERRALS_OVERDUE", "URGENCY", "state: [WAITING]"),
        ("HOURS_TO_DECIDE_MEDIAN", "", ""),
        ("REFERRALS_SENT", "ORGANISATION", "serviceGroup: [HEALTH, SPECIALISED_ASSISTANCE]"),
    ];
    let received = received.map(|(measures, by, filter)| {
        of(measures, by, filter).replace("interval: QUARTER,", "interval: MONTH, received: true,")
    });
    narrowed.collect::<Vec<_>>().into_iter().chain(tables).chain([stays, sums, protected]).chain(received)
}
