use proptest::prelude::*;
use vault::QrDrawing;
use vault::qr::MAX_TEXT;

const URI: &str = "otpauth://totp/Punte:ana.pop?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Punte\
                   &algorithm=SHA1&digits=6&period=30";

/// The modules that a path blackens, by rows.
fn modules(drawing: &QrDrawing) -> Vec<Vec<bool>> {
    let side = usize::try_from(drawing.side).unwrap();
    let mut rows = vec![vec![false; side]; side];
    for run in drawing.path.split_terminator('z') {
        let (start, rest) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
        let (x, y) = start.split_once(' ').unwrap();
        let (length, back) = rest.split_once("v1h-").unwrap();
        assert_eq!(length, back);
        let (x, y, length): (usize, usize, usize) =
            (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
        for module in &mut rows[y][x..x + length] {
            assert!(!*module, "drawn twice");
            *module = true;
        }
    }
    rows
}

#[test]
fn the_drawing_of_an_address() {
    // As a picture this was read back by zbarimg, letter for letter.
    let drawing = QrDrawing::of(URI).unwrap();
    let picture: String = modules(&drawing)
        .iter()
        .map(|row| row.iter().map(|&black| if black { '#' } else { '.' }).chain(['\n']).collect::<String>())
        .collect();
    assert_eq!(picture, include_str!("golden/qr.txt"));
}

#[test]
fn the_element_has_a_name_and_no_style() {
    let drawing = QrDrawing::of("a").unwrap();
    assert_eq!(drawing.side, 29);
    let svg = drawing.svg("Cod \"QR\" & <b>");
    assert!(svg.starts_with(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\" role=\"img\" \
         aria-label=\"Cod &quot;QR&quot; &amp; &lt;b&gt;\""
    ));
    assert!(svg.ends_with("z\"/></svg>") && !svg.contains("style"));
    assert_eq!(format!("{drawing:?}"), "QrDrawing(29 modules)");
}

#[test]
fn too_long_a_text_is_not_drawn() {
    assert!(QrDrawing::of(&"x".repeat(MAX_TEXT)).is_some());
    assert!(QrDrawing::of(&"x".repeat(MAX_TEXT + 1)).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn every_text_is_drawn_with_a_quiet_border_and_the_three_marks(text in ".{0,150}") {
        let drawing = QrDrawing::of(&text).unwrap();
        let room = drawing.path.capacity();
        prop_assert!(drawing.path.len() <= room);
        let rows = modules(&drawing);
        let last = rows.len() - 1;
        for border in 0..4 {
            prop_assert!(rows[border].iter().chain(&rows[last - border]).all(|&black| !black));
            prop_assert!(rows.iter().all(|row| !row[border] && !row[last - border]));
        }
        for (x, y) in [(4, 4), (last - 10, 4), (4, last - 10)] {
            prop_assert!(rows[y][x..x + 7].iter().all(|&black| black));
        }
    }
}
