use std::io::{self, Read, Write};
use std::process::{Command, Stdio};

use base::Randomness;
use proptest::prelude::*;
use vault::backup::{BackupError, Decryptor, Encryptor, Identity, MAX_HEADER, MAX_RECIPIENTS, Recipient};

const CHUNK: usize = 64 << 10;
const TAG: usize = 16;

fn identity(seed: u64) -> Identity {
    Identity::random(&Randomness::seeded(seed))
}

fn sealed_for(recipients: &[Recipient], text: &[u8], pieces: usize) -> Vec<u8> {
    let mut encryptor = Encryptor::new(recipients, Vec::new(), &Randomness::seeded(9)).unwrap();
    for piece in text.chunks(pieces) {
        encryptor.write_all(piece).unwrap();
    }
    encryptor.finish().unwrap()
}

fn sealed(text: &[u8]) -> Vec<u8> {
    sealed_for(&[identity(1).recipient()], text, 10_000)
}

fn opened(identity: Identity, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut decryptor = Decryptor::new(&[identity], bytes).map_err(|error| error.to_string())?;
    let mut text = Vec::new();
    match decryptor.read_to_end(&mut text) {
        Ok(_) => Ok(text),
        Err(error) => {
            // Whoever asks again is not told that it was the end.
            assert!(decryptor.read(&mut [0]).is_err());
            Err(error.to_string())
        }
    }
}

fn refusal(bytes: &[u8]) -> String {
    opened(identity(1), bytes).unwrap_err()
}

/// Bytes that do not repeat, so that a swapped chunk shows.
fn long(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    Randomness::seeded(5).fill(&mut bytes);
    bytes
}

fn header_length(bytes: &[u8]) -> usize {
    let mark = bytes.windows(5).position(|five| five == b"\n--- ").unwrap();
    mark + 5 + bytes[mark + 5..].iter().position(|&byte| byte == b'\n').unwrap() + 1
}

#[test]
fn every_length_around_a_chunk_opens_however_it_was_written() {
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK - 7] {
        let text = long(length);
        for pieces in [1 << 20, CHUNK, 1000] {
            let bytes = sealed_for(&[identity(1).recipient()], &text, pieces);
            assert_eq!(opened(identity(1), &bytes).unwrap(), text, "{length} bytes in pieces of {pieces}");
            let chunks = length.div_ceil(CHUNK).max(1);
            assert_eq!(bytes.len(), header_length(&bytes) + 16 + length + chunks * TAG);
        }
    }
}

#[test]
fn each_of_several_recipients_opens_it_and_nobody_else() {
    let recipients: Vec<_> = (1..=4).map(|seed| identity(seed).recipient()).collect();
    let bytes = sealed_for(&recipients, b"ledger", 3);
    for seed in 1..=4 {
        assert_eq!(opened(identity(seed), &bytes).unwrap(), b"ledger");
    }
    assert!(matches!(Decryptor::new(&[identity(5)], bytes.as_slice()), Err(BackupError::NoKeyFits)));
    assert!(matches!(Decryptor::new(&[], bytes.as_slice()), Err(BackupError::NoKeyFits)));
    let many = [identity(7), identity(3)];
    assert!(Decryptor::new(&many, bytes.as_slice()).is_ok());
}

#[test]
fn recipients_are_counted() {
    let new = |recipients: &[Recipient]| {
        Encryptor::new(recipients, Vec::new(), &Randomness::seeded(1)).map(drop).unwrap_err()
    };
    assert!(matches!(new(&[]), BackupError::NoRecipient));
    let many = vec![identity(1).recipient(); MAX_RECIPIENTS + 1];
    assert!(matches!(new(&many), BackupError::TooManyRecipients(33)));
    let most = sealed_for(&many[1..], b"x", 1);
    assert!(header_length(&most) < MAX_HEADER);
    assert_eq!(opened(identity(1), &most).unwrap(), b"x");
}

#[test]
fn a_cut_backup_is_told_from_a_whole_one() {
    for length in [0, 10, CHUNK, 2 * CHUNK, 2 * CHUNK + 10] {
        let bytes = sealed(&long(length));
        let start = header_length(&bytes);
        // Everywhere near the borders of header, nonce and chunks.
        let borders = [0, 16, 16 + TAG, 16 + CHUNK + TAG, 16 + 2 * (CHUNK + TAG), bytes.len() - start];
        for border in borders {
            for cut in (start + border).saturating_sub(20)..(start + border + 20).min(bytes.len()) {
                refusal(&bytes[..cut]);
            }
        }
    }
    for cut in 0..200 {
        refusal(&sealed(b"Ileana")[..cut]);
    }
}

#[test]
fn bytes_after_the_end_are_refused() {
    for length in [0, 10, CHUNK] {
        let mut bytes = sealed(&long(length));
        bytes.push(0);
        assert_eq!(refusal(&bytes), "the backup was changed or cut off at chunk `0`");
    }
    let twice = [sealed(b"one"), sealed(b"one")].concat();
    refusal(&twice);
}

#[test]
fn chunks_can_be_neither_swapped_nor_dropped_nor_repeated() {
    let bytes = sealed(&long(4 * CHUNK));
    let (head, chunks) = bytes.split_at(header_length(&bytes) + 16);
    let chunk = |at: usize| &chunks[at * (CHUNK + TAG)..(at + 1) * (CHUNK + TAG)];
    for (order, at) in [
        (vec![1, 0, 2, 3], 0),
        (vec![0, 2, 1, 3], 1),
        (vec![0, 1, 3], 2),
        (vec![0, 0, 1, 2, 3], 1),
        (vec![0, 1, 2], 2),
    ] {
        let changed: Vec<u8> = head.iter().chain(order.iter().flat_map(|&at| chunk(at))).copied().collect();
        assert_eq!(
            refusal(&changed),
            format!("the backup was changed or cut off at chunk `{at}`"),
            "{order:?}"
        );
    }
    // The last chunk, sealed as such, from another backup of the same length.
    let mut other = Encryptor::new(&[identity(1).recipient()], Vec::new(), &Randomness::seeded(10)).unwrap();
    other.write_all(&long(4 * CHUNK)).unwrap();
    let other = other.finish().unwrap();
    let mixed = [&bytes[..bytes.len() - CHUNK - TAG], &other[other.len() - CHUNK - TAG..]].concat();
    assert_eq!(refusal(&mixed), "the backup was changed or cut off at chunk `3`");
}

#[test]
fn every_flipped_bit_of_a_small_backup_is_noticed() {
    let bytes = sealed_for(&[identity(1).recipient(), identity(2).recipient()], b"Ileana", 6);
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            refusal(&changed);
        }
    }
}

#[test]
fn a_changed_header_is_told_when_the_key_still_opens() {
    let bytes = sealed_for(&[identity(1).recipient(), identity(2).recipient()], b"Ileana", 6);
    let text = String::from_utf8_lossy(&bytes[..header_length(&bytes)]).into_owned();
    let payload = &bytes[text.len()..];
    let with = |header: &str| refusal(&[header.as_bytes(), payload].concat());
    let stanzas: Vec<&str> = text.split_inclusive("\n-> ").collect();
    assert_eq!(stanzas.len(), 3);
    let mac = text.rfind("---").unwrap();
    // The other recipient taken out, or a stanza put in that the key's holder would pass over.
    let second = text[..mac].rfind("-> ").unwrap();
    assert_eq!(with(&format!("{}{}", &text[..second], &text[mac..])), "the header of the backup was changed");
    let more = format!("{}-> grease a b\n\n{}", &text[..mac], &text[mac..]);
    assert_eq!(with(&more), "the header of the backup was changed");
    let wrong = format!("{}--- {}\n", &text[..mac], "A".repeat(43));
    assert_eq!(with(&wrong), "the header of the backup was changed");
    for nonsense in [
        text.replace("v1", "v2"),
        text.replace('\n', "\r\n"),
        text.replacen("-> X25519 ", "-> X25519  ", 1),
        text.replacen("-> X25519 ", "-> X25519 a ", 1),
        text.replacen("-> X25519", "->X25519", 1),
        format!("{}=\n", text.trim_end()),
        format!("\n{text}"),
    ] {
        assert_eq!(with(&nonsense), "this is no backup in the age format, version 1", "{nonsense}");
    }
}

#[test]
fn an_endless_header_is_read_to_its_limit() {
    struct Endless(usize);
    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let start = b"age-encryption.org/v1\n-> ";
            into.iter_mut().for_each(|byte| {
                *byte = start.get(self.0).copied().unwrap_or(b'x');
                self.0 += 1;
            });
            Ok(into.len())
        }
    }
    let mut endless = Endless(0);
    assert!(matches!(Decryptor::new(&[], &mut endless), Err(BackupError::HeaderTooLong)));
    assert_eq!(endless.0, MAX_HEADER);
}

#[test]
fn keys_read_back_and_mistakes_are_named() {
    let identity = identity(1);
    let (secret, public) = (identity.text(), identity.recipient().to_string());
    assert_eq!((secret.len(), public.len()), (74, 62));
    assert!(secret.starts_with("AGE-SECRET-KEY-1") && public.starts_with("age1"));
    assert_eq!(Identity::parse(&format!(" {} \n", secret.to_lowercase())).unwrap().text(), secret);
    assert_eq!(Recipient::parse(&format!(" {public}\n")).unwrap(), identity.recipient());
    assert_eq!(format!("{identity:?}"), "Identity(..)");
    let said = |text: &str| Recipient::parse(text).unwrap_err().to_string();
    assert_eq!(said("age1xyz"), "`age1xyz` is no recipient of backups");
    assert_eq!(said(&secret), "`AGE-SECRET-KEY-…` is no recipient of backups");
    assert_eq!(said(&secret.to_lowercase()), "`AGE-SECRET-KEY-…` is no recipient of backups");
    let mixed_case = public.replacen("age1", "AGE1", 1);
    for text in ["", "age1", &mixed_case, &public[..61], &public.replace("age1", "agf1"), &"a".repeat(5000)] {
        assert!(Recipient::parse(text).is_err(), "{text}");
    }
    assert!(matches!(Identity::parse(&public), Err(BackupError::Identity)));
    let file = format!("# created: today\n# public key: {public}\n\n{}\n", *secret);
    assert_eq!(Identity::parse_file(&file).unwrap().len(), 1);
    for text in ["", "# nothing", &format!("{file}\nx"), &"#\n".repeat(5000)] {
        assert!(matches!(Identity::parse_file(text), Err(BackupError::Identity)));
    }
}

#[test]
fn a_recipient_that_everybody_could_open_for_is_refused() {
    // The point of order 1: whatever the secret, what is agreed on is zero. Its text by Python's bech32.
    let zero = Recipient::parse("age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z").ok();
    let Some(zero) = zero else { panic!("the text does not read") };
    let refused = Encryptor::new(&[zero], Vec::new(), &Randomness::seeded(1)).map(drop).unwrap_err();
    assert!(matches!(refused, BackupError::Recipient(_)));
}

#[test]
fn a_writer_that_fails_is_not_written_to_again() {
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut encryptor =
        Encryptor::new(&[identity(1).recipient()], Full(100_000), &Randomness::seeded(1)).unwrap();
    let error = encryptor.write_all(&long(5 * CHUNK)).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    assert!(encryptor.write_all(&long(5 * CHUNK)).is_err());
    assert!(encryptor.finish().is_err());
}

#[test]
fn files_of_the_age_tool_open() {
    // Made by age 1.1.1 for the identity beside them and another one.
    let identity = Identity::parse(include_str!("golden/age_identity.txt")).unwrap();
    let bytes = data_encoding::HEXLOWER.decode(include_str!("golden/age_v1.hex").trim().as_bytes()).unwrap();
    assert_eq!(opened(identity, &bytes).unwrap(), "Ștefania, din registrul de probă\n".as_bytes());
}

#[test]
fn our_files_stay_as_they_are() {
    // Opened by age 1.1.1 when it was made.
    let ours = data_encoding::HEXLOWER.encode(&sealed("Ștefania\n".as_bytes()));
    assert_eq!(ours, include_str!("golden/backup_v1.hex").trim());
}

/// Runs the `age` tool; `None` where there is none.
fn age(arguments: &[&str], input: &[u8]) -> Option<Result<Vec<u8>, String>> {
    let mut child = match Command::new("age")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            eprintln!(
                "SKIPPED: there is no `age` here to exchange backups with (Debian: apt-get install age)"
            );
            return None;
        }
        Err(error) => panic!("{error}"),
    };
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // The tool may refuse before it has read all.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    });
    if output.status.success() {
        Some(Ok(output.stdout))
    } else {
        Some(Err(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

#[test]
fn the_age_tool_opens_ours_and_we_open_its() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key.txt");
    std::fs::write(&key, format!("{}\n", *identity(2).text())).unwrap();
    let key = key.to_str().unwrap();
    let recipients = [identity(1).recipient(), identity(2).recipient()];
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK] {
        let text = long(length);
        let ours = sealed_for(&recipients, &text, 5000);
        let Some(by_age) = age(&["-d", "-i", key], &ours) else { return };
        assert!(by_age.unwrap() == text, "{length} bytes of ours");
        let (one, two) = (recipients[0].to_string(), recipients[1].to_string());
        let theirs = age(&["-r", &one, "-r", &two], &text).unwrap().unwrap();
        assert!(opened(identity(1), &theirs).unwrap() == text, "{length} bytes of age's");
    }
    // What we refuse, the tool refuses as well.
    let mut changed = sealed_for(&recipients, &long(CHUNK + 5), 5000);
    let last = changed.len() - 1;
    changed[last] ^= 1;
    assert!(age(&["-d", "-i", key], &changed).unwrap().is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn random_bytes_break_nothing(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in 0_usize..3) {
        let start: &[u8] = [b"".as_slice(), b"age-encryption.org/v1\n", b"age-encryption.org/v1\n-> X25519 "][kind];
        let bytes = [start, &bytes].concat();
        prop_assert!(opened(identity(1), &bytes).is_err());
    }

    #[test]
    fn damage_anywhere_is_noticed_and_what_came_before_it_was_right(
        length in 0_usize..4 * CHUNK,
        at in any::<prop::sample::Index>(),
        by in 1_u8..,
    ) {
        let text = long(length);
        let mut bytes = sealed(&text);
        let at = at.index(bytes.len());
        bytes[at] ^= by;
        let identities = [identity(1)];
        if let Ok(mut decryptor) = Decryptor::new(&identities, bytes.as_slice()) {
            let mut read = Vec::new();
            prop_assert!(decryptor.read_to_end(&mut read).is_err());
            prop_assert!(text.starts_with(&read));
        }
    }

    #[test]
    fn no_text_breaks_the_readers_of_keys(text in ".{0,90}") {
        let _ = Recipient::parse(&text);
        let _ = Identity::parse(&text);
        let recipient = Recipient::parse(&format!("age1{text}"));
        prop_assert!(recipient.is_err());
    }
}
