//! How many typing slips lie between two words: letters changed, lost, added, or swapped with a neighbour.
//!
//! Optimal string alignment, the form of Damerau's and Levenshtein's distance in which no letter is touched
//! twice, by bit-parallel columns: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau
//! edit distances", Nordic Journal of Computing 10 (2003).

/// A word as symbols 0 to 63: a–z, 0–9, and 28 classes for letters of other scripts, which only makes words
/// of those scripts a little more alike.
#[derive(Clone)]
pub(crate) struct Symbols {
    symbols: Box<[u8]>,
    /// One bit for each symbol that occurs.
    pub(crate) set: u64,
}

impl Symbols {
    pub(crate) fn of(word: &str) -> Self {
        let symbols: Box<[u8]> = word.chars().map(symbol).collect();
        let set = symbols.iter().fold(0, |set, &symbol| set | 1_u64 << symbol);
        Self { symbols, set }
    }

    pub(crate) fn len(&self) -> usize {
        self.symbols.len()
    }
}

fn symbol(letter: char) -> u8 {
    let number = match letter {
        'a'..='z' => u32::from(letter) - u32::from('a'),
        '0'..='9' => u32::from(letter) - u32::from('0') + 26,
        other => 36 + u32::from(other) % 28,
    };
    u8::try_from(number).unwrap_or(63)
}

/// How many slips are forgiven between words of which the longer has this many letters.
pub(crate) fn forgiven(longer: usize) -> usize {
    match longer {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// One word prepared for comparison with many.
pub(crate) struct Pattern {
    masks: [u64; 64],
    set: u64,
    length: usize,
}

impl Pattern {
    /// `None` for a word without letters or with more than 64.
    pub(crate) fn of(word: &Symbols) -> Option<Self> {
        if word.len() == 0 || word.len() > 64 {
            return None;
        }
        let mut masks = [0_u64; 64];
        for (place, &symbol) in word.symbols.iter().enumerate() {
            if let Some(mask) = masks.get_mut(usize::from(symbol)) {
                *mask |= 1 << place;
            }
        }
        Some(Self { masks, set: word.set, length: word.len() })
    }

    /// Whether a word of this length and set of symbols can lie within the slips forgiven; a cheap question
    /// that spares nine distances in ten. A letter lost or added changes the set by one symbol at most, a
    /// letter changed by two, a swap by none.
    pub(crate) fn may_be_near(&self, length: usize, set: u64) -> bool {
        let slips = forgiven(self.length.max(length));
        let apart = self.length.abs_diff(length);
        apart <= slips && (self.set ^ set).count_ones() as usize <= 2 * slips - apart
    }

    /// The number of slips to `word`.
    pub(crate) fn distance(&self, word: &Symbols) -> usize {
        let last = 1_u64 << (self.length - 1);
        let (mut plus, mut minus, mut diagonal, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut distance = self.length;
        for &symbol in &word.symbols {
            let mask = self.masks.get(usize::from(symbol)).copied().unwrap_or(0);
            let swapped = ((!diagonal & mask) << 1) & before;
            diagonal = ((mask & plus).wrapping_add(plus) ^ plus) | mask | minus | swapped;
            let (up, down) = (minus | !(diagonal | plus), diagonal & plus);
            distance += usize::from(up & last != 0);
            distance -= usize::from(down & last != 0);
            let (up, down) = (up << 1 | 1, down << 1);
            plus = down | !(diagonal | up);
            minus = up & diagonal;
            before = mask;
        }
        distance
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn distance(one: &str, other: &str) -> usize {
        Pattern::of(&Symbols::of(one)).unwrap().distance(&Symbols::of(other))
    }

    /// The textbook table, slow and plain.
    fn table(one: &str, other: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let differs = usize::from(a[i - 1] != b[j - 1]);
                    let mut least = (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + differs);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(d[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        d[a.len()][b.len()]
    }

    #[test]
    fn known_pairs() {
        for (one, other, slips) in [
            ("maria", "maria", 0),
            ("maria", "mraia", 1),
            ("popescu", "popesc", 1),
            ("popescu", "ppoescuu", 2),
            ("ab", "ba", 1),
            ("ca", "abc", 3),
        ] {
            assert_eq!(distance(one, other), slips, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn the_bits_count_as_the_table_does(one in "[a-d]{1,12}", other in "[a-d]{0,12}") {
            prop_assert_eq!(distance(&one, &other), table(&one, &other));
        }

        #[test]
        fn the_cheap_question_never_loses_a_near_word(one in "[a-e]{1,11}", other in "[a-e]{1,11}") {
            let (pattern, word) = (Pattern::of(&Symbols::of(&one)).unwrap(), Symbols::of(&other));
            if table(&one, &other) <= forgiven(one.len().max(other.len())) {
                prop_assert!(pattern.may_be_near(word.len(), word.set));
            }
        }
    }
}
