//! Names for synthetic children: common given and family names in random pairs, and how others misspell them.

use base::Randomness;

const GIRLS: &[&str] = &[
    "Maria",
    "Ioana",
    "Andreea",
    "Elena",
    "Ana",
    "Alexandra",
    "Cristina",
    "Gabriela",
    "Mihaela",
    "Daniela",
    "Ștefania",
    "Bianca",
    "Denisa",
    "Larisa",
    "Roxana",
    "Adriana",
    "Simona",
    "Georgiana",
    "Alina",
    "Diana",
    "Florentina",
    "Iuliana",
    "Mădălina",
    "Nicoleta",
    "Raluca",
    "Teodora",
    "Valentina",
    "Ionela",
    "Lavinia",
    "Sorina",
];
const BOYS: &[&str] = &[
    "Andrei",
    "Alexandru",
    "Mihai",
    "Ionuț",
    "Florin",
    "Gabriel",
    "Ștefan",
    "Cristian",
    "Marian",
    "Adrian",
    "Nicolae",
    "Vasile",
    "Daniel",
    "Răzvan",
    "Bogdan",
    "Cătălin",
    "Sorin",
    "Lucian",
    "Iulian",
    "Robert",
];
const FAMILIES: &[&str] = &[
    "Popescu",
    "Ionescu",
    "Popa",
    "Radu",
    "Dumitru",
    "Stan",
    "Stoica",
    "Gheorghe",
    "Matei",
    "Ciobanu",
    "Rusu",
    "Munteanu",
    "Constantin",
    "Marin",
    "Șerban",
    "Lazăr",
    "Țurcanu",
    "Moldovan",
    "Oprea",
    "Preda",
    "Dobre",
    "Nistor",
    "Vasilescu",
    "Cojocaru",
    "Barbu",
    "Tănase",
    "Enache",
    "Florea",
    "Mocanu",
    "Dinu",
    "Neagu",
    "Sandu",
    "Toma",
    "Voicu",
    "Zamfir",
    "Cristea",
    "Anghel",
    "Badea",
    "Chiriac",
    "Drăgan",
    "Filip",
    "Grigore",
    "Iancu",
    "Lungu",
    "Mihalache",
    "Năstase",
    "Olaru",
    "Păun",
    "Rotaru",
    "Suciu",
    "Trandafir",
    "Ursu",
    "Vlad",
    "Zaharia",
];
const STREETS: &[&str] =
    &["Teilor", "Salcâmilor", "Viilor", "Morii", "Izvorului", "Câmpului", "Școlii", "Gării"];

/// A given name.
pub(crate) fn given(chance: &Randomness, girl: bool) -> String {
    let list = if girl { GIRLS } else { BOYS };
    let first = chance.pick(list).copied().unwrap_or_default();
    if chance.chance(0.3) {
        let second = chance.pick(list).copied().unwrap_or_default();
        if second != first {
            return format!("{first} {second}");
        }
    }
    first.to_owned()
}

/// A family name.
pub(crate) fn family(chance: &Randomness) -> String {
    let first = chance.pick(FAMILIES).copied().unwrap_or_default();
    if chance.chance(0.08) {
        let second = chance.pick(FAMILIES).copied().unwrap_or_default();
        if second != first {
            return format!("{first}-{second}");
        }
    }
    first.to_owned()
}

/// A street and number.
pub(crate) fn address(chance: &Randomness) -> String {
    let street = chance.pick(STREETS).copied().unwrap_or_default();
    format!("Str. {street} nr. {}", chance.below(120) + 1)
}

/// The same name as another desk wrote it: without marks, a letter lost, or given and family swapped later.
pub(crate) fn misspelled(chance: &Randomness, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            'ă' | 'â' => 'a',
            'Ă' | 'Â' => 'A',
            'î' => 'i',
            'Î' => 'I',
            'ș' => 's',
            'Ș' => 'S',
            'ț' => 't',
            'Ț' => 'T',
            other => other,
        })
        .collect();
    if plain.chars().count() > 5 && chance.chance(0.5) {
        let drop = usize::try_from(chance.below(plain.chars().count() as u64 - 2)).unwrap_or(0) + 1;
        return plain
            .chars()
            .enumerate()
            .filter(|(place, _)| *place != drop)
            .map(|(_, letter)| letter)
            .collect();
    }
    if plain != name {
        return plain;
    }
    let heard = plain.replace('i', "y");
    if heard != plain {
        return heard;
    }
    // A letter written twice.
    plain
        .chars()
        .enumerate()
        .flat_map(|(place, letter)| std::iter::repeat_n(letter, 1 + usize::from(place == 1)))
        .collect()
}

/// A 16-letter token that occurs nowhere by accident: what a canary writes in place of every identity field.
pub(crate) fn canary(chance: &Randomness) -> String {
    (0..16).map(|_| char::from(b'a' + u8::try_from(chance.below(26)).unwrap_or(0))).collect()
}
