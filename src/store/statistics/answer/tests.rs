//! The budget of a question.

use entity::codes::{StatisticsInterval, StatisticsMeasure};
use sea_orm::prelude::Date;

use super::*;
use crate::rules::statistics::{Count, region::Values};

fn question() -> Question {
    Question {
        measures: vec![StatisticsMeasure::Cases, StatisticsMeasure::ReferralsSent],
        group_by: Vec::new(),
        filter: Region::ALL,
        from: Date::from_ymd_opt(2026, 1, 1).expect("a day"),
        until: Date::from_ymd_opt(2026, 2, 1).expect("a day"),
        interval: StatisticsInterval::Month,
        received: false,
    }
}

/// Ten nested groups, so that each but the first is compared with others.
fn table(measure: StatisticsMeasure) -> Table {
    let cell = |size: i64| {
        let values = (0..size).map(|nationality| format!("N{nationality}")).collect();
        let region = Region::ALL.set(Axis::Nationality, Values::Only(values));
        let count = Count { amount: 100 * size, people: 100 * size };
        Cell { region, key: vec![size.to_string()], count, value: 100 * size, left_out: false, known: false }
    };
    Table { measure, of: definition(measure), cells: (1..=10).map(cell).collect() }
}

async fn decided(measure: StatisticsMeasure, work: Work) -> (usize, Work) {
    let (_, cells, left) = decide(question(), vec![table(measure)], Vec::new(), Universe::default(), work)
        .await
        .expect("nothing has to be read");
    (cells.concat().iter().filter(|cell| cell.tells()).count(), left)
}

#[tokio::test]
async fn the_subjects_of_a_question_share_one_budget() {
    let (first, left) = decided(StatisticsMeasure::Cases, Work::default()).await;
    let (second, _) = decided(StatisticsMeasure::ReferralsSent, left).await;
    assert_eq!((first, second), (10, 10), "an ordinary question has enough");
    // Enough for a single comparison: the first subject spends it, and nothing is left for the second.
    let (first, left) = decided(StatisticsMeasure::Cases, Work::of(1)).await;
    assert!(first > 0 && left.is_spent(), "{first}");
    assert_eq!(decided(StatisticsMeasure::ReferralsSent, left).await.0, 0);
}
