//! What is delivered, in words: "provided 50,000 tonnes of food to Ruritania".
//!
//! In: the goods of a report. Out: noun and verb phrases. The words of the
//! text are kept where there are few of them, so that sentence and quote agree.

use crate::phrases::Verb;
use rapport_record::{EventType, Goods, GoodsKind, Report};

/// The longest phrase of a text that a sentence repeats, in words.
const PHRASE_WORDS_MAX: usize = 8;

/// "provided food to Ruritania", with the verb that suits the goods.
pub(crate) fn delivery(what: &str, to: &str, goods: &[Goods]) -> Verb {
    let (past, base, ing) = match goods.first().map(|goods| goods.kind) {
        Some(GoodsKind::Troops | GoodsKind::Labour) => ("sent", "send", "sending"),
        Some(GoodsKind::DebtRelief | GoodsKind::Loan) => ("granted", "grant", "granting"),
        _ => ("provided", "provide", "providing"),
    };
    Verb::stance(past, base, ing, &format!("{what} to {to}"))
}

/// The delivery that a report tells, where it is one.
pub(crate) fn delivered(report: &Report, target: &str) -> Option<Verb> {
    if report.event_type != EventType::Aid {
        return None;
    }
    let what = named(&report.goods)?;
    Some(delivery(&what, target, &report.goods))
}

/// Whether the report tells a flow of goods: help of any kind but shelter, or goods traded.
pub(crate) fn is_flow(report: &Report) -> bool {
    let is_given = match report.event_type {
        EventType::Aid => report.mode.as_deref() != Some("asylum"),
        EventType::Cooperate => !report.goods.is_empty(),
        _ => false,
    };
    is_given || report.exchange.is_some()
}

/// The goods as one noun phrase; none where there are none.
pub(crate) fn named(goods: &[Goods]) -> Option<String> {
    let mut phrases = Vec::<String>::new();
    for one in goods {
        let phrase = phrase(one);
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    (!phrases.is_empty()).then(|| crate::names::list(&phrases))
}

fn phrase(goods: &Goods) -> String {
    let words = goods.text.trim();
    let is_short = !words.is_empty() && words.split_whitespace().count() <= PHRASE_WORDS_MAX;
    let is_plain = !words.contains(['"', '“', '”', ';', '(', ')', '\n']) && !words.contains(", ");
    let kind = || match goods.kind {
        GoodsKind::Other => "goods".to_owned(),
        GoodsKind::Loan => "a loan".to_owned(),
        kind => kind.as_str().replace('-', " "),
    };
    let what = if is_short && is_plain { without_title_case(words) } else { kind() };
    let what = by_kind(goods.kind, what);
    if goods.kind == GoodsKind::Training
        && let (Some(amount), Some(unit)) = (goods.quantity, &goods.unit)
    {
        return format!("training for {} {unit}", number(amount));
    }
    match (goods.quantity, &goods.unit) {
        (Some(amount), Some(unit)) if !tells_amount(&what) => {
            format!("{} of {what}", sum(amount, unit))
        }
        (Some(amount), None) if !tells_amount(&what) && 1.0 < amount => {
            format!("{} {what}", number(amount))
        }
        _ => what,
    }
}

/// Goods whose kind is told by the verb: "lent $1 billion", "trained soldiers".
fn by_kind(kind: GoodsKind, what: String) -> String {
    let lower = what.to_lowercase();
    let is_bare =
        |words: &[&str]| tells_amount(&what) && !words.iter().any(|word| lower.contains(word));
    match kind {
        GoodsKind::Training if lower.starts_with("train") && !lower.starts_with("training") => {
            "training".to_owned()
        }
        GoodsKind::Loan if is_bare(&["loan", "credit", "bailout", "package", "swap"]) => {
            format!("a loan of {what}")
        }
        GoodsKind::DebtRelief if is_bare(&["debt", "relief", "off"]) => {
            format!("{what} of debt relief")
        }
        _ => what,
    }
}

/// Whether words say how much there is: "20 tanks", "a dozen jets", "two patrol boats".
fn tells_amount(words: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "million",
        "billion",
        "thousand",
        "hundred",
        "dozen",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];
    let is_number = |word: &str| {
        NUMBERS.iter().any(|number| word == *number || word.strip_suffix('s') == Some(number))
    };
    words.chars().any(|c| c.is_ascii_digit())
        || words.to_lowercase().split([' ', '-']).any(is_number)
}

/// "Rockets and Missiles" as in running text; not "Patriot missiles", "HIMARS".
fn without_title_case(words: &str) -> String {
    let is_title = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
    };
    let long = words.split_whitespace().filter(|word| 3 < word.chars().count());
    let long: Vec<_> = long.collect();
    let is_all_title = !long.is_empty() && long.into_iter().all(is_title);
    if is_all_title { words.to_lowercase() } else { words.to_owned() }
}

fn sum(amount: f64, unit: &str) -> String {
    match unit {
        "USD" => format!("US${}", number(amount)),
        "EUR" => format!("€{}", number(amount)),
        _ => format!("{} {unit}", number(amount)),
    }
}

/// "50,000", "2.5", "1.3 million".
pub(crate) fn number(amount: f64) -> String {
    for (size, word) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")] {
        if size <= amount.abs() {
            let scaled = format!("{:.2}", amount / size);
            return format!("{} {word}", scaled.trim_end_matches('0').trim_end_matches('.'));
        }
    }
    if amount.fract() != 0.0 {
        return format!("{amount:.1}");
    }
    let digits = format!("{:.0}", amount.abs());
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if 0 < n && (digits.len() - n) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if amount < 0.0 { format!("-{grouped}") } else { grouped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: GoodsKind, quantity: Option<f64>, unit: Option<&str>, text: &str, want: &str) {
        let goods = Goods { kind, quantity, unit: unit.map(str::to_owned), text: text.to_owned() };
        assert_eq!(named(&[goods]).as_deref(), Some(want));
    }

    #[test]
    fn goods_are_named_in_the_words_of_the_text_with_their_amount() {
        check(GoodsKind::Food, None, None, "food", "food");
        check(GoodsKind::Food, Some(5e4), Some("tonnes"), "wheat", "50,000 tonnes of wheat");
        check(GoodsKind::Munitions, Some(1e6), None, "a million shells", "a million shells");
        check(GoodsKind::DebtRelief, Some(1e10), Some("USD"), "", "US$10 billion of debt relief");
        check(GoodsKind::Other, None, None, "", "goods");
        check(GoodsKind::Munitions, None, None, "Rockets and Missiles", "rockets and missiles");
        check(GoodsKind::Munitions, None, None, "Patriot missiles", "Patriot missiles");
        check(GoodsKind::Munitions, None, None, "HIMARS", "HIMARS");
        check(GoodsKind::Other, None, None, "US aid", "US aid");
    }

    #[test]
    fn what_the_verb_told_of_goods_is_told_with_them() {
        check(GoodsKind::Vehicles, Some(2.0), None, "two patrol boats", "two patrol boats");
        check(GoodsKind::Loan, Some(1e9), Some("USD"), "$1 billion", "a loan of $1 billion");
        check(GoodsKind::DebtRelief, Some(4e8), Some("USD"), "$400m", "$400m of debt relief");
        check(GoodsKind::Training, None, None, "trained Peruvian soldiers", "training");
        let trained = "trained 200 Peruvian soldiers";
        let told = "training for 200 soldiers";
        check(GoodsKind::Training, Some(200.0), Some("soldiers"), trained, told);
    }
}
