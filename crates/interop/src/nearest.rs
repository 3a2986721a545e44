//! The listed value that an unknown one was most likely meant to be.

/// Values longer than this many characters get no hint: comparing them would be the sender's to command.
const LONGEST: usize = 64;

/// The candidate with the fewest single-character changes from `text`, letter case apart; `None` when even the
/// best needs more than a third of the text's characters changed (two at least). Ties go to the first.
#[must_use]
pub fn nearest<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let text: Vec<char> = text.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    // A code of two letters is one change from dozens of others: there only case and one letter count.
    let allowed = if text.len() <= 2 { 1 } else { (text.len() / 3).max(2) };
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let folded: Vec<char> = candidate.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
            // Something of the text has to remain.
            let changes = changes(&text, &folded);
            (changes <= allowed && changes < folded.len().max(1)).then_some((changes, candidate))
        })
        .min_by_key(|(changes, _)| *changes)
        .map(|(_, candidate)| candidate)
}

/// The Levenshtein distance: insertions, removals and replacements of one character.
fn changes(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, a) in from.iter().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, b) in row.iter_mut().skip(1).zip(to) {
            let best = (diagonal + usize::from(a != b)).min(*cell + 1).min(left + 1);
            diagonal = *cell;
            *cell = best;
            left = best;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_textbook() {
        let distance =
            |a: &str, b: &str| changes(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        for (a, b, expected) in
            [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("same", "same", 0)]
        {
            assert_eq!(distance(a, b), expected, "{a} {b}");
            assert_eq!(distance(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn the_nearest_listed_value_is_found_and_far_ones_are_not_offered() {
        let listed = ["Female", "Male", "Forced Labor", "Age 9-17"];
        assert_eq!(nearest("female", listed), Some("Female"));
        assert_eq!(nearest("Femal", listed), Some("Female"));
        assert_eq!(nearest("Forced Labour", listed), Some("Forced Labor"));
        assert_eq!(nearest("Age 9–17", listed), Some("Age 9-17"));
        assert_eq!(nearest("zzzzzz", listed), None);
        assert_eq!(nearest("", listed), None);
        assert_eq!(nearest("x", ["7"]), None);
        assert_eq!(nearest("us", ["UA", "US"]), Some("US"));
        assert_eq!(nearest(&"Female".repeat(1_000), listed), None);
    }
}
