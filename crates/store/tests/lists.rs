//! Lists: what may be seen, filters, order, pages, totals.

use access::{Column, Filter, Scalar};
use base::{AgencyNumber, Code, Compartment, Digest, Position, PublicCode, StreamId, Timestamp};
use store::batches::{self, BatchRow};
use store::datasets::{self, DatasetRow};
use store::files::{self, FileFilter, FileOrder, FileRow};
use store::reads::{self, ReadRow};
use store::referrals::{self, ReferralFilter, ReferralOrder, ReferralRow};
use store::reports::{self, ReportFilter, ReportRow};
use store::signals::{self, SignalFilter, SignalOrder, SignalRow};
use store::{Cursor, Database, Listed, Page, Store, Target, Total};
use testkit::both_engines;

use crate::samples::{chance, code, file_row, morning, person, referral_row, stream};

pub(crate) fn fill(store: &Store, count: u32) -> Vec<FileRow> {
    let rows: Vec<FileRow> = (0..count).map(file_row).collect();
    store.write(Database::Social, |tx| files::put(tx, Target::Live, &rows)).unwrap();
    rows
}

pub(crate) fn list(
    store: &Store,
    visible: &Filter,
    filter: &FileFilter,
    order: FileOrder,
    page: &Page,
) -> Listed<FileRow> {
    store.read(Database::Social, |tx| files::list(tx, visible, filter, order, page)).unwrap()
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition_in_every_order() {
    both_engines(|store| {
        let rows = fill(store, 137);
        for order in
            [FileOrder::LatestChange, FileOrder::LatestOpened, FileOrder::FirstOpened, FileOrder::ComingOfAge]
        {
            let mut expected = rows.clone();
            expected.sort_by_key(|row| match order {
                FileOrder::LatestChange | FileOrder::LatestOpened => (0, row.stream),
                FileOrder::FirstOpened => (i64::from(row.opened_day.0), row.stream),
                FileOrder::ComingOfAge => (i64::from(row.coming_of_age_month), row.stream),
            });
            match order {
                FileOrder::LatestChange => expected.sort_by_key(|row| std::cmp::Reverse(row.last_position)),
                FileOrder::LatestOpened => {
                    expected.sort_by_key(|row| std::cmp::Reverse((row.opened_day, row.stream)));
                }
                _ => {}
            }
            let mut seen = Vec::new();
            let mut page = Page::first(10);
            loop {
                let listed = list(store, &Filter::True, &FileFilter::default(), order, &page);
                assert_eq!(listed.total, Total::Exactly(137));
                seen.extend(listed.rows);
                let Some(next) = listed.next else { break };
                // A cursor survives the way through an address.
                page.after = Some(Cursor::from_bytes(&next.to_bytes()).unwrap());
            }
            assert_eq!(seen, expected, "{order:?}");
        }
    });
}

/// Which rows a filter should leave.
type Expected = Box<dyn Fn(&FileRow) -> bool>;

#[test]
fn filters_narrow_and_totals_are_exact_up_to_a_thousand() {
    both_engines(|store| {
        let rows = fill(store, 1_001);
        let total = |filter: &FileFilter| {
            store.read(Database::Social, |tx| files::total(tx, &Filter::True, filter)).unwrap()
        };
        assert_eq!(total(&FileFilter::default()), Total::MoreThanThousand);
        let streams: Vec<StreamId> = rows.iter().take(200).map(|row| row.stream).collect();
        let cases: Vec<(FileFilter, Expected)> = vec![
            (
                FileFilter { agency: Some(AgencyNumber(3)), ..Default::default() },
                Box::new(|row| row.agency.0 == 3),
            ),
            (
                FileFilter { county: Some(5), closed: Some(false), ..Default::default() },
                Box::new(|row| row.county == 5 && !row.closed),
            ),
            (
                FileFilter {
                    sex: Some(1),
                    age_band: Some(1),
                    status: Some(code("presumed")),
                    ..Default::default()
                },
                Box::new(|row| row.sex == 1 && row.age_band == 1 && row.status == "presumed"),
            ),
            (
                FileFilter { of_age_by: Some(2026 * 12 + 4), ..Default::default() },
                Box::new(|row| row.coming_of_age_month <= 2026 * 12 + 4),
            ),
            (
                FileFilter { streams: Some(streams.clone()), closed: Some(true), ..Default::default() },
                Box::new(move |row| streams.contains(&row.stream) && row.closed),
            ),
            (FileFilter { streams: Some(Vec::new()), ..Default::default() }, Box::new(|_| false)),
            (FileFilter { case_manager: Some(person()), ..Default::default() }, Box::new(|_| false)),
        ];
        for (filter, expected) in cases {
            let expected: Vec<&FileRow> = rows.iter().rev().filter(|row| expected(row)).collect();
            assert_eq!(total(&filter), Total::Exactly(u32::try_from(expected.len()).unwrap()), "{filter:?}");
            let listed = list(store, &Filter::True, &filter, FileOrder::LatestChange, &Page::first(1_000));
            assert_eq!(listed.rows.iter().collect::<Vec<_>>(), expected, "{filter:?}");
        }
    });
}

#[test]
fn a_cursor_of_another_list_is_refused() {
    both_engines(|store| {
        fill(store, 30);
        let listed =
            list(store, &Filter::True, &FileFilter::default(), FileOrder::default(), &Page::first(10));
        let page = Page { after: listed.next, limit: 10 };
        let filter = ReferralFilter::default();
        let problem = store
            .read(Database::Social, |tx| {
                referrals::list(tx, &Filter::True, &filter, ReferralOrder::default(), &page)
            })
            .unwrap_err();
        assert_eq!(problem.code, "page_unknown");
    });
    assert_eq!(Cursor::from_bytes(b"nonsense"), None);
    assert_eq!(Cursor::from_bytes(b""), None);
}

#[test]
fn referrals_are_replaced_by_file_and_listed_for_each_side() {
    both_engines(|store| {
        let (file, other) = (stream(), stream());
        let rows: Vec<ReferralRow> =
            (1..=5).map(|ordinal| referral_row(file, ordinal, 10 + ordinal % 2)).collect();
        let others: Vec<ReferralRow> = (1..=2).map(|ordinal| referral_row(other, ordinal, 11)).collect();
        store
            .write(Database::Social, |tx| {
                referrals::replace(tx, Target::Live, file, &rows)?;
                referrals::replace(tx, Target::Live, other, &others)
            })
            .unwrap();
        let list = |filter: &ReferralFilter, order, limit| {
            store
                .read(Database::Social, |tx| {
                    referrals::list(tx, &Filter::True, filter, order, &Page::first(limit))
                })
                .unwrap()
        };
        let to_eleven = ReferralFilter { to_agency: Some(AgencyNumber(11)), ..Default::default() };
        assert_eq!(list(&to_eleven, ReferralOrder::FirstSent, 50).rows.len(), 5);
        let of_file = ReferralFilter { file: Some(file), ..Default::default() };
        let mut newest_first = rows.clone();
        newest_first.reverse();
        assert_eq!(list(&of_file, ReferralOrder::LatestChange, 50).rows, newest_first);
        let waiting = ReferralFilter { states: vec![0, 1], file: Some(file), ..Default::default() };
        assert_eq!(list(&waiting, ReferralOrder::FirstSent, 50).rows, [rows[0].clone()]);
        // Equal positions of two files are told apart by the rest of the key.
        let everything = ReferralFilter::default();
        let first = list(&everything, ReferralOrder::LatestChange, 4);
        let rest = store
            .read(Database::Social, |tx| {
                let page = Page { after: first.next.clone(), limit: 10 };
                referrals::list(tx, &Filter::True, &everything, ReferralOrder::LatestChange, &page)
            })
            .unwrap();
        assert_eq!(first.rows.len() + rest.rows.len(), 7);
        assert!(first.rows.iter().all(|row| !rest.rows.contains(row)));

        let mut changed = rows[..2].to_vec();
        changed[0].state = 5;
        store.write(Database::Social, |tx| referrals::replace(tx, Target::Live, file, &changed)).unwrap();
        changed.reverse();
        assert_eq!(list(&of_file, ReferralOrder::LatestChange, 50).rows, changed);
        let seen = Filter::Equals(Column::ToAgency, Scalar::Long(10));
        let found = store.read(Database::Social, |tx| referrals::by_code(tx, &seen, rows[1].code)).unwrap();
        assert_eq!(found, Some(rows[1].clone()));
        let hidden = store.read(Database::Social, |tx| referrals::by_code(tx, &seen, rows[0].code)).unwrap();
        assert_eq!(hidden, None);
        let total = store.read(Database::Social, |tx| referrals::total(tx, &seen, &everything)).unwrap();
        assert_eq!(total, Total::Exactly(1));
    });
}

fn signal_row(number: u32) -> SignalRow {
    SignalRow {
        stream: stream(),
        code: PublicCode::new(&chance()),
        agency: AgencyNumber(number % 3 + 1),
        from_agency: AgencyNumber(number % 5 + 1),
        county: 7,
        source: 2,
        urgency: 0,
        state: u8::try_from(number % 4).unwrap(),
        received_at: morning().plus(-i64::from(number)),
        triaged_at: Timestamp::default(),
        answered_at: Timestamp::default(),
        file: StreamId::NIL,
        version: 1,
        last_position: Position(u64::from(number)),
    }
}

#[test]
fn signals_are_listed_and_found() {
    both_engines(|store| {
        let rows: Vec<SignalRow> = (1..=20).map(signal_row).collect();
        store.write(Database::Social, |tx| signals::put(tx, Target::Live, &rows)).unwrap();
        let filter = SignalFilter { agency: Some(AgencyNumber(2)), states: vec![0, 1], ..Default::default() };
        let mut expected: Vec<&SignalRow> =
            rows.iter().filter(|row| row.agency.0 == 2 && row.state < 2).collect();
        expected.reverse();
        store
            .read(Database::Social, |tx| {
                let listed =
                    signals::list(tx, &Filter::True, &filter, SignalOrder::FirstReceived, &Page::first(50))?;
                assert_eq!(listed.rows.iter().collect::<Vec<_>>(), expected);
                assert_eq!(signals::total(tx, &Filter::False, &filter)?, Total::Exactly(0));
                let found =
                    signals::by_code(tx, &Filter::Equals(Column::County, Scalar::Long(7)), rows[3].code)?;
                assert_eq!(found.as_ref(), Some(&rows[3]));
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn reports_imports_datasets_and_reads_are_listed() {
    both_engines(|store| {
        let report = |quarter: i32, published: bool| ReportRow {
            stream: stream(),
            code: PublicCode::new(&chance()),
            agency: AgencyNumber(1),
            quarter,
            as_of: Position(9),
            published,
            frozen_at: morning(),
            frozen_by: person(),
            published_at: Timestamp::default(),
            restates: StreamId::NIL,
            version: 1,
            last_position: Position(u64::try_from(quarter).unwrap()),
        };
        let reports = [report(8_100, true), report(8_101, true), report(8_102, false)];
        let batch = BatchRow {
            stream: stream(),
            code: PublicCode::new(&chance()),
            dataset: 1,
            agency: AgencyNumber(1),
            person: person(),
            file_digest: Digest([3; 32]),
            row_count: 500,
            chunk_count: 1,
            state: 0,
            opened_at: morning(),
            ended_at: Timestamp::default(),
            version: 2,
            last_position: Position(12),
        };
        let discarded = BatchRow {
            stream: stream(),
            code: PublicCode::new(&chance()),
            state: 2,
            last_position: Position(13),
            ..batch.clone()
        };
        let dataset = DatasetRow {
            number: 1,
            code: Code::new("ctdc-2018").unwrap(),
            agency: AgencyNumber(1),
            batch: batch.stream,
            row_count: 500,
            adopted: Position(12),
            last_position: Position(12),
        };
        let (file, reader) = (stream(), person());
        let read = |position: u64, seconds: i64| ReadRow {
            position: Position(position),
            stream: file,
            person: reader,
            compartment: Compartment::Identity.number(),
            purpose: code("case_work"),
            read_at: morning().plus(seconds * Timestamp::SECOND),
        };
        store
            .write(Database::Social, |tx| {
                reports::put(tx, Target::Live, &reports)?;
                batches::put(tx, Target::Live, &[batch.clone(), discarded.clone()])?;
                datasets::put(tx, Target::Live, std::slice::from_ref(&dataset))?;
                reads::put(tx, Target::Live, &[read(3, 0), read(8, 1_000)])
            })
            .unwrap();
        store
            .read(Database::Social, |tx| {
                let published = Filter::Equals(Column::Published, Scalar::Bool(true));
                let listed = reports::list(tx, &published, &ReportFilter::default(), &Page::first(10))?;
                assert_eq!(listed.rows, [reports[1].clone(), reports[0].clone()]);
                assert_eq!(reports::by_code(tx, &published, reports[2].code)?, None);
                let narrowed = ReportFilter { quarter: Some(8_102), published: Some(false) };
                let listed = reports::list(tx, &Filter::True, &narrowed, &Page::first(10))?;
                assert_eq!(listed.rows, [reports[2].clone()]);

                assert_eq!(batches::list(tx, &Filter::True, &Page::first(10))?.rows.len(), 2);
                assert_eq!(
                    batches::of_file(tx, &Filter::True, &Digest([3; 32]))?,
                    std::slice::from_ref(&batch)
                );
                assert_eq!(batches::of_file(tx, &Filter::True, &Digest([4; 32]))?, []);
                assert_eq!(batches::by_code(tx, &Filter::True, discarded.code)?, Some(discarded.clone()));

                assert_eq!(
                    datasets::list(tx, &Filter::True, &Page::first(10))?.rows,
                    std::slice::from_ref(&dataset)
                );
                assert_eq!(datasets::by_code(tx, &Filter::True, &dataset.code)?, Some(dataset.clone()));

                assert_eq!(reads::of_stream(tx, file, None, &Page::first(1))?.rows, [read(8, 1_000)]);
                assert_eq!(reads::of_person(tx, reader, &Page::first(9))?.total, Total::Exactly(2));
                let recorded = |tx: &mut store::Tx<'_>, purpose: &str, seconds: i64| {
                    let since = morning().plus(seconds * Timestamp::SECOND);
                    reads::recorded_since(tx, file, reader, Compartment::Identity, &code(purpose), since)
                };
                assert!(recorded(tx, "case_work", 500)?);
                assert!(!recorded(tx, "case_work", 1_001)?);
                assert!(!recorded(tx, "audit", 0)?);
                Ok(())
            })
            .unwrap();
    });
}
