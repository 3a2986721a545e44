//! Facts to bytes and back.

use base::{AgencyNumber, ChildNumber, Day, EntryId, UnitNumber};
use ledger::fact::{FactError, decode_changes, encode_changes};
use ledger::{Fact, FactChange, FactKind};
use proptest::prelude::*;

fn own() -> EntryId {
    EntryId::from_bytes([9; 16])
}

fn any_change() -> impl Strategy<Value = FactChange> {
    let ids = (any::<bool>(), 1..=255_u8, 1..=17_u16, any::<u16>(), any::<i32>());
    let who = (any::<u64>(), any::<u64>(), any::<u32>(), any::<u16>(), any::<u8>(), any::<u8>());
    let what = (any::<u32>(), any::<[u16; 6]>(), any::<i32>(), any::<bool>());
    (ids, who, what).prop_map(|(ids, who, what)| {
        let fact = Fact {
            stands_for: if ids.0 { own() } else { EntryId::from_bytes([ids.1; 16]) },
            kind: FactKind::from_number(ids.2).unwrap(),
            dataset: ids.3,
            happened: Day(ids.4),
            child: ChildNumber(who.0),
            unit: UnitNumber(who.1),
            agency: AgencyNumber(who.2),
            place: who.3,
            sex: who.4,
            age_band: who.5,
            forms: what.0,
            dims: what.1,
            value: what.2,
        };
        if what.3 { FactChange::Shed(fact) } else { FactChange::Retracted(fact) }
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(changes in prop::collection::vec(any_change(), 0..20)) {
        let bytes = encode_changes(&changes, own());
        prop_assert_eq!(bytes.len(), 1 + 69 * changes.len());
        prop_assert_eq!(decode_changes(&bytes, own()).unwrap(), changes);
    }

    #[test]
    fn random_bytes_do_not_panic_and_have_one_form(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let marked: Vec<u8> = [1].into_iter().chain(bytes).collect();
        if let Ok(changes) = decode_changes(&marked, EntryId::NIL) {
            prop_assert_eq!(encode_changes(&changes, EntryId::NIL), marked);
        }
    }

    #[test]
    fn cut_rows_are_refused(changes in prop::collection::vec(any_change(), 1..4), cut in 1_usize..69) {
        let bytes = encode_changes(&changes, own());
        prop_assert_eq!(decode_changes(&bytes[..bytes.len() - cut], own()), Err(FactError::Cut));
    }
}

#[test]
fn unknown_marks_are_refused() {
    let row = |mark: u8, kind: u8| {
        let mut bytes = vec![0; 70];
        (bytes[0], bytes[1], bytes[19]) = (1, mark, kind);
        decode_changes(&bytes, own())
    };
    assert!(row(1, 1).is_ok());
    assert_eq!(row(3, 1), Err(FactError::UnknownChange(3)));
    assert_eq!(row(1, 200), Err(FactError::UnknownKind(200)));
    assert_eq!(decode_changes(&[], own()), Err(FactError::UnknownFormat));
    assert_eq!(decode_changes(&[2], own()), Err(FactError::UnknownFormat));
    assert_eq!(decode_changes(&[1], own()), Ok(vec![]));
}
