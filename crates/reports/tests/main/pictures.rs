//! One snapshot of each kind of picture.

use insta::assert_snapshot;
use reports::*;
use words::Lang;

/// The markup with one element a line, so that a change shows where it is.
fn lines(svg: &Svg) -> String {
    svg.as_str().replace("><", ">\n<")
}

pub(crate) fn sample_line() -> LineChart {
    let amounts = [
        Amount::Known(31.0),
        Amount::Suppressed,
        Amount::Known(44.0),
        Amount::Known(52.0),
        Amount::Absent,
        Amount::Known(71.0),
    ];
    let points = amounts
        .into_iter()
        .enumerate()
        .map(|(index, amount)| Point {
            period: format!("Q{} 2025", index + 1),
            amount,
            shown: amount.known().map_or("hidden".into(), |v| v.to_string()),
        })
        .collect();
    LineChart {
        id: "trend".into(),
        title: "Children referred to services, by quarter".into(),
        description: "31 in Q1, 71 in Q6.".into(),
        lang: Lang::En,
        whole: true,
        points,
    }
}

pub(crate) fn sample_bars() -> BarChart {
    let bar = |label: &str, amount, shown: &str| Bar { label: label.into(), amount, shown: shown.into() };
    BarChart {
        id: "by-age".into(),
        title: "By age".into(),
        description: "Most are 16 to 17.".into(),
        bars: vec![
            bar("0–9", Amount::Suppressed, "hidden"),
            bar("10–13", Amount::Known(12.0), "12"),
            bar("14–15", Amount::Known(0.0), "0"),
            bar("16–17", Amount::Known(48.0), "48"),
        ],
    }
}

pub(crate) fn sample_map() -> TileMap {
    let tile = |code: &str, column, row, amount, shown: &str| Tile {
        code: code.into(),
        name: format!("County {code}"),
        column,
        row,
        amount,
        shown: shown.into(),
    };
    TileMap {
        id: "map".into(),
        title: "By county".into(),
        description: "Darker is more.".into(),
        tiles: vec![
            tile("SM", 3, 1, Amount::Suppressed, "·"),
            tile("SV", 6, 1, Amount::Known(13.0), "13"),
            tile("BT", 7, 1, Amount::Known(9.0), "9"),
            tile("NT", 7, 2, Amount::Known(0.0), "0"),
            tile("IS", 8, 2, Amount::Known(17.0), "17"),
            tile("BC", 7, 3, Amount::Known(21.0), "21"),
            tile("CS", 2, 5, Amount::Absent, "–"),
        ],
    }
}

pub(crate) fn sample_crossing() -> Crossing {
    let step = |label: &str, when: &str, state, column| Step {
        label: label.into(),
        when: when.into(),
        state,
        column,
    };
    Crossing {
        id: "crossing".into(),
        title: "The crossing".into(),
        description: "Protection: services running. Status: identified.".into(),
        tracks: vec![
            Track {
                name: "Protection".into(),
                note: String::new(),
                steps: vec![
                    step("Signal", "1 Mar", StepState::Done, 0),
                    step("Case opened", "2 Mar", StepState::Done, 1),
                    step("Services", "since 2 Apr", StepState::Here, 2),
                    step("Three-month review", "6 days late", StepState::Late, 3),
                    step("Closed", "", StepState::Ahead, 4),
                ],
            },
            Track { name: "Justice".into(), note: "kept elsewhere for now".into(), steps: Vec::new() },
        ],
    }
}

#[test]
fn a_line_breaks_where_there_is_nothing_to_show() {
    assert_snapshot!(lines(&line_chart(&sample_line())));
}

#[test]
fn bars_lie_below_their_labels() {
    assert_snapshot!(lines(&bar_chart(&sample_bars())));
}

#[test]
fn counties_are_squares_in_five_classes() {
    let (svg, legend) = tile_map(&sample_map());
    assert_snapshot!(lines(&svg));
    let ranges: Vec<_> = legend.iter().map(|range| (range.class, range.least, range.most)).collect();
    assert_eq!(
        ranges,
        [("q0", 0.0, 0.0), ("q1", 9.0, 9.0), ("q2", 13.0, 13.0), ("q3", 17.0, 17.0), ("q4", 21.0, 21.0)]
    );
}

#[test]
fn the_crossing_has_a_shape_for_each_state() {
    assert_snapshot!(lines(&crossing(&sample_crossing())));
}

#[test]
fn a_sparkline_is_small() {
    let amounts = [Amount::Known(1.0), Amount::Known(4.0), Amount::Suppressed, Amount::Known(2.0)];
    let svg = sparkline("s1", "Referrals: 1, 4, hidden, 2", &amounts);
    assert!(svg.as_str().len() < 500, "{}", svg.as_str().len());
    assert_snapshot!(lines(&svg));
}
