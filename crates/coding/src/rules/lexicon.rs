//! The words the rules know: verb forms, the patterns of the ontology
//! compiled for matching, and the small word lists under `data/words/`.

use super::goods_words::GoodsWords;
use super::phrase_set::PhraseSet;
use rapport_record::{EventType, Mode, Ontology};
use std::collections::HashMap;

/// Which inflection of a verb a word may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// "attack".
    Base,
    /// "attacks".
    Third,
    /// "attacked" as simple past.
    Past,
    /// "attacked" after "was" or "has".
    Participle,
    /// "attacking".
    Ing,
}

/// One element of a pattern after its first word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Any of these words, lower case.
    pub words: Vec<String>,
}

/// How a pattern finds its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The direct object, which must be an actor.
    Object,
    /// The direct object or, where it is no actor, whose it is or where it lies.
    ObjectOrPlace,
    /// As [`Target::ObjectOrPlace`], but a person or people do not fit: land is taken.
    Land,
    /// The noun phrase after one of these prepositions.
    After(Vec<String>),
    /// None needed.
    None,
}

/// One pattern of one mode.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Its type.
    pub event_type: EventType,
    /// Index of its mode in the type's entry.
    pub mode: usize,
    /// Words that must follow, in order.
    pub elements: Vec<Element>,
    /// Words that must not follow closely.
    pub unless: Vec<String>,
    /// Where the target stands.
    pub target: Target,
    /// Whether the first word is a noun.
    pub is_noun: bool,
}

impl Pattern {
    /// Longer patterns say more.
    pub fn weight(&self) -> usize {
        2 * self.elements.len() + usize::from(matches!(self.target, Target::After(_)))
    }
}

/// Everything the rules look up by word.
pub struct Lexicon {
    forms: HashMap<String, Vec<(u32, Form)>>,
    lemmas: Vec<String>,
    lemma_ids: HashMap<String, u32>,
    verb_patterns: HashMap<u32, Vec<u32>>,
    noun_patterns: HashMap<String, Vec<u32>>,
    patterns: Vec<Pattern>,
    /// Verbs of saying: lemma to kind.
    pub attribution: HashMap<String, Attribution>,
    /// Context by word or phrase.
    pub contexts: PhraseSet<String>,
    /// What is delivered and how much.
    pub goods: GoodsWords,
    /// Who is one victim.
    pub victims: Victims,
    /// Phrases that take a deed out of plain fact, of those kinds that the verb
    /// itself does not tell.
    pub hedges: PhraseSet<Hedge>,
    /// Marks of sport, weather, company news: word or phrase to kind.
    pub not_politics: PhraseSet<String>,
}

/// Nouns that tell whether one person or several are hurt.
pub struct Victims(HashMap<String, bool>);

impl Victims {
    fn embedded() -> Self {
        let rows = pairs(include_str!("../../../../data/words/victims.csv"));
        Self(rows.into_iter().map(|(list, word)| (word, list == "one")).collect())
    }

    /// "Soldier", "governor".
    pub fn is_one(&self, word: &str) -> bool {
        self.0.get(word) == Some(&true)
    }

    /// "Family", "patrol".
    pub fn is_many(&self, word: &str) -> bool {
        self.0.get(word) == Some(&false)
    }
}

/// What a phrase takes away from a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hedge {
    /// "reportedly": somebody says so.
    Alleged,
    /// "fears that": nothing is told to have happened.
    Doubtful,
}

impl Hedge {
    fn of(kind: &str) -> Option<Self> {
        match kind {
            "alleged" => Some(Self::Alleged),
            "doubtful" => Some(Self::Doubtful),
            _ => None,
        }
    }
}

/// What a verb of saying does to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribution {
    /// "says", "announces".
    Say,
    /// "claims", "alleges".
    Claim,
    /// "denies".
    Deny,
    /// "confirms".
    Confirm,
}

impl Lexicon {
    /// Compiles the ontology with the built-in word lists.
    pub fn embedded(ontology: &Ontology) -> Self {
        let mut lexicon = Self {
            forms: HashMap::new(),
            lemmas: Vec::new(),
            lemma_ids: HashMap::new(),
            verb_patterns: HashMap::new(),
            noun_patterns: HashMap::new(),
            patterns: Vec::new(),
            attribution: HashMap::new(),
            contexts: by_phrase(pairs(include_str!("../../../../data/words/contexts.csv"))),
            goods: GoodsWords::embedded(),
            victims: Victims::embedded(),
            hedges: PhraseSet::new(
                pairs(include_str!("../../../../data/words/hedges.csv"))
                    .into_iter()
                    .filter_map(|(phrase, kind)| Some((phrase, Hedge::of(&kind)?)))
                    .collect(),
            ),
            not_politics: by_phrase(pairs(include_str!("../../../../data/words/not_politics.csv"))),
        };
        let irregular = irregular_verbs();
        for lemma in include_str!("../../../../data/words/verbs.txt").lines() {
            lexicon.add_verb(lemma.trim(), &irregular);
        }
        for (lemma, kind) in pairs(include_str!("../../../../data/words/attribution.csv")) {
            lexicon.add_verb(&lemma, &irregular);
            let kind = match kind.as_str() {
                "deny" => Attribution::Deny,
                "claim" => Attribution::Claim,
                "confirm" => Attribution::Confirm,
                _ => Attribution::Say,
            };
            lexicon.attribution.insert(lemma, kind);
        }
        for lemma in irregular.keys() {
            lexicon.add_verb(lemma, &irregular);
        }
        for entry in ontology.entries() {
            for (index, mode) in entry.modes.iter().enumerate() {
                lexicon.add_mode(entry.event_type, index, mode, &irregular);
            }
        }
        lexicon
    }

    /// The verbs a lower-case word may be a form of.
    pub fn forms(&self, word: &str) -> &[(u32, Form)] {
        self.forms.get(word).map_or(&[], Vec::as_slice)
    }

    /// The base form of a verb.
    pub fn lemma(&self, id: u32) -> &str {
        &self.lemmas[id as usize]
    }

    /// Whether one of these verbs is among some.
    pub fn is_any_of(&self, ids: &[u32], lemmas: &[&str]) -> bool {
        ids.iter().any(|&id| lemmas.contains(&self.lemma(id)))
    }

    /// The patterns a verb opens.
    pub fn patterns_of_verb(&self, id: u32) -> impl Iterator<Item = &Pattern> {
        let ids = self.verb_patterns.get(&id).map_or(&[][..], Vec::as_slice);
        ids.iter().map(|&pattern| &self.patterns[pattern as usize])
    }

    /// The patterns a noun opens, given as it stands in the text.
    pub fn patterns_of_noun(&self, word: &str) -> impl Iterator<Item = &Pattern> {
        let ids = self.noun_patterns.get(word).map_or(&[][..], Vec::as_slice);
        ids.iter().map(|&pattern| &self.patterns[pattern as usize])
    }

    /// The mode of a type that a word tells together with those near it: of the
    /// patterns that the word heads as verb or noun, the longest all of whose
    /// words are near; without one, the mode that all of them share.
    pub fn mode_by_word(&self, event_type: EventType, word: &str, near: &[&str]) -> Option<usize> {
        let as_verb = self.forms(word).iter().flat_map(|&(id, _)| self.patterns_of_verb(id));
        let headed: Vec<&Pattern> = as_verb
            .chain(self.patterns_of_noun(word))
            .filter(|pattern| pattern.event_type == event_type)
            .collect();
        let is_near =
            |element: &Element| element.words.iter().any(|word| near.contains(&word.as_str()));
        let told = headed.iter().filter(|pattern| pattern.elements.iter().all(is_near));
        let fullest = told.max_by_key(|pattern| pattern.elements.len()).map(|pattern| pattern.mode);
        let first = headed.first()?.mode;
        fullest.or_else(|| headed.iter().all(|pattern| pattern.mode == first).then_some(first))
    }

    /// The first mark of sport, weather or company news in a text of lower-case
    /// words between single spaces: its kind and the words.
    pub fn not_politics_in(&self, text: &str) -> Option<(&str, &str)> {
        let first = self.not_politics.in_text(text).min_by_key(|(at, _, _)| *at);
        first.map(|(_, words, kind)| (kind.as_str(), words))
    }

    fn add_verb(&mut self, lemma: &str, irregular: &HashMap<String, [String; 4]>) -> Option<u32> {
        if lemma.is_empty() || lemma.starts_with('#') {
            return None;
        }
        if let Some(&id) = self.lemma_ids.get(lemma) {
            return Some(id);
        }
        let id = u32::try_from(self.lemmas.len()).expect("fewer than four thousand million verbs");
        self.lemmas.push(lemma.to_owned());
        self.lemma_ids.insert(lemma.to_owned(), id);
        let mut add = |word: String, form| {
            let forms = self.forms.entry(word).or_default();
            if !forms.contains(&(id, form)) {
                forms.push((id, form));
            }
        };
        add(lemma.to_owned(), Form::Base);
        if let Some([past, participle, third, ing]) = irregular.get(lemma) {
            add(past.clone(), Form::Past);
            add(participle.clone(), Form::Participle);
            add(third.clone(), Form::Third);
            add(ing.clone(), Form::Ing);
        } else {
            for past in regular_past(lemma) {
                add(past.clone(), Form::Past);
                add(past, Form::Participle);
            }
            add(third_person(lemma), Form::Third);
            for ing in regular_ing(lemma) {
                add(ing, Form::Ing);
            }
        }
        Some(id)
    }

    fn add_mode(
        &mut self,
        event_type: EventType,
        mode_index: usize,
        mode: &Mode,
        irregular: &HashMap<String, [String; 4]>,
    ) {
        let texts = mode
            .verbs
            .iter()
            .map(|text| (text, false))
            .chain(mode.nouns.iter().map(|text| (text, true)));
        for (text, is_noun) in texts {
            let Some((first, mut pattern)) = parse(text) else { continue };
            pattern.event_type = event_type;
            pattern.mode = mode_index;
            pattern.is_noun = is_noun;
            let id = u32::try_from(self.patterns.len()).expect("a modest number of patterns");
            self.patterns.push(pattern);
            for word in first {
                if is_noun {
                    for form in [plural(&word), word] {
                        let ids = self.noun_patterns.entry(form).or_default();
                        if !ids.contains(&id) {
                            ids.push(id);
                        }
                    }
                } else if let Some(verb) = self.add_verb(&word, irregular) {
                    self.verb_patterns.entry(verb).or_default().push(id);
                }
            }
        }
    }
}

/// Reads the notation of `data/ontology/README.md`. None for an empty text.
fn parse(text: &str) -> Option<(Vec<String>, Pattern)> {
    let alternatives = |text: &str| text.split('|').map(str::to_lowercase).collect::<Vec<String>>();
    let mut parts = text.split_whitespace();
    let first = alternatives(parts.next()?);
    let mut pattern = Pattern {
        event_type: EventType::Consult,
        mode: 0,
        elements: Vec::new(),
        unless: Vec::new(),
        target: Target::Object,
        is_noun: false,
    };
    for part in parts {
        match part {
            "~" => pattern.target = Target::ObjectOrPlace,
            "~land" => pattern.target = Target::Land,
            "_" => pattern.target = Target::None,
            _ if part.starts_with('>') => pattern.target = Target::After(alternatives(&part[1..])),
            _ if part.starts_with('!') => pattern.unless = alternatives(&part[1..]),
            _ => {
                let mut words = alternatives(part);
                let plurals: Vec<String> = words.iter().map(|word| plural(word)).collect();
                words.extend(plurals);
                pattern.elements.push(Element { words });
            }
        }
    }
    Some((first, pattern))
}

fn pairs(csv: &str) -> Vec<(String, String)> {
    csv.lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',').map(|cell| cell.trim().trim_matches('"'));
            Some((cells.next()?.to_lowercase(), cells.next()?.to_lowercase()))
        })
        .filter(|(one, other)| !one.is_empty() && !other.is_empty())
        .collect()
}

/// Rows of a kind and a phrase, by phrase.
fn by_phrase(rows: Vec<(String, String)>) -> PhraseSet<String> {
    PhraseSet::new(rows.into_iter().map(|(kind, phrase)| (phrase, kind)).collect())
}

fn irregular_verbs() -> HashMap<String, [String; 4]> {
    include_str!("../../../../data/words/irregular.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let cells: Vec<String> = line.split(',').map(|cell| cell.trim().to_owned()).collect();
            let [base, past, participle, third, ing] = cells.try_into().ok()?;
            Some((base, [past, participle, third, ing]))
        })
        .collect()
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn consonant_y(word: &str) -> bool {
    let mut back = word.chars().rev();
    back.next() == Some('y') && back.next().is_some_and(|c| !is_vowel(c))
}

fn third_person(lemma: &str) -> String {
    if consonant_y(lemma) {
        format!("{}ies", &lemma[..lemma.len() - 1])
    } else if ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| lemma.ends_with(end)) {
        format!("{lemma}es")
    } else {
        format!("{lemma}s")
    }
}

/// The plural of a regular noun: "treaty" gives "treaties".
pub fn plural(noun: &str) -> String {
    third_person(noun)
}

/// Both spellings where doubling is uncertain ("travelled", "traveled").
fn regular_past(lemma: &str) -> Vec<String> {
    if lemma.ends_with('e') {
        vec![format!("{lemma}d")]
    } else if consonant_y(lemma) {
        vec![format!("{}ied", &lemma[..lemma.len() - 1])]
    } else {
        doubled(lemma).into_iter().map(|stem| format!("{stem}ed")).collect()
    }
}

fn regular_ing(lemma: &str) -> Vec<String> {
    if let Some(stem) = lemma.strip_suffix("ie") {
        vec![format!("{stem}ying")]
    } else if lemma.ends_with('e') && !lemma.ends_with("ee") {
        vec![format!("{}ing", &lemma[..lemma.len() - 1])]
    } else {
        doubled(lemma).into_iter().map(|stem| format!("{stem}ing")).collect()
    }
}

fn doubled(lemma: &str) -> Vec<String> {
    let letters: Vec<char> = lemma.chars().rev().take(3).collect();
    let [last, vowel, before] = letters[..] else { return vec![lemma.to_owned()] };
    let may_double =
        !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(vowel) && !is_vowel(before);
    if may_double {
        vec![lemma.to_owned(), format!("{lemma}{last}")]
    } else {
        vec![lemma.to_owned()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_inflected() {
        assert_eq!(third_person("deny"), "denies");
        assert_eq!(regular_past("veto"), ["vetoed"]);
        assert!(regular_past("ban").contains(&"banned".to_owned()));
        assert_eq!(regular_ing("accuse"), ["accusing"]);
        assert_eq!(regular_past("bomb"), ["bombed"]);
    }

    #[test]
    fn patterns_are_read_as_the_notation_says() {
        let (first, pattern) = parse("impose|slap sanction !fee >on|against").expect("a pattern");
        assert_eq!(first, ["impose", "slap"]);
        assert_eq!(pattern.elements[0].words, ["sanction", "sanctions"]);
        assert_eq!(pattern.unless, ["fee"]);
        assert_eq!(pattern.target, Target::After(vec!["on".into(), "against".into()]));
    }
}
