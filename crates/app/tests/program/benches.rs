//! Invented news, and readings killed at random moments.

use crate::support::Folder;

#[test]
fn generated_documents_can_be_read() {
    let folder = Folder::new();
    let generate = ["bench", "generate", "--documents", "40", "--seed", "3"];
    let days = ["--from", "2024-01-01", "--until", "2024-03-31"];
    let news = folder.run(&[&generate[..], &days].concat()).succeeds().out;
    assert_eq!(news.lines().count(), 40);
    folder.write("news.jsonl", &news);
    folder.run(&["read", "news.jsonl"]).succeeds().says(&["40 new"]);
    folder.run(&["bench", "generate"]).fails(2, &["Usage"]);
    let swapped = ["--from", "2024-03-31", "--until", "2024-01-01"];
    folder.run(&[&generate[..], &swapped].concat()).fails(2, &["2024-03-31", "swap"]);
}

#[test]
fn generated_events_answer_questions() {
    let folder = Folder::new();
    let generate = ["bench", "generate", "--events", "4000", "--archive", "rapport.db"];
    folder.run(&generate).succeeds();
    let brief = folder.run(&["brief", "USA", "RUS", "--format", "json"]).succeeds().json();
    assert_eq!(brief["too_little"], false);
    let few = folder.run(&["timeline", "USA", "RUS", "--limit", "20"]).succeeds();
    let all = folder.run(&["timeline", "USA", "RUS", "--all"]).succeeds();
    assert!(few.lines().len() < all.lines().len());
    few.says(&["deeds are shown"]);
}

#[test]
fn killed_readings_lose_and_double_nothing() {
    let folder = Folder::new();
    let survive = ["bench", "survive", "--kills", "5", "--documents", "1500"];
    let said = folder.run(&survive).succeeds().out;
    assert!(said.contains("5 kills survived"), "{said}");
}
