//! Pictures of pages: screenshots for whoever wants to look at them, and the few that the documentation shows.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::Window;
use super::driver::setting;

/// The most bytes of a picture in the documentation.
const MOST: usize = 150 * 1024;

/// The ignored folder of screenshots.
pub(crate) struct Screenshots {
    folder: PathBuf,
}

impl Screenshots {
    /// `screenshots` in the target folder.
    pub(crate) fn folder() -> Self {
        // Cargo gives tests `<target>/tmp`.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
        let folder = target.join("screenshots");
        fs::create_dir_all(&folder).expect("a folder of screenshots");
        Self { folder }
    }

    /// Keeps what is seen under a name.
    pub(crate) fn keep(&self, window: &Window, name: &str) {
        fs::write(self.folder.join(format!("{name}.png")), window.screenshot())
            .expect("a screenshot is written");
    }
}

/// Makes a picture of the documentation from what is seen, when `PUNTE_PICTURES=1` asks for it.
pub(crate) fn picture(window: &Window, name: &str) {
    if setting("PUNTE_PICTURES").as_deref() != Some("1") {
        return;
    }
    let mut bytes = window.screenshot();
    if bytes.len() > MOST {
        bytes = with_fewer_colours(window, &bytes);
    }
    assert!(bytes.len() <= MOST, "{name} has {} bytes", bytes.len());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/pictures");
    fs::create_dir_all(&folder).expect("the folder of pictures");
    fs::write(folder.join(format!("{name}.png")), bytes).expect("a picture is written");
}

/// The same picture in 16 steps of each colour, drawn by the browser itself on an empty page.
fn with_fewer_colours(window: &Window, bytes: &[u8]) -> Vec<u8> {
    let script = "const [source, done] = arguments; \
        const image = new Image(); \
        image.onload = () => { \
          const canvas = document.createElement('canvas'); \
          [canvas.width, canvas.height] = [image.width, image.height]; \
          const pen = canvas.getContext('2d'); \
          pen.drawImage(image, 0, 0); \
          const drawn = pen.getImageData(0, 0, image.width, image.height); \
          for (let at = 0; at < drawn.data.length; at += 1) { \
            if (at % 4 < 3) drawn.data[at] = Math.round(drawn.data[at] / 17) * 17; \
          } \
          pen.putImageData(drawn, 0, 0); \
          done(canvas.toDataURL('image/png').split(',')[1]); \
        }; \
        image.src = 'data:image/png;base64,' + source;";
    window.leave_the_program();
    let source = data_encoding::BASE64.encode(bytes);
    let drawn = window.run_until_told(script, vec![json!(source)]);
    data_encoding::BASE64.decode(drawn.as_str().expect("a picture").as_bytes()).expect("base64")
}
