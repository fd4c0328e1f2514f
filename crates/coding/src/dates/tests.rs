//! Sentences and the dates in them. Everything was published on Wednesday
//! 19 June 2024 unless a test says otherwise.

use super::*;
use jiff::civil::date;

const ANCHOR: Date = Date::constant(2024, 6, 19);

/// "June 19 2024-06-19", "March 2024-03-01..2024-03-31", then `since`, `until`, `future`.
fn brief(text: &str, anchor: Date) -> String {
    let sentence = Sentence::new(text);
    let told = |found: &DateExpression| {
        let words = found.span.of(text).expect("the span lies inside the sentence");
        let to = if found.from == found.to { String::new() } else { format!("..{}", found.to) };
        let kind = match found.kind {
            DateKind::Since => " since",
            DateKind::Until => " until",
            DateKind::Day | DateKind::Period => "",
        };
        let future = if found.is_future { " future" } else { "" };
        format!("{words} {}{to}{kind}{future}", found.from)
    };
    find(&sentence, anchor).iter().map(told).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check_all(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = brief(text, ANCHOR);
            (found != *expected).then(|| format!("{text}\n  wanted {expected}\n  found  {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn full_dates_are_days() {
    check_all(&[
        ("The pact was signed on 3 September 1945.", "3 September 1945 1945-09-03"),
        ("The pact was signed on September 3, 1945, in Port Ruri.", "September 3, 1945 1945-09-03"),
        ("On Sept. 3, 1945, the war ended.", "Sept. 3, 1945 1945-09-03"),
        ("The 3rd of September 1945 was the last day.", "The 3rd of September 1945 1945-09-03"),
        ("Dated 2024-06-17, the note arrived.", "2024-06-17 2024-06-17"),
        ("The form says 06/18/2024.", "06/18/2024 2024-06-18"),
        ("Wednesday, June 12, 2024, was calm.", "Wednesday, June 12, 2024 2024-06-12"),
        ("It fell on June 3 this year.", "June 3 this year 2024-06-03"),
        ("Troops left on 14 May last year.", "14 May last year 2023-05-14"),
    ]);
}

#[test]
fn a_day_without_a_year_is_the_one_the_verb_looks_at() {
    check_all(&[
        ("The envoys met on June 12.", "June 12 2024-06-12"),
        ("The envoys met on Sept. 3.", "Sept. 3 2023-09-03"),
        ("The envoys will meet on Sept. 3.", "Sept. 3 2024-09-03 future"),
        ("Ruritania is to vote on 7 July.", "7 July 2024-07-07 future"),
        ("The two ministers, who met on 1 December, agreed.", "1 December 2023-12-01"),
        ("Elections scheduled for November 5 will go ahead.", "November 5 2024-11-05 future"),
        ("Summit in Port Ruri, June 22", "June 22 2024-06-22 future"),
        ("Marek to visit Freedonia on June 21", "June 21 2024-06-21 future"),
        ("The office closed on 19 June.", "19 June 2024-06-19"),
    ]);
}

#[test]
fn months_and_years_are_periods() {
    check_all(&[
        ("Ruritania seized the port in March.", "March 2024-03-01..2024-03-31"),
        ("It fell in March 2022.", "March 2022 2022-03-01..2022-03-31"),
        ("It fell in March of 2022.", "March of 2022 2022-03-01..2022-03-31"),
        ("The war began in 2022.", "2022 2022-01-01..2022-12-31"),
        ("In 1950 Ruritania attacked.", "1950 1950-01-01..1950-12-31"),
        ("The 1994 accord collapsed.", "1994 1994-01-01..1994-12-31"),
        ("It broke up in late 1991.", "late 1991 1991-09-01..1991-12-31"),
        ("Early March brought snow.", "Early March 2024-03-01..2024-03-10"),
        ("It was agreed in mid-March.", "mid-March 2024-03-11..2024-03-20"),
        ("Talks failed at the end of 1991.", "the end of 1991 1991-09-01..1991-12-31"),
        ("Talks failed last March.", "last March 2024-03-01..2024-03-31"),
        ("Talks failed last July.", "last July 2023-07-01..2023-07-31"),
        ("Output fell in the first half of 2022.", "the first half of 2022 2022-01-01..2022-06-30"),
        (
            "Exports rose in the second quarter of 2023.",
            "the second quarter of 2023 2023-04-01..2023-06-30",
        ),
        ("They fought in the summer of 1914.", "summer of 1914 1914-06-01..1914-08-31"),
        ("They clashed last winter.", "last winter 2023-12-01..2024-02-29"),
        ("The King fled in 1812.", "1812 1812-01-01..1812-12-31"),
        ("It was signed in nineteen ninety-one.", "nineteen ninety-one 1991-01-01..1991-12-31"),
        ("They clashed this past spring.", "this past spring 2024-03-01..2024-05-31"),
        ("A May 3 statement said so.", "May 3 2024-05-03"),
        ("The March attack killed two.", "March 2024-03-01..2024-03-31"),
    ]);
}

#[test]
fn decades_and_centuries_are_periods() {
    check_all(&[
        ("They fought in the 1950s.", "the 1950s 1950-01-01..1959-12-31"),
        ("They fought in the early 1950s.", "the early 1950s 1950-01-01..1953-12-31"),
        ("They fought in the mid-1950s.", "the mid-1950s 1954-01-01..1956-12-31"),
        ("They fought in the late '80s.", "the late '80s 1987-01-01..1989-12-31"),
        (
            "The split goes back to the mid-20th century.",
            "the mid-20th century 1934-01-01..1966-12-31",
        ),
        ("In the nineteenth century they traded.", "the nineteenth century 1801-01-01..1900-12-31"),
        ("Last century they traded.", "Last century 1901-01-01..2000-12-31"),
    ]);
}

#[test]
fn weekdays_follow_the_verb() {
    check_all(&[
        ("The ministers met on Monday.", "Monday 2024-06-17"),
        ("The ministers met Wednesday.", "Wednesday 2024-06-19"),
        ("The ministers met on Friday night.", "Friday night 2024-06-14"),
        ("The ministers will meet on Friday.", "Friday 2024-06-21 future"),
        ("On Friday, the ministers will meet.", "Friday 2024-06-21 future"),
        ("Ruritania said on Monday it would send troops.", "Monday 2024-06-17"),
        (
            "Freedonia said Monday that talks will open on Saturday.",
            "Monday 2024-06-17 | Saturday 2024-06-22 future",
        ),
        ("Talks expected to resume Thursday, officials said.", "Thursday 2024-06-20 future"),
        ("They agreed to meet again on Sunday.", "Sunday 2024-06-23 future"),
        ("They failed to agree on Sunday.", "Sunday 2024-06-16"),
        ("He was shot two weeks prior.", ""),
        ("He told USA Today of it.", ""),
        ("He left last Wednesday.", "last Wednesday 2024-06-12"),
        ("He leaves next Wednesday.", "next Wednesday 2024-06-26 future"),
        ("He left on Friday last week.", "Friday last week 2024-06-14"),
        ("They will discuss Monday's raid.", "Monday 2024-06-17"),
        ("They could leave as soon as Friday.", "Friday 2024-06-21 future"),
        ("They have until 9 a.m. Tuesday.", "Tuesday 2024-06-19..2024-06-25 until future"),
        ("The note of Saturday, June 22: a plan.", "Saturday, June 22 2024-06-22 future"),
        ("They will apply the April 23 accord.", "April 23 2024-04-23"),
        ("They will meet at the July 9 summit.", "July 9 2024-07-09 future"),
        ("They will review its unhappy 1996 campaign.", "1996 1996-01-01..1996-12-31"),
        ("Tuesday's raid killed two.", "Tuesday 2024-06-18"),
        ("Following Friday's raid, Freedonia protested.", "Friday 2024-06-14..2024-06-19 since"),
        ("They met on Wednesday.", "Wednesday 2024-06-19"),
        ("Earlier on Monday, they had met.", "Earlier on Monday 2024-06-17"),
        ("They met from Friday to Sunday.", "Friday to Sunday 2024-06-14..2024-06-16"),
        ("The deal must be signed by Friday.", "Friday 2024-06-19..2024-06-21 until future"),
    ]);
}

#[test]
fn relative_words_count_from_the_day_of_publication() {
    check_all(&[
        ("They met today.", "today 2024-06-19"),
        ("They met yesterday evening.", "yesterday evening 2024-06-18"),
        ("They will meet tomorrow.", "tomorrow 2024-06-20 future"),
        ("They met the day before yesterday.", "the day before yesterday 2024-06-17"),
        ("Shells fell last night.", "last night 2024-06-18"),
        ("Shells fell overnight.", "overnight 2024-06-18..2024-06-19"),
        ("They met this morning.", "this morning 2024-06-19"),
        ("They met last week.", "last week 2024-06-10..2024-06-16"),
        ("They met earlier this week.", "earlier this week 2024-06-17..2024-06-19"),
        ("They will meet later this week.", "later this week 2024-06-20..2024-06-23 future"),
        ("They will meet this week.", "this week 2024-06-17..2024-06-23 future"),
        ("They met last month.", "last month 2024-05-01..2024-05-31"),
        ("They will meet next month.", "next month 2024-07-01..2024-07-31 future"),
        ("They met late last year.", "late last year 2023-09-01..2023-12-31"),
        ("They met two days ago.", "two days ago 2024-06-17"),
        ("They met two weeks ago.", "two weeks ago 2024-06-03..2024-06-09"),
        ("They met three years ago.", "three years ago 2021-01-01..2021-12-31"),
        ("They met three hours ago.", "three hours ago 2024-06-19"),
        ("Clashes broke out over the weekend.", "the weekend 2024-06-15..2024-06-16"),
        ("Ten died in the past two weeks.", "the past two weeks 2024-06-06..2024-06-19"),
        (
            "The plan covers the next three years.",
            "the next three years 2024-06-20..2027-06-19 future",
        ),
        ("They will leave in two days.", "in two days 2024-06-21 future"),
        ("They met on Monday, a day after the raid.", "Monday 2024-06-17"),
        (
            "They met on Monday; a day earlier he had refused.",
            "Monday 2024-06-17 | a day earlier 2024-06-16",
        ),
        (
            "They will sign at the end of the month.",
            "the end of the month 2024-06-21..2024-06-30 future",
        ),
    ]);
}

#[test]
fn ranges_run_from_first_to_last() {
    check_all(&[
        ("They were allied from 1961 to 1996.", "1961 to 1996 1961-01-01..1996-12-31"),
        ("It ran between March and May 2020.", "March and May 2020 2020-03-01..2020-05-31"),
        ("The 1950-53 war ended in a truce.", "1950-53 1950-01-01..1953-12-31"),
        ("The war (1950–1953) split them.", "1950–1953 1950-01-01..1953-12-31"),
        ("He visited on June 18-19.", "June 18-19 2024-06-18..2024-06-19"),
        ("He visited on June 18 and 19, 2023.", "June 18 and 19, 2023 2023-06-18..2023-06-19"),
        ("It lasted from 3 to 5 May.", "3 to 5 May 2024-05-03..2024-05-05"),
        ("The 2003-2008 war split them.", "2003-2008 2003-01-01..2008-12-31"),
        ("It ran between 1950 and 1953.", "1950 and 1953 1950-01-01..1953-12-31"),
        ("He visited on 18 and 19 June.", "18 and 19 June 2024-06-18..2024-06-19"),
        (
            "It lasted from December 28 to January 3.",
            "December 28 to January 3 2023-12-28..2024-01-03",
        ),
        (
            "It lasted from November 2022 to January 2023.",
            "November 2022 to January 2023 2022-11-01..2023-01-31",
        ),
        ("The May-June offensive failed.", "May-June 2024-05-01..2024-06-30"),
        ("It lasted from the 1950s to the 1970s.", "the 1950s to the 1970s 1950-01-01..1979-12-31"),
        (
            "On 25 June 1950 it attacked and on 15 September it retreated.",
            "25 June 1950 1950-06-25 | 15 September 1950-09-15",
        ),
    ]);
}

#[test]
fn since_until_and_by_bound_a_period() {
    check_all(&[
        ("It has held the port since 2022.", "2022 2022-01-01..2024-06-19 since"),
        ("It has held the port since last Friday.", "last Friday 2024-06-14..2024-06-19 since"),
        ("He ruled until 1996.", "1996 1996-01-01..1996-12-31 until"),
        ("The truce will hold until Sunday.", "Sunday 2024-06-19..2024-06-23 until future"),
        ("Before March 2022 they traded.", "March 2022 2022-02-28 until"),
        ("After 1991 they traded.", "1991 1992-01-01..2024-06-19 since"),
        ("They will finish by 2030.", "2030 2024-06-19..2030-12-31 until future"),
    ]);
}

/// The dates of a document, sentence by sentence.
#[track_caller]
fn check_document(text: &str, expected: &[&str]) {
    let mut timeline = Timeline::new(ANCHOR);
    let told: Vec<String> = crate::text::sentences(text)
        .iter()
        .map(|sentence| {
            let told = |found: &DateExpression| {
                let words = found.span.of(&sentence.text).expect("a span of the sentence");
                if found.from == found.to {
                    format!("{words} {}", found.from)
                } else {
                    format!("{words} {}..{}", found.from, found.to)
                }
            };
            timeline.read(sentence).iter().map(told).collect::<Vec<_>>().join(" | ")
        })
        .collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn a_document_goes_on_from_the_date_it_named_last() {
    check_document(
        "The envoys met on 3 May. The next day they signed. Two days later they left.",
        &["3 May 2024-05-03", "The next day 2024-05-04", "Two days later 2024-05-06"],
    );
    check_document(
        "Ruritania attacked in June 1950. Later that month it took Zenda.",
        &["June 1950 1950-06-01..1950-06-30", "Later that month 1950-06-01..1950-06-30"],
    );
    check_document(
        "The pact was signed on 3 September 1945. The following year it lapsed.",
        &["3 September 1945 1945-09-03", "The following year 1946-01-01..1946-12-31"],
    );
    check_document(
        "They fought on Monday. The day before, talks had failed.",
        &["Monday 2024-06-17", "The day before 2024-06-16"],
    );
}

#[test]
fn what_hangs_on_another_event_or_on_nothing_is_left_out() {
    check_document("Three years after the war ended they made peace.", &[""]);
    check_document("Two days later they left.", &[""]);
    check_document("That month it took Zenda.", &[""]);
    check_document(
        "They fought in the 1950s. Two weeks later it was over.",
        &["the 1950s 1950-01-01..1959-12-31", ""],
    );
}

#[test]
fn quarters_are_those_begun() {
    check_all(&[
        ("Exports fell in the first quarter.", "the first quarter 2024-01-01..2024-03-31"),
        ("The third-quarter figures fell.", "The third-quarter 2023-07-01..2023-09-30"),
        (
            "Exports rose in the first quarter from a year earlier.",
            "the first quarter 2024-01-01..2024-03-31 | a year earlier 2023-01-01..2023-03-31",
        ),
        (
            "Last year's fourth quarter was bad.",
            "Last year's fourth quarter 2023-10-01..2023-12-31",
        ),
    ]);
}

#[test]
fn a_range_knows_its_ends_and_a_part_its_whole() {
    let one = |text: &str| find(&Sentence::new(text), ANCHOR).remove(0);
    let days = |from: (i16, i8, i8), to: (i16, i8, i8)| {
        (date(from.0, from.1, from.2), date(to.0, to.1, to.2))
    };
    let range = one("They fought between 1950 and 1953.");
    let ends = range.ends.expect("two ends").map(|(_, days)| days);
    assert_eq!(ends, [days((1950, 1, 1), (1950, 12, 31)), days((1953, 1, 1), (1953, 12, 31))]);
    let range = one("It lasted from December 28 to January 3.");
    assert_eq!(
        range.ends.expect("two ends").map(|(_, days)| days.0),
        [date(2023, 12, 28), date(2024, 1, 3)]
    );
    assert_eq!(one("It broke up in late 1991.").whole, days((1991, 1, 1), (1991, 12, 31)));
    assert_eq!(one("It fell in mid-March.").whole, days((2024, 3, 1), (2024, 3, 31)));
    assert_eq!(one("It fell in March.").ends, None);
}

#[test]
fn what_is_no_date_gives_none() {
    check_all(&[
        ("Freedonia may send troops.", ""),
        ("Theresa May met the envoy.", ""),
        ("A letter was given to May.", ""),
        ("Protesters march on the capital.", ""),
        ("March on the capital ends in arrests", ""),
        ("He wrote it in a second.", ""),
        ("It was the second meeting.", ""),
        ("Ruritania sent 2,022 troops.", ""),
        ("Ruritania sent 2000 troops.", ""),
        ("About 1950 people fled.", ""),
        ("The 1950 people who fled are back.", ""),
        ("He is 45 years old.", ""),
        ("The $2000 fine was paid.", ""),
        ("It lasted 24 hours.", ""),
        ("The two-day visit ended.", ""),
        ("It was the first time in five years.", ""),
        ("Resolution 1718 was adopted.", ""),
        ("Prayers are held every Friday.", ""),
        ("The Sunday Times reported it.", ""),
        ("Bloody Sunday is remembered.", ""),
        ("April Glasp met the envoy.", ""),
        ("The fall of the town was quick.", ""),
        ("Flight 1549 landed.", ""),
        ("It happened at 10.30 a.m. local time.", ""),
        ("He is in his fifties.", ""),
        ("The third day of talks was quiet.", ""),
    ]);
}

#[test]
fn another_tense_turns_an_open_date() {
    let sentence = Sentence::new("The ministers met on Friday.");
    let found = &find(&sentence, ANCHOR)[0];
    assert_eq!(found.from, date(2024, 6, 14));
    let ahead = found.told_in(Tense::Future);
    assert_eq!((ahead.from, ahead.is_future), (date(2024, 6, 21), true));
    assert_eq!(ahead.told_in(Tense::Past), *found);
    let fixed = &find(&Sentence::new("They met on 14 June 2024."), ANCHOR)[0];
    assert_eq!(fixed.told_in(Tense::Future).from, date(2024, 6, 14));
}

#[test]
fn since_keeps_the_time_it_names() {
    let found = &find(&Sentence::new("It has held the port since 2022."), ANCHOR)[0];
    assert_eq!(found.stated, (date(2022, 1, 1), date(2022, 12, 31)));
}

#[test]
fn spans_and_tokens_cover_the_same_words() {
    let text = "Škoda said: the mid-1950s, May–June 2020 and Sept. 3, 1945.";
    let sentence = Sentence::new(text);
    let found = find(&sentence, ANCHOR);
    assert_eq!(found.len(), 3);
    for one in found {
        assert_eq!(sentence.tokens[one.tokens.start].start, one.span.start);
        assert_eq!(sentence.tokens[one.tokens.end - 1].end, one.span.end);
        assert!(one.from <= one.to);
    }
}

#[test]
fn any_words_in_any_order_are_read_without_a_fault() {
    const WORDS: &[&str] = &[
        "the",
        "end",
        "of",
        "March",
        "May",
        "31",
        "29",
        "February",
        "2024",
        "9999",
        "last",
        "next",
        "year",
        "century",
        "Friday",
        "to",
        "-",
        "and",
        "between",
        "'80s",
        "1950-53",
        "mid-1950s",
        "a",
        "999",
        "centuries",
        "ago",
        "earlier",
        "in",
        "since",
        "before",
        ",",
        "by",
        "'s",
        "half",
        "first",
        "weekend",
        "21st",
        "winter",
        "later",
        "this",
        "Sept",
        ".",
        "/",
        "12",
        "will",
    ];
    let mut state = 1_u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0)
    };
    for _ in 0..20_000 {
        let n = 1 + next() % 9;
        let text: Vec<&str> = (0..n).map(|_| WORDS[next() % WORDS.len()]).collect();
        let sentence = Sentence::new(&text.join(" "));
        for anchor in [ANCHOR, date(1, 1, 1), date(9999, 12, 31), date(2000, 2, 29)] {
            let mut end = 0;
            for found in find(&sentence, anchor) {
                assert!(end <= found.tokens.start && found.tokens.start < found.tokens.end);
                assert!(found.from <= found.to, "{sentence:?} {found:?}");
                assert!(found.told_in(Tense::Future).from <= found.told_in(Tense::Future).to);
                end = found.tokens.end;
            }
        }
    }
}
