//! Checkpoints and their keys.

use base::{Digest, Randomness, Realm, Timestamp};
use ledger::checkpoint::CheckpointError;
use ledger::{Checkpoint, PublicKey, SignedCheckpoint, SigningKey};
use proptest::prelude::*;

fn key(seed: u64) -> SigningKey {
    SigningKey::generate(&Randomness::seeded(seed))
}

fn checkpoint(size: u64) -> Checkpoint {
    let time = Timestamp::parse_rfc3339("2026-11-23T22:33:51Z").unwrap();
    Checkpoint { realm: Realm::Social, size, root: Digest([7; 32]), time, policies: Digest([8; 32]) }
}

#[test]
fn a_checkpoint_reads_back_and_holds_for_its_key_alone() {
    let signed = checkpoint(12).sign(&key(1));
    let read = SignedCheckpoint::parse(signed.to_text().as_bytes()).unwrap();
    assert_eq!(read, signed);
    assert!(read.verify(&key(1).public()));
    assert!(!read.verify(&key(2).public()));
    let renamed = SignedCheckpoint { key: key(2).public().id(), ..read };
    assert!(!renamed.verify(&key(2).public()) && !renamed.verify(&key(1).public()));
}

#[test]
fn every_field_is_signed() {
    let signed = checkpoint(12).sign(&key(1));
    let public = key(1).public();
    let other = |change: fn(&mut Checkpoint)| {
        let mut changed = signed;
        change(&mut changed.checkpoint);
        changed.verify(&public)
    };
    assert!(other(|_| {}));
    assert!(!other(|c| c.realm = Realm::Directory));
    assert!(!other(|c| c.size += 1));
    assert!(!other(|c| c.root.0[31] ^= 1));
    assert!(!other(|c| c.time = c.time.plus(Timestamp::SECOND)));
    assert!(!other(|c| c.policies.0[0] ^= 1));
}

#[test]
fn time_is_cut_to_the_whole_second() {
    let mut exact = checkpoint(1);
    exact.time = exact.time.plus(999_999);
    assert_eq!(exact.sign(&key(1)), checkpoint(1).sign(&key(1)));
}

#[test]
fn only_the_one_form_is_read() {
    let text = checkpoint(12).sign(&key(1)).to_text();
    let refused = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        SignedCheckpoint::parse(changed.as_bytes()).unwrap_err()
    };
    assert_eq!(refused("checkpoint v1", "checkpoint v2"), CheckpointError::NotACheckpoint);
    assert_eq!(refused("realm social", "realm nowhere"), CheckpointError::Malformed("realm"));
    assert_eq!(refused("size 12", "size -1"), CheckpointError::Malformed("size"));
    assert_eq!(refused("size 12", "size 012"), CheckpointError::Malformed("form"));
    assert_eq!(refused("size 12", "size +12"), CheckpointError::Malformed("form"));
    assert_eq!(refused("root 07", "root 7"), CheckpointError::Malformed("root"));
    assert_eq!(refused("root 07", "root  07"), CheckpointError::Malformed("form"));
    assert_eq!(refused("T22:33:51Z", "T24:33:51+02:00"), CheckpointError::Malformed("time"));
    assert_eq!(refused("T22:33:51Z", "T23:33:51+01:00"), CheckpointError::Malformed("form"));
    assert_eq!(refused("T22:33:51Z", "T22:33:51.5Z"), CheckpointError::Malformed("form"));
    assert_eq!(refused("key ", "kez "), CheckpointError::Malformed("key"));
    assert_eq!(refused("\nsignature ", "\nsignature 00"), CheckpointError::Malformed("signature"));
    assert_eq!(SignedCheckpoint::parse(text.trim_end().as_bytes()), Err(CheckpointError::Malformed("form")));
    assert_eq!(
        SignedCheckpoint::parse(format!("{text}more\n").as_bytes()),
        Err(CheckpointError::Malformed("form"))
    );
    let endless = format!("{text}{}", "x".repeat(1000));
    assert_eq!(SignedCheckpoint::parse(endless.as_bytes()), Err(CheckpointError::NotACheckpoint));
    assert_eq!(SignedCheckpoint::parse(b""), Err(CheckpointError::NotACheckpoint));
}

#[test]
fn a_key_comes_back_from_its_seed_and_its_text() {
    let signing = key(5);
    assert_eq!(SigningKey::from_seed(&signing.seed()).public(), signing.public());
    let text = signing.public().to_text();
    assert_eq!(PublicKey::parse(&text), Some(signing.public()));
    assert_eq!(PublicKey::parse(&text.replace("v1", "v2")), None);
    assert_eq!(PublicKey::parse(&text[..text.len() - 2]), None);
    // The neutral point, for which a signature over anything can be made.
    let weak = format!("punte-public-key v1 ed25519 01{}", "00".repeat(31));
    assert_eq!(PublicKey::parse(&weak), None);
}

#[test]
fn a_signing_key_is_not_printed() {
    let signing = key(5);
    let shown = format!("{signing:?}");
    assert!(shown.len() < 40 && shown.contains(&signing.public().id().to_string()));
}

proptest! {
    #[test]
    fn any_checkpoint_reads_back(size: u64, root: [u8; 32], policies: [u8; 32], seconds in -62_135_596_800..253_370_764_800_i64) {
        let time = Timestamp::from_micros(seconds * Timestamp::SECOND);
        let checkpoint = Checkpoint { realm: Realm::Directory, size, root: Digest(root), time, policies: Digest(policies) };
        let text = checkpoint.sign(&key(1)).to_text();
        prop_assert!(text.len() <= 512);
        prop_assert_eq!(SignedCheckpoint::parse(text.as_bytes()).unwrap().checkpoint, checkpoint);
    }

    #[test]
    fn random_text_does_not_panic(text in "punte-checkpoint v1\nrealm social\nsize [0-9]{0,30}\n(root [0-9a-f]{64}\n)?[\\x00-\\x7f]{0,80}") {
        prop_assert!(SignedCheckpoint::parse(text.as_bytes()).is_err());
    }
}
