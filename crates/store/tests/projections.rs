//! Projections: digests that are equal on both engines, and refilling under the lock.

use access::Filter;
use base::{Digest, Position};
use store::files::{self, FILES, FileFilter, FileOrder, FileRow};
use store::projection::{self, begin_refill, digest, end_refill, projections, stale};
use store::referrals::{self, REFERRALS, ReferralRow};
use store::{Database, Page, Store, Target};
use testkit::both_engines;

use crate::samples::{append_one, file_row, referral_row, stream, tamper};

fn digest_of(store: &Store, projection: &projection::Projection) -> Digest {
    store.read(Database::Social, |tx| digest(tx, projection)).unwrap()
}

#[test]
fn the_same_rows_have_the_same_digest_on_both_engines_in_any_order_of_writing() {
    let files: Vec<FileRow> = (0..40).map(file_row).collect();
    let file = stream();
    let rows: Vec<ReferralRow> = (1..=3).map(|ordinal| referral_row(file, ordinal, 4)).collect();
    let digests = std::cell::RefCell::new(Vec::new());
    both_engines(|store| {
        let empty = digest_of(store, &FILES);
        let mut reversed = files.clone();
        reversed.reverse();
        for order in [&files, &reversed] {
            store
                .write(Database::Social, |tx| {
                    files::put(tx, Target::Live, order)?;
                    referrals::put(tx, Target::Live, &rows)
                })
                .unwrap();
            digests.borrow_mut().push((digest_of(store, &FILES), digest_of(store, &REFERRALS)));
        }
        let before = digest_of(store, &FILES);
        assert_ne!(before, empty);
        tamper(store, Database::Social, "UPDATE file_row SET sex = 3 - sex WHERE last_position = 7");
        assert_ne!(digest_of(store, &FILES), before);
    });
    let digests = digests.into_inner();
    assert!(digests.iter().all(|pair| *pair == digests[0]));
}

#[test]
fn a_new_store_has_nothing_stale_and_one_with_another_number_has() {
    both_engines(|store| {
        assert_eq!(projections(Database::Social).len(), 12);
        append_one(store, stream()).unwrap();
        let names = |store: &Store| -> Vec<&str> {
            let stale = store.read(Database::Social, stale).unwrap();
            stale.into_iter().map(projection::Projection::name).collect()
        };
        assert_eq!(names(store), Vec::<&str>::new());
        tamper(store, Database::Social, "UPDATE projection SET number = 0 WHERE name = 'file_row'");
        assert_eq!(names(store), ["file_row"]);
        // A projection that an older program did not have is made empty, and must be filled.
        tamper(store, Database::Social, "DROP TABLE signal_row");
        tamper(store, Database::Social, "DELETE FROM projection WHERE name = 'signal_row'");
        store.reopen();
        assert_eq!(names(store), ["file_row", "signal_row"]);
    });
}

#[test]
fn refilling_replaces_the_rows_at_once_or_not_at_all() {
    both_engines(|store| {
        let old: Vec<FileRow> = (0..10).map(file_row).collect();
        let new: Vec<FileRow> = (100..130).map(file_row).collect();
        store.write(Database::Social, |tx| files::put(tx, Target::Live, &old)).unwrap();
        let before = digest_of(store, &FILES);
        let abandoned: Result<(), base::Problem> = store.write(Database::Social, |tx| {
            begin_refill(tx, &FILES)?;
            files::put(tx, Target::Second, &new)?;
            end_refill(tx, &FILES)?;
            Err(base::Problem::refused("stopped"))
        });
        assert!(abandoned.is_err());
        assert_eq!(digest_of(store, &FILES), before);
        // Twice, because what the first leaves behind must not be in the way of the second.
        for _ in 0..2 {
            tamper(store, Database::Social, "UPDATE projection SET number = 0 WHERE name = 'file_row'");
            store
                .write(Database::Social, |tx| {
                    begin_refill(tx, &FILES)?;
                    files::put(tx, Target::Second, &new)?;
                    end_refill(tx, &FILES)
                })
                .unwrap();
            assert!(store.read(Database::Social, stale).unwrap().is_empty());
        }
        let listed = store
            .read(Database::Social, |tx| {
                let page = Page::first(100);
                files::list(tx, &Filter::True, &FileFilter::default(), FileOrder::LatestChange, &page)
            })
            .unwrap();
        assert_eq!(listed.rows.len(), 30);
        assert_eq!(listed.rows[0].last_position, Position(130));
        // The refilled table still replaces rows by their key.
        let mut changed = new[0].clone();
        changed.closed = !changed.closed;
        store.write(Database::Social, |tx| files::put(tx, Target::Live, &[changed.clone()])).unwrap();
        let found =
            store.read(Database::Social, |tx| files::by_stream(tx, &Filter::True, changed.stream)).unwrap();
        assert_eq!(found, Some(changed));
    });
}
