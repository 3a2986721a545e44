//! A line the size of a word.

use crate::amount::Amount;
use crate::svg::{Svg, at};

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 32.0;

/// A small line from zero to the largest value, with a dot on the newest; it breaks where there is nothing to
/// show. `id` is the only one on the page; the table row beside it holds the figures.
#[must_use]
pub fn sparkline(id: &str, title: &str, amounts: &[Amount]) -> Svg {
    let mut svg = Svg::open("spark", id, (WIDTH, HEIGHT), title, "");
    let largest = amounts.iter().filter_map(|amount| amount.known()).fold(0.0, f64::max).max(1e-9);
    let steps = amounts.len().saturating_sub(1).max(1) as f64;
    let x = |index: usize| 5.0 + index as f64 * (WIDTH - 10.0) / steps;
    let y = |value: f64| HEIGHT - 4.0 - (value / largest).clamp(0.0, 1.0) * (HEIGHT - 10.0);
    svg.put(format_args!("<path class=\"grid base\" d=\"M3 {}H{}\"/>", at(HEIGHT - 3.0), at(WIDTH - 3.0)));
    let mut path = String::new();
    let mut drawing = false;
    let mut newest = None;
    for (index, amount) in amounts.iter().enumerate() {
        match amount.known() {
            Some(value) => {
                path.push_str(&format!(
                    "{}{} {}",
                    if drawing { 'L' } else { 'M' },
                    at(x(index)),
                    at(y(value))
                ));
                drawing = true;
                newest = Some((x(index), y(value)));
            }
            None => drawing = false,
        }
    }
    if let Some((cx, cy)) = newest {
        svg.put(format_args!("<path class=\"line\" d=\"{path}\"/>"));
        svg.put(format_args!("<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"3.2\"/>", at(cx), at(cy)));
    }
    svg.close()
}
