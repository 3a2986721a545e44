//! Second factors: changing codes from an app, set up and shown, and recovery codes on paper.
//!
//! A code is counted as a try, durably, before it is looked at, and used up in the transaction that lets the person
//! in. Few tries pass in a quarter of an hour; after many wrong codes in a row only a recovery code helps: whoever
//! sends them has the password already.

use base::{Digest, PersonId, Problem, ProblemKind, Timestamp};
use data_encoding::BASE64URL_NOPAD;
use store::factors::Totp;
use store::{Database, Tx};
use vault::{AssociatedData, KeyName, QrDrawing, RecoveryCode, TotpSecret, totp};
use zeroize::Zeroizing;

use crate::app::App;
use crate::keys;
use crate::sign_in::{Halfway, Owes, SignedIn, TRIES_WINDOW};

/// Codes of one person that are looked at within a quarter of an hour.
const TRIES: u32 = 5;
/// Wrong codes in a row after which only a recovery code helps.
const MOST_FAILURES: u32 = 50;

/// A secret that is to be set up: shown to be read by an app, and sealed to come back with the first code.
pub struct Enrolment {
    /// The secret, sealed for this person: what the form brings back.
    pub sealed: String,
    /// The secret in fours, for whoever types it.
    pub text: Zeroizing<String>,
    /// The address as a QR code.
    pub qr: QrDrawing,
}

/// What was set up, or made anew: codes that are shown this once.
pub struct NewFactor {
    /// The new session's token.
    pub token: String,
    /// The recovery codes.
    pub codes: Vec<Zeroizing<String>>,
}

/// A person's own second factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factors {
    /// When the changing codes were set up.
    pub totp_since: Option<Timestamp>,
    /// How many recovery codes are left.
    pub codes_left: usize,
    /// Whether the person's roles need a second factor.
    pub needed: bool,
}

/// What was shown and is right; it is used up where it counts.
enum Shown {
    Step(u64),
    Recovery(Digest),
}

impl App {
    /// A new secret for a person's app, or the one of a form that came back.
    ///
    /// # Errors
    /// `form_stale` when what came back is not this person's.
    pub fn enrolment(
        &self,
        person: PersonId,
        name: &str,
        sealed: Option<&str>,
    ) -> Result<Enrolment, Problem> {
        let secret = match sealed {
            Some(sealed) => self.opened_secret(person, sealed)?,
            None => TotpSecret::random(self.keys.chance()),
        };
        let sealed = BASE64URL_NOPAD.encode(&self.sealed_secret(person, &secret)?);
        let qr =
            QrDrawing::of(&secret.uri(name)).ok_or_else(|| Problem::internal("an address is too long"))?;
        let letters = secret.text();
        let mut text = Zeroizing::new(String::with_capacity(letters.len() * 2));
        for (at, letter) in letters.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push(' ');
            }
            text.push(letter);
        }
        Ok(Enrolment { sealed, text, qr })
    }

    /// Sets up the first second factor of somebody whose roles need one, and signs the person in.
    ///
    /// # Errors
    /// `factor_wrong` when the code is not the secret's; `not_found` when the person has a factor already: whoever
    /// has the password alone must not put another in its place; `too_many_tries`, `form_stale`.
    pub fn enrol_first(&self, half: &Halfway, sealed: &str, typed: &str) -> Result<NewFactor, Problem> {
        if half.owes != Owes::Enrolment {
            return Err(Problem::not_found());
        }
        self.set_up(half.person, sealed, typed, |tx| match store::factors::totp(tx, half.person)? {
            Some(_) => Err(Problem::not_found()),
            None => Ok(()),
        })
    }

    /// Sets up changing codes for somebody who is signed in, in the place of earlier ones. All other sessions of the
    /// person end.
    ///
    /// # Errors
    /// `fresh_factor_needed` when there is one already that was not shown lately; otherwise as [`App::enrol_first`].
    pub fn enrol_again(&self, who: &SignedIn, sealed: &str, typed: &str) -> Result<NewFactor, Problem> {
        if self.has_factor(who.person.id)? {
            self.needs_fresh_factor(who)?;
        }
        self.set_up(who.person.id, sealed, typed, |_| Ok(()))
    }

    fn set_up(
        &self,
        person: PersonId,
        sealed: &str,
        typed: &str,
        allowed: impl FnOnce(&mut Tx<'_>) -> Result<(), Problem>,
    ) -> Result<NewFactor, Problem> {
        let secret = self.opened_secret(person, sealed)?;
        let (name, now) = (self.factor_name(person)?, self.clock().now());
        self.count_code(person, &name)?;
        let step = totp::verify(&secret, typed, now, None).ok_or_else(wrong)?;
        let kept = Totp {
            person,
            sealed: self.sealed_secret(person, &secret)?,
            last_step: step,
            failures: 0,
            enrolled_at: now,
        };
        let codes = RecoveryCode::set(self.keys.chance());
        let (token, session) = self.new_session(person, false, now);
        self.store().write(Database::Session, |tx| {
            allowed(tx)?;
            store::factors::set_totp(tx, &kept)?;
            store::factors::set_recovery_codes(tx, person, &digests(&codes))?;
            store::throttle::clear(tx, &name)?;
            store::sessions::end_all(tx, person)?;
            store::sessions::start(tx, &session)
        })?;
        Ok(NewFactor { token, codes: codes.iter().map(RecoveryCode::text).collect() })
    }

    /// The second step of signing in: a changing code, or a recovery code, which is used up. A new session begins
    /// and the one between the steps ends.
    ///
    /// # Errors
    /// `factor_wrong`, also for a code that was used before; `factor_locked`, `too_many_tries`; `not_found` when
    /// nothing was owed.
    pub fn second_step(&self, half: &Halfway, typed: &str) -> Result<String, Problem> {
        if half.owes != Owes::SecondFactor {
            return Err(Problem::not_found());
        }
        let name = self.factor_name(half.person)?;
        let shown = self.check_code(half.person, &name, typed)?;
        let (token, session) = self.new_session(half.person, false, self.clock().now());
        self.store().write(Database::Session, |tx| {
            take(tx, half.person, &name, &shown)?;
            store::sessions::end(tx, &half.token)?;
            store::sessions::start(tx, &session)
        })?;
        Ok(token)
    }

    /// Takes a code of somebody who is signed in: the session's second factor is fresh from now on.
    ///
    /// # Errors
    /// As [`App::second_step`].
    pub fn show_factor(&self, who: &mut SignedIn, typed: &str) -> Result<(), Problem> {
        let (person, now) = (who.person.id, self.clock().now());
        let name = self.factor_name(person)?;
        let shown = self.check_code(person, &name, typed)?;
        self.store().write(Database::Session, |tx| {
            take(tx, person, &name, &shown)?;
            store::sessions::factor_shown(tx, &who.token, now)
        })?;
        who.factor_at = now;
        Ok(())
    }

    /// New recovery codes in the place of all earlier ones, shown this once.
    ///
    /// # Errors
    /// `not_found` without changing codes; `fresh_factor_needed`.
    pub fn new_recovery_codes(&self, who: &SignedIn) -> Result<Vec<Zeroizing<String>>, Problem> {
        if !self.has_factor(who.person.id)? {
            return Err(Problem::not_found());
        }
        self.needs_fresh_factor(who)?;
        let codes = RecoveryCode::set(self.keys.chance());
        let digests = digests(&codes);
        self.store()
            .write(Database::Session, |tx| store::factors::set_recovery_codes(tx, who.person.id, &digests))?;
        Ok(codes.iter().map(RecoveryCode::text).collect())
    }

    /// A person's own second factors.
    ///
    /// # Errors
    /// An engine's error.
    pub fn factors(&self, who: &SignedIn) -> Result<Factors, Problem> {
        let person = who.person.id;
        let (totp, codes) = self.store().read(Database::Session, |tx| {
            Ok((store::factors::totp(tx, person)?, store::factors::recovery_codes(tx, person)?))
        })?;
        let today = self.clock().now().day(who.pack.zone());
        Ok(Factors {
            totp_since: totp.map(|totp| totp.enrolled_at),
            codes_left: codes.len(),
            needed: who.person.grants_on(today).any(|grant| grant.role.needs_second_factor()),
        })
    }

    /// Whether a person has a second factor.
    pub(crate) fn has_factor(&self, person: PersonId) -> Result<bool, Problem> {
        self.store().read(Database::Session, |tx| Ok(store::factors::totp(tx, person)?.is_some()))
    }

    /// Counts a code before it is looked at.
    fn count_code(&self, person: PersonId, name: &Digest) -> Result<(), Problem> {
        let now = self.clock().now();
        let tries = self.store().write(Database::Session, |tx| {
            store::throttle::sweep(tx, now.plus(-TRIES_WINDOW))?;
            let tries = store::throttle::tried(tx, name, now, TRIES_WINDOW)?;
            if tries <= TRIES {
                store::factors::failed(tx, person)?;
            }
            Ok(tries)
        })?;
        if tries > TRIES { Err(Problem::new(ProblemKind::TooMany, "too_many_tries")) } else { Ok(()) }
    }

    fn check_code(&self, person: PersonId, name: &Digest, typed: &str) -> Result<Shown, Problem> {
        self.count_code(person, name)?;
        let (kept, codes) = self.store().read(Database::Session, |tx| {
            Ok((store::factors::totp(tx, person)?, store::factors::recovery_codes(tx, person)?))
        })?;
        if let Some(code) = RecoveryCode::parse(typed) {
            let digest = code.find(&codes).and_then(|place| codes.get(place)).ok_or_else(wrong)?;
            return Ok(Shown::Recovery(*digest));
        }
        let kept = kept.ok_or_else(wrong)?;
        // The present try is counted in.
        if kept.failures > MOST_FAILURES {
            return Err(Problem::new(ProblemKind::TooMany, "factor_locked"));
        }
        let key = self.keys.need(KeyName::Session)?;
        let secret =
            vault::open(&key, &AssociatedData::Totp { person }, &kept.sealed).map_err(keys::fault)?;
        let secret =
            TotpSecret::from_slice(&secret).ok_or_else(|| Problem::internal("a sealed secret is none"))?;
        let step =
            totp::verify(&secret, typed, self.clock().now(), Some(kept.last_step)).ok_or_else(wrong)?;
        Ok(Shown::Step(step))
    }

    fn sealed_secret(&self, person: PersonId, secret: &TotpSecret) -> Result<Vec<u8>, Problem> {
        let key = self.keys.need(KeyName::Session)?;
        let place = AssociatedData::Totp { person };
        vault::seal(&key, &place, secret.expose(), self.keys.chance()).map_err(keys::fault)
    }

    fn opened_secret(&self, person: PersonId, sealed: &str) -> Result<TotpSecret, Problem> {
        let stale = || Problem::bad_input("form_stale");
        let sealed = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|_| stale())?;
        let key = self.keys.need(KeyName::Session)?;
        let secret = vault::open(&key, &AssociatedData::Totp { person }, &sealed).map_err(|_| stale())?;
        TotpSecret::from_slice(&secret).ok_or_else(stale)
    }

    /// What the tries of a person's codes are counted under; a right password does not forget them.
    fn factor_name(&self, person: PersonId) -> Result<Digest, Problem> {
        Ok(self.keys.need(KeyName::Session)?.tag("factor", &[person.as_bytes()]))
    }
}

/// Uses up what was shown: of two who send the same at the same moment one comes through.
fn take(tx: &mut Tx<'_>, person: PersonId, name: &Digest, shown: &Shown) -> Result<(), Problem> {
    let first = match shown {
        Shown::Step(step) => store::factors::use_step(tx, person, *step)?,
        Shown::Recovery(digest) => {
            store::factors::forgive(tx, person)?;
            store::factors::use_recovery_code(tx, person, digest)?
        }
    };
    if !first {
        return Err(wrong());
    }
    store::throttle::clear(tx, name)
}

fn wrong() -> Problem {
    Problem::refused("factor_wrong").on("code")
}

fn digests(codes: &[RecoveryCode]) -> Vec<Digest> {
    codes.iter().map(RecoveryCode::digest).collect()
}
