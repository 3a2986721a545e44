//! Places as squares, each about where it lies, all of one size: a small county is seen as well as a large one.

use crate::amount::Amount;
use crate::svg::{Svg, at, escape};

/// A map of squares.
#[derive(Clone, Debug)]
pub struct TileMap {
    /// The picture's id, the only one on its page.
    pub id: String,
    /// What it shows, in one sentence.
    pub title: String,
    /// What can be seen in it, in words.
    pub description: String,
    /// The squares; where they lie comes from the rule pack.
    pub tiles: Vec<Tile>,
}

/// One square.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Its letters, one to three.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Its column, from 1.
    pub column: u8,
    /// Its row, from 1.
    pub row: u8,
    /// Its figure.
    pub amount: Amount,
    /// The figure in words, as the table has it: short.
    pub shown: String,
}

/// One line of the legend: the classes that occur, from light to dark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LegendRange {
    /// The class of squares: `q0` is zero, `q1` to `q4` rise.
    pub class: &'static str,
    /// The least figure in it.
    pub least: f64,
    /// The largest figure in it.
    pub most: f64,
}

const CLASSES: [&str; 5] = ["q0", "q1", "q2", "q3", "q4"];
const SIDE: f64 = 46.0;
const STEP: f64 = 50.0;

/// Draws the map and gives the ranges of its legend. Zero is a class of its own; the others hold about as many
/// squares each, and equal figures are never parted.
#[must_use]
pub fn tile_map(map: &TileMap) -> (Svg, Vec<LegendRange>) {
    let columns = map.tiles.iter().map(|tile| tile.column).max().unwrap_or(1);
    let rows = map.tiles.iter().map(|tile| tile.row).max().unwrap_or(1);
    let size = (f64::from(columns) * STEP - (STEP - SIDE), f64::from(rows) * STEP - (STEP - SIDE));
    let mut svg = Svg::open("chart tile-map", &map.id, size, &map.title, &map.description);
    if map.tiles.iter().any(|tile| tile.amount == Amount::Suppressed) {
        svg.hatching(&map.id);
    }
    let breaks = breaks(map);
    for tile in &map.tiles {
        draw(&mut svg, &map.id, tile, &breaks);
    }
    (svg.close(), legend(map, &breaks))
}

fn draw(svg: &mut Svg, id: &str, tile: &Tile, breaks: &[f64]) {
    let (x, y) = (f64::from(tile.column.max(1) - 1) * STEP, f64::from(tile.row.max(1) - 1) * STEP);
    let class = match (tile.amount, tile.amount.known()) {
        (Amount::Suppressed, _) => "hidden",
        (_, Some(value)) => class(value, breaks),
        (_, None) => "absent",
    };
    svg.put(format_args!(
        "<g class=\"tile {class}\"><title>{}</title>",
        escape(&format!("{}: {}", tile.name, tile.shown))
    ));
    svg.put(format_args!(
        "<rect x=\"{}\" y=\"{}\" width=\"{SIDE}\" height=\"{SIDE}\" rx=\"7\"/>",
        at(x),
        at(y)
    ));
    if tile.amount == Amount::Suppressed {
        svg.put(format_args!(
            "<rect class=\"over\" x=\"{}\" y=\"{}\" width=\"{SIDE}\" height=\"{SIDE}\" rx=\"7\" fill=\"url(#{}-h)\"/>",
            at(x),
            at(y),
            escape(id)
        ));
    }
    svg.text("code", "middle", x + SIDE / 2.0, y + 20.0, &tile.code);
    svg.text("", "middle", x + SIDE / 2.0, y + 36.0, &tile.shown);
    svg.put(format_args!("</g>"));
}

/// The largest figures of classes 1 to 3, by quarters of the squares that have one above zero.
fn breaks(map: &TileMap) -> Vec<f64> {
    let mut known: Vec<f64> =
        map.tiles.iter().filter_map(|tile| tile.amount.known()).filter(|v| *v > 0.0).collect();
    known.sort_by(f64::total_cmp);
    let mut breaks: Vec<f64> = (1..4_usize)
        .filter_map(|quarter| known.get((known.len() * quarter).div_ceil(4).checked_sub(1)?).copied())
        .collect();
    breaks.dedup();
    breaks
}

fn class(value: f64, breaks: &[f64]) -> &'static str {
    let index = if value <= 0.0 { 0 } else { 1 + breaks.iter().filter(|limit| value > **limit).count() };
    CLASSES.get(index).copied().unwrap_or("q4")
}

fn legend(map: &TileMap, breaks: &[f64]) -> Vec<LegendRange> {
    CLASSES
        .into_iter()
        .filter_map(|name| {
            let of_class =
                map.tiles.iter().filter_map(|tile| tile.amount.known()).filter(|v| class(*v, breaks) == name);
            let (least, most) =
                of_class.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, m), v| (l.min(v), m.max(v)));
            least.is_finite().then_some(LegendRange { class: name, least, most })
        })
        .collect()
}
