//! How well expressions found agree with expressions marked, and the counts
//! that come of it.

use super::value::{self, Value};
use crate::measures::shares::{Draws, middle};
use rapport_record::{Date, Span};

/// What was found at a place: its span and the value told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where, in code points of the document's text.
    pub span: Span,
    /// What it says.
    pub value: Value,
}

/// One marked DATE, or one expression found, or both of them together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pair {
    /// Marked and found: the two overlap. With the value as marked.
    Both(Told, Span, String),
    /// Marked, not found.
    Missed(Span, String),
    /// Found, and nothing is marked there.
    Extra(Told),
    /// Found where a TIME, DURATION or SET is marked.
    OtherType(Told),
}

impl Pair {
    /// Whether both values are equal; false where one is missing.
    pub fn is_equal(&self) -> bool {
        matches!(self, Pair::Both(told, _, marked) if value::read(marked) == told.value && told.value != Value::Unknown)
    }

    /// Whether it is about a vague value on either side.
    pub fn is_vague(&self) -> bool {
        let marked = |value: &str| matches!(value::read(value), Value::Vague(_));
        let told = |told: &Told| matches!(told.value, Value::Vague(_));
        match self {
            Pair::Both(_, _, value) | Pair::Missed(_, value) => marked(value),
            Pair::Extra(one) | Pair::OtherType(one) => told(one),
        }
    }
}

/// Pairs each marked DATE with at most one expression that overlaps it, equal
/// spans first, then from left to right.
pub fn pair(told: &[Told], marked: &[super::timeml::Timex]) -> Vec<Pair> {
    let overlaps = |one: Span, other: Span| one.start < other.end && other.start < one.end;
    let mut taken = vec![false; told.len()];
    let mut partner = vec![None; marked.len()];
    for exact in [true, false] {
        for (index, timex) in marked.iter().enumerate() {
            if !timex.is_date || partner[index].is_some() {
                continue;
            }
            let fits =
                |span: Span| if exact { span == timex.span } else { overlaps(span, timex.span) };
            partner[index] = (0..told.len()).find(|&at| !taken[at] && fits(told[at].span));
            if let Some(at) = partner[index] {
                taken[at] = true;
            }
        }
    }
    let mut pairs: Vec<Pair> = (marked.iter().zip(&partner))
        .filter(|(timex, _)| timex.is_date)
        .map(|(timex, partner)| match partner {
            Some(at) => Pair::Both(told[*at].clone(), timex.span, timex.value.clone()),
            None => Pair::Missed(timex.span, timex.value.clone()),
        })
        .collect();
    for (one, _) in told.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        let near = |is_date: bool| {
            marked.iter().any(|t| t.is_date == is_date && overlaps(t.span, one.span))
        };
        pairs.push(if near(false) && !near(true) {
            Pair::OtherType(one.clone())
        } else {
            Pair::Extra(one.clone())
        });
    }
    pairs
}

/// Counts over documents; all figures come from them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Marked and found.
    pub both: usize,
    /// Of these, with equal spans.
    pub strict: usize,
    /// Of these, with equal values.
    pub equal: usize,
    /// Marked, not found.
    pub missed: usize,
    /// Found, not marked.
    pub extra: usize,
    /// Found where another type is marked.
    pub other: usize,
}

impl Counts {
    /// Counts the pairs of a document.
    pub fn of<'p>(pairs: impl IntoIterator<Item = &'p Pair>) -> Self {
        let mut counts = Self::default();
        for one in pairs {
            match one {
                Pair::Both(told, span, _) => {
                    counts.both += 1;
                    counts.strict += usize::from(told.span == *span);
                    counts.equal += usize::from(one.is_equal());
                }
                Pair::Missed(..) => counts.missed += 1,
                Pair::Extra(_) => counts.extra += 1,
                Pair::OtherType(_) => counts.other += 1,
            }
        }
        counts
    }

    /// Precision, recall and F1 if `right` of the pairs are right.
    pub fn scores(&self, right: usize) -> [f64; 3] {
        let share = |whole: usize| if whole == 0 { 0.0 } else { right as f64 / whole as f64 };
        let (found, marked) = (self.both + self.extra, self.both + self.missed);
        let f1 =
            if found + marked == 0 { 0.0 } else { 2.0 * right as f64 / (found + marked) as f64 };
        [share(found), share(marked), f1]
    }
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            both: self.both + other.both,
            strict: self.strict + other.strict,
            equal: self.equal + other.equal,
            missed: self.missed + other.missed,
            extra: self.extra + other.extra,
            other: self.other + other.other,
        }
    }
}

/// Draws of whole documents for the interval of an F1.
const DRAWS: usize = 1_000;
const SEED: u64 = 2013;

/// Which pairs of a document count as right.
pub type Right = fn(&Counts) -> usize;

/// The middle 95 % of an F1 when documents are drawn with replacement.
pub fn interval(documents: &[Counts], right: Right) -> Option<(f64, f64)> {
    if documents.is_empty() {
        return None;
    }
    let mut draws = Draws::new(SEED);
    let values = (0..DRAWS).map(|_| {
        let drawn = (0..documents.len()).map(|_| documents[draws.below(documents.len())]);
        let sum = drawn.fold(Counts::default(), |sum, one| sum + one);
        sum.scores(right(&sum))[2]
    });
    middle(values.collect())
}

/// Whether a document belongs to the half whose errors may be read: the
/// FNV-1a hash (64 bits; Fowler, Noll and Vo) of its name has an even upper half.
pub fn is_open(name: &str) -> bool {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32).is_multiple_of(2)
}

/// Days as a value.
pub fn days((from, to): (Date, Date)) -> Value {
    Value::Days(from, to)
}

#[cfg(test)]
mod tests {
    use super::super::timeml::Timex;
    use super::*;

    fn told(start: usize, end: usize, value: &str) -> Told {
        Told { span: Span { start, end }, value: value::read(value) }
    }

    fn timex(start: usize, end: usize, value: &str, is_date: bool) -> Timex {
        Timex { span: Span { start, end }, value: value.to_owned(), is_date }
    }

    #[test]
    fn each_mark_takes_one_expression() {
        let marked = [
            timex(0, 4, "1998", true),
            timex(10, 20, "1998-03", true),
            timex(30, 40, "P1D", false),
            timex(50, 53, "PRESENT_REF", true),
        ];
        let told = [
            told(0, 4, "1998"),
            told(12, 20, "1998-04"),
            told(30, 40, "1998"),
            told(60, 62, "1998"),
        ];
        let counts = Counts::of(&pair(&told, &marked));
        assert_eq!(counts, Counts { both: 2, strict: 1, equal: 1, missed: 1, extra: 1, other: 1 });
        let [precision, recall, f1] = counts.scores(counts.both);
        assert_eq!((precision, recall), (2.0 / 3.0, 2.0 / 3.0));
        assert!((f1 - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn half_of_the_names_are_open() {
        let n = (0..1_000).filter(|n| is_open(&format!("APW{n}.tml"))).count();
        assert!((450..550).contains(&n), "{n}");
    }
}
