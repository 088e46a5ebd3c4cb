//! An archive outside: it goes on from where it was, and it finds an end that was cut with all its checkpoints.

use super::{Folder, Fresh, Reading};

fn exported(reading: &Reading, since: &str) -> (String, String) {
    let (code, text) = super::run(&["audit", "export", "--since", since, "--database", &reading.url]);
    assert_eq!(code, Some(0), "{text}");
    let last = text.lines().last().expect("there is a position");
    let position = last.trim_start_matches("{\"position\":").trim_end_matches('}').to_owned();
    (text, position)
}

#[tokio::test]
async fn an_archive_goes_on_and_finds_a_cut_end_and_a_changed_line() {
    let folder = Folder::new();
    for fresh in Fresh::all().await {
        let reading = Reading::begin(&fresh, &folder).await;
        let now = reading.world.now;
        let process = reading.process(&reading.signer).await;
        reading.reads(&process, 3).await;
        process.read_log().sign(now).await;
        reading.reads(&process, 1).await;
        let (first, position) = exported(&reading, "0");
        assert_eq!((first.lines().count(), position.as_str()), (7, "2"), "{first}");
        reading.reads(&process, 1).await;
        process.read_log().sign(now).await;
        let (second, position) = exported(&reading, &position);
        assert_eq!((second.lines().count(), position.as_str()), (4, "3"), "{second}");
        let (one, two) = (folder.write("one.jsonl", &first), folder.write("two.jsonl", &second));
        let both = ["--archive", &one, "--archive", &two];
        let (code, text) = reading.verified(&both);
        assert!(code == Some(0) && text.contains("archive: 5 rows, 3 checkpoints"), "{text}");
        let (code, text) = reading.verified(&["--archive", &two, "--alone"]);
        assert!(code == Some(0) && text.contains("from checkpoint 3 on"), "{text}");

        // The end is cut with its checkpoint: nothing in the database says so.
        reading
            .execute("DELETE FROM read_log WHERE sequence > 3; DELETE FROM read_log_checkpoints WHERE number > 2")
            .await;
        reading.is_green("3 rows in 1 chains");
        let (code, text) = reading.verified(&both);
        assert!(code == Some(3) && text.contains("checkpoint 3 - the checkpoint is in the archive and not"), "{text}");

        let changed = folder.write("changed.jsonl", &first.replacen("\"CASE_WORKER\"", "\"AUDITOR\"", 1));
        let (code, text) = reading.verified(&["--archive", &changed, "--alone"]);
        assert!(code == Some(3) && text.contains("sequence 1") && text.contains("the row was changed"), "{text}");
        let shorter: Vec<_> =
            first.lines().enumerate().filter(|(number, _)| *number != 2).map(|(_, line)| line).collect();
        let shorter = folder.write("shorter.jsonl", &shorter.join("\n"));
        let (code, text) = reading.verified(&["--archive", &shorter, "--alone"]);
        assert!(code == Some(3) && text.contains("missing"), "{text}");
        reading.close(fresh).await;
    }
}
