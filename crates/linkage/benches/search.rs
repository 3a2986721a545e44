//! Time and memory of the name index at 10,000 and 100,000 children: `cargo bench --package linkage`.
//!
//! Names are drawn as a country's are: few common ones and a long tail, 2.4 words a child. It proves nothing
//! about how well real misspellings are found, nor about a machine that does other things meanwhile.
#![expect(
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a program that prints figures and may stop at the first fault"
)]

use std::time::{Duration, Instant};

use base::{Day, Randomness, StreamId};
use linkage::{BirthRange, NameIndex};

const TRIES: usize = 400;

fn main() {
    for children in [10_000, 100_000] {
        let chance = Randomness::seeded(7);
        let country = Country::new(&chance);
        let people: Vec<_> = (0..children).map(|_| country.child(&chance)).collect();
        let before = resident();
        let start = Instant::now();
        let mut index = NameIndex::new();
        for (number, child) in people.iter().enumerate() {
            index.upsert(stream(number), &[&child.given, &child.family], Some(child.birth), Some(1));
        }
        let built = start.elapsed();
        let grown = resident().saturating_sub(before) / 1024;
        println!(
            "{children} children, {} distinct words: built in {built:.0?}, {grown} KiB",
            index.distinct_words()
        );
        let asked: Vec<_> = (0..TRIES).map(|_| chance.pick(&people).unwrap()).collect();
        let full = |child: &Child| format!("{} {}", child.given, child.family);
        report("full name", &asked, |c| index.search(&full(c), 200, &|_| true).len());
        report("slip in the family name", &asked, |c| {
            let typed = format!("{} {}", c.given, slip(&c.family, &chance));
            index.search(&typed, 200, &|_| true).len()
        });
        report("slip, 1 in 50 visible", &asked, |c| {
            let typed = slip(&full(c), &chance);
            index.search(&typed, 200, &|id| id.as_bytes()[15] % 50 == 0).len()
        });
        report("common given name alone", &asked, |_| index.search("maria", 200, &|_| true).len());
        report("beginning `mar`, nothing visible", &asked, |_| index.search("mar", 200, &|_| false).len());
        report("year alone", &asked, |_| index.search("2011", 200, &|_| true).len());
        report("candidates with a slip", &asked, |c| {
            let names = [c.given.as_str(), &slip(&c.family, &chance)];
            index.candidates(&names, Some(c.birth), Some(1), &|_| true).len()
        });
        println!();
    }
}

fn report(what: &str, asked: &[&Child], search: impl Fn(&Child) -> usize) {
    let mut times: Vec<Duration> = Vec::with_capacity(asked.len());
    let mut hits = 0;
    for child in asked {
        let start = Instant::now();
        hits += search(child);
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1_000.0;
    println!(
        "  {what:<34} p50 {:.3} ms  p99 {:.3} ms  max {:.3} ms  {} hits on average",
        at(50),
        at(99),
        at(100),
        hits / asked.len()
    );
}

struct Child {
    given: String,
    family: String,
    birth: BirthRange,
}

struct Country {
    given: Vec<String>,
    family: Vec<String>,
}

impl Country {
    fn new(chance: &Randomness) -> Self {
        let common = ["maria", "elena", "andrei", "ioana", "alexandru", "ștefan", "mihai", "ana", "cristina"];
        let mut given: Vec<String> = common.map(str::to_owned).into();
        given.extend((0..900).map(|_| word(chance, 2, &["a", "in", "ița", "el", "uț"])));
        let family = (0..12_000).map(|_| word(chance, 3, &["escu", "eanu", "aru", "an", "oiu"])).collect();
        Self { given, family }
    }

    fn child(&self, chance: &Randomness) -> Child {
        let mut given = frequent(&self.given, chance).clone();
        if chance.chance(0.4) {
            given = format!("{given} {}", frequent(&self.given, chance));
        }
        let birth = BirthRange::on(Day(14_000 + i32::try_from(chance.below(5_500)).unwrap()));
        Child { given, family: frequent(&self.family, chance).clone(), birth }
    }
}

/// The first are the commonest: the logarithm of the rank is even, as in Zipf's law.
fn frequent<'a>(names: &'a [String], chance: &Randomness) -> &'a String {
    let rank = (names.len() as f64).powf(chance.unit()) - 1.0;
    &names[rank as usize]
}

fn word(chance: &Randomness, syllables: u64, endings: &[&str]) -> String {
    let starts =
        ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "z", "st", "br", "gr", "ș"];
    let hearts = ["a", "e", "i", "o", "u", "ă", "an", "or", "il"];
    let mut word = String::new();
    for _ in 0..=chance.below(syllables) {
        word.push_str(chance.pick(&starts).unwrap());
        word.push_str(chance.pick(&hearts).unwrap());
    }
    word + chance.pick(endings).unwrap()
}

fn slip(name: &str, chance: &Randomness) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = usize::try_from(chance.below(letters.len() as u64 - 1)).unwrap();
    match chance.below(3) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => letters.insert(at, 'e'),
    }
    letters.into_iter().collect()
}

fn stream(number: usize) -> StreamId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(number as u64).to_be_bytes());
    StreamId::from_bytes(bytes)
}

/// Bytes of this program in memory, where the system tells; else 0.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    pages
        .and_then(|text| text.split_whitespace().nth(1)?.parse::<usize>().ok())
        .map_or(0, |pages| pages * 4096)
}
