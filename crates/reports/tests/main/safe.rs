//! Whatever the data, a picture is well-formed, says its words escaped, and asks nothing of the page's policy.

use proptest::prelude::*;
use reports::*;
use words::Lang;

use crate::pictures::{sample_bars, sample_crossing, sample_line, sample_map};

/// Reads the markup tag by tag: everything opened is closed in order, and no attribute styles or runs.
fn check(svg: &Svg) -> Result<(), TestCaseError> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = svg.as_str();
    while let Some((text, after)) = rest.split_once('<') {
        prop_assert!(!text.contains('>'), "a stray bracket in {text:?}");
        let (tag, after) = after.split_once('>').ok_or_else(|| TestCaseError::fail("a tag does not end"))?;
        rest = after;
        prop_assert_eq!(tag.matches('"').count() % 2, 0, "quotation marks in {:?}", tag);
        for never in ["style=", "script", " on", "href", "javascript"] {
            prop_assert!(
                !tag.split('"').step_by(2).any(|outside| outside.contains(never)),
                "{never} in {tag:?}"
            );
        }
        if let Some(name) = tag.strip_prefix('/') {
            let opened = open.pop();
            prop_assert_eq!(opened.as_deref(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default().to_owned());
        }
    }
    prop_assert!(open.is_empty(), "left open: {open:?}");
    prop_assert!(svg.as_str().starts_with("<svg ") && svg.as_str().contains("role=\"img\""));
    prop_assert!(!svg.as_str().contains("NaN") && !svg.as_str().contains("inf"), "{}", svg.as_str());
    Ok(())
}

#[test]
fn the_samples_are_sound() {
    for svg in [
        line_chart(&sample_line()),
        bar_chart(&sample_bars()),
        tile_map(&sample_map()).0,
        crossing(&sample_crossing()),
        sparkline("s", "t", &[]),
    ] {
        check(&svg).unwrap();
    }
}

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        4 => (0.0_f64..1e7).prop_map(Amount::Known),
        1 => any::<f64>().prop_map(Amount::Known),
        1 => Just(Amount::Suppressed),
        1 => Just(Amount::Absent),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_line_is_sound(title: String, label: String, amounts in prop::collection::vec(amount(), 0..60), whole: bool) {
        let points = amounts.iter().map(|amount| Point { period: label.clone(), amount: *amount, shown: label.clone() });
        let chart = LineChart {
            id: "x".into(), title: title.clone(), description: title, lang: Lang::Ro, whole, points: points.collect(),
        };
        check(&line_chart(&chart))?;
    }

    #[test]
    fn any_bars_and_sparkline_are_sound(text: String, amounts in prop::collection::vec(amount(), 0..20)) {
        check(&sparkline("x", &text, &amounts))?;
        let bars = amounts.iter().map(|amount| Bar { label: text.clone(), amount: *amount, shown: text.clone() });
        check(&bar_chart(&BarChart { id: "x".into(), title: text.clone(), description: text.clone(), bars: bars.collect() }))?;
    }

    #[test]
    fn any_map_and_crossing_are_sound(text: String, places in prop::collection::vec((1_u8..12, 1_u8..9, amount()), 0..50)) {
        let tiles = places.iter().map(|(column, row, amount)| Tile {
            code: text.clone(), name: text.clone(), column: *column, row: *row, amount: *amount, shown: text.clone(),
        });
        let (svg, legend) = tile_map(&TileMap {
            id: "x".into(), title: text.clone(), description: String::new(), tiles: tiles.collect(),
        });
        check(&svg)?;
        prop_assert!(legend.windows(2).all(|pair| pair[0].most < pair[1].least), "{legend:?}");
        let states = [StepState::Done, StepState::Here, StepState::Late, StepState::Ahead];
        let steps = places.iter().map(|(column, row, _)| Step {
            label: text.clone(), when: text.clone(), state: states[usize::from(*row) % 4], column: usize::from(*column),
        });
        let tracks = vec![Track { name: text.clone(), note: text.clone(), steps: steps.collect() }];
        check(&crossing(&Crossing { id: "x".into(), title: text.clone(), description: text.clone(), tracks }))?;
    }

    #[test]
    fn a_hidden_figure_leaves_no_trace_of_its_size(others in prop::collection::vec(0.0_f64..100.0, 1..10)) {
        // A picture takes no hidden number at all; what stands for it has one fixed size.
        let bars = |amount| {
            let mut bars: Vec<Bar> = others.iter().map(|v| Bar { label: "a".into(), amount: Amount::Known(*v), shown: "1".into() }).collect();
            bars.push(Bar { label: "b".into(), amount, shown: "·".into() });
            bar_chart(&BarChart { id: "x".into(), title: "t".into(), description: String::new(), bars })
        };
        prop_assert!(bars(Amount::Suppressed).as_str().contains("width=\"60\""));
    }
}
