//! Values over periods, as a line that breaks where there is nothing to show.

use words::Lang;

use crate::amount::Amount;
use crate::scale::Scale;
use crate::svg::{Svg, at, escape};

/// A line over periods.
#[derive(Clone, Debug)]
pub struct LineChart {
    /// The picture's id, the only one on its page.
    pub id: String,
    /// What it shows, in one sentence.
    pub title: String,
    /// What can be seen in it, in words.
    pub description: String,
    /// The language of the axis.
    pub lang: Lang,
    /// Whether values are counts, whose axis has no fractions.
    pub whole: bool,
    /// The periods in order of time; their number is not limited, labels thin out.
    pub points: Vec<Point>,
}

/// One period.
#[derive(Clone, Debug)]
pub struct Point {
    /// The period, as the axis shows it; short.
    pub period: String,
    /// Its figure.
    pub amount: Amount,
    /// The figure in words, as the table has it: `71`, `45,5 %`, `hidden`.
    pub shown: String,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 248.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 632.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 204.0;
/// Periods get a label when it has this much room.
const LABEL_ROOM: f64 = 74.0;

/// Draws the line. Hidden figures are hatched bands; absent ones are gaps.
#[must_use]
pub fn line_chart(chart: &LineChart) -> Svg {
    let mut svg = Svg::open("chart line-chart", &chart.id, (WIDTH, HEIGHT), &chart.title, &chart.description);
    let largest = chart.points.iter().filter_map(|point| point.amount.known()).fold(0.0, f64::max);
    let scale = Scale::up_to(largest, chart.whole);
    if chart.points.iter().any(|point| point.amount == Amount::Suppressed) {
        svg.hatching(&chart.id);
    }
    axis(&mut svg, chart.lang, &scale);
    let steps = chart.points.len().saturating_sub(1).max(1) as f64;
    // Room at both ends, so that the first and the last label stay inside the picture.
    let step = (RIGHT - LEFT - 46.0) / steps;
    let x = |index: usize| LEFT + 12.0 + index as f64 * step;
    let y = |value: f64| BOTTOM - scale.share(value) * (BOTTOM - TOP);
    bands(&mut svg, chart, step, x);
    line(&mut svg, chart, x, y);
    let every = (LABEL_ROOM / step).ceil().max(1.0) as usize;
    let last = chart.points.len().saturating_sub(1);
    for (index, point) in chart.points.iter().enumerate() {
        // Counted from the end, so that the newest period always has its label.
        if (last - index).is_multiple_of(every) {
            svg.text("axis", "middle", x(index), BOTTOM + 24.0, &point.period);
        }
        if let Some(value) = point.amount.known() {
            let class = if index == last { "dot last" } else { "dot" };
            svg.put(format_args!(
                "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"><title>{}</title></circle>",
                at(x(index)),
                at(y(value)),
                if index == last { "5.5" } else { "3.5" },
                escape(&format!("{}: {}", point.period, point.shown))
            ));
            if index == last {
                let below_top = (y(value) - 12.0).max(TOP - 6.0);
                svg.text("value", "end", x(index) + 8.0, below_top, &point.shown);
            }
        }
    }
    svg.close()
}

fn axis(svg: &mut Svg, lang: Lang, scale: &Scale) {
    for tick in &scale.ticks {
        let y = BOTTOM - scale.share(*tick) * (BOTTOM - TOP);
        let class = if *tick == 0.0 { "grid base" } else { "grid" };
        svg.put(format_args!("<path class=\"{class}\" d=\"M{} {}H{}\"/>", at(LEFT), at(y), at(RIGHT)));
        svg.text("axis", "end", LEFT - 8.0, y + 4.0, &lang.decimal(*tick, scale.places));
    }
}

/// A hatched band behind each hidden figure, from the axis to the top: nothing of its size can be read.
fn bands(svg: &mut Svg, chart: &LineChart, step: f64, x: impl Fn(usize) -> f64) {
    let width = step.min(26.0);
    for (index, point) in chart.points.iter().enumerate() {
        if point.amount == Amount::Suppressed {
            svg.put(format_args!(
                "<rect class=\"hidden\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"url(#{}-h)\"><title>{}</title></rect>",
                at(x(index) - width / 2.0),
                at(TOP),
                at(width),
                at(BOTTOM - TOP),
                escape(&chart.id),
                escape(&format!("{}: {}", point.period, point.shown))
            ));
        }
    }
}

fn line(svg: &mut Svg, chart: &LineChart, x: impl Fn(usize) -> f64, y: impl Fn(f64) -> f64) {
    let mut path = String::new();
    let mut drawing = false;
    for (index, point) in chart.points.iter().enumerate() {
        match point.amount.known() {
            Some(value) => {
                let command = if drawing { 'L' } else { 'M' };
                path.push_str(&format!("{command}{} {}", at(x(index)), at(y(value))));
                drawing = true;
            }
            None => drawing = false,
        }
    }
    if !path.is_empty() {
        svg.put(format_args!("<path class=\"line\" d=\"{path}\"/>"));
    }
}
