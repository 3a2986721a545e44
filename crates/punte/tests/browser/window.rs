//! A browser window: what somebody in front of it does and sees, as plain blocking calls.
//!
//! Elements are named by CSS selectors. Whatever is not there fails the test with the page's address and words. A test
//! has one window at a time, in front of which people take turns: two windows might wait for each other.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::driver::{Driver, driver};

/// How many browsers run at once in a process: they and the servers share a small machine.
const AT_ONCE: u32 = 2;
/// How often it is looked, at 40 looks a second, whether the next page has come.
const PATIENCE: u32 = 1_200;

/// How the window looks at pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Width of the page, in CSS pixels.
    pub(crate) width: u32,
    /// Height of what is seen of it.
    pub(crate) height: u32,
    /// Whether the reader asked for dark pages.
    pub(crate) dark: bool,
}

impl Look {
    /// A desk.
    pub(crate) const WIDE: Self = Self { width: 1280, height: 1600, dark: false };
    /// A telephone.
    pub(crate) const NARROW: Self = Self { width: 360, height: 2000, dark: false };
    /// A desk at night.
    pub(crate) const DARK: Self = Self { width: 1280, height: 1600, dark: true };
    /// What the pictures of the documentation show.
    pub(crate) const PICTURE: Self = Self { width: 1280, height: 860, dark: false };
}

/// A window; closed with this.
pub(crate) struct Window {
    client: Option<Client>,
    runtime: Runtime,
    /// Where the program answers.
    address: String,
    _profile: TempDir,
    _place: Place,
}

/// Keys and values of a form.
pub(crate) type Answers<'a> = &'a [(&'a str, &'a str)];

impl Window {
    /// A window on the program at `address`; `None` where there is no browser.
    pub(crate) fn open(address: &str, look: Look) -> Option<Self> {
        let driver = driver()?;
        let place = Place::take();
        let profile = tempfile::tempdir().expect("a profile");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let capabilities = capabilities(driver, look, &profile);
        let capabilities = capabilities.as_object().expect("an object").clone();
        let client = runtime
            .block_on(async {
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities)
                    .connect(&driver.address)
                    .await
            })
            .expect("a browser starts");
        let address = address.to_owned();
        Some(Self { client: Some(client), runtime, address, _profile: profile, _place: place })
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the window is open")
    }

    /// The program moved to another address: it was started again.
    pub(crate) fn moves_to(&mut self, address: &str) {
        address.clone_into(&mut self.address);
    }

    /// Goes to a path of the program.
    pub(crate) fn visit(&self, path: &str) {
        let address = format!("{}{path}", self.address);
        self.runtime
            .block_on(self.client().goto(&address))
            .unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Goes to an empty page, where no policy of the program's holds.
    pub(crate) fn leave_the_program(&self) {
        self.runtime.block_on(self.client().goto("about:blank")).expect("an empty page");
    }

    /// Path and query of the page shown.
    pub(crate) fn path(&self) -> String {
        let url = self.runtime.block_on(self.client().current_url()).expect("an address");
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    /// The status that the page was answered with.
    pub(crate) fn status(&self) -> u64 {
        let script = "return performance.getEntriesByType('navigation')[0].responseStatus";
        self.run(script, vec![]).as_u64().expect("a status")
    }

    /// Runs a script in the page; `return` gives a value.
    pub(crate) fn run(&self, script: &str, values: Vec<Value>) -> Value {
        self.runtime.block_on(self.client().execute(script, values)).unwrap_or_else(|error| self.fail(&error))
    }

    /// Runs a script that ends by calling its last argument.
    pub(crate) fn run_until_told(&self, script: &str, values: Vec<Value>) -> Value {
        self.runtime
            .block_on(self.client().execute_async(script, values))
            .unwrap_or_else(|error| self.fail(&error))
    }

    /// Presses what the selector names, and waits for the page that follows.
    pub(crate) fn press(&self, selector: &str) {
        let element = self.one(Locator::Css(selector), selector);
        self.follow(|| element.click());
    }

    /// Presses what the XPath names, and waits for the page that follows.
    pub(crate) fn press_where(&self, path: &str) {
        let element = self.one(Locator::XPath(path), path);
        self.follow(|| element.click());
    }

    /// Presses what leads to no other page: a choice, a place on the same page.
    pub(crate) fn choose(&self, selector: &str) {
        let element = self.one(Locator::Css(selector), selector);
        self.runtime.block_on(element.click()).unwrap_or_else(|error| self.fail(&error));
    }

    /// Writes a line and presses the return key, and waits for the page that follows.
    pub(crate) fn write_and_return(&self, selector: &str, text: &str) {
        self.write(selector, text);
        let element = self.one(Locator::Css(selector), selector);
        let enter = String::from(char::from(Key::Return));
        self.follow(|| element.send_keys(&enter));
    }

    /// Does what leads to another page. The driver waits for a navigation that has begun; a busy machine may begin
    /// one later, so the document is marked and the next one, without the mark, is waited for.
    fn follow<'a, F: Future<Output = Result<(), CmdError>> + 'a>(&'a self, act: impl FnOnce() -> F) {
        self.run("window.left = true", vec![]);
        self.runtime.block_on(act()).unwrap_or_else(|error| self.fail(&error));
        let script = "return window.left !== true && document.readyState === 'complete'";
        for _ in 0..PATIENCE {
            // Between two documents there is none to ask.
            let arrived = self.runtime.block_on(self.client().execute(script, vec![]));
            if arrived.is_ok_and(|arrived| arrived == json!(true)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("no page follows {}:\n{}", self.path(), self.words());
    }

    /// Answers questions of the page's main form: lines are written, choices chosen by their value.
    pub(crate) fn answer(&self, answers: Answers<'_>) {
        for (name, value) in answers {
            let of_kind = |kind: &str| format!("main {kind}[name='{name}']");
            let choice = format!("{}[value='{value}']", of_kind("input"));
            if self.has(&of_kind("select")) {
                let select = self.one(Locator::Css(&of_kind("select")), name);
                self.runtime
                    .block_on(select.select_by_value(value))
                    .unwrap_or_else(|error| self.fail(&error));
            } else if self.has(&format!("{choice}:is([type=radio], [type=checkbox])")) {
                self.choose(&choice);
            } else {
                self.write(&format!("main :is(input, textarea)[name='{name}']"), value);
            }
        }
    }

    /// Writes a line, in place of what stood there.
    pub(crate) fn write(&self, selector: &str, text: &str) {
        let element = self.one(Locator::Css(selector), selector);
        self.runtime
            .block_on(async {
                element.clear().await?;
                element.send_keys(text).await
            })
            .unwrap_or_else(|error| self.fail(&error));
    }

    /// Whether there is such an element.
    pub(crate) fn has(&self, selector: &str) -> bool {
        self.run("return document.querySelector(arguments[0]) !== null", vec![json!(selector)]) == json!(true)
    }

    /// The words of an element, as a person sees them.
    pub(crate) fn text(&self, selector: &str) -> String {
        let element = self.one(Locator::Css(selector), selector);
        self.runtime.block_on(element.text()).unwrap_or_else(|error| self.fail(&error))
    }

    /// The words of all such elements, hidden ones too, spaces made one.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])]\
                      .map(element => element.textContent.replace(/\\s+/g, ' ').trim())";
        strings(&self.run(script, vec![json!(selector)]))
    }

    /// An attribute of all such elements.
    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])]\
                      .map(element => element.getAttribute(arguments[1]) ?? '')";
        strings(&self.run(script, vec![json!(selector), json!(name)]))
    }

    /// Everything on the page in words.
    pub(crate) fn words(&self) -> String {
        self.run("return document.body.innerText", vec![]).as_str().unwrap_or_default().to_owned()
    }

    /// What the page asks of the server: `method`, `path` and form fields, by a script of the page's own origin.
    /// Gives the status and the body.
    pub(crate) fn ask(&self, method: &str, path: &str, fields: Answers<'_>) -> (u64, String) {
        let script = "const [method, path, fields, done] = arguments; \
             const body = method === 'POST' ? new URLSearchParams(fields) : undefined; \
             fetch(path, { method, body, redirect: 'manual' }) \
               .then(async (answer) => done([answer.type === 'opaqueredirect' ? 303 : answer.status, await answer.text()])) \
               .catch((error) => done([0, String(error)]))";
        let answer = self.run_until_told(script, vec![json!(method), json!(path), json!(fields)]);
        let status = answer.get(0).and_then(Value::as_u64).unwrap_or_default();
        (status, answer.get(1).and_then(Value::as_str).unwrap_or_default().to_owned())
    }

    /// A cookie's value.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        let cookie = self.runtime.block_on(self.client().get_named_cookie(name));
        cookie.ok().map(|cookie| cookie.value().to_owned())
    }

    /// What is seen, as a PNG file.
    pub(crate) fn screenshot(&self) -> Vec<u8> {
        self.runtime.block_on(self.client().screenshot()).expect("a screenshot")
    }

    fn one(&self, locator: Locator<'_>, name: &str) -> Element {
        match self.runtime.block_on(self.client().find(locator)) {
            Ok(element) => element,
            Err(_) => panic!("no `{name}` on {}:\n{}", self.path(), self.words()),
        }
    }

    fn fail(&self, error: &CmdError) -> ! {
        let address = self.runtime.block_on(self.client().current_url()).map(|url| url.to_string());
        panic!("on {}: {error}", address.unwrap_or_default())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = self.runtime.block_on(client.close());
        }
    }
}

fn strings(value: &Value) -> Vec<String> {
    let all = value.as_array().cloned().unwrap_or_default();
    all.into_iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}

fn capabilities(driver: &Driver, look: Look, profile: &TempDir) -> Value {
    let mut words: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--lang=ro",
    ]
    .map(str::to_owned)
    .into();
    words.push(format!("--user-data-dir={}", profile.path().display()));
    if look.dark {
        words.push("--force-dark-mode".to_owned());
    }
    json!({
        "browserName": "chrome",
        "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        "goog:chromeOptions": {
            "binary": driver.chromium,
            "args": words,
            // A window cannot be made as narrow as a telephone; what a page takes for its device can.
            "mobileEmulation": { "deviceMetrics": {
                "width": look.width, "height": look.height, "pixelRatio": 1.0, "mobile": false, "touch": false,
            } },
        },
    })
}

/// Leave to run a browser, given back with this.
struct Place;

static RUNNING: (Mutex<u32>, Condvar) = (Mutex::new(0), Condvar::new());

impl Place {
    fn take() -> Self {
        let (running, freed) = &RUNNING;
        let mut running = running.lock().unwrap_or_else(PoisonError::into_inner);
        while *running >= AT_ONCE {
            (running, _) =
                freed.wait_timeout(running, Duration::from_secs(1)).unwrap_or_else(PoisonError::into_inner);
        }
        *running += 1;
        Self
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let (running, freed) = &RUNNING;
        *running.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        freed.notify_one();
    }
}
