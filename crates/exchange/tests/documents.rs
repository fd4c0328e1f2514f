//! Documents in: what each format gives, and what bad input is answered with.

use flate2::{Compression, write::GzEncoder};
use rapport_exchange::{Error, Format, ReadOptions, Skipped, documents, files, open};
use rapport_record::{Document, DocumentKind};
use std::io::{Read, Write};

/// Every item, briefly: "id date title/text" or "! place: reason".
fn brief_form(items: impl Iterator<Item = Result<Document, Skipped>>) -> Vec<String> {
    items
        .map(|item| match item {
            Ok(document) => {
                let title = document.title.map_or(String::new(), |title| format!("{title}/"));
                format!("{} {} {title}{}", document.id, document.published_on, document.text)
            }
            Err(skipped) => format!("! {}: {}", skipped.place, skipped.reason),
        })
        .collect()
}

fn read(name: &str, input: impl AsRef<[u8]>) -> Vec<String> {
    brief_form(documents(input.as_ref(), name, &ReadOptions::default()).expect("it opens"))
}

fn one(input: &str) -> Document {
    let mut found = documents(input.as_bytes(), "a.jsonl", &ReadOptions::default()).expect("opens");
    found.next().expect("one document").expect("a document")
}

fn fails(name: &str, input: impl AsRef<[u8]>) -> Error {
    documents(input.as_ref(), name, &ReadOptions::default()).err().expect("it does not open")
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text).expect("packs");
    packed.finish().expect("packs")
}

#[track_caller]
fn check(name: &str, input: impl AsRef<[u8]>, expected: &[&str]) {
    assert_eq!(read(name, input), expected);
}

#[test]
fn json_lines_give_a_document_each() {
    check(
        "a.jsonl",
        "{\"id\":\"1\",\"date\":\"2024-06-19\",\"text\":\"A.\"}\r\n\n{\"id\":2,\"date\":\"2024-06-20\",\"summary\":\"B.\",\"text\":\"\"}\n\
         {\"id\":\"3\",\"time\":\"2024-06-21T09:00:00Z\",\"title\":\"C\",\"text\":null}",
        &["1 2024-06-19 A.", "2 2024-06-20 B.", "3 2024-06-21 C/"],
    );
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    check(
        "-",
        "\u{feff}{\"id\":\"1\",\"date\":\"2024-06-19\",\"text\":\"A.\"}",
        &["1 2024-06-19 A."],
    );
    check("-", "\u{feff}id,date,text\n1,2024-06-19,A.\n", &["1 2024-06-19 A."]);
}

#[test]
fn optional_fields_are_strings_or_lists_null_or_empty() {
    let found = one(
        r#"{"id":"1","date":"2024-06-19","text":"A.","source":["BBC","AFP"],"sources":"TASS","topic":"War","section":null,"url":"","lang":"en","pages":3,"note":null}"#,
    );
    assert_eq!(found.outlet.as_deref(), Some("BBC"));
    assert_eq!(found.sources, ["AFP", "TASS"]);
    assert_eq!(found.topic, ["War"]);
    assert_eq!((found.section, found.url, found.lang.as_deref()), (None, None, Some("en")));
    assert_eq!(serde_json::to_string(&found.extra).unwrap(), r#"{"pages":3}"#);
}

#[test]
fn both_text_and_summary_are_kept() {
    let found = one(r#"{"id":"1","date":"2024-06-19","text":"A.","summary":"B."}"#);
    assert_eq!(found.text, "A.");
    assert_eq!(found.extra["summary"], "B.");
}

#[test]
fn a_missing_id_becomes_a_hash_of_the_content() {
    let id = |line: &str| one(line).id;
    let first = id(r#"{"date":"2024-06-19","text":"A."}"#);
    assert_eq!(first.len(), 16);
    assert_eq!(first, id(r#"{"id":"","text":"A.","date":"2024-06-19","pages":3}"#));
    assert_ne!(first, id(r#"{"date":"2024-06-20","text":"A."}"#));
    assert_ne!(first, id(r#"{"date":"2024-06-19","text":"A.","outlet":"BBC"}"#));
    assert_ne!(first, id(r#"{"date":"2024-06-19","title":"A."}"#));
}

#[test]
fn only_the_built_in_sample_may_call_itself_one() {
    let line = r#"{"id":"1","date":"2024-06-19","text":"A.","kind":"sample"}"#;
    let found = one(line);
    assert_eq!((found.kind, &found.extra["kind"]), (DocumentKind::Text, &"sample".into()));
    let options = ReadOptions { is_sample: true, ..ReadOptions::default() };
    let found = documents(line.as_bytes(), "s", &options).unwrap().next().unwrap().unwrap();
    assert_eq!((found.kind, found.extra.len()), (DocumentKind::Sample, 0));
}

#[test]
fn arrays_and_spread_objects_are_read_too() {
    let array = "[\n {\"id\":\"1\",\"date\":\"2024-06-19\",\"text\":\"A ] } \\\" {.\"},\n {\"id\":\"2\",\n  \"date\":\"2024-06-20\",\"text\":\"B.\",\"topic\":[\"x\"]}\n]\n";
    check("a.json", array, &["1 2024-06-19 A ] } \" {.", "2 2024-06-20 B."]);
    check(
        "-",
        "{\n \"id\": \"1\",\n \"date\": \"2024-06-19\",\n \"text\": \"A.\"\n}\n",
        &["1 2024-06-19 A."],
    );
    check(
        "a.json",
        "[{\"id\":\"1\",\"date\":\"2024-06-19\",\"text\":\"A.\"},\n7,\n{\"id\":\"2\",\"date\":\"2024-13-45\",\"text\":\"B.\"},\n{\"id\":",
        &[
            "1 2024-06-19 A.",
            "! a.json:2: \"7\" is no JSON object",
            "! a.json:3: `date` \"2024-13-45\" is no day: month 13 is not from 1 to 12",
            "! a.json:4: the object that begins here is never closed",
        ],
    );
}

#[test]
fn csv_gives_the_same_fields() {
    check(
        "news.csv",
        "ID,Date,Title,Text\n1,2024-06-19,\"Talks, and more\",\"He said \"\"no\"\".\nThen left.\"\n2,2024-06-20,,B.\n3,2024-06-21,C\n\n4,2024-06-22,D,\"open\n5,2024-06-23,E,fine\n",
        &[
            "1 2024-06-19 Talks, and more/He said \"no\".\nThen left.",
            "2 2024-06-20 B.",
            "! news.csv:5: the record has 3 fields and the header has 4",
            "! news.csv:7: a quotation mark is opened here and never closed",
            "5 2024-06-23 E/fine",
        ],
    );
    check("-", "id;date;text\n1;2024-06-19;A, b.\n", &["1 2024-06-19 A, b."]);
    check("a.tsv", "id\tdate\ttext\n1\t2024-06-19\tA 5\" gun.\n", &["1 2024-06-19 A 5\" gun."]);
    assert!(fails("a.csv", "a,b\n1,2\n").is_unknown_format());
}

#[test]
fn plain_text_is_one_document_and_needs_a_date() {
    assert!(fails("a.txt", "It rained.\nAll day.\n").needs_date());
    assert!(fails("-", "It rained.\nAll day.\n").is_unknown_format());
    let options = ReadOptions {
        date: Some("2024-06-19".parse().unwrap()),
        outlet: Some("My notes".to_owned()),
        ..ReadOptions::default()
    };
    let all: Vec<_> = documents(&b"It rained.\nAll day.\n"[..], "-", &options).unwrap().collect();
    let [Ok(found)] = &all[..] else { panic!("{all:?}") };
    assert_eq!(found.text, "It rained.\nAll day.\n");
    assert_eq!(found.outlet.as_deref(), Some("My notes"));
}

#[test]
fn what_is_no_document_is_named_and_the_rest_goes_on() {
    check(
        "news.jsonl",
        "{\"id\":\"1\",\"date\":\"2024-06-19\",\"text\":\"A.\"}\n\
         {\"date\":\"2024-13-45\",\"text\":\"B.\"}\n\
         {\"date\":\"2024-06-19\",\"text\":\" \",\"title\":\"\"}\n\
         {\"text\":\"C.\"}\n\
         {\"date\":\"2024-06-19\",\"text\":12}\n\
         {\"date\":\"2024-06-19\",\"text\":\"D.\"\n\
         \"E.\"\n\
         {\"id\":\"2\",\"date\":\"2024-06-19\",\"text\":\"F.\"}\n",
        &[
            "1 2024-06-19 A.",
            "! news.jsonl:2: `date` \"2024-13-45\" is no day: month 13 is not from 1 to 12",
            "! news.jsonl:3: none of `text`, `summary` and `title` says anything",
            "! news.jsonl:4: there is no `date`",
            "! news.jsonl:5: `text` is the number 12, not a string",
            "! news.jsonl:6: the JSON object is cut off after 32 characters",
            "! news.jsonl:7: \"\\\"E.\\\"\" is no JSON object",
            "2 2024-06-19 F.",
        ],
    );
}

#[test]
fn a_broken_first_line_does_not_change_the_format() {
    check(
        "-",
        "{\"id\":\"1\",\"date\":\"2024-06-19\",\n{\"id\":\"2\",\"date\":\"2024-06-19\",\"text\":\"F.\"}\n",
        &["! -:1: the JSON object is cut off after 30 characters", "2 2024-06-19 F."],
    );
}

#[test]
fn invalid_utf8_names_its_byte_and_the_rest_goes_on() {
    let mut input = b"{\"id\":\"1\",\"date\":\"2024-06-19\",\"text\":\"A.\"}\n".to_vec();
    input.extend_from_slice(b"{\"date\":\"2024-06-19\",\"text\":\"caf\xe9 au lait\"}\n");
    input.extend_from_slice(b"{\"id\":\"3\",\"date\":\"2024-06-19\",\"text\":\"C.\"}\n");
    check(
        "a.jsonl",
        &input,
        &[
            "1 2024-06-19 A.",
            "! a.jsonl:2: byte 32 of the line, 75 of the text, is no UTF-8 (0xE9)",
            "3 2024-06-19 C.",
        ],
    );
    check(
        "a.csv",
        b"id,date,text\n1,2024-06-19,caf\xe9 au lait\n2,2024-06-19,B.\n",
        &["! a.csv:2: `text` is no UTF-8 from its byte 3 on", "2 2024-06-19 B."],
    );
}

#[test]
fn an_empty_file_says_so() {
    for input in [&b""[..], b"\n \n", b"\xef\xbb\xbf", &gzip(b"")] {
        assert!(fails("a.jsonl", input).is_empty(), "{input:?}");
    }
}

#[test]
fn what_is_no_text_is_refused_with_a_way_out() {
    let image: Vec<u8> = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    assert!(fails("a.jsonl", &image).is_not_text());
    assert!(fails("a.jsonl", gzip(&image)).is_not_text());
    let noise: Vec<u8> = (0..2000_u32).map(|n| (n * 89 % 255 + 1) as u8).collect();
    assert!(fails("a", &noise).is_not_text());
    let utf16: Vec<u8> = "\u{feff}text".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = fails("a.txt", &utf16);
    assert!(error.is_not_text() && error.hint().unwrap().contains("iconv"), "{error}");
    assert!(fails("a.zip", b"PK\x03\x04rest").hint().unwrap().contains("unpack"));
}

/// As many spaces as asked for, without holding them.
struct Spaces(usize);

impl Read for Spaces {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.0.min(into.len());
        into[..n].fill(b'x');
        self.0 -= n;
        Ok(n)
    }
}

#[test]
fn a_line_of_200_megabytes_is_skipped() {
    let before = b"{\"id\":\"1\",\"date\":\"2024-06-19\",\"text\":\"A.\"}\n{\"text\":\"";
    let after = b"\"}\n{\"id\":\"3\",\"date\":\"2024-06-19\",\"text\":\"C.\"}\n";
    let input = before.chain(Spaces(200_000_000)).chain(&after[..]);
    let options = ReadOptions { max_line_bytes: 1 << 20, ..ReadOptions::default() };
    let found = brief_form(documents(input, "big.jsonl", &options).expect("opens"));
    assert_eq!(
        found,
        [
            "1 2024-06-19 A.",
            "! big.jsonl:2: the line is 200000012 bytes long; 1048576 are read at most",
            "3 2024-06-19 C.",
        ]
    );
    let array = b"[{\"text\":\""
        .chain(Spaces(3_000_000))
        .chain(&b"\"},{\"id\":\"3\",\"date\":\"2024-06-19\",\"text\":\"C.\"}]"[..]);
    let found = brief_form(documents(array, "big.json", &options).expect("opens"));
    assert_eq!(found[1], "3 2024-06-19 C.");
    assert!(found[0].contains("3000011 bytes long"), "{}", found[0]);
}

#[test]
fn gzip_is_told_by_its_bytes_and_may_have_several_members() {
    let line = |id: u8| format!("{{\"id\":\"{id}\",\"date\":\"2024-06-19\",\"text\":\"A.\"}}\n");
    let packed = [gzip(line(1).as_bytes()), gzip(line(2).as_bytes())].concat();
    check("-", &packed, &["1 2024-06-19 A.", "2 2024-06-19 A."]);
    check("news.txt.jsonl", &packed, &["1 2024-06-19 A.", "2 2024-06-19 A."]);
}

#[test]
fn a_gzip_that_ends_early_gives_its_whole_lines_and_says_so() {
    let text: String = (0..3000_u64)
        .map(|n| {
            format!("{{\"id\":\"{n}\",\"date\":\"2024-06-19\",\"text\":\"{}\"}}\n", n * n * 7919)
        })
        .collect();
    let packed = gzip(text.as_bytes());
    let cut = &packed[..packed.len() * 3 / 4];
    let items: Vec<_> =
        documents(cut, "a.jsonl.gz", &ReadOptions::default()).expect("opens").collect();
    let (last, whole) = items.split_last().expect("something");
    assert!(whole.len() > 1000 && whole.iter().all(Result::is_ok), "{}", whole.len());
    let skipped = last.as_ref().expect_err("cut short");
    assert!(skipped.is_cut_short);
    assert_eq!(skipped.place, format!("a.jsonl.gz:{}", whole.len() + 1));
    assert!(skipped.reason.contains("ends early"), "{skipped}");
    assert!(fails("a.jsonl.gz", &packed[..12]).is_unreadable());
}

#[test]
fn missing_files_and_folders_are_told_apart() {
    let folder = std::env::temp_dir().join(format!("rapport-exchange-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("b")).unwrap();
    for name in ["2.jsonl", "1.csv.gz", "b/3.txt", "picture.png", ".hidden.jsonl"] {
        std::fs::write(folder.join(name), "x").unwrap();
    }
    let found: Vec<String> = files(&folder)
        .unwrap()
        .iter()
        .map(|path| path.strip_prefix(&folder).unwrap().display().to_string())
        .collect();
    assert_eq!(found, ["1.csv.gz", "2.jsonl", "b/3.txt"]);
    let found = rapport_exchange::find(&folder).unwrap();
    assert_eq!((found.left_out.len(), found.no_documents.len()), (0, 2));
    assert_eq!(files(&folder.join("picture.png")).unwrap().len(), 1);
    let missing = files(&folder.join("none")).unwrap_err();
    assert!(missing.is_missing() && std::error::Error::source(&missing).is_some());
    assert!(open(&folder.join("none")).unwrap_err().is_missing());
    assert!(open(&folder).unwrap_err().is_unreadable());
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_disk_that_fails_is_told_and_nothing_is_lost_before_it() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("disk on fire"))
        }
    }
    let line = b"{\"id\":\"1\",\"date\":\"2024-06-19\",\"text\":\"A.\"}\n{\"id\":";
    let items: Vec<_> =
        documents(line.chain(Broken), "a", &ReadOptions::default()).unwrap().collect();
    assert!(items[0].is_ok() && items[1].as_ref().unwrap_err().is_cut_short && items.len() == 2);
    assert!(documents(Broken, "a", &ReadOptions::default()).err().unwrap().is_unreadable());
}

#[test]
fn the_format_can_be_told() {
    let options = ReadOptions { format: Format::Csv, ..ReadOptions::default() };
    let found =
        brief_form(documents(&b"title,date,id\nA,2024-06-19,1\n"[..], "x.txt", &options).unwrap());
    assert_eq!(found, ["1 2024-06-19 A/"]);
}
