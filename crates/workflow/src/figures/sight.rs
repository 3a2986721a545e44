//! Whose figures a person sees, and as of when.

use access::{Action, Resource};
use base::{
    AgencyNumber, Compartment, Day, Position, Problem, PublicCode, Purpose, Quarter, StreamId, Timestamp,
};
use indicators::{Cube, Definition, FactTable, Scope};
use store::Database;

use crate::app::App;
use crate::figures::Book;
use crate::reports::Published;
use crate::sign_in::SignedIn;

/// What looking at the country's live figures is recorded as having read. No entry is ever in it; its companion
/// holds who looked.
pub(crate) const NATIONAL_FIGURES: StreamId = StreamId::from_bytes(*b"punte-figures-01");

/// Whose figures a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Live, over the facts of the person's own agency.
    OwnAgency(AgencyNumber),
    /// Live, over the country's facts: on screen only, each view recorded.
    National,
    /// As frozen and published; this is the newest report, if there is one.
    Published(Option<NewestReport>),
}

/// The newest published report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewestReport {
    /// Its code.
    pub code: PublicCode,
    /// The quarter it is about.
    pub quarter: Quarter,
    /// When it was published.
    pub published_at: Timestamp,
}

/// Where the figures of a page stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whose they are.
    pub source: Source,
    /// The day at whose end they were known; `None`: now.
    pub as_of: Option<Day>,
    /// The position of the ledger they are counted at.
    pub position: Position,
    /// The newest quarter they have: the current one when live, that of the newest report when published.
    pub newest: Quarter,
}

impl Standing {
    /// The facts that live figures are counted over.
    pub(crate) fn scope(&self) -> Option<Scope> {
        match self.source {
            Source::OwnAgency(agency) => Some(Scope::Agency(agency)),
            Source::National => Some(Scope::All),
            Source::Published(_) => None,
        }
    }
}

impl App {
    /// Finds the figures a person may see and hands them over. A look at the country's live figures is recorded,
    /// durably, before.
    pub(crate) fn with_book<T>(
        &self,
        who: &SignedIn,
        as_of: Option<Day>,
        ask: impl FnOnce(&Standing, &Book<'_>, &[Definition]) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.with_facts(who, as_of, None, |standing, book, definitions, _| ask(standing, book, definitions))
    }

    /// The same with the facts behind live figures; there are none behind published ones. `published` is what was
    /// published by then, where the caller has read it.
    pub(crate) fn with_facts<T>(
        &self,
        who: &SignedIn,
        as_of: Option<Day>,
        published: Option<&Published>,
        ask: impl FnOnce(&Standing, &Book<'_>, &[Definition], Option<&FactTable>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let source = self.source_for(who)?;
        let definitions = self.definitions()?;
        let today = self.clock().now().day(who.pack.zone());
        if as_of.is_some_and(|day| day > today) {
            return Err(Problem::bad_input("as_of_in_future").on("as_of"));
        }
        let newest = as_of.unwrap_or(today).quarter();
        let scope = match source {
            Source::OwnAgency(agency) => Scope::Agency(agency),
            Source::National => {
                self.note_national_view(who)?;
                Scope::All
            }
            Source::Published(_) => {
                let read = match published {
                    Some(_) => None,
                    None => Some(self.published_by(as_of.map(|day| day.end(who.pack.zone())))?),
                };
                let nothing = Published::default();
                let published = published.or(read.as_ref()).unwrap_or(&nothing);
                let report = published.newest();
                let standing = Standing {
                    source: Source::Published(report),
                    as_of,
                    position: published.position(),
                    newest: report.map_or(newest, |report| report.quarter),
                };
                let definitions = self.published_definitions()?;
                return ask(&standing, &Book::Published(published), &definitions, None);
            }
        };
        self.catch_up()?;
        match as_of {
            None => {
                // The figures stand at this position or, where somebody wrote just now, a little after it.
                let position = self.social().position;
                let standing = Standing { source, as_of, position, newest };
                self.with_figures(scope, |figures, facts| {
                    let book = Book::Counted { cube: figures.cube(), crossed: None };
                    ask(&standing, &book, &definitions, Some(facts))
                })?
            }
            Some(day) => {
                let position = self.position_of(day, who)?;
                let standing = Standing { source, as_of, position, newest };
                let periods = self.periods()?;
                let social = self.social();
                let cube: Cube = indicators::count_all(&social.facts, &definitions, position, periods, scope);
                let book = Book::Counted { cube: &cube, crossed: None };
                ask(&standing, &book, &definitions, Some(&social.facts))
            }
        }
    }

    /// The last position recorded before the end of a day.
    fn position_of(&self, day: Day, who: &SignedIn) -> Result<Position, Problem> {
        let end = day.end(who.pack.zone());
        let (position, first) = self.store().read(Database::Social, |tx| {
            let position = store::entries::position_at_end_of(tx, end)?;
            let first = if position.0 == 0 { store::entries::entry_at(tx, Position(1))? } else { None };
            Ok((position, first))
        })?;
        match first {
            Some(first) => Err(Problem::bad_input("as_of_before_start")
                .on("as_of")
                .with("day", first.recorded_at.day(who.pack.zone()).to_string())),
            None => Ok(position),
        }
    }

    /// Whose figures this person sees. Who has nothing to do with figures hears that there are none.
    fn source_for(&self, who: &SignedIn) -> Result<Source, Problem> {
        let prepared = self.policies_for(who);
        let own = Resource::Indicator(who.agency.number);
        if !prepared.decide(Action::ViewIndicatorDefinition, &own) {
            return Err(Problem::not_found());
        }
        if prepared.decide(Action::ViewLiveOwnAgency, &own) {
            return Ok(Source::OwnAgency(who.agency.number));
        }
        let country = Resource::Indicator(AgencyNumber(0));
        Ok(if prepared.decide(Action::ViewLiveNational, &country) {
            Source::National
        } else {
            Source::Published(None)
        })
    }

    fn note_national_view(&self, who: &SignedIn) -> Result<(), Problem> {
        self.store().write(Database::Social, |tx| {
            let looked_at = [NATIONAL_FIGURES];
            self.record_reads(tx, who.person.id, &looked_at, Compartment::Operational, Purpose::Monitoring)
        })
    }
}
