//! The whole house at size: first and next start, lists, search, figures, pages, a durable append, verification
//! on the file, memory. `cargo bench -p punte --bench spine -- 10000`; without arguments 10,000 and 100,000 children.
//!
//! A made country stays in `target/tmp` for the next run.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints and stops at the first fault"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use agencies::Role;
use base::{Clock, CommandId, Day, Happened, PersonId, Randomness, Realm, UnitNumber};
use casework::{FileEvent, Office};
use web::{Method, Request, Site, SiteConfig};
use workflow::children::ChildrenFilter;
use workflow::{Action, App, FileEntry, Settings, SignedIn};

const TODAY: &str = "2026-01-31";

fn main() {
    let sizes: Vec<u32> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    for children in if sizes.is_empty() { vec![10_000, 100_000] } else { sizes } {
        measure(children);
    }
}

fn measure(children: u32) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("spine-{children}"));
    let said =
        |what: &str, value: String, aim: &str| println!("bench\t{what}, {children} children\t{value}\t{aim}");
    let today = Day::parse(TODAY).expect("a day");
    if make(&folder, children, today, &said) {
        // What making took would count as memory of serving.
        let own = std::env::current_exe().expect("a program");
        let measured = std::process::Command::new(own).arg(children.to_string()).status();
        assert!(measured.expect("a second process").success());
        return;
    }

    let started = Instant::now();
    let app = open(&folder, Clock::started_at(at_noon(today)), Randomness::system()).expect("it opens");
    said("next start, until the databases answer", shown(started.elapsed()), "aim 1 s at 1,400");
    let who = manager(&app);
    let started = Instant::now();
    let filter = ChildrenFilter::default();
    app.read_ahead().expect("names and facts");
    said("names and facts read into memory, beside serving", shown(started.elapsed()), "");

    let narrowed = ChildrenFilter { closed: Some(false), sex: Some(1), ..ChildrenFilter::default() };
    let list = median(200, || drop(app.children(&who, &narrowed).expect("a list")));
    said("list of 50 with two filters, permission and total", shown(list), "aim 4 ms; Directus 71 ms");
    let national = session(&app, Role::VictimAssistanceOfficer);
    let list = median(100, || drop(app.children(&national, &narrowed).expect("a list")));
    said("the same, for all counties", shown(list), "");
    let search =
        median(200, || drop(app.search_children(&national, "stefanya muntenu", &filter).expect("a search")));
    said(
        "name search with two slips, all counties, recorded once",
        shown(search),
        "aim 4 ms; Directus 30 to 405 ms",
    );

    let (p50, p99) = appends(&app, &who);
    said("durable append through all rules, p50", shown(p50), "aim one fsync + 1 ms; Directus 23.8 ms");
    said("durable append through all rules, p99", shown(p99), "");
    said("one fsync of 4 KiB on this disk", shown(fsync(&folder)), "");

    let started = Instant::now();
    let report = app.verify(Realm::Social, None, &mut |_, _| {}).expect("a verification");
    let per_second = report.size as f64 / started.elapsed().as_secs_f64();
    said("verification on the file, entries/s", format!("{per_second:.0}"), "aim 50,000");

    let words = punte_words(&app);
    let config = SiteConfig { synthetic: true, one_click: true, ..SiteConfig::default() };
    let site = Site::new(app, words, config);
    pages(&site, &said);
    said("memory of the process", memory(), "Directus 667 MB");
}

/// Makes the country unless it is there; whether it was made.
fn make(folder: &Path, children: u32, today: Day, said: &dyn Fn(&str, String, &str)) -> bool {
    if matches!(demo::marker::look(folder), Ok(demo::FolderState::Made(_))) {
        return false;
    }
    let started = Instant::now();
    let settings = demo::Settings {
        children,
        today,
        today_given: true,
        seed: 1,
        canary: false,
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let summary = demo::make(folder, &settings, |clock, chance| open(folder, clock, chance), &mut |_| {})
        .expect("a country");
    let seconds = started.elapsed().as_secs_f64();
    said(
        "first start: the country is made",
        format!("{seconds:.1} s, {} entries", summary.entries),
        "aim 10 s at 1,400",
    );
    said(
        "entries/s sealed, chained, projected",
        format!("{:.0}", summary.entries as f64 / seconds),
        "aim 5,000; Directus 356 rows/s",
    );
    true
}

fn open(folder: &Path, clock: Clock, chance: Randomness) -> Result<App, base::Problem> {
    let mut store = store::Config::sqlite(folder);
    // The demo's last day is behind the machine's clock, so appends are not held against it.
    store.simulated_time = true;
    App::open(Settings { store, folder: folder.to_owned(), clock, chance })
}

fn at_noon(day: Day) -> base::Timestamp {
    day.start(&base::Zone::named("Europe/Bucharest").expect("a zone")).plus(12 * base::Timestamp::HOUR)
}

fn manager(app: &App) -> SignedIn {
    session(app, Role::CaseManager)
}

fn session(app: &App, role: Role) -> SignedIn {
    let token = app.sign_in_as(person(app, role)).expect("a session");
    app.session(&token).expect("a session").expect("a session")
}

/// The first person of a role; of case managers one of the county with the most children.
fn person(app: &App, role: Role) -> PersonId {
    let directory = app.directory().expect("a directory");
    let has = |person: &&agencies::Person| person.grants.iter().any(|grant| grant.role == role);
    let people = directory.people();
    let busy = directory.agency_by_code("dgaspc-dj").map(|agency| agency.id);
    let there = people.iter().find(|person| has(person) && Some(person.agency) == busy);
    there.or_else(|| people.iter().find(|person| has(person))).expect("a person").id
}

/// Services started, one durable commit each.
fn appends(app: &App, who: &SignedIn) -> (Duration, Duration) {
    let open = ChildrenFilter { closed: Some(false), ..ChildrenFilter::default() };
    let rows = app.children(who, &open).expect("a list").rows;
    let by = Office { agency: who.agency.number, county: who.agency.county };
    let zone = app.zone().expect("a zone");
    let mut times: Vec<Duration> = (0..300_usize)
        .filter_map(|index| {
            let row = rows.get(index % rows.len())?;
            let now = app.clock().now();
            let unit = UnitNumber(Randomness::system().number() | 1);
            let entry = FileEntry {
                event: FileEvent::ServiceStarted { by, unit, service: 1, referral: None },
                happened: Happened::at(now, &zone),
                basis: base::Code::new("child_protection_duty").expect("a code"),
                identity: None,
                narrative: None,
                shared: None,
            };
            let command = CommandId::new(now, &Randomness::system());
            let started = Instant::now();
            app.record(who, Action::AddEntry, row.code, u32::MAX, command, entry).expect("an entry");
            Some(started.elapsed())
        })
        .collect();
    times.sort();
    (at(&times, 50), at(&times, 99))
}

fn pages(site: &Site, said: &dyn Fn(&str, String, &str)) {
    for (role, path) in [
        (Role::CaseManager, "/"),
        (Role::CaseManager, "/children"),
        (Role::CaseManager, "/referrals"),
        (Role::CaseManager, "/indicators"),
        (Role::CaseManager, "/indicators/2.5"),
        (Role::TipOfficer, "/indicators/2.3"),
        (Role::TipOfficer, "/reports"),
        (Role::Auditor, "/trust"),
    ] {
        let token = site.app().sign_in_as(person(site.app(), role)).expect("a session");
        let cookie = format!("{}={token}", web::site::SESSION_COOKIE);
        let ask = || {
            let headers =
                vec![("cookie".to_owned(), cookie.clone()), ("accept-language".to_owned(), "en".to_owned())];
            site.answer(&Request::new(Method::Get, path, "", headers, Vec::new()))
        };
        let response = ask();
        assert_eq!(response.status, 200, "{path}");
        let time = median(30, || drop(ask()));
        let weight = response.body.len() as f64 / 1024.0;
        said(
            &format!("page {path} as {role}"),
            format!("{}, {weight:.0} KB", shown(time)),
            "aim 50 ms, 100 KB",
        );
    }
}

fn punte_words(app: &App) -> std::sync::Arc<words::Words> {
    let pack = app.pack().expect("a pack");
    let texts: Vec<(words::Lang, String, String)> = pack
        .words()
        .iter()
        .filter_map(|(lang, text)| Some((words::Lang::parse(lang)?, format!("{lang}.ftl"), text.clone())))
        .collect();
    let texts = texts.iter().map(|(lang, file, text)| (*lang, file.as_str(), text.as_str()));
    std::sync::Arc::new(words::Words::load(texts).expect("words"))
}

/// What one synced write of a page costs here, for comparison.
fn fsync(folder: &Path) -> Duration {
    use std::io::Write;
    let path = folder.join("fsync.tmp");
    let mut file = std::fs::File::create(&path).expect("a file");
    let time = median(100, || {
        file.write_all(&[1; 4096]).expect("a write");
        file.sync_data().expect("a sync");
    });
    drop(file);
    std::fs::remove_file(path).expect("a removal");
    time
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut all: Vec<Duration> = (0..times)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    all.sort();
    at(&all, 50)
}

fn at(sorted: &[Duration], percent: usize) -> Duration {
    sorted.get(sorted.len() * percent / 100).or(sorted.last()).copied().unwrap_or_default()
}

fn shown(time: Duration) -> String {
    if time.as_secs() > 0 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{:.2} ms", time.as_secs_f64() * 1e3)
    }
}

/// What the process holds itself; pages of the database files that the system keeps in memory are not counted.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("RssAnon"));
    let kilobytes =
        line.and_then(|line| line.split_whitespace().nth(1)).and_then(|text| text.parse::<u64>().ok());
    kilobytes.map_or_else(|| "not known here".to_owned(), |kb| format!("{} MB", kb / 1024))
}
