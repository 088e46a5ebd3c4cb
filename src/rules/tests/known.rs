//! How much the guard compares, and that bit sets compare as regions do.

use entity::codes::StatisticsMeasure;
use proptest::prelude::*;

use super::statistics::values;
use crate::rules::statistics::{
    Count, LEAST,
    guard::{Memory, TableQuery},
    known::Work,
    measure::Value,
    region::{Axis, Region, Values},
    short::Names,
    suppression::Cell,
};

/// The region of these months.
fn months(from: usize, until: usize) -> Region {
    Region::ALL.set(Axis::Month, Values::Only((from..until).map(|month| format!("{month:03}")).collect()))
}

#[test]
fn periods_that_are_nested_into_each_other_spend_their_work_and_no_more() {
    let cell = |region: Region, key: &str, amount: i64| {
        let count = Count { amount, people: amount };
        Cell { region, key: vec![key.to_owned()], count, value: amount, left_out: false, known: false }
    };
    let asked =
        |by| TableQuery { measure: StatisticsMeasure::Cases, value: Value::Amount, grouped_by: by, least: LEAST };
    let mut memory = Memory::default();
    let mut told = 0;
    for from in 0..36 {
        for until in from + 1..=36 {
            let amount = i64::try_from((until - from) * 40).unwrap();
            let mut cells = [cell(months(from, until), "", amount)];
            memory.tell(&mut cells, asked(&[]), &mut Work::default());
            told += usize::from(cells[0].tells());
        }
    }
    assert!(told > 36, "ordinary periods are released: {told}");
    assert_eq!(memory.len(), told);
    // A table of a month in the middle, which hundreds of the periods contain.
    let of = |n: usize| months(17, 18).set(Axis::Nationality, Values::one(format!("N{n:02}")));
    let mut cells: Vec<_> = (0..100).map(|n| cell(of(n), &format!("N{n:02}"), 30)).collect();
    let mut work = Work::default();
    memory.tell(&mut cells, asked(&[Axis::Nationality]), &mut work);
    let table = cells.iter().filter(|cell| cell.tells()).count();
    assert!(work.is_spent() || table > 0, "the table is released, or its work is spent");
    assert_eq!(memory.len(), told + table);
}

proptest! {
    /// Regions as bit sets compare as regions do.
    #[test]
    fn regions_in_short_compare_as_regions_do(a in region(), b in region()) {
        let mut names = Names::default();
        let (short_a, short_b) = (names.shorten(&a), names.shorten(&b));
        prop_assert_eq!(short_a.within(&short_b), a.within(&b));
        prop_assert_eq!(short_a.apart(&short_b), a.apart(&b));
    }
}

fn region() -> impl Strategy<Value = Region> {
    let on = || proptest::option::of(values());
    (on(), on(), on()).prop_map(|(sex, nationality, month)| {
        let axes = [(Axis::Sex, sex), (Axis::Nationality, nationality), (Axis::Month, month)];
        axes.into_iter().fold(Region::ALL, |region, (axis, values)| match values {
            Some(values) => region.set(axis, values),
            None => region,
        })
    })
}
