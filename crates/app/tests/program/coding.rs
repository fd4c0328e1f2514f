//! `code` and `classify`: the contract's fields, and one model behind both.

use crate::support::{Answer, Folder, document, lines};
use serde_json::{Value, json};

/// Sentences with one clear event each between two named sides.
const SENTENCES: [&str; 30] = [
    "Russia condemned Japan.",
    "China praised Pakistan.",
    "The United States imposed sanctions on Iran.",
    "France met Germany in Geneva.",
    "Turkey accused Greece of violating its airspace.",
    "India signed a trade agreement with Brazil.",
    "Japan provided food aid to Kenya.",
    "North Korea threatened South Korea with war.",
    "Ukraine rejected the demand of Russia.",
    "Israel bombed Syria.",
    "Russia shelled Ukraine.",
    "Poland expelled three Russian diplomats.",
    "Egypt asked Saudi Arabia for a loan.",
    "Ethiopia released Eritrean prisoners.",
    "Canada agreed to lift sanctions on Cuba.",
    "Norway promised to send aid to Sudan.",
    "Vietnam visited Laos.",
    "Australia recalled its ambassador from Indonesia.",
    "Spain withdrew its troops from Iraq.",
    "Russia vetoed a resolution of the UN Security Council.",
    "Iran seized a British ship.",
    "Chile thanked Argentina.",
    "Mexico demanded an apology from Spain.",
    "Hungary called on Ukraine to negotiate.",
    "Morocco cut diplomatic ties with Algeria.",
    "China deployed warships near Taiwan.",
    "Armenia and Azerbaijan exchanged fire.",
    "Nigeria mediated between Niger and Chad.",
    "Serbia recognised Belgium.",
    "Bangladesh delivered medical supplies to Nepal.",
];

/// Fewer reports than this of the sentences above would prove too little.
const N_REPORTS_MIN: usize = 20;

fn code(folder: &Folder, sentences: &[&str]) -> Vec<Value> {
    let documents: Vec<Value> = sentences
        .iter()
        .enumerate()
        .map(|(n, text)| document(&n.to_string(), "2024-03-01", text))
        .collect();
    folder.run_on(&lines(&documents), &["code", "-"]).succeeds().json_lines()
}

fn spans(report: &Value, side: &str) -> Value {
    report[side]["span"].as_array().map_or(json!([]), |span| json!([span]))
}

#[test]
fn code_and_classify_tell_the_same_type() {
    let folder = Folder::new();
    let reports: Vec<Value> = code(&folder, &SENTENCES)
        .into_iter()
        .filter(|report| !report["source"].is_null() && !report["target"].is_null())
        .collect();
    let questions: Vec<Value> = reports
        .iter()
        .map(|report| json!({"id": report["id"], "sentence": report["text"], "source": spans(report, "source"), "target": spans(report, "target")}))
        .collect();
    let answers = folder.run_on(&lines(&questions), &["classify", "-"]).succeeds().json_lines();
    assert_eq!(answers.len(), reports.len());
    let mut differing = Vec::new();
    for (report, answer) in reports.iter().zip(&answers) {
        assert_eq!(answer["id"], report["id"]);
        let distribution = answer["distribution"].as_object().expect("a distribution");
        let sum: f64 = distribution.values().filter_map(Value::as_f64).sum();
        assert_eq!(distribution.len(), 16);
        assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        if answer["type"] != report["type"] {
            differing.push(format!(
                "{}: coded {}, classified {}",
                report["text"], report["type"], answer["type"]
            ));
        }
    }
    assert!(N_REPORTS_MIN <= reports.len(), "{} reports", reports.len());
    assert!(
        differing.is_empty(),
        "{} of {} differ: {differing:#?}",
        differing.len(),
        reports.len()
    );
}

#[test]
fn reports_carry_the_fields_of_the_contract_in_input_order() {
    let reports = code(&Folder::new(), &SENTENCES);
    let mut last = 0;
    for report in &reports {
        for field in [
            "id",
            "document",
            "sentence",
            "text",
            "sentence_start",
            "source",
            "target",
            "type",
            "mode",
            "act",
            "about",
            "others",
            "contexts",
            "goods",
            "exchange",
            "purpose",
            "casualties",
            "place",
            "certainty",
            "attributed_to",
            "happened_on",
            "reciprocal",
            "cameo",
            "quad",
            "goldstein",
            "probability",
            "trigger",
            "coder",
        ] {
            assert!(report.get(field).is_some(), "no {field} in {report}");
        }
        let n: usize = report["document"].as_str().and_then(|id| id.parse().ok()).expect("our id");
        assert!(last <= n);
        last = n;
        for side in ["source", "target"] {
            let Some(span) = report[side]["span"].as_array() else { continue };
            let at =
                |n: usize| usize::try_from(span[n].as_u64().expect("a number")).expect("small");
            let told: String =
                report["text"].as_str().expect("text").chars().take(at(1)).skip(at(0)).collect();
            assert!(told.contains(report[side]["name"].as_str().expect("a name")), "{report}");
        }
    }
}

#[test]
fn sport_and_weather_are_no_deeds_of_states_and_notes_say_why() {
    let folder = Folder::new();
    let text = lines(&[
        document("sport", "2024-03-01", "Japan beat Germany 2-1 in the World Cup."),
        document("weather", "2024-03-02", "Heavy rain fell over Japan and Russia."),
    ]);
    assert_eq!(folder.run_on(&text, &["code", "-"]).succeeds().out, "");
    let notes = folder.run_on(&text, &["code", "-", "--notes"]).succeeds().json_lines();
    assert!(
        notes.iter().any(|line| line["document"] == "sport"
            && line["notes"].as_array().is_some_and(|notes| !notes.is_empty())),
        "{notes:?}"
    );
}

#[test]
fn mentions_are_one_line_a_document() {
    let folder = Folder::new();
    let text = lines(&[
        document("a", "2024-03-01", "The US ambassador to Russia met Vladimir Putin."),
        document("b", "2024-03-01", "It rained."),
    ]);
    let mentions = folder.run_on(&text, &["code", "-", "--mentions"]).succeeds().json_lines();
    assert_eq!(mentions.len(), 2);
    let actors: Vec<&Value> = mentions[0]["mentions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["actor"])
        .collect();
    assert_eq!(actors, ["USA", "RUS"]);
    assert_eq!(mentions[0]["mentions"][0]["text"], "The US ambassador to Russia");
    assert_eq!(mentions[1], json!({"document": "b", "mentions": []}));
}

#[test]
fn classify_places_what_it_cannot_read() {
    let folder = Folder::new();
    let ask = |line: &str| -> Answer { folder.run_on(line, &["classify"]) };
    ask("not json\n").fails(3, &["standard input:1", "hint: "]);
    ask("{\"id\":1,\"sentence\":\"Russia met Japan.\",\"source\":[[0,99]],\"target\":[[11,16]]}\n")
        .fails(3, &["[0, 99]", "hint: "]);
    for (source, target, side) in [
        ("[]", "[]", "`source`"),
        ("[[0,0]]", "[[11,16]]", "`source`"),
        ("[[0,6]]", "[]", "`target`"),
        ("[[0,6]]", "[[6,7]]", "`target`"),
    ] {
        let question = format!(
            "{{\"id\":1,\"sentence\":\"Russia met Japan.\",\"source\":{source},\"target\":{target}}}\n"
        );
        ask(&question).fails(3, &["standard input:1", side, "hint: "]);
    }
    assert_eq!(ask("").succeeds().out, "");
}
