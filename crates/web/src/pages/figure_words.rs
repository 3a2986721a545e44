//! Figures, periods and cells in words, and where each figure leads.

use base::{AgencyNumber, Day};
use indicators::definition::{Measure, Unit};
use indicators::{Disaggregation, Period};
use reports::Amount as Drawn;
use words::Arg;
use workflow::figures::{About, Amount, By, Shown, uncrossed};
use workflow::reports::{Change, Restated, Span};

use crate::pages::desk::Desk;
use crate::views::FigureCell;

/// Where the figures of one indicator are walked.
pub(crate) struct Walk<'a> {
    pub(crate) code: &'a str,
    /// The day at whose end they were known.
    pub(crate) as_of: Option<Day>,
}

impl Walk<'_> {
    /// The address of a figure's lineage.
    pub(crate) fn href(&self, period: Period, by: By, cell: u32) -> String {
        let mut href = format!("/indicators/{}/lineage?period={period}", self.code);
        if by != By::TOTAL {
            href.push_str(&format!("&by={}&cell={cell}", by.name()));
        }
        if let Some(day) = self.as_of {
            href.push_str(&format!("&as_of={day}"));
        }
        href
    }

    /// A figure that leads to its lineage.
    pub(crate) fn cell(
        &self,
        desk: &Desk<'_>,
        period: Period,
        by: By,
        cell: u32,
        figure: Shown,
    ) -> FigureCell {
        figure_cell(desk, figure, figure.amount().map(|_| self.href(period, by, cell)))
    }
}

/// A figure in a table; a hidden one shows the mark that the note below explains.
pub(crate) fn figure_cell(desk: &Desk<'_>, figure: Shown, href: Option<String>) -> FigureCell {
    let shown =
        if figure.is_hidden() { desk.t("indicator-suppressed-mark") } else { figure_words(desk, figure) };
    FigureCell { shown, hidden: figure.is_hidden(), href }
}

/// A figure in words: its number, `hidden`, or a dash.
pub(crate) fn figure_words(desk: &Desk<'_>, figure: Shown) -> String {
    match figure.amount() {
        Some(amount) => amount_words(desk, amount),
        None if figure.is_hidden() => desk.t("indicator-suppressed"),
        None => desk.t("indicator-empty"),
    }
}

/// An amount as its number is written.
pub(crate) fn amount_words(desk: &Desk<'_>, amount: Amount) -> String {
    match (amount, value_of(amount)) {
        (Amount::Ratio { .. }, Some(percent)) => desk.lang.percent(percent / 100.0, 1),
        (Amount::Median { doubled: Some(doubled), .. }, Some(value)) => {
            desk.lang.decimal(value, if doubled % 2 == 0 { 0 } else { 1 })
        }
        (_, Some(value)) => desk.lang.decimal(value, 0),
        (_, None) => desk.t("indicator-empty"),
    }
}

/// The number to draw: of a ratio its percentage.
fn value_of(amount: Amount) -> Option<f64> {
    match amount {
        Amount::Count(units) => Some(units as f64),
        Amount::Ratio { denominator: 0, .. } => None,
        Amount::Ratio { numerator, denominator } => Some(numerator as f64 * 100.0 / denominator as f64),
        Amount::Median { doubled, .. } => doubled.map(|doubled| doubled as f64 / 2.0),
        Amount::Sum { sum, .. } => Some(sum as f64),
    }
}

/// A figure for a picture.
pub(crate) fn drawn(figure: Shown) -> Drawn {
    match figure.amount() {
        Some(amount) => value_of(amount).map_or(Drawn::Absent, Drawn::Known),
        None if figure.is_hidden() => Drawn::Suppressed,
        None => Drawn::Absent,
    }
}

/// Whether an indicator's figures are whole numbers.
pub(crate) fn is_whole(about: &About) -> bool {
    matches!(about.measure, Measure::Count | Measure::Sum(_))
}

/// A period: `Q3 2026`, `2026`.
pub(crate) fn period_words(desk: &Desk<'_>, period: Period) -> String {
    match period {
        Period::Quarter(quarter) => desk.lang.quarter(quarter),
        Period::Year(year) => year.to_string(),
    }
}

/// A period, or years together.
pub(crate) fn span_words(desk: &Desk<'_>, span: Span) -> String {
    match span {
        Span::One(period) => period_words(desk, period),
        Span::Years { from, to } => {
            let (from, to) = (from.to_string(), to.to_string());
            desk.say("indicator-map-pooled", &[("from", from.as_str().into()), ("to", to.as_str().into())])
        }
    }
}

/// What is counted: `children`, `%`, `days`.
pub(crate) fn unit_words(desk: &Desk<'_>, about: &About) -> String {
    desk.t(match (about.measure, about.unit) {
        (Measure::Ratio, _) => "unit-percent",
        (Measure::Median(_) | Measure::Sum(_), _) => "unit-days",
        (Measure::Count, Unit::Child) => "unit-children",
        (Measure::Count, Unit::Referral) => "unit-referrals",
        (Measure::Count, Unit::Service) => "unit-services",
        (Measure::Count, Unit::Row) => "unit-rows",
    })
}

/// What stands beside the number: `children in Q3 2026`, `of 120 referrals in Q3 2026`.
pub(crate) fn figure_says(desk: &Desk<'_>, about: &About, figure: Shown, period: Period) -> String {
    let period = period_words(desk, period);
    let mut args = vec![("period", Arg::from(period.as_str()))];
    let id = match (about.measure, figure.amount()) {
        (Measure::Ratio, Some(Amount::Ratio { denominator, .. })) => {
            let base = match about.unit {
                Unit::Child => "children-count",
                Unit::Referral => "referrals-count",
                Unit::Service | Unit::Row => "rows-count",
            };
            let base = desk.count(base, usize::try_from(denominator).unwrap_or(usize::MAX));
            args.push(("base", Arg::from(base)));
            "indicator-percent-in"
        }
        (Measure::Median(_) | Measure::Sum(_), Some(_)) => "indicator-days-in",
        (Measure::Count, _) => match about.unit {
            Unit::Child => "indicator-children-in",
            Unit::Referral => "indicator-referrals-in",
            Unit::Service => "indicator-services-in",
            Unit::Row => "indicator-rows-in",
        },
        _ => "indicator-in",
    };
    desk.say(id, &args)
}

/// What a table is broken down by: `age`.
pub(crate) fn by_words(desk: &Desk<'_>, by: By) -> String {
    desk.coded("dimension", by.name())
}

/// What a cell stands for: `girls, 14–15 years`, `Dolj`, an agency's name.
pub(crate) fn cell_words(desk: &Desk<'_>, by: By, cell: u32) -> String {
    let level = |list: &str, level: u32| desk.level(list, u16::try_from(level).unwrap_or(0));
    match by {
        By::One(Disaggregation::Total) => desk.t("dimension-total"),
        By::One(Disaggregation::By(dimension)) => match dimension.list() {
            Some(list) => level(list, cell),
            None => desk.agency(AgencyNumber(cell)),
        },
        By::SexAndAge => {
            let (sex, age) = uncrossed(cell);
            format!("{}, {}", level("sex", sex.into()), level("age_band", age.into()))
        }
    }
}

/// What a later report said of a figure.
pub(crate) fn restated_words(desk: &Desk<'_>, said: &Restated) -> String {
    let day = Arg::from(desk.day_of(said.published_at));
    match said.change {
        Change::FewerThanFive => desk.say("indicator-restated-small", &[("day", day)]),
        Change::Became(after) => {
            let amount = |amount| Arg::from(amount_words(desk, amount));
            let args = [("day", day), ("before", amount(said.before)), ("after", amount(after))];
            desk.say("indicator-restated", &args)
        }
    }
}

/// The figure that a restatement leads to.
pub(crate) fn change_words(desk: &Desk<'_>, change: Change) -> String {
    match change {
        Change::FewerThanFive => desk.t("report-small-change"),
        Change::Became(amount) => amount_words(desk, amount),
    }
}
