//! Values of categories, as bars that lie, so that long labels stay readable.

use crate::amount::Amount;
use crate::scale::Scale;
use crate::svg::{Svg, at, escape};

/// Bars, one below the other.
#[derive(Clone, Debug)]
pub struct BarChart {
    /// The picture's id, the only one on its page.
    pub id: String,
    /// What it shows, in one sentence.
    pub title: String,
    /// What can be seen in it, in words.
    pub description: String,
    /// The bars from top to bottom.
    pub bars: Vec<Bar>,
}

/// One category.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its figure.
    pub amount: Amount,
    /// The figure in words, as the table has it.
    pub shown: String,
}

const WIDTH: f64 = 400.0;
const ROW: f64 = 44.0;

/// Draws the bars. Hidden figures are a short hatched bar of one fixed length.
#[must_use]
pub fn bar_chart(chart: &BarChart) -> Svg {
    let height = ROW * chart.bars.len().max(1) as f64 + 4.0;
    let mut svg = Svg::open("chart bar-chart", &chart.id, (WIDTH, height), &chart.title, &chart.description);
    if chart.bars.iter().any(|bar| bar.amount == Amount::Suppressed) {
        svg.hatching(&chart.id);
    }
    let largest = chart.bars.iter().filter_map(|bar| bar.amount.known()).fold(0.0, f64::max);
    let scale = Scale { top: if largest > 0.0 { largest } else { 1.0 }, ticks: Vec::new(), places: 0 };
    for (index, bar) in chart.bars.iter().enumerate() {
        let top = index as f64 * ROW;
        svg.text("label", "start", 0.0, top + 15.0, &bar.label);
        svg.text("value", "end", WIDTH, top + 15.0, &bar.shown);
        svg.put(format_args!(
            "<rect class=\"trough\" x=\"0\" y=\"{}\" width=\"{WIDTH}\" height=\"10\" rx=\"5\"/>",
            at(top + 22.0)
        ));
        match bar.amount {
            Amount::Suppressed => svg.put(format_args!(
                "<rect class=\"hidden\" x=\"0\" y=\"{}\" width=\"60\" height=\"10\" rx=\"5\" fill=\"url(#{}-h)\"/>",
                at(top + 22.0),
                escape(&chart.id)
            )),
            amount => {
                if let Some(value) = amount.known().filter(|value| *value > 0.0) {
                    let width = (scale.share(value) * WIDTH).max(6.0);
                    svg.put(format_args!(
                        "<rect class=\"bar\" x=\"0\" y=\"{}\" width=\"{}\" height=\"10\" rx=\"5\"/>",
                        at(top + 22.0),
                        at(width)
                    ));
                }
            }
        }
    }
    svg.close()
}
