//! A search as it was typed: words of a name, and at most one birth date among them.

use crate::birth::BirthRange;
use crate::normal::{Token, normalise};

/// The most words looked at; the rest of a longer search says nothing more.
pub(crate) const MOST_ASKED: usize = 12;
/// The most bytes looked at.
const MOST_BYTES: usize = 400;

pub(crate) struct Query {
    pub(crate) tokens: Vec<Token>,
    pub(crate) birth: Option<BirthRange>,
}

impl Query {
    pub(crate) fn parse(typed: &str) -> Self {
        let mut query = Self { tokens: Vec::new(), birth: None };
        let end = typed.floor_char_boundary(MOST_BYTES);
        let mut names = String::new();
        for piece in typed.get(..end).unwrap_or_default().split_whitespace() {
            let date = piece.trim_matches([',', ';', '(', ')']);
            match BirthRange::parse_typed(date) {
                // The first date counts; names have no dates, so another one is no part of a name either.
                Some(birth) => query.birth = query.birth.or(Some(birth)),
                None => {
                    names.push_str(piece);
                    names.push(' ');
                }
            }
        }
        query.tokens = distinct(normalise(&names));
        query
    }
}

/// Each word once, in the order of the first, at most [`MOST_ASKED`].
pub(crate) fn distinct(tokens: Vec<Token>) -> Vec<Token> {
    let mut once: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        if once.len() < MOST_ASKED && !once.contains(&token) {
            once.push(token);
        }
    }
    once
}
