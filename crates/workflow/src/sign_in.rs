//! Signing in and out, and who a session belongs to.

use std::sync::Arc;

use access::{Action, Prepared, Resource, Viewer};
use agencies::{Agency, Directory, Person, Role};
use base::{Digest, PersonId, Problem, ProblemKind, Timestamp};
use rules::Pack;
use store::Database;
use store::sessions::Session;
use vault::{KeyName, Token};

use crate::accounts::link_purpose;
use crate::app::App;

/// A session that is not used for this long ends: 30 minutes.
const IDLE: i64 = 30 * 60 * Timestamp::SECOND;
/// However much it is used, a session ends this long after it began: 12 hours, longer than any shift. A stolen
/// cookie that is kept busy would otherwise be good for ever.
pub(crate) const LONGEST: i64 = 12 * Timestamp::HOUR;
/// The last use is noted at most once in this time, so that reading pages does not write.
const NOTED_EVERY: i64 = 60 * Timestamp::SECOND;
/// Tries of one login within [`TRIES_WINDOW`] without a right one before it must wait.
pub(crate) const TRIES: u32 = 8;
/// Fifteen minutes.
pub(crate) const TRIES_WINDOW: i64 = 15 * 60 * Timestamp::SECOND;

/// The time of a second factor that was never shown.
pub(crate) const NEVER: Timestamp = Timestamp::from_micros(0);

/// How far somebody has come who brings a session's token.
pub enum Arrival {
    /// There is no such session, or no role in force.
    Nobody,
    /// The password was right; something more is owed.
    Halfway(Halfway),
    /// Signed in.
    In(Box<SignedIn>),
}

/// Somebody between the two steps of signing in. Nothing opens but the second.
pub struct Halfway {
    /// The person.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// The name of the person's agency.
    pub agency: String,
    /// What is owed.
    pub owes: Owes,
    /// What every form of this session carries.
    pub form_token: String,
    pub(crate) token: Digest,
}

/// What is owed after a right password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owes {
    /// A second factor has to be set up: the person has none and the roles need one.
    Enrolment,
    /// The second factor has to be shown.
    SecondFactor,
}

impl Halfway {
    /// Whether a form's token is this session's, in constant time.
    #[must_use]
    pub fn form_token_is(&self, given: Option<&str>) -> bool {
        same_token(&self.form_token, given)
    }
}

fn same_token(own: &str, given: Option<&str>) -> bool {
    let both = given.and_then(Digest::parse).zip(Digest::parse(own));
    both.is_some_and(|(given, own)| vault::same(&given, &own))
}

/// Whoever is signed in, as known at the directory's head when the request came.
pub struct SignedIn {
    /// What policies ask about the person.
    pub viewer: Viewer,
    /// The person.
    pub person: Person,
    /// The person's agency.
    pub agency: Agency,
    /// The directory at its head.
    pub directory: Arc<Directory>,
    /// The pack in force.
    pub pack: Arc<Pack>,
    /// What every form of this session carries.
    pub form_token: String,
    pub(crate) token: Digest,
    pub(crate) one_click: bool,
    pub(crate) factor_at: Timestamp,
}

impl SignedIn {
    /// Whether a form's token is this session's, in constant time.
    #[must_use]
    pub fn form_token_is(&self, given: Option<&str>) -> bool {
        same_token(&self.form_token, given)
    }

    /// Whether the person acts in a role today.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.viewer.roles.contains(&role.code())
    }
}

impl App {
    /// Whether the person's roles may ever do this, for whatever purpose; the thing itself is decided on where it
    /// is loaded, with the purpose it is done for.
    #[must_use]
    pub fn may_ever(&self, who: &SignedIn, action: Action) -> bool {
        let purposes = [
            base::Purpose::CaseWork,
            base::Purpose::Referral,
            base::Purpose::Monitoring,
            base::Purpose::BreakGlass,
        ];
        let mut viewers = purposes.into_iter().map(|purpose| who.viewer.clone().looking_for(purpose));
        viewers.any(|viewer| self.policies.permits_kind(&viewer, action))
    }

    /// Whether the person may do this to that.
    #[must_use]
    pub fn may(&self, who: &SignedIn, action: Action, resource: &Resource) -> bool {
        self.policies.decide(&who.viewer, action, resource)
    }

    /// Policies made ready for several questions about one viewer.
    pub(crate) fn policies_for<'a>(&'a self, who: &'a SignedIn) -> Prepared<'a> {
        self.policies.prepare(&who.viewer)
    }

    /// Signs a person in without a password or second factor: the demo's one click. The caller makes sure that it is
    /// a demo.
    ///
    /// # Errors
    /// `not_found` when there is no such person with a role in force.
    pub fn sign_in_as(&self, person: PersonId) -> Result<String, Problem> {
        if self.has_role_today(person)? {
            self.start_session(person, true)
        } else {
            Err(Problem::not_found())
        }
    }

    /// Signs in with login and password; a second step may be owed then (see [`App::arrival`]). The answer takes as long whether the login exists or not.
    ///
    /// # Errors
    /// `sign_in_refused`; `too_many_tries` after eight failures within fifteen minutes; `busy` when too many others
    /// try at this moment, and then the try does not count.
    pub fn sign_in(&self, login: &str, password: &str) -> Result<String, Problem> {
        let name = self.login_digest(login)?;
        let place = self.hashing.place()?;
        let account = self.count_try(&name)?;
        let stored =
            account.as_ref().map(|account| account.password.as_str()).filter(|hash| !hash.is_empty());
        let right = vault::password::check(password, stored);
        drop(place);
        let refused = || Problem::refused("sign_in_refused");
        let account = account.filter(|_| right).ok_or_else(refused)?;
        self.store().write(Database::Session, |tx| store::throttle::clear(tx, &name))?;
        if self.has_role_today(account.person)? {
            self.start_session(account.person, false)
        } else {
            Err(refused())
        }
    }

    /// Counts a try, as failed until it is known to be right, and finds its account. The count is durable before
    /// the password is looked at: tries at the same moment do not slip through together.
    fn count_try(&self, name: &Digest) -> Result<Option<store::accounts::Account>, Problem> {
        let now = self.clock().now();
        let (tries, account) = self.store().write(Database::Session, |tx| {
            store::throttle::sweep(tx, now.plus(-TRIES_WINDOW))?;
            let tries = store::throttle::tried(tx, name, now, TRIES_WINDOW)?;
            Ok((tries, store::accounts::by_login(tx, &name.to_string())?))
        })?;
        if tries > TRIES {
            return Err(Problem::new(ProblemKind::TooMany, "too_many_tries"));
        }
        Ok(account)
    }

    /// Sets the password of a one-time link's person, and ends the link and all the person's sessions.
    ///
    /// # Errors
    /// `link_over` when the link is unknown, used or too old; `password_too_short` and the like; `busy`.
    pub fn set_password(&self, token: &str, password: &str) -> Result<(), Problem> {
        let token = Token::parse(token).ok_or_else(|| Problem::refused("link_over"))?;
        let (now, purpose, over) = (self.clock().now(), link_purpose()?, || Problem::refused("link_over"));
        // Anybody can make up a token; hashing is only for whoever was given one.
        let digest = token.digest();
        self.store()
            .read(Database::Session, |tx| store::links::look(tx, &digest, &purpose, now))?
            .ok_or_else(over)?;
        let place = self.hashing.place()?;
        let hash = vault::password::store(password, self.keys.chance())?;
        drop(place);
        self.store().write(Database::Session, |tx| {
            let person = store::links::use_up(tx, &digest, &purpose, now)?.ok_or_else(over)?;
            store::sessions::end_all(tx, person)?;
            store::accounts::set_password(tx, person, &hash, now)
        })
    }

    /// The person of a session's token, if the session and a role are in force and nothing is owed any more.
    ///
    /// # Errors
    /// An engine's error.
    pub fn session(&self, token: &str) -> Result<Option<SignedIn>, Problem> {
        match self.arrival(token)? {
            Arrival::In(who) => Ok(Some(*who)),
            Arrival::Halfway(_) | Arrival::Nobody => Ok(None),
        }
    }

    /// How far whoever brings a session's token has come.
    ///
    /// # Errors
    /// An engine's error.
    pub fn arrival(&self, token: &str) -> Result<Arrival, Problem> {
        let Some(token) = Token::parse(token) else { return Ok(Arrival::Nobody) };
        let (digest, now) = (token.digest(), self.clock().now());
        let oldest = now.plus(-LONGEST);
        let session =
            self.store().read(Database::Session, |tx| store::sessions::find(tx, &digest, now, oldest))?;
        let Some(session) = session else { return Ok(Arrival::Nobody) };
        let known = self.known()?;
        let today = now.day(known.pack.zone());
        let Some(person) = known.directory.person(session.person).cloned() else {
            return Ok(Arrival::Nobody);
        };
        let Some(agency) =
            known.directory.agency_by_id(person.agency).filter(|a| a.closed.is_none()).cloned()
        else {
            return Ok(Arrival::Nobody);
        };
        let grants: Vec<_> = person.grants_on(today).copied().collect();
        if grants.is_empty() {
            return Ok(Arrival::Nobody);
        }
        let form_token = self.keys.need(KeyName::Session)?.tag("form", &[&session.seed]).to_string();
        if let Some(owes) = self.owes(&session, &grants)? {
            return Ok(Arrival::Halfway(Halfway {
                person: person.id,
                name: person.name,
                agency: agency.name,
                owes,
                form_token,
                token: digest,
            }));
        }
        if session.last_seen.plus(NOTED_EVERY) < now {
            let until = now.plus(IDLE);
            self.store().write(Database::Session, |tx| store::sessions::seen(tx, &digest, now, until))?;
        }
        let viewer = Viewer {
            person: person.id,
            agency: agency.number,
            roles: grants.iter().map(|grant| grant.role.code()).collect(),
            county: agency.county,
            accredited: grants.iter().any(|grant| grant.accredited),
            purpose: base::Purpose::CaseWork,
            now: now.micros() / Timestamp::SECOND,
        };
        let (directory, pack) = (known.directory, known.pack);
        let (one_click, factor_at) = (session.one_click, session.factor_at);
        Ok(Arrival::In(Box::new(SignedIn {
            viewer,
            person,
            agency,
            directory,
            pack,
            form_token,
            token: digest,
            one_click,
            factor_at,
        })))
    }

    /// What a session still owes. A person who has a second factor shows it, whatever the roles are; roles that need
    /// one wait until it is set up.
    fn owes(&self, session: &Session, grants: &[agencies::Grant]) -> Result<Option<Owes>, Problem> {
        if session.one_click || session.factor_at != NEVER {
            return Ok(None);
        }
        if self.has_factor(session.person)? {
            return Ok(Some(Owes::SecondFactor));
        }
        let needed = grants.iter().any(|grant| grant.role.needs_second_factor());
        Ok(needed.then_some(Owes::Enrolment))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// An engine's error.
    pub fn sign_out(&self, who: &SignedIn) -> Result<(), Problem> {
        self.store().write(Database::Session, |tx| store::sessions::end(tx, &who.token))
    }

    /// A session to be begun, and the token that will open it. Every step of signing in begins a new one: a token
    /// that somebody laid into the browser before is worth nothing afterwards.
    pub(crate) fn new_session(
        &self,
        person: PersonId,
        one_click: bool,
        factor_at: Timestamp,
    ) -> (String, Session) {
        let token = Token::random(self.keys.chance());
        let now = self.clock().now();
        let session = Session {
            token_digest: token.digest(),
            person,
            created_at: now,
            last_seen: now,
            expires_at: now.plus(IDLE),
            seed: self.keys.chance().bytes::<32>().to_vec(),
            last_position: base::Position(0),
            one_click,
            factor_at,
        };
        (token.text().to_string(), session)
    }

    fn start_session(&self, person: PersonId, one_click: bool) -> Result<String, Problem> {
        let (token, session) = self.new_session(person, one_click, NEVER);
        self.store().write(Database::Session, |tx| {
            store::sessions::sweep(tx, session.created_at)?;
            store::sessions::start(tx, &session)
        })?;
        Ok(token)
    }

    fn has_role_today(&self, person: PersonId) -> Result<bool, Problem> {
        let known = self.known()?;
        let today = self.clock().now().day(known.pack.zone());
        Ok(known.directory.person(person).is_some_and(|p| p.grants_on(today).next().is_some()))
    }
}
