//! Tests of schedules.

use crate::rules::{
    refusal::RefusalCode,
    schedule::{FORM, column, read, stored, written},
};

fn checked(cell: &str) -> Result<Option<String>, RefusalCode> {
    column("schedules", &read(cell).expect("a schedule")).map_err(|refusal| refusal.code)
}

#[test]
fn what_a_cell_says_is_stored_and_written_back() {
    for (cell, again) in [
        (FORM, "MO,TU,WE,TH,FR 08:00-17:00; SA 09:00-12:00 2026-06-01/2026-09-30"),
        ("mo-su 00:00-00:00", "MO,TU,WE,TH,FR,SA,SU 00:00-00:00"),
        ("SU,MO 20:00-06:00 2026-01-01/", "MO,SU 20:00-06:00 2026-01-01/"),
        ("WE 08:30-12:00 /2026-03-31;", "WE 08:30-12:00 /2026-03-31"),
        (" ", ""),
    ] {
        let stored = stored(checked(cell).expect("it is allowed").as_deref());
        assert_eq!(written(&stored), again, "{cell}");
        assert_eq!(read(again), Ok(stored), "{cell}");
    }
    let one = r#"[{"days":["MO"],"opensAt":"08:00","closesAt":"17:00","validFrom":null,"validTo":null}]"#;
    assert_eq!(checked("MO 08:00-17:00"), Ok(Some(one.to_owned())));
    for broken in [None, Some(""), Some("{}"), Some(r#"[{"days":["MONDAY"]}]"#)] {
        assert_eq!(stored(broken), [], "{broken:?}");
    }
}

#[test]
fn what_is_no_schedule_is_refused() {
    for cell in
        ["Monday", "MO", "MO 08:00", "XX 08:00-17:00", "FR-MO 08:00-17:00", "MO 08:00-17:00 2026-01-01", "MO 1-2 3/4"]
    {
        assert!(read(cell).is_err_and(|wrong| wrong.contains(FORM)), "{cell}");
    }
    for (cell, code) in [
        ("MO 8:00-17:00", RefusalCode::ValueNotAllowed),
        ("MO 08:00-24:00", RefusalCode::ValueNotAllowed),
        ("MO 08:00-17:00 2026-02-01/2026-01-31", RefusalCode::DateOutOfRange),
    ] {
        assert_eq!(checked(cell), Err(code), "{cell}");
    }
    assert_eq!(checked(&"MO 08:00-17:00;".repeat(21)), Err(RefusalCode::LimitReached));
    let mut dayless = read("MO 08:00-17:00").expect("a schedule");
    dayless[0].days.clear();
    assert_eq!(column("schedules", &dayless).map_err(|refusal| refusal.code), Err(RefusalCode::ValueRequired));
}
