//! What the columns of somebody's list of cases mean, and a row read by that.

use std::collections::BTreeMap;

use base::{Day, Happened, Problem, Timestamp, Zone};
use casework::{Circumstances, Identity, IdentityForm};
use serde::{Deserialize, Serialize};

use crate::import::cases::{ElsewhereCase, Step};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The number of the paper file.
    Number,
    /// Given names.
    GivenNames,
    /// Family names.
    FamilyNames,
    /// The day, month or year of birth.
    BirthDate,
    /// The number that the state gave.
    NationalNumber,
    /// Where the child lives.
    Address,
    /// Who has parental rights.
    Guardian,
    /// List `sex`.
    Sex,
    /// County of origin, list `county`.
    Origin,
    /// Forms of exploitation, list `exploitation`; several in one value.
    Forms,
    /// When the file was opened.
    Opened,
    /// When the child was presumed a victim.
    Presumed,
    /// When the file was closed.
    Closed,
    /// Why, list `closing_reason`.
    ClosingReason,
}

impl Field {
    /// All of them, in the order in which a form offers them.
    pub const ALL: [Self; 14] = [
        Self::Number,
        Self::GivenNames,
        Self::FamilyNames,
        Self::BirthDate,
        Self::NationalNumber,
        Self::Address,
        Self::Guardian,
        Self::Sex,
        Self::Origin,
        Self::Forms,
        Self::Opened,
        Self::Presumed,
        Self::Closed,
        Self::ClosingReason,
    ];

    /// Its name in forms and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::GivenNames => "given_names",
            Self::FamilyNames => "family_names",
            Self::BirthDate => "birth_date",
            Self::NationalNumber => "national_number",
            Self::Address => "address",
            Self::Guardian => "guardian",
            Self::Sex => "sex",
            Self::Origin => "origin",
            Self::Forms => "forms",
            Self::Opened => "opened",
            Self::Presumed => "presumed",
            Self::Closed => "closed",
            Self::ClosingReason => "closing_reason",
        }
    }

    /// The list that its values are of.
    #[must_use]
    pub const fn list(self) -> Option<&'static str> {
        match self {
            Self::Sex => Some("sex"),
            Self::Origin => Some("county"),
            Self::Forms => Some("exploitation"),
            Self::ClosingReason => Some("closing_reason"),
            _ => None,
        }
    }

    /// How such a column is called on paper, in Romanian and English, folded.
    const fn called(self) -> &'static [&'static str] {
        match self {
            Self::Number => &["nrdosar", "numardosar", "dosar", "filenumber", "casenumber", "caseid", "nr"],
            Self::GivenNames => &["prenume", "givennames", "givenname", "firstname", "firstnames"],
            Self::FamilyNames => {
                &["nume", "numedefamilie", "familynames", "familyname", "lastname", "surname"]
            }
            Self::BirthDate => &["datanasterii", "nascut", "nascutla", "birthdate", "dateofbirth", "born"],
            Self::NationalNumber => &["cnp", "codnumericpersonal", "nationalnumber", "personalnumber"],
            Self::Address => &["adresa", "domiciliu", "address"],
            Self::Guardian => &["tutore", "reprezentantlegal", "parinte", "guardian", "parent"],
            Self::Sex => &["sex", "gen", "gender"],
            Self::Origin => &["judet", "judetdeorigine", "county", "countyoforigin", "origin"],
            Self::Forms => {
                &["exploatare", "formaexploatare", "formadeexploatare", "exploitation", "formofexploitation"]
            }
            Self::Opened => &["deschis", "deschisla", "datadeschiderii", "opened", "openedon", "dateopened"],
            Self::Presumed => &["prezumat", "prezumatla", "dataprezumarii", "presumed", "presumedon"],
            Self::Closed => &["inchis", "inchisla", "datainchiderii", "closed", "closedon", "dateclosed"],
            Self::ClosingReason => &["motivinchidere", "motivulinchiderii", "closingreason", "reasonclosed"],
        }
    }

    /// The field of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// What lists on paper call a level that nobody has to be asked about: list, code, names as folded.
const USUAL: [(&str, &str, &[&str]); 2] = [
    ("sex", "female", &["f", "feminin", "femeiesc", "fata"]),
    ("sex", "male", &["m", "masculin", "barbatesc", "baiat"]),
];

/// What each column holds, by its place; and for columns of a list what each value stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperMapping {
    /// By the column's place; nothing is left out.
    pub fields: Vec<Option<Field>>,
    /// Of each column's values, folded, the levels that a person chose; 0 is "not known".
    pub values: BTreeMap<usize, BTreeMap<String, u16>>,
}

/// What people call the levels of lists: in each language of the program, and by code.
pub type ListWords = BTreeMap<&'static str, Vec<(u16, Vec<String>)>>;

/// Something wrong with a value, or with a row.
#[derive(Clone, Debug)]
pub struct CellProblem {
    /// The row of the sheet, or the line of the text.
    pub row: u64,
    /// The column's name; empty when it is about the whole row.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub problem: Problem,
}

impl PaperMapping {
    /// What the columns seem to hold, by what they are called. A person looks at it and decides.
    #[must_use]
    pub fn suggested(header: &[String]) -> Self {
        let mut fields = vec![None; header.len()];
        let folded: Vec<String> = header.iter().map(|name| folded(name)).collect();
        let all =
            || Field::ALL.into_iter().flat_map(|field| field.called().iter().map(move |name| (field, *name)));
        // First what is called exactly so, then what is nearly so.
        for exact in [true, false] {
            for (place, name) in folded.iter().enumerate() {
                let free = |field: &Field, fields: &[Option<Field>]| !fields.contains(&Some(*field));
                let found = if exact {
                    all().find(|(_, called)| called == name)
                } else {
                    let near = interop::nearest::nearest(name, all().map(|(_, called)| called));
                    near.filter(|near| near.len() > 4)
                        .and_then(|near| all().find(|(_, called)| *called == near))
                };
                let Some((field, _)) = found.filter(|(field, _)| free(field, &fields)) else { continue };
                if let Some(column) = fields.get_mut(place).filter(|column| column.is_none()) {
                    *column = Some(field);
                }
            }
        }
        Self { fields, values: BTreeMap::new() }
    }

    fn place_of(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|column| *column == Some(field))
    }

    /// Whether enough is said to read rows: the opening, and who or which file it is.
    ///
    /// # Errors
    /// `paper_field_missing` with the field's name.
    pub fn check(&self) -> Result<(), Problem> {
        let missing = |field: Field| Problem::bad_input("paper_field_missing").on(field.name());
        self.place_of(Field::Opened).ok_or_else(|| missing(Field::Opened))?;
        let known = [Field::Number, Field::FamilyNames, Field::GivenNames];
        if !known.into_iter().any(|field| self.place_of(field).is_some()) {
            return Err(missing(Field::FamilyNames));
        }
        let twice = Field::ALL
            .into_iter()
            .find(|field| self.fields.iter().filter(|f| **f == Some(*field)).count() > 1);
        twice.map_or(Ok(()), |field| Err(Problem::bad_input("paper_field_twice").on(field.name())))
    }

    /// The level that a value of a column stands for: as a person chose, or as it is called exactly.
    #[must_use]
    pub fn level(&self, place: usize, list: &str, value: &str, words: &ListWords) -> Option<u16> {
        let folded = folded(value);
        if let Some(chosen) = self.values.get(&place).and_then(|values| values.get(&folded)) {
            return Some(*chosen);
        }
        let usual = USUAL.iter().find(|(of, _, names)| *of == list && names.contains(&folded.as_str()));
        let folded = usual.map_or(folded.as_str(), |(_, code, _)| *code);
        let called = |names: &[String]| names.iter().any(|name| self::folded(name) == folded);
        words.get(list)?.iter().find(|(_, names)| called(names)).map(|(level, _)| *level)
    }
}

/// Reads rows by a mapping.
pub(super) struct RowReader<'a> {
    pub(super) mapping: &'a PaperMapping,
    pub(super) header: &'a [String],
    pub(super) words: &'a ListWords,
    pub(super) now: Timestamp,
    pub(super) zone: &'a Zone,
}

impl RowReader<'_> {
    /// The case of a row, or all that is wrong with it.
    pub(super) fn read(&self, row: u64, cells: &[String]) -> Result<ElsewhereCase, Vec<CellProblem>> {
        let mut wrong: Vec<CellProblem> = Vec::new();
        let value = |field: Field| {
            let place = self.mapping.place_of(field)?;
            cells.get(place).map(|value| (place, value.as_str())).filter(|(_, value)| !value.is_empty())
        };
        let text = |field: Field| value(field).map_or("", |(_, value)| value);
        let told = |field: Option<Field>, problem: Problem| {
            let place = field.and_then(|field| self.mapping.place_of(field));
            let at = |all: &[String]| place.and_then(|place| all.get(place)).cloned().unwrap_or_default();
            CellProblem { row, column: at(self.header), value: at(cells), problem }
        };
        let mut day = |field: Field| {
            let (_, value) = value(field)?;
            let happened = date(value).and_then(|date| Happened::parse(&date, self.zone));
            if happened.is_none() {
                wrong.push(told(Some(field), Problem::bad_input("paper_date_malformed")));
            }
            happened
        };
        let (opened, presumed, closed) = (day(Field::Opened), day(Field::Presumed), day(Field::Closed));
        if opened.is_none() && text(Field::Opened).is_empty() {
            wrong.push(told(Some(Field::Opened), Problem::bad_input("value_missing")));
        }
        let mut levels = |field: Field| -> Vec<u16> {
            let Some(((place, value), list)) = value(field).zip(field.list()) else { return Vec::new() };
            let mut levels = Vec::new();
            for part in parts(field, value) {
                match self.mapping.level(place, list, part, self.words) {
                    Some(level) => levels.push(level),
                    None => wrong.push(told(Some(field), Problem::bad_input("paper_value_unknown"))),
                }
            }
            levels
        };
        let sex = levels(Field::Sex).first().copied().unwrap_or(0);
        let origin = levels(Field::Origin).first().copied().unwrap_or(0);
        let forms = Circumstances::forms_of(levels(Field::Forms));
        let reason = levels(Field::ClosingReason).first().copied().unwrap_or(0);
        let birth = text(Field::BirthDate);
        let form = IdentityForm {
            given_names: text(Field::GivenNames),
            family_names: text(Field::FamilyNames),
            birth_date: &date(birth).unwrap_or_else(|| birth.to_owned()),
            national_number: text(Field::NationalNumber),
            address: text(Field::Address),
            guardian: text(Field::Guardian),
            phone: "",
        };
        let identity = Identity::read(&form, self.now, self.zone).unwrap_or_else(|problems| {
            let field = |problem: &Problem| problem.field.and_then(Field::from_name);
            wrong.extend(problems.into_iter().map(|problem| told(field(&problem), problem)));
            Identity::default()
        });
        let number = text(Field::Number);
        if number.is_empty() && identity == Identity::default() && wrong.is_empty() {
            wrong.push(told(None, Problem::bad_input("paper_nobody")));
        }
        let Some(opened) = opened.filter(|_| wrong.is_empty()) else { return Err(wrong) };
        let mut steps = Vec::new();
        steps.extend(presumed.map(|when| (Step::Presumed, when)));
        steps.extend(closed.map(|when| (Step::Closed(reason), when)));
        let circumstances = Circumstances { forms, origin, ..Circumstances::default() };
        let key = key(number, &identity, sex, &opened);
        Ok(ElsewhereCase {
            key,
            identity,
            sex,
            birth_month: None,
            circumstances,
            narrative: None,
            opened,
            steps,
        })
    }
}

/// What a case on paper is known by: the number of its file, or else who it is about and since when.
fn key(number: &str, identity: &Identity, sex: u16, opened: &Happened) -> base::Digest {
    let mut bytes = b"punte/paper/1".to_vec();
    if number.is_empty() {
        bytes.push(2);
        bytes.extend_from_slice(&identity.to_part());
        bytes.extend_from_slice(&sex.to_be_bytes());
        bytes.extend_from_slice(opened.to_string().as_bytes());
    } else {
        bytes.push(1);
        bytes.extend_from_slice(folded(number).as_bytes());
    }
    vault::digest(&bytes)
}

/// The values in one cell: of forms of exploitation there may be several.
pub(super) fn parts(field: Field, value: &str) -> impl Iterator<Item = &str> {
    let several = field == Field::Forms;
    value
        .split(move |letter| several && matches!(letter, ';' | ',' | '+' | '/'))
        .map(str::trim)
        .filter(|p| !p.is_empty())
}

/// A date as people write it, as `2024-03-12`, `2024-03` or `2024`: `12.03.2024`, `12/3/2024`, `03.2024`.
fn date(text: &str) -> Option<String> {
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    let numbers: Vec<&str> = text.split(['.', '/', '-']).filter(|part| !part.is_empty()).collect();
    if numbers.iter().any(|part| part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let (year, month, day) = match numbers.as_slice() {
        [year] if year.len() == 4 => return Some((*year).to_owned()),
        [year, month] if year.len() == 4 => (*year, *month, None),
        [month, year] if year.len() == 4 => (*year, *month, None),
        [year, month, day] if year.len() == 4 => (*year, *month, Some(*day)),
        [day, month, year] if year.len() == 4 => (*year, *month, Some(*day)),
        _ => return None,
    };
    let (month, first): (u8, u8) = (month.parse().ok()?, day.unwrap_or("1").parse().ok()?);
    let whole = format!("{year}-{month:02}-{first:02}");
    Day::parse(&whole)?;
    Some(if day.is_some() { whole } else { format!("{year}-{month:02}") })
}

/// Letters and digits alone, small, without the marks of Romanian.
pub(super) fn folded(text: &str) -> String {
    let plain = |letter: char| match letter {
        'ă' | 'â' | 'á' | 'ä' => 'a',
        'î' => 'i',
        'ș' | 'ş' => 's',
        'ț' | 'ţ' => 't',
        'é' => 'e',
        'ö' | 'ő' => 'o',
        'ü' | 'ű' => 'u',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(plain).filter(|letter| letter.is_alphanumeric()).collect()
}
