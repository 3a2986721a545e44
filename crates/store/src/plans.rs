//! How SQLite would find each list that is offered: by an index, never by reading a whole table.

use access::{Action, Filter, Policies, ROLES, ResourceKind, Viewer};
use base::{AgencyNumber, Code, Day, PersonId, Purpose, StreamId, Timestamp};

use crate::config::Config;
use crate::database::Database;
use crate::files::{FileFilter, FileOrder};
use crate::listing::{Cursor, Order, Where, each_statement, list_statement, total_statement};
use crate::projection::Projection;
use crate::referrals::{ReferralFilter, ReferralOrder};
use crate::signals::{SignalFilter, SignalOrder};
use crate::store::Store;
use crate::value::Value;
use crate::{batches, concerns, datasets, files, glass, reads, referrals, reports, signals};

/// The steps of a statement's plan that read a whole table or index of rows. `counted` and `l` are results inside
/// the statement, already narrowed.
fn scans(store: &Store, sql: &str, parameters: &[Value]) -> Vec<String> {
    let rows = store.read(Database::Social, |tx| tx.query(&format!("EXPLAIN QUERY PLAN {sql}"), parameters));
    let steps = rows.unwrap().into_iter().map(|row| row.get::<String>(3).unwrap());
    steps.filter(|step| step.starts_with("SCAN") && step != "SCAN counted" && step != "SCAN l").collect()
}

fn check(store: &Store, projection: &Projection, order: Order, condition: &dyn Fn() -> Where, what: &str) {
    // Page by page the place comes first; its columns are those of the order and of the key.
    let place: Vec<u8> = std::iter::once(order.column)
        .chain(projection.key.iter().copied())
        .flat_map(|name| {
            let kind = projection.columns.iter().find(|(column, _)| *column == name).map(|(_, kind)| *kind);
            match kind {
                Some(crate::projection::Kind::Int) => [&[8][..], &[0; 8]].concat(),
                _ => [&[16][..], &[0; 16]].concat(),
            }
        })
        .collect();
    let later = Cursor::from_bytes(&place).unwrap();
    for after in [None, Some(&later)] {
        let (sql, parameters) = list_statement(projection, condition(), order, after, 50).unwrap();
        assert_eq!(scans(store, &sql, &parameters), Vec::<String>::new(), "{what}: {sql}");
    }
    let (sql, parameters) = each_statement(projection, condition(), order);
    assert_eq!(scans(store, &sql, &parameters), Vec::<String>::new(), "{what}: {sql}");
    let (sql, parameters) = total_statement(projection, &condition(), order);
    assert_eq!(scans(store, &sql, &parameters), Vec::<String>::new(), "{what}: {sql}");
}

/// What each role may see of a kind, from the policies themselves; and everything, for a program's own use.
fn visible_by_role(action: Action, kind: ResourceKind) -> Vec<Filter> {
    let policies = Policies::load().unwrap();
    let mut filters: Vec<Filter> = ROLES
        .iter()
        .map(|role| {
            let viewer = Viewer {
                person: PersonId::from_bytes([7; 16]),
                agency: AgencyNumber(4),
                roles: vec![role],
                county: 16,
                accredited: true,
                purpose: Purpose::CaseWork,
                now: 0,
            };
            policies.visible(&viewer, action, kind).unwrap()
        })
        .chain([Filter::True])
        .collect();
    filters.sort();
    filters.dedup();
    filters
}

#[test]
fn every_list_that_is_offered_walks_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(Config::sqlite(folder.path())).unwrap();
    let status = || Some(Code::new("identified").unwrap());
    let file_filters = [
        FileFilter::default(),
        FileFilter { agency: Some(AgencyNumber(4)), ..Default::default() },
        FileFilter { county: Some(16), status: status(), ..Default::default() },
        FileFilter { case_manager: Some(PersonId::NIL), closed: Some(false), ..Default::default() },
        FileFilter { status: status(), closed: Some(false), ..Default::default() },
        FileFilter { sex: Some(1), age_band: Some(2), ..Default::default() },
        FileFilter { of_age_by: Some(24_320), closed: Some(false), ..Default::default() },
        FileFilter { opened_from: Some(Day(1)), opened_until: Some(Day(2)), ..Default::default() },
        FileFilter { streams: Some(vec![StreamId::NIL; 40]), ..Default::default() },
    ];
    let orders =
        [FileOrder::LatestChange, FileOrder::LatestOpened, FileOrder::FirstOpened, FileOrder::ComingOfAge];
    for visible in visible_by_role(Action::ListFiles, ResourceKind::File) {
        for filter in &file_filters {
            for order in orders {
                let condition = || filter.condition(&visible).unwrap();
                check(&store, &files::FILES, order.order(), &condition, &format!("{visible:?} {filter:?}"));
            }
        }
    }
    let referral_filters = [
        ReferralFilter::default(),
        ReferralFilter { to_agency: Some(AgencyNumber(4)), states: vec![0, 1], ..Default::default() },
        ReferralFilter { from_agency: Some(AgencyNumber(4)), service: Some(3), ..Default::default() },
        ReferralFilter { file: Some(StreamId::NIL), ..Default::default() },
        ReferralFilter { states: vec![0], sent_until: Some(Timestamp::default()), ..Default::default() },
    ];
    for visible in visible_by_role(Action::ListReferrals, ResourceKind::Referral) {
        for filter in &referral_filters {
            for order in [ReferralOrder::LatestChange, ReferralOrder::FirstSent] {
                let condition = || filter.condition(&visible).unwrap();
                let what = format!("{visible:?} {filter:?}");
                check(&store, &referrals::REFERRALS, order.order(), &condition, &what);
            }
        }
    }
    let signal_filters = [
        SignalFilter::default(),
        SignalFilter { agency: Some(AgencyNumber(4)), states: vec![0, 1], ..Default::default() },
        SignalFilter { county: Some(16), urgency: Some(1), ..Default::default() },
    ];
    for visible in visible_by_role(Action::ListSignals, ResourceKind::Signal) {
        for filter in &signal_filters {
            for order in [SignalOrder::LatestChange, SignalOrder::FirstReceived] {
                let condition = || filter.condition(&visible).unwrap();
                check(
                    &store,
                    &signals::SIGNALS,
                    order.order(),
                    &condition,
                    &format!("{visible:?} {filter:?}"),
                );
            }
        }
    }
    for (action, kind, projection, order) in [
        (Action::ViewPublished, ResourceKind::Report, &reports::REPORTS, reports::ORDER),
        (Action::ViewFrozenReport, ResourceKind::Report, &reports::REPORTS, reports::ORDER),
        (Action::ListGlass, ResourceKind::Glass, &glass::GLASS, glass::ORDER),
        (Action::ListConcerns, ResourceKind::Concern, &concerns::CONCERNS, concerns::ORDER),
        (Action::ImportTable, ResourceKind::Batch, &batches::BATCHES, batches::ORDER),
        (Action::ViewDataset, ResourceKind::Dataset, &datasets::DATASETS, datasets::ORDER),
    ] {
        for visible in visible_by_role(action, kind) {
            let condition = || Where::visible(projection, &visible).unwrap();
            check(&store, projection, order, &condition, &format!("{action}: {visible:?}"));
        }
    }
    for column in ["stream", "person"] {
        let condition = || {
            let mut condition = Where::default();
            condition.and(column, "=", StreamId::NIL);
            condition
        };
        check(&store, &reads::READS, reads::ORDER, &condition, column);
    }
}

#[test]
fn one_row_is_found_by_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(Config::sqlite(folder.path())).unwrap();
    let statements = crate::inventory::statements(Database::Social, false);
    let whole = |sql: &str| {
        // These read whole tables on purpose: verification, digests, and the few rows of small tables.
        let verifying = ["entry ORDER BY position", "FROM tile ORDER BY", "checkpoint ORDER BY"];
        verifying.iter().any(|text| sql.ends_with(text) || sql.contains(text)) && !sql.contains("WHERE")
            || sql.contains("FROM projection")
            || sql.contains("FROM tombstone_row ORDER BY")
            || sql.contains("ORDER BY position DESC LIMIT 1")
            || crate::projection::projections(Database::Social)
                .iter()
                .any(|p| p.statements().contains(&sql.to_owned()))
    };
    let mut checked = 0;
    for sql in statements.iter().filter(|sql| sql.starts_with("SELECT") && !whole(sql)) {
        let marks = (1..=9).rev().find(|number| sql.contains(&format!("${number}"))).unwrap_or(0);
        let parameters = vec![Value::Int(0); marks];
        assert_eq!(scans(&store, sql, &parameters), Vec::<String>::new(), "{sql}");
        checked += 1;
    }
    assert!(checked > 15, "only {checked} statements were looked at");
}
