//! One file of a pack while it is read: positions become lines, and mistakes are gathered, not thrown.

use std::ops::Range;

use base::Code;
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::mistake::PackMistake;

/// A file of a pack and the mistakes found in it so far.
pub(crate) struct Source<'a> {
    pub(crate) file: String,
    pub(crate) text: &'a str,
    pub(crate) mistakes: Vec<PackMistake>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(file: &str, text: &'a str) -> Self {
        Self { file: file.to_owned(), text, mistakes: Vec::new() }
    }

    /// Reads the whole file; a mistake of syntax or shape ends here with `None`.
    pub(crate) fn read<T: DeserializeOwned>(&mut self) -> Option<T> {
        match toml::from_str(self.text) {
            Ok(read) => Some(read),
            Err(error) => {
                let what = error.message().trim().replace('\n', ", ");
                self.wrong(error.span(), what, "see the same file of the shipped pack for the shape");
                None
            }
        }
    }

    /// Notes a mistake at a place in the text.
    pub(crate) fn wrong(
        &mut self,
        at: Option<Range<usize>>,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let line = at.map_or(0, |range| {
            let before = self.text.get(..range.start).unwrap_or(self.text);
            u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX - 1) + 1
        });
        self.mistakes.push(PackMistake {
            file: self.file.clone(),
            line,
            what: what.into(),
            hint: hint.into(),
        });
    }

    /// Takes a code, or notes that it is none.
    pub(crate) fn code(&mut self, text: &Spanned<String>) -> Option<Code> {
        let code = Code::new(text.get_ref()).ok();
        if code.is_none() {
            self.wrong(
                Some(text.span()),
                format!("`{}` is no code", text.get_ref()),
                "use 1 to 48 of `a-z 0-9 _ - .`, a letter or digit first",
            );
        }
        code
    }

    /// Takes several codes, without those that are none.
    pub(crate) fn codes(&mut self, texts: &[Spanned<String>]) -> Vec<Code> {
        texts.iter().filter_map(|text| self.code(text)).collect()
    }
}
