//! How likely something is, from plain signs: small regression trees, boosted
//! (Friedman 2001, "Greedy Function Approximation"), made by `train/` and kept
//! as tables in `models/`.

use std::collections::HashMap;

/// A sign by its name, with how strongly it shows.
pub type Sign = (String, f64);

/// Signs as they are gathered.
#[derive(Default)]
pub struct Signs(Vec<Sign>);

impl Signs {
    /// Adds a sign that shows so strongly; zero is none.
    pub fn add(&mut self, name: &str, strength: f64) {
        if strength != 0.0 {
            self.0.push((name.to_owned(), strength));
        }
    }

    /// Adds a sign that shows or not.
    pub fn add_if(&mut self, name: &str, is_so: bool) {
        self.add(name, f64::from(u8::from(is_so)));
    }

    /// All of them.
    pub fn into_vec(self) -> Vec<Sign> {
        self.0
    }
}

/// The trees of one question.
pub struct Trees {
    /// Where each sign stands in a row of strengths.
    places: HashMap<String, usize>,
    trees: Vec<Vec<Node>>,
}

/// A fork or a leaf of a tree.
enum Node {
    /// A sign of at most so much goes on at `below`, a stronger one at `above`.
    Fork { place: usize, most: f64, below: usize, above: usize },
    /// What the tree adds, in log-odds.
    Leaf(f64),
}

impl Trees {
    /// A table of `tree,node,sign,most,below,above,value`, in order; a leaf has no sign.
    ///
    /// # Panics
    /// If the table is broken: it is built in, and a test keeps it whole.
    pub fn parse(table: &str) -> Self {
        Self::over(table, &[])
    }

    /// The same over signs that always stand in this order, for [`Trees::probability_of`].
    ///
    /// # Panics
    /// If the table is broken.
    pub fn over(table: &str, signs: &[&str]) -> Self {
        let places = signs.iter().enumerate().map(|(place, sign)| ((*sign).to_owned(), place));
        let mut all = Self { places: places.collect(), trees: Vec::new() };
        for line in table.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [tree, _, sign, most, below, above, value] = cells[..] else {
                panic!("a table of trees: `{line}` has not seven cells");
            };
            let number = |cell: &str| cell.parse::<f64>().expect("a number");
            let index = |cell: &str| cell.parse::<usize>().expect("an index");
            if index(tree) == all.trees.len() {
                all.trees.push(Vec::new());
            }
            let node = if sign.is_empty() {
                Node::Leaf(number(value))
            } else {
                let next = all.places.len();
                let place = *all.places.entry(sign.to_owned()).or_insert(next);
                let (below, above) = (index(below), index(above));
                Node::Fork { place, most: number(most), below, above }
            };
            all.trees[index(tree)].push(node);
        }
        all
    }

    /// How likely something with these signs is so.
    pub fn probability(&self, signs: &[Sign]) -> f64 {
        let mut strengths = vec![0.0; self.places.len()];
        for (sign, strength) in signs {
            if let Some(&place) = self.places.get(sign) {
                strengths[place] = *strength;
            }
        }
        self.probability_of(&strengths)
    }

    /// The same from how strongly each sign shows, in the order given to [`Trees::over`].
    ///
    /// # Panics
    /// If the trees ask for a sign that is not among them.
    pub fn probability_of(&self, strengths: &[f64]) -> f64 {
        let log_odds: f64 = self.trees.iter().map(|tree| leaf(tree, strengths)).sum();
        1.0 / (1.0 + (-log_odds).exp())
    }

    /// The signs that they may ask for, in no order.
    pub fn signs(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Whether every tree leads from its root to leaves.
    pub fn are_whole(&self) -> bool {
        self.trees.iter().all(|tree| {
            tree.iter().enumerate().all(|(at, node)| match node {
                Node::Fork { below, above, .. } => {
                    at < *below && at < *above && (*below).max(*above) < tree.len()
                }
                Node::Leaf(_) => true,
            })
        })
    }
}

/// The leaf of a tree that a row of strengths leads to.
fn leaf(tree: &[Node], strengths: &[f64]) -> f64 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf(value) => return value,
            Node::Fork { place, most, below, above } => {
                at = if strengths[place] <= most { below } else { above };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two stumps: rain above a half is log-odds 1, else -1; wind above 3 adds 0.5.
    const TABLE: &str = "tree,node,sign,most,below,above,value
0,0,rain,0.5,1,2,
0,1,,,,,-1.0
0,2,,,,,1.0
1,0,wind,3,1,2,
1,1,,,,,0.0
1,2,,,,,0.5";

    #[test]
    fn leaves_are_summed_as_log_odds() {
        let trees = Trees::parse(TABLE);
        assert!(trees.are_whole());
        let mut signs = Signs::default();
        signs.add_if("rain", true);
        signs.add("wind", 4.0);
        let expected = 1.0 / (1.0 + (-1.5_f64).exp());
        assert!((trees.probability(&signs.into_vec()) - expected).abs() < 1e-12);
        let ordered = Trees::over(TABLE, &["wind", "rain"]);
        assert!((ordered.probability_of(&[4.0, 1.0]) - expected).abs() < 1e-12);
        assert!(ordered.probability_of(&[4.0, 0.0]) < 0.5);
    }
}
