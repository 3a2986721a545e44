//! SVG charts and the tile map.
