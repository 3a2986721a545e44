//! What a story begins with: a country of its own, the program serving it, and a window on it.

use std::ops::Deref;

use super::driver::driver;
use super::{Country, Look, Served, Window};

/// Where a story plays. Dropped from the top: the window closes before the program ends.
pub(crate) struct Scene {
    pub(crate) window: Window,
    served: Option<Served>,
    pub(crate) country: Country,
}

impl Scene {
    /// A fresh one; `None` where there is no browser.
    pub(crate) fn set(look: Look) -> Option<Self> {
        // Nothing is copied and started for a story that will not be told.
        driver()?;
        let country = Country::copied();
        let served = Served::demo(&country);
        let window = Window::open(&served.address, look)?;
        Some(Self { window, served: Some(served), country })
    }

    /// Stops the program, lets `meanwhile` have the country to itself, and starts the program again.
    pub(crate) fn restarted(&mut self, meanwhile: impl FnOnce(&Country)) {
        if let Some(served) = self.served.take() {
            served.stop();
        }
        meanwhile(&self.country);
        let served = Served::demo(&self.country);
        self.window.moves_to(&served.address);
        self.served = Some(served);
    }

    /// Where the program answers.
    pub(crate) fn address(&self) -> &str {
        &self.served.as_ref().expect("the program is started").address
    }
}

impl Deref for Scene {
    type Target = Window;
    fn deref(&self) -> &Window {
        &self.window
    }
}
