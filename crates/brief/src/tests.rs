//! Whole briefs about invented countries, and the laws that hold for any brief.

use crate::{
    Brief, BriefSentence, Matter, Rule, SAMPLE_LINE, check, check_actors, check_json, example::*,
    explain, timeline, timeline_to_jsonl, timeline_to_markdown, timeline_to_text, to_html, to_json,
    to_markdown, to_text, write,
};
use rapport_record::{Actors, Certainty, Document, DocumentKind, EventType, Ontology, Report};

fn world() -> (Actors, Ontology) {
    (actors(), ontology())
}

fn section<'b>(brief: &'b Brief, id: &str) -> Vec<&'b str> {
    let section = brief.sections.iter().find(|section| section.id == id).expect("the section");
    section.sentences.iter().map(|sentence| sentence.text.as_str()).collect()
}

fn sentences(brief: &Brief) -> impl Iterator<Item = &BriefSentence> {
    brief.sections.iter().flat_map(|section| &section.sentences)
}

fn faults(brief: &Brief, documents: &[Document]) -> Vec<(Rule, String)> {
    check(brief, |id| documents.iter().find(|document| document.id == id).cloned())
        .into_iter()
        .map(|fault| (fault.rule, fault.message))
        .collect()
}

#[test]
fn a_full_brief_fills_every_section() {
    let (actors, ontology) = world();
    let matter = full(&actors, &ontology);
    let brief = write(&matter);
    assert_eq!(
        brief.first_line,
        "Freedonia and Ruritania: a brief as of 30 June 2024, from rapport.db, whose newest \
         document by then is of 29 June 2024."
    );
    assert_eq!(
        section(&brief, "now"),
        [
            "On 19 June 2024, Freedonia and Ruritania signed a treaty.",
            "On 16 May 2024, Freedonia praised Ruritania.",
            "Reported on 28 March 2024: “Freedonia vetoes a World Council resolution on Ruritania.”",
        ]
    );
    assert_eq!(
        section(&brief, "exchanges"),
        ["On 1 November 2023, according to Sylvania, Ruritania provided shells to Freedonia in \
          exchange for food."]
    );
    assert_eq!(
        section(&brief, "arrangements"),
        ["The Freedonian Union and Ruritania have been allied since 2000, in force as far as \
          the source reaches (2018) (PACTS 2)."]
    );
    assert_eq!(
        section(&brief, "history"),
        [
            "The Freedonian Union and Ruritania were allied from 1961 to 1996 (PACTS 2).",
            "On 19 July 2000, Freedonia visited Ruritania.",
            "On 2 March 2016, Freedonia imposed sanctions on Ruritania.",
        ]
    );
    assert_eq!(
        section(&brief, "ups-and-downs")[0],
        "The level was lowest (−2.0): in 1950, the Freedonian Union attacked Ruritania."
    );
    assert_eq!(section(&brief, "others"), ["On 21 June 2024, Sylvania threatened Ruritania."]);
    assert_eq!(
        section(&brief, "outlook"),
        ["As reported on 20 June 2024, Ruritania is expected to visit Freedonia on 9 September \
          2024."]
    );
    assert_eq!(faults(&brief, &documents(&matter)), []);
}

#[test]
fn ups_and_downs_name_the_event_behind_a_turn_and_the_gaps() {
    let (actors, ontology) = world();
    let mut matter = full(&actors, &ontology);
    matter.turning_points[0].from = day("2000-07-01");
    matter.turning_points[0].to = day("2000-08-01");
    let brief = write(&matter);
    assert_eq!(
        section(&brief, "ups-and-downs"),
        [
            "Relations improved (level +1.0 to +4.0): on 19 July 2000, Freedonia visited \
             Ruritania.",
            "The level stands at +1.7 (90 % band +1.0 to +2.4); behind it, among others: on \
             19 June 2024, Freedonia and Ruritania signed a treaty.",
        ]
    );
    let ups = brief.sections.iter().find(|one| one.id == "ups-and-downs").expect("ups");
    assert_eq!(
        ups.notices,
        [
            "Too little is known to give a level between 1962 and 1988.",
            "Each level is reckoned from all events so far; rapport explain level FRE RUR --on DAY \
             opens it.",
        ]
    );
}

#[test]
fn with_too_little_it_says_so_and_lists_what_there_is() {
    let (actors, ontology) = world();
    let mut matter = empty(&actors, &ontology);
    let brief = write(&matter);
    assert!(brief.too_little);
    assert_eq!(sentences(&brief).count(), 0);
    assert!(
        to_text(&brief).contains(
            "Too little to say: the archive holds no event about Freedonia and Ruritania"
        )
    );
    matter.events = full(&actors, &ontology).events.into_iter().take(1).collect();
    let brief = write(&matter);
    assert!(brief.too_little);
    assert_eq!(
        section(&brief, "little"),
        ["On 19 June 2024, Freedonia and Ruritania signed a treaty."]
    );
}

#[test]
fn a_brief_from_the_sample_says_so_first_and_last_in_every_format() {
    let (actors, ontology) = world();
    let matter = Matter { is_sample: true, ..full(&actors, &ontology) };
    let brief = write(&matter);
    // HTML writes the apostrophe its own way, so the part after it is looked for.
    let (_, tail) = SAMPLE_LINE.split_once("'s ").expect("Rapport's");
    for text in [to_text(&brief), to_markdown(&brief), to_html(&brief), to_json(&brief)] {
        for line in [text.lines().next(), text.lines().last()] {
            let line = line.unwrap_or_default();
            assert!(line.contains(tail), "{line}");
        }
    }
}

#[test]
fn the_json_reads_back_equal() {
    let (actors, ontology) = world();
    let matter = full(&actors, &ontology);
    let brief = write(&matter);
    let json = to_json(&brief);
    let back: Brief = serde_json::from_str(&json).expect("our own JSON");
    assert!(back == brief, "{json}");
    let documents = documents(&matter);
    let found = check_json(&json, |id| documents.iter().find(|one| one.id == id).cloned());
    assert_eq!(found.expect("our own JSON"), []);
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let citation = &value["sections"][0]["sentences"][0]["citations"][0];
    for key in ["document", "sentence", "date", "outlet", "url", "quote"] {
        assert!(citation.get(key).is_some(), "{key}");
    }
}

#[test]
fn markup_in_quotes_stays_text() {
    let (actors, ontology) = world();
    let mut matter = full(&actors, &ontology);
    let report = &mut matter.events[0].reports[0].report;
    report.text = "Freedonia & <script>alert(1)</script> Ruritania sign | a *treaty*.".into();
    matter.events[0].reports[0].url = Some("javascript:alert(1)".into());
    matter.events[0].reports[0].outlet = Some("\"><img src=x>".into());
    let brief = write(&matter);
    let html = to_html(&brief);
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("javascript:"));
    assert!(html.contains("Freedonia &amp; &lt;script&gt;"));
    let markdown = to_markdown(&brief);
    assert!(!markdown.contains("javascript:") && markdown.contains("\\<script\\>"));
}

#[test]
fn what_some_state_and_others_deny_tells_both() {
    let (actors, ontology) = world();
    let mut matter = full(&actors, &ontology);
    let both = ("FRE", "RUR");
    let text = "Freedonia attacks Ruritania.";
    let stated = report("stated", "2024-06-01", both, EventType::Assault, "attack", text);
    let second = Report { id: "second:0:0".into(), document: "second".into(), ..stated.clone() };
    let denied = Report {
        id: "denied:0:0".into(),
        document: "denied".into(),
        certainty: Certainty::Denied,
        attributed_to: Some("FRE".into()),
        text: "Freedonia denies it attacked Ruritania.".into(),
        ..stated.clone()
    };
    matter.events.push(told_by(vec![(stated, "Gazette"), (denied, "Herald"), (second, "Post")]));
    let brief = write(&matter);
    let text =
        "On 1 June 2024, Freedonia attacked Ruritania, which Freedonia denied (two outlets).";
    let sentence = sentences(&brief).find(|one| one.text == text).expect("the sentence");
    let cited: Vec<&str> = sentence.citations.iter().map(|one| one.document.as_str()).collect();
    assert_eq!(cited, ["second", "denied", "stated"]);
    assert_eq!(faults(&brief, &documents(&matter)), []);
}

#[test]
fn uncitable_notes_are_told_nowhere_but_in_the_timeline() {
    let (actors, ontology) = world();
    let mut matter = full(&actors, &ontology);
    for cited in &mut matter.events[0].reports {
        cited.is_citable = false;
        cited.kind = DocumentKind::Sample;
    }
    let brief = write(&matter);
    assert!(sentences(&brief).all(|sentence| !sentence.text.contains("treaty")));
    let rows = timeline(&matter);
    assert!(timeline_to_text(&rows).contains("signed a treaty. (not checked against a source)"));
}

#[test]
fn the_checker_finds_each_broken_rule() {
    let (actors, ontology) = world();
    let matter = full(&actors, &ontology);
    let documents = documents(&matter);
    let good = write(&matter);
    let broken = |change: &dyn Fn(&mut BriefSentence)| {
        let mut brief = good.clone();
        change(&mut brief.sections[0].sentences[0]);
        faults(&brief, &documents).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>()
    };
    assert_eq!(broken(&|one| one.citations.clear()), [Rule::NoCitation]);
    assert_eq!(broken(&|one| one.citations[0].document = "no".into()), [Rule::MissingDocument]);
    assert_eq!(broken(&|one| one.citations[0].quote.push('!')), [Rule::QuoteNotVerbatim]);
    assert_eq!(broken(&|one| one.citations[0].date = day("2024-06-18")), [Rule::WrongDay]);
    assert_eq!(broken(&|one| one.source = Some("SYL".into())), [Rule::Source]);
    assert_eq!(broken(&|one| one.target = None), [Rule::Target]);
    assert_eq!(broken(&|one| one.text = "Freedonia signed.".into()), [Rule::When]);
    let alleged = |one: &mut BriefSentence| one.citations[0].certainty = Certainty::Alleged;
    assert_eq!(broken(&alleged), [Rule::Certainty, Rule::Certainty]);
    let mut early = good.clone();
    early.as_of = day("2024-06-01");
    assert!(faults(&early, &documents).iter().any(|(rule, _)| *rule == Rule::AfterAsOf));
    let mut sample = good.clone();
    sample.is_sample = true;
    assert_eq!(faults(&sample, &documents)[0].0, Rule::Sample);
}

#[test]
fn the_checker_finds_whom_a_document_does_not_name() {
    let (actors, ontology) = world();
    let brief = write(&full(&actors, &ontology));
    let everyone = ["FRE", "FRU", "RUR", "SYL", "world-council"].map(str::to_owned);
    assert_eq!(check_actors(&brief, |_| Some(everyone.to_vec())), []);
    assert_eq!(check_actors(&brief, |_| None), []);
    let treaty = |citation: &crate::Citation| {
        (citation.document == "treaty").then(|| vec!["FRE".to_owned()])
    };
    let found = check_actors(&brief, treaty);
    assert!(!found.is_empty());
    for fault in found {
        assert_eq!(fault.rule, Rule::Who);
        assert_eq!(fault.message, "document treaty does not name RUR");
    }
}

#[test]
fn a_timeline_reaches_from_the_first_day_to_the_last() {
    let (actors, ontology) = world();
    let matter = full(&actors, &ontology);
    let rows = timeline(&matter);
    assert!(rows.is_sorted_by_key(|row| row.date));
    let text = timeline_to_text(&rows);
    assert!(text.starts_with(
        "1950-01-01  In 1950, the Freedonian Union attacked Ruritania. [Gazette 1990-01-02 old]"
    ));
    assert!(text.contains(
        "In 1996, the defence alliance (PACTS) between the Freedonian Union and Ruritania ended."
    ));
    assert_eq!(timeline_to_jsonl(&rows).lines().count(), rows.len());
    assert_eq!(timeline_to_markdown(&rows).lines().count(), rows.len() + 2);
}

#[test]
fn an_explained_event_shows_reports_quotes_and_weights() {
    let (actors, ontology) = world();
    let matter = full(&actors, &ontology);
    let text = explain(&matter, &matter.events[0], Some(7.2)).to_text();
    for part in [
        "signed a treaty",
        "weight in the level: 7.200",
        "Gazette",
        "probability 0.90",
        "1 report from 1 outlet:",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn charts_say_what_they_show_and_where_too_little_is_known() {
    let (actors, ontology) = world();
    let brief = write(&full(&actors, &ontology));
    let html = to_html(&brief);
    assert_eq!(html.matches("<svg").count(), 2);
    for part in ["Not enough known from 1962-01-01 to 1988-12-31", "Turning point between", "<desc"]
    {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("NaN") && !html.contains("inf"));
}

/// A small generator of pseudo-random numbers, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % sides
    }
}

/// Reports of all certainties, days (some after the day of the brief) and sides.
fn random_events(seed: u64) -> Vec<crate::Told> {
    const MODES: &[(EventType, &str)] = &[
        (EventType::Assault, "attack"),
        (EventType::Support, "treaty"),
        (EventType::Consult, "visit"),
        (EventType::Sanction, "sanction"),
        (EventType::Aid, "aid"),
        (EventType::Threaten, "threaten"),
    ];
    const SIDES: &[(&str, &str)] =
        &[("FRE", "RUR"), ("RUR", "FRE"), ("FRU", "RUR"), ("SYL", "RUR"), ("", "RUR")];
    let mut dice = Dice(seed);
    (0..dice.roll(60))
        .map(|n| {
            let on = format!("{}-0{}-1{}", 1946 + dice.roll(80), 1 + dice.roll(9), dice.roll(9));
            let (event_type, mode) = MODES[dice.roll(MODES.len() as u64) as usize];
            let sides = SIDES[dice.roll(SIDES.len() as u64) as usize];
            let mut one = report(
                &format!("doc-{n}"),
                &on,
                sides,
                event_type,
                mode,
                &format!("Freedonia, Ruritania and Sylvania: item {n}."),
            );
            one.certainty = Certainty::ALL[dice.roll(Certainty::ALL.len() as u64) as usize];
            one.reciprocal = dice.roll(4) == 0;
            one.probability = 0.3 + dice.roll(7) as f64 / 10.0;
            one.attributed_to = [None, Some("SYL".to_owned()), Some("FRE".to_owned())]
                [dice.roll(3) as usize]
                .clone();
            if dice.roll(3) == 0 {
                one.goods = vec![goods(rapport_record::GoodsKind::Food, "food")];
            }
            told(one)
        })
        .collect()
}

#[test]
fn every_citation_of_any_brief_holds() {
    let (actors, ontology) = world();
    for seed in 0..200 {
        let mut matter = full(&actors, &ontology);
        matter.events.extend(random_events(seed));
        let brief = write(&matter);
        assert_eq!(faults(&brief, &documents(&matter)), [], "seed {seed}");
        assert!(brief.words <= crate::sections::WORDS_MAX, "seed {seed}: {} words", brief.words);
    }
}

#[test]
fn what_is_not_reported_as_done_never_becomes_stated() {
    let (actors, ontology) = world();
    for seed in 0..200 {
        let mut matter = empty(&actors, &ontology);
        matter.events = random_events(seed);
        for sentence in sentences(&write(&matter)) {
            let words = match sentence.citations[0].certainty {
                Certainty::Reported => continue,
                Certainty::Alleged => ["according to", "reportedly", "alleged in a report"],
                Certainty::Denied => ["denied"; 3],
                Certainty::Planned => ["expected to", "expected to", "planned, by a report"],
                Certainty::Conditional => ["under certain conditions", "condition", "condition"],
            };
            let text = sentence.text.to_lowercase();
            assert!(words.iter().any(|word| text.contains(word)), "seed {seed}: {text}");
        }
    }
}

#[test]
fn a_brief_knows_nothing_published_after_its_day() {
    let (actors, ontology) = world();
    for seed in 0..100 {
        let mut matter = full(&actors, &ontology);
        matter.events.extend(random_events(seed));
        matter.as_of = day("1999-12-31");
        matter.newest_document = None;
        let early = write(&matter);
        for citation in sentences(&early).flat_map(|sentence| &sentence.citations) {
            assert!(citation.date <= matter.as_of, "seed {seed}: {citation:?}");
        }
        // What became known later changes nothing.
        let as_of = matter.as_of;
        matter.events.retain(|told| told.event.known_on <= as_of);
        assert_eq!(to_text(&write(&matter)), to_text(&early), "seed {seed}");
    }
}

#[test]
fn the_order_of_the_matter_does_not_change_the_brief() {
    let (actors, ontology) = world();
    for seed in 0..50 {
        let mut matter = full(&actors, &ontology);
        matter.events.extend(random_events(seed));
        let brief = to_text(&write(&matter));
        matter.events.reverse();
        assert_eq!(to_text(&write(&matter)), brief, "seed {seed}");
    }
}

#[test]
#[ignore = "writes the example brief to a folder, to be looked at"]
fn show() {
    let (actors, ontology) = world();
    let brief = write(&full(&actors, &ontology));
    let folder = std::env::temp_dir();
    std::fs::write(folder.join("example-brief.html"), to_html(&brief)).expect("a writable folder");
    println!("{}\n{}", to_text(&brief), to_markdown(&brief));
}
