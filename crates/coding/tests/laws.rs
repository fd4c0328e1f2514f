//! What holds for every text, however odd: spans lie inside it.

use proptest::prelude::*;
use rapport_coding::{Coder, NewsCoder};
use rapport_record::{Document, Party, Span};
use std::sync::LazyLock;

static CODER: LazyLock<NewsCoder> = LazyLock::new(NewsCoder::embedded);

/// Scraps of news in any order, with marks and letters of more than one byte.
fn text() -> impl Strategy<Value = String> {
    let scraps = prop::sample::select(vec![
        "Peru",
        "Chile's army",
        "the Élysée",
        "São Paulo",
        "“peace talks”",
        "condemned",
        "shelled",
        "has agreed to send",
        "its ambassador to",
        "US$3 billion",
        "on Monday",
        "since 1979",
        "which it invaded in",
        "by",
        "of",
        "and",
        "Peruvian troops",
        "will be trained",
        "trained 200 soldiers",
        "were sent",
        "31 tanks",
        "500 tonnes of wheat",
        "were killed",
        "under US sanctions",
        "in exchange for",
        ",",
        "-backed",
        ".",
        "?\n\n",
        "(",
        "’",
        "東京",
        "🙂",
        "U.S.-South Korean",
    ]);
    prop::collection::vec(scraps, 0..25).prop_map(|scraps| scraps.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn spans_lie_inside_the_text(title in proptest::option::of(text()), body in text()) {
        let day = "2022-11-21".parse().expect("a day");
        let document = Document { title, ..Document::plain("n1", day, &body) };
        let full_text: Vec<char> = document.full_text().chars().collect();
        for report in CODER.code(&document).reports {
            let length = report.text.chars().count();
            let lies_inside = |span: Span| span.start < span.end && span.end <= length;
            prop_assert!(report.trigger.is_none_or(lies_inside));
            for party in [&report.source, &report.target].into_iter().flatten() {
                let Party { span, name, .. } = party;
                prop_assert!(span.is_none_or(lies_inside), "{name}: {span:?} of {length}");
            }
            let start = report.sentence_start;
            let there: String = full_text[start..start + length].iter().collect();
            prop_assert_eq!(there, report.text);
        }
    }
}
