//! Figures as text and as JSON: the same for published and for live ones.

use serde_json::{Value, json};
use words::Lang;
use workflow::figures::{Amount, Shown};

use crate::console::Console;

/// A figure as a person reads it.
pub(crate) fn text(console: &Console, shown: Shown) -> String {
    match shown {
        Shown::Hidden => console.text("cli-hidden", &[]),
        Shown::Missing => console.text("cli-missing", &[]),
        Shown::Exact(amount) => amount_text(console.lang(), amount),
    }
}

fn amount_text(lang: Lang, amount: Amount) -> String {
    let whole = |count: u64| lang.number(i64::try_from(count).unwrap_or(i64::MAX));
    match amount {
        Amount::Count(count) => whole(count),
        Amount::Ratio { numerator, denominator: 0 } => format!("{}/0", whole(numerator)),
        Amount::Ratio { numerator, denominator } => {
            let share = as_double(numerator) / as_double(denominator);
            format!("{}/{} ({})", whole(numerator), whole(denominator), lang.percent(share, 1))
        }
        Amount::Median { doubled: None, .. } => "–".to_owned(),
        Amount::Median { doubled: Some(doubled), .. } => lang.decimal(halved(doubled), 1),
        Amount::Sum { sum, .. } => lang.number(sum),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share is shown to one decimal place")]
fn as_double(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "twice a 32-bit value fits a double exactly")]
fn halved(doubled: i64) -> f64 {
    doubled as f64 / 2.0
}

/// A figure as a program reads it: exact whole numbers, `"hidden"`, or null.
pub(crate) fn as_json(shown: Shown) -> Value {
    match shown {
        Shown::Hidden => json!("hidden"),
        Shown::Missing => Value::Null,
        Shown::Exact(Amount::Count(count)) => json!({ "count": count }),
        Shown::Exact(Amount::Ratio { numerator, denominator }) => {
            json!({ "numerator": numerator, "denominator": denominator })
        }
        Shown::Exact(Amount::Median { of, doubled }) => {
            json!({ "of": of, "median": doubled.map(halved) })
        }
        Shown::Exact(Amount::Sum { of, sum }) => json!({ "of": of, "sum": sum }),
    }
}

/// The columns of a figure in a table: kind, value, and what it is of.
pub(crate) fn columns(shown: Shown) -> [String; 3] {
    let row = |kind: &str, value: String, of: String| [kind.to_owned(), value, of];
    match shown {
        Shown::Hidden => row("hidden", String::new(), String::new()),
        Shown::Missing => row("missing", String::new(), String::new()),
        Shown::Exact(Amount::Count(count)) => row("count", count.to_string(), String::new()),
        Shown::Exact(Amount::Ratio { numerator, denominator }) => {
            row("ratio", numerator.to_string(), denominator.to_string())
        }
        Shown::Exact(Amount::Median { of, doubled }) => row(
            "median",
            doubled.map_or(String::new(), |doubled| halved(doubled).to_string()),
            of.to_string(),
        ),
        Shown::Exact(Amount::Sum { of, sum }) => row("sum", sum.to_string(), of.to_string()),
    }
}

/// Rows of texts as aligned columns; the first column and the texts to the left, all others to the right.
pub(crate) fn table(rows: &[Vec<String>], left: usize) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|t| t.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let padding = " ".repeat(width.saturating_sub(cell.chars().count()));
            line.push_str(if column == 0 { "" } else { "  " });
            if column < left {
                line.push_str(cell);
                line.push_str(&padding);
            } else {
                line.push_str(&padding);
                line.push_str(cell);
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_exact_for_programs() {
        let ratio = Shown::Exact(Amount::Ratio { numerator: 1, denominator: 3 });
        assert_eq!(as_json(ratio).to_string(), r#"{"numerator":1,"denominator":3}"#);
        assert_eq!(as_json(Shown::Hidden), json!("hidden"));
        assert_eq!(as_json(Shown::Exact(Amount::Median { of: 2, doubled: Some(7) }))["median"], json!(3.5));
        assert_eq!(columns(ratio), ["ratio", "1", "3"]);
    }

    #[test]
    fn columns_are_aligned() {
        let rows = vec![
            vec!["2.1".into(), "Copii".into(), "1".into()],
            vec!["2.10".into(), "x".into(), "20".into()],
        ];
        assert_eq!(table(&rows, 2), "2.1   Copii   1\n2.10  x      20");
    }
}
