//! Files with mistakes: each is told with its line, its column and what is allowed, and nothing is written.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use entity::{centre, codes::OrganisationType, organisation};
use sea_orm::EntityTrait as _;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    super::Folder,
    import,
    made::{directory, xlsx},
};
use crate::support::{World, database::Fresh, rows};

#[tokio::test]
async fn a_wrong_cell_is_told_with_its_line_and_what_is_allowed() {
    let long = "é".repeat(10_000);
    let centres =
        "code,organisation,name,centre_type,country,admin1,capacity_beds,protected,fronting_centre,open_centre\n";
    let centre = |line: &str| ("centres.csv", format!("{centres}{line}"));
    let service = |desk: &str| {
        let columns = "organisation,name,service_type,description,country,confidential,schedules,telephone,email\n";
        ("services.csv", format!("{columns}X,Clinic,FOOD,Help,NER,no,{desk}"))
    };
    let organisations = "acronym,name,organisation_type,country\n";
    let organisation = |lines: &str| ("organisations.csv", format!("{organisations}{lines}"));
    for fresh in Fresh::all().await {
        for ((file, text), told) in [
            (
                organisation(&format!("X,{long},IOM,NER")),
                "line 2, column name: this text can have at most 500 characters",
            ),
            (organisation("X,a\u{202E}b,IOM,NER"), "line 2, column name: this text contains an invisible character"),
            (organisation(",Name,IOM,NER"), "line 2, column acronym: a value is needed"),
            (
                organisation("X,Name,IOM,NER\nX,Other,IOM,NER"),
                "line 3, column acronym: line 2 is about the same record",
            ),
            (organisation("X,Name,GOV_ORIGIN_CONSULAR,"), "line 2, column country: a consulate needs the country"),
            (organisation("X,Name,IOM"), "line 2: it has 3 cells, and the first line has 4"),
            (organisation("X,Name,IOM,NER,more"), "line 2: cell 5 (\"more\") is under no name of a column"),
            (("organisations.csv", "acronym,nam\nX,Name\n".to_owned()), "no column \"nam\"; did you mean \"name\"?"),
            (
                ("organisations.csv", "acronym,name_french\nX,Name\n".to_owned()),
                "line 1: \"french\" is no language: One column for each language, such as name_fr",
            ),
            (
                ("organisations.csv", "acronym,name_fr,name_FR\nX,Name,Name\n".to_owned()),
                "line 1: the column name_FR is there twice",
            ),
            (
                ("organisations.csv", format!("acronym,name_fr\nX,{long}\n")),
                "line 2, column name_translations: in the language fr: this text can have at most 500 characters",
            ),
            (
                service("MO 8-17,,"),
                "line 2, column schedules: write an hour with its minutes from 00:00 to 23:59, such as 08:30",
            ),
            (service("weekdays,,"), "line 2, column schedules: \"weekdays\" is no schedule; write MO-FR 08:00-17:00"),
            (
                service(",20 00 00 00,"),
                "line 2, column telephone: \"20 00 00 00\" is not allowed: A number with + and the country code",
            ),
            (service(",,desk"), "line 2, column email: \"desk\" is not allowed: An address as desk@example.org"),
            (("organisations.csv", "name\nX\n".to_owned()), "line 2, column acronym: a value is needed"),
            (("organisations.csv", "id\nX\n".to_owned()), "line 2, column id: \"X\" is not allowed"),
            (("centers.csv", String::new()), "no record is called \"centers\"; did you mean \"centres\"?"),
            (centre("C,NOBODY,Name,OTHER,NER,Agadez,1,no,,yes"), "column organisation: there is no \"NOBODY\""),
            (
                centre("C,,Name,OTHER,NER,Agadez,many,no,,yes"),
                "column capacity_beds: \"many\" is not allowed: A whole number",
            ),
            (centre("C,,Name,OTHER,NER,Agadez,-1,no,,yes"), "column capacity_beds: \"-1\" is not allowed"),
            (
                centre("C,,Name,OTHER,NER,Agadez,1,perhaps,,yes"),
                "column protected: \"perhaps\" is not allowed: yes or no",
            ),
            (
                ("directory.toml", "[[organisations]]\nacronym = [1]\n".to_owned()),
                "line 1, column acronym: write a text",
            ),
            (("directory.toml", "organisations = 1\n".to_owned()), "line 1: write each record under a line of its own"),
            (("directory.toml", "[[organisations]\n".to_owned()), "directory.toml, line 1: "),
            (("directory.xlsx", "PK".to_owned()), "directory.xlsx: it is no spreadsheet"),
            (("directory.ods", String::new()), "its name does not end in .csv, .xlsx, .toml or .json"),
        ] {
            let folder = Folder::new();
            let (code, said) = import(Path::new(&folder.write(file, &text)), &fresh, &[]);
            assert!(code == Some(2) && said.contains(told) && said.contains(&file[..5]), "{told}: {said}");
        }
        let folder = Folder::new();
        std::fs::write(folder.path("centres.csv"), b"code\n\xE9\n").expect("the folder is ours");
        let (code, said) = import(&folder.0, &fresh, &[]);
        assert!(code == Some(2) && said.contains("centres.csv: it is not UTF-8"), "{said}");
        let mut tables = directory(16);
        tables[0].1[0].resize(200, String::new());
        tables[0].1[0].push("far".to_owned());
        let (code, said) = import(&xlsx(&tables, &folder.0.join("far.xlsx")), &fresh, &[]);
        assert!(code == Some(2) && said.contains("sheet organisations: line 1 has a cell in column 201"), "{said}");
        let bomb = folder.0.join("bomb.xlsx");
        let mut zip = ZipWriter::new(File::create(&bomb).expect("the folder is ours"));
        zip.start_file("a", SimpleFileOptions::default()).expect("the disk takes it");
        io::copy(&mut io::repeat(0).take(65 * 1024 * 1024), &mut zip).expect("the disk takes it");
        zip.finish().expect("the disk takes it");
        let (code, said) = import(&bomb, &fresh, &[]);
        assert!(code == Some(2) && said.contains("it unpacks to more than"), "{said}");
        fresh.give_back().await;
    }
}

#[tokio::test]
async fn what_the_work_with_cases_rests_on_stays_and_rules_hold_between_rows() {
    for fresh in Fresh::all().await {
        let (folder, world) = (Folder::new(), World::open(&fresh).await);
        let house = world
            .add(organisation::Model { acronym: "IOM-NER".to_owned(), ..rows::organisation(OrganisationType::Iom) })
            .await;
        let used = world.add(centre::Model { code: "USED".to_owned(), ..rows::centre(&house) }).await;
        world.add(centre::Model { code: "FREE".to_owned(), ..rows::centre(&house) }).await;
        let person = world.add(rows::person(&house)).await;
        world.add(rows::case(&person, &used)).await;
        let known = |name: &str, line: &str| {
            let text = format!("code,protected,fronting_centre,country,name\n{line}\n");
            let file = folder.0.join(name);
            std::fs::create_dir(&file).expect("the folder is ours");
            std::fs::write(file.join("centres.csv"), text).expect("the folder is ours");
            import(&file, &fresh, &[])
        };
        let (code, text) = known("1", "USED,no,,NER,New name");
        assert!(code == Some(0) && text.contains("0 new, 1 changed, 0 same"), "{text}");
        let (code, text) = known("2", "USED,yes,FREE,MLI,New name");
        let stays = "it cannot be changed any more, because cases or people rest on it";
        assert!(code == Some(2) && text.matches(stays).count() == 3, "{text}");
        let (code, text) = known("3", "FREE,yes,,MLI,Free");
        assert!(code == Some(2) && text.contains("a protected centre needs an ordinary centre"), "{text}");
        let (code, text) = known("4", "FREE,no,USED,MLI,Free");
        assert!(code == Some(2) && text.contains("only a protected centre has another one"), "{text}");
        let (code, text) = known("5", "FREE,yes,USED,MLI,Free");
        assert_eq!(code, Some(0), "{text}");
        // A code that is taken; and a name that is given by the id.
        let text = format!("[[centres]]\nid = \"{}\"\ncode = \"FREE\"\n", used.id);
        let (code, text) = import(Path::new(&folder.write("taken.toml", &text)), &fresh, &[]);
        assert!(code == Some(2) && text.contains("another row of centres has this code"), "{text}");
        let text = format!("[[centres]]\nid = \"{}\"\ncode = \"AGZ\"\nadmin2 = \"Tchirozérine\"\n", used.id);
        assert_eq!(import(Path::new(&folder.write("code.toml", &text)), &fresh, &[]).0, Some(0));
        let now = centre::Entity::find_by_id(used.id).one(&world.database.reader).await.expect("read").expect("there");
        assert_eq!(
            (now.code.as_str(), now.admin2.as_deref(), now.name.as_str()),
            ("AGZ", Some("Tchirozérine"), "New name")
        );
        world.database.close().await.expect("it closes");
        fresh.give_back().await;
    }
}
