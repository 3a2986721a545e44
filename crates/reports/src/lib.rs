//! Charts, the tile map and the crossing, as SVG made on the server; and lists as tables to take away.
//!
//! Each picture is a pure function from plain view data to an [`Svg`]: no clock, no store, no script, no
//! inline style. Colours come from the classes of the pages' one style sheet, so that a picture follows the
//! light and the dark theme and print; meaning is never in colour alone. Texts arrive in the reader's
//! language and are escaped here. A picture has a title and a description, and whoever shows it shows the
//! same data as a table beside it. Start reading at [`svg`], then [`line_chart`](mod@line_chart).

pub mod amount;
pub mod bar_chart;
pub mod crossing;
pub mod line_chart;
mod scale;
pub mod sparkline;
pub mod svg;
pub mod table;
pub mod tile_map;

pub use amount::Amount;
pub use bar_chart::{Bar, BarChart, bar_chart};
pub use crossing::{Crossing, Step, StepState, Track, crossing};
pub use line_chart::{LineChart, Point, line_chart};
pub use sparkline::sparkline;
pub use svg::{Svg, escape};
pub use table::{Cell, Column, Table, TableAbout, TableError, TableFormat};
pub use tile_map::{LegendRange, Tile, TileMap, tile_map};
