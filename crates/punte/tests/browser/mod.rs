//! A real browser in front of the real program: what the journeys stand on.
//!
//! [`Country`] is the synthetic country on disk, made once and copied for each test; [`Served`] is the program
//! serving such a copy; [`Window`] is a browser window with somebody in front of it; a [`Scene`] is all three. Where
//! there is no browser the tests say so on standard error and end.

mod accessibility;
mod country;
mod driver;
mod pictures;
mod plain;
mod reading;
mod scene;
mod served;
mod signing_in;
mod window;

pub(crate) use accessibility::Accessibility;
pub(crate) use country::Country;
pub(crate) use driver::say;
pub(crate) use pictures::{Screenshots, picture};
pub(crate) use plain::Visitor;
pub(crate) use scene::Scene;
pub(crate) use served::Served;
pub(crate) use signing_in::Role;
pub(crate) use window::{Look, Window};

use words::{Lang, Words};

/// A text as the program says it, without values.
pub(crate) fn word(lang: Lang, id: &str) -> String {
    static WORDS: std::sync::OnceLock<Words> = std::sync::OnceLock::new();
    WORDS.get_or_init(|| Words::load([]).expect("the messages load")).say(lang, id, &[])
}
