//! A text as a QR code in SVG, drawn with presentation attributes alone: the pages' content policy allows no
//! style of its own in them.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use zeroize::Zeroizing;

/// White modules around the code; ISO/IEC 18004 asks for four.
const QUIET: i32 = 4;
/// The most bytes that are drawn: a version 22 code, still readable on a telephone.
pub const MAX_TEXT: usize = 700;

/// A drawn code. What it draws may be a secret: it leaves memory when it is dropped.
pub struct QrDrawing {
    /// Modules of a side, the white border included: width and height of the `viewBox`.
    pub side: i32,
    /// The black modules, as the `d` of one `path`.
    pub path: Zeroizing<String>,
}

impl QrDrawing {
    /// Draws a text, with error correction level M; `None` when it has more than [`MAX_TEXT`] bytes.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        if text.len() > MAX_TEXT {
            return None;
        }
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let side = code.size() + 2 * QUIET;
        // At most every second module begins a run of at most 17 letters; no growing leaves a copy behind.
        let room = usize::try_from(code.size() * (code.size() / 2 + 1)).ok()? * 17;
        let mut path = Zeroizing::new(String::with_capacity(room));
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let run = (x..code.size()).take_while(|&x| code.get_module(x, y)).zip(1..).last();
                let Some((_, length)) = run else {
                    x += 1;
                    continue;
                };
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
                x += length;
            }
        }
        Some(Self { side, path })
    }

    /// A whole `svg` element, black on white whatever the page's colours, with an accessible name.
    #[must_use]
    pub fn svg(&self, name: &str) -> Zeroizing<String> {
        let side = self.side;
        let name = escaped(name);
        Zeroizing::new(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
             aria-label=\"{name}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" \
             d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{}\"/></svg>",
            *self.path
        ))
    }
}

impl std::fmt::Debug for QrDrawing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "QrDrawing({} modules)", self.side)
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
