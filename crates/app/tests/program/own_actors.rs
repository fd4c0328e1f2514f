//! `--actors FOLDER`: a user's own tables and dictionaries.

use crate::support::Folder;

const PEOPLE: &str = "id,name,aliases,source\nanna-quillon,Anna Quillon,,memory\n";

fn folder_with(file: &str, text: &str) -> Folder {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("own")).expect("a folder");
    folder.write(&format!("own/{file}"), text);
    folder
}

#[test]
fn own_tables_add_people_and_offices() {
    let folder = folder_with("people.csv", PEOPLE);
    folder.write(
        "own/tenures.csv",
        "person,actor,office,role,since,until,source\n\
         anna-quillon,ISL,foreign minister,GOV,2030,,memory\n",
    );
    let answer =
        folder.run(&["actor", "Anna Quillon", "--on", "2031-01-01", "--actors", "own"]).succeeds();
    assert!(answer.out.contains("\"actor\":\"ISL\""), "{}", answer.out);
    let without = folder.run(&["actor", "Anna Quillon", "--on", "2031-01-01"]);
    assert_eq!(without.code, 2, "{}", without.err);
}

#[test]
fn own_dictionaries_are_read_by_code_too() {
    let folder = folder_with("own.actors.txt", "QUILLONISTS_ [ISLOPP]\n");
    folder.write("news.txt", "The Quillonists criticised France.");
    let answer = folder
        .run(&["code", "news.txt", "--date", "2024-06-19", "--mentions", "--actors", "own"])
        .succeeds();
    assert!(
        answer.out.contains("\"actor\":\"ISL\",\"country\":\"ISL\",\"role\":\"OPP\""),
        "{}",
        answer.out
    );
}

#[test]
fn a_broken_table_names_file_line_value_and_a_way_out() {
    let folder = folder_with(
        "names.csv",
        "name,actor,kind,since,until,case,source\nFreedonia,FRE,name,,,any,memory\n",
    );
    let answer = folder.run(&["actor", "France", "--actors", "own"]);
    assert_eq!(answer.code, 3);
    assert!(answer.err.contains("own/names.csv:2: `actor` FRE is in no table"), "{}", answer.err);
    assert!(answer.err.contains("hint: "), "{}", answer.err);
}

#[test]
fn an_entry_that_cannot_be_read_is_told_and_skipped() {
    let folder = folder_with("own.txt", "QUILLONISTS_ [ISLOPP]\nNOBODY_ [XYZGOV]\n");
    let answer = folder.run(&["actor", "Quillonists", "--actors", "own"]).succeeds();
    assert!(answer.err.contains("own.txt:2: `XYZGOV` begins with no state"), "{}", answer.err);
}

#[test]
fn a_folder_without_tables_is_an_error() {
    let folder = folder_with("README.md", "nothing here");
    let answer = folder.run(&["actor", "France", "--actors", "own"]);
    assert_eq!(answer.code, 3);
    assert!(answer.err.contains("holds no table of actors"), "{}", answer.err);
}
