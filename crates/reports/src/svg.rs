//! Finished pictures, and how their text is made safe.

use std::fmt::{self, Write};

/// A finished picture: well-formed SVG whose every text was escaped. Only this crate makes one, so that a page
/// may put it in as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Svg(String);

impl Svg {
    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Opens a picture: class, size of its own coordinates, and the words that stand for it.
    ///
    /// `id` must be the only one on the page; patterns and titles are named after it.
    pub(crate) fn open(class: &str, id: &str, size: (f64, f64), title: &str, description: &str) -> Self {
        let mut svg = Self::default();
        let id = escape(id);
        let named = if description.is_empty() { format!("{id}-t") } else { format!("{id}-t {id}-d") };
        svg.put(format_args!(
            "<svg class=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{named}\"><title id=\"{id}-t\">{}</title>",
            escape(class),
            at(size.0),
            at(size.1),
            escape(title)
        ));
        if !description.is_empty() {
            svg.put(format_args!("<desc id=\"{id}-d\">{}</desc>", escape(description)));
        }
        svg
    }

    /// The hatching that stands for hidden figures, named after the picture.
    pub(crate) fn hatching(&mut self, id: &str) {
        self.put(format_args!(
            "<defs><pattern id=\"{}-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V6\"/></pattern></defs>",
            escape(id)
        ));
    }

    /// Adds markup whose texts are escaped already.
    pub(crate) fn put(&mut self, markup: fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.0.write_fmt(markup);
    }

    /// Adds a text at a place.
    pub(crate) fn text(&mut self, class: &str, anchor: &str, x: f64, y: f64, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let anchor = if anchor == "start" { String::new() } else { format!(" text-anchor=\"{anchor}\"") };
        self.put(format_args!(
            "<text{class} x=\"{}\" y=\"{}\"{anchor}>{}</text>",
            at(x),
            at(y),
            escape(text)
        ));
    }

    pub(crate) fn close(mut self) -> Self {
        self.put(format_args!("</svg>"));
        self
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Text as it may stand in SVG or HTML, in content and in quoted attributes. Characters that XML does not
/// allow become the replacement character.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// A coordinate with at most one decimal, which is finer than any screen shows.
pub(crate) fn at(coordinate: f64) -> String {
    let rounded = (coordinate * 10.0).round() / 10.0;
    // Minus zero would be written with its sign.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Text broken into at most two lines of about this many characters, at a blank.
pub(crate) fn two_lines(text: &str, width: usize) -> (String, Option<String>) {
    if text.chars().count() <= width {
        return (text.to_owned(), None);
    }
    // The break that leaves the two lines most equal.
    let total = text.chars().count();
    let best = text
        .char_indices()
        .enumerate()
        .filter(|(_, (_, character))| *character == ' ')
        .min_by_key(|(index, _)| (2 * index).abs_diff(total));
    match best {
        Some((_, (byte, _))) => {
            let (first, second) = text.split_at(byte);
            (first.to_owned(), Some(second.trim_start().to_owned()))
        }
        None => (text.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(
            escape("<b a='1' c=\"2\">&\n\u{0}"),
            "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp; \u{FFFD}"
        );
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!(
            (at(1.25), at(-0.01), at(100.0), at(33.333)),
            ("1.3".into(), "0".into(), "100".into(), "33.3".into())
        );
    }

    #[test]
    fn long_labels_break_where_the_halves_are_most_equal() {
        assert_eq!(two_lines("Services", 14), ("Services".into(), None));
        assert_eq!(two_lines("Compensation paid out", 14), ("Compensation".into(), Some("paid out".into())));
        assert_eq!(two_lines("Reîncredințarea", 5), ("Reîncredințarea".into(), None));
    }
}
