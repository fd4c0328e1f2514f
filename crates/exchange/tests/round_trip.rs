//! What is written is read back equal.

use proptest::prelude::*;
use rapport_exchange::{ReadOptions, documents, write_documents, write_mentions, write_notes};
use rapport_record::{Date, Document, Mention, Note, Span};

fn some_document() -> impl Strategy<Value = Document> {
    let words = "[ -~éя\"\\\\\n]{0,30}[a-z]";
    (
        words,
        words,
        proptest::option::of(words),
        proptest::collection::vec(words, 0..3),
        0..20000_i32,
    )
        .prop_map(|(id, text, title, topic, day)| {
            let day = Date::constant(1970, 1, 1) + jiff::Span::new().days(day);
            let mut document = Document::plain(id, day, text);
            document.title = title;
            document.sources = topic.clone();
            document.topic = topic;
            document.extra.insert("pages".to_owned(), 3.into());
            document
        })
}

proptest! {
    #[test]
    fn documents_written_are_read_back_equal(document in some_document()) {
        let mut written = Vec::new();
        write_documents(&mut written, [&document]).unwrap();
        let read: Vec<_> = documents(&written[..], "a.jsonl", &ReadOptions::default())
            .unwrap().collect();
        prop_assert_eq!(read, vec![Ok(document)]);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400), csv: bool) {
        let name = if csv { "a.csv" } else { "a.jsonl" };
        let head: &[u8] = if csv { b"id,date,text\n" } else { b"{\"text\":\"a\"}\n" };
        let input = [head, &bytes].concat();
        if let Ok(found) = documents(&input[..], name, &ReadOptions::default()) {
            prop_assert!(found.count() <= input.len());
        }
    }
}

#[test]
fn mentions_and_notes_are_one_line_a_document() {
    let mut written = Vec::new();
    let mention = Mention {
        sentence: 0,
        span: Span { start: 0, end: 6 },
        text: "Moscow".to_owned(),
        actor: "RUS".to_owned(),
        country: Some("RUS".to_owned()),
        role: None,
    };
    write_mentions(&mut written, "d1", &[mention]).unwrap();
    let note = Note { sentence: None, reason: "language".to_owned(), message: "French".to_owned() };
    write_notes(&mut written, "d1", &[note]).unwrap();
    assert_eq!(
        String::from_utf8(written).unwrap(),
        "{\"document\":\"d1\",\"mentions\":[{\"sentence\":0,\"span\":[0,6],\"text\":\"Moscow\",\"actor\":\"RUS\",\"country\":\"RUS\",\"role\":null}]}\n\
         {\"document\":\"d1\",\"notes\":[{\"sentence\":null,\"reason\":\"language\",\"message\":\"French\"}]}\n"
    );
}
