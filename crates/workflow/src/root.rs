//! Where the root secret comes from: a credential that the service manager hands over, a file locked by a passphrase,
//! or a plain file that only its owner reads.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use base::{Problem, Randomness};
use store::Store;
use vault::root_text::{MAX_ROOT_TEXT, credential_file};
use vault::{LockedRoot, PassphraseCost, RootSecret, RootText, Share, ShareError, VaultError};
use zeroize::Zeroizing;

/// The file of the root secret, in the data folder.
pub const ROOT_FILE: &str = "root.key";
/// The name of the root secret among the service manager's credentials.
pub const ROOT_CREDENTIAL: &str = "punte-root";
/// The name of the passphrase among them.
pub const PASSPHRASE_CREDENTIAL: &str = "punte-passphrase";

/// A root secret in memory.
pub struct Root {
    pub(crate) secret: RootSecret,
    /// Where it came from.
    pub from: RootFrom,
}

/// Where a root secret came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootFrom {
    /// A file in plain: whoever copies the disk has it.
    PlainFile,
    /// A file that takes a passphrase.
    LockedFile,
    /// The service manager.
    Credential,
    /// Custodians' shares.
    Shares,
}

/// Where to look.
pub struct Places<'a> {
    /// The data folder.
    pub folder: &'a Path,
    /// The folder that the service manager names in `CREDENTIALS_DIRECTORY`.
    pub credentials: Option<&'a Path>,
}

impl Places<'_> {
    /// The root secret, if there is one: of a credential, else of the file in the folder. `passphrase` is asked where
    /// it takes one and no credential has it.
    ///
    /// # Errors
    /// `root_secret_wrong` when a text is none; `root_secret_open` when others on this machine may read the file;
    /// `passphrase_wrong`; what `passphrase` refuses; `folder_not_writable` when a file cannot be read.
    pub fn root(
        &self,
        passphrase: &mut dyn FnMut() -> Result<Zeroizing<String>, Problem>,
    ) -> Result<Option<Root>, Problem> {
        if let Some(path) = self.credential(ROOT_CREDENTIAL)
            && let Some(text) = text_of(&path)?
        {
            return self.open(&text, RootFrom::Credential, passphrase).map(Some);
        }
        let Some(text) = own_text(&self.folder.join(ROOT_FILE))? else { return Ok(None) };
        self.open(&text, RootFrom::PlainFile, passphrase).map(Some)
    }

    fn open(
        &self,
        text: &str,
        from: RootFrom,
        passphrase: &mut dyn FnMut() -> Result<Zeroizing<String>, Problem>,
    ) -> Result<Root, Problem> {
        match RootText::parse(text).map_err(|_| Problem::refused("root_secret_wrong"))? {
            RootText::Plain(secret) => Ok(Root { secret, from }),
            RootText::Shares(_) => Err(Problem::refused("root_secret_wrong")),
            RootText::Locked(locked) => {
                let credential =
                    self.credential(PASSPHRASE_CREDENTIAL).map(|path| text_of(&path)).transpose()?;
                let typed = match credential.flatten() {
                    Some(text) => Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()),
                    None => passphrase()?,
                };
                let from = if from == RootFrom::PlainFile { RootFrom::LockedFile } else { from };
                Ok(Root { secret: locked.unlock(&typed).map_err(refused)?, from })
            }
        }
    }

    fn credential(&self, name: &str) -> Option<PathBuf> {
        credential_file(self.credentials?, name)
    }
}

impl Root {
    /// A new one.
    #[must_use]
    pub fn random(from: RootFrom) -> Self {
        Self { secret: RootSecret::random(&Randomness::system()), from }
    }

    /// Shares for `of` custodians, any `needed` of whom restore it, each a line to print or to keep on a stick.
    ///
    /// # Errors
    /// `custodians_wrong`.
    pub fn shares(&self, needed: u8, of: u8) -> Result<Vec<Zeroizing<String>>, Problem> {
        let shares =
            vault::shares::split(&self.secret, needed, of, &Randomness::system()).map_err(of_shares)?;
        Ok(shares.iter().map(Share::text).collect())
    }

    /// Puts the secret together from custodians' shares.
    ///
    /// # Errors
    /// `share_malformed`, `shares_mixed`, `shares_too_few`, `share_wrong`.
    pub fn from_shares(lines: &[Zeroizing<String>]) -> Result<Self, Problem> {
        let shares = lines.iter().map(|line| Share::parse(line)).collect::<Result<Vec<_>, _>>();
        let secret = vault::shares::combine(&shares.map_err(of_shares)?).map_err(of_shares)?;
        Ok(Self { secret, from: RootFrom::Shares })
    }

    /// The same secret once more, for a second application.
    ///
    /// # Errors
    /// Never: what is written is read.
    pub fn again(&self) -> Result<Self, Problem> {
        let secret = RootSecret::parse(&self.secret.text()).map_err(Problem::internal)?;
        Ok(Self { secret, from: self.from })
    }

    /// Its text in plain, for a file only its owner reads.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        self.secret.text()
    }

    /// Its text locked by a passphrase.
    ///
    /// # Errors
    /// `passphrase_weak`; `internal` when the machine has no memory for the work.
    pub fn locked_text(&self, passphrase: &str) -> Result<String, Problem> {
        let chance = Randomness::system();
        let locked = LockedRoot::lock(&self.secret, passphrase, PassphraseCost::RECOMMENDED, &chance);
        Ok(locked.map_err(refused)?.text())
    }
}

/// Puts a text of the root secret into the folder, in the place of the former one, so that at every moment one of the
/// two is there whole.
///
/// # Errors
/// `folder_not_writable`.
pub fn keep(folder: &Path, text: &str) -> Result<(), Problem> {
    let (path, fresh) = (folder.join(ROOT_FILE), folder.join(format!("{ROOT_FILE}.new")));
    let put = || {
        match std::fs::remove_file(&fresh) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        write_secret(&fresh, text)?;
        std::fs::rename(&fresh, &path)?;
        File::open(folder)?.sync_all()
    };
    put().map_err(|error| not_writable(folder, &error))
}

/// Whether a text of the root secret takes a passphrase.
#[must_use]
pub fn is_locked(text: &str) -> bool {
    matches!(RootText::parse(text), Ok(RootText::Locked(_)))
}

/// The text of a root secret in a file that only its owner may read; `None` when there is no such file.
///
/// # Errors
/// `root_secret_open`; `root_secret_wrong` for a file that is none; `folder_not_writable` when it cannot be read.
pub fn own_text(path: &Path) -> Result<Option<Zeroizing<String>>, Problem> {
    match File::open(path) {
        Ok(file) => {
            refuse_if_others_read(&file, path)?;
            secret_text(file, path).map(Some)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(not_writable(path, &error)),
    }
}

/// Reads the root secret of a folder, or makes one for a store that has no keys yet.
pub(crate) fn in_folder(folder: &Path, store: &Store) -> Result<Root, Problem> {
    let mut locked = || Err(Problem::refused("root_secret_locked"));
    if let Some(root) = (Places { folder, credentials: None }).root(&mut locked)? {
        return Ok(root);
    }
    let stored = store.read(store::Database::Keys, store::keys::upper)?;
    if !stored.is_empty() {
        return Err(Problem::refused("root_secret_missing"));
    }
    let root = Root::random(RootFrom::PlainFile);
    write_secret(&folder.join(ROOT_FILE), &root.text()).map_err(|error| not_writable(folder, &error))?;
    Ok(root)
}

/// A credential's text; the service manager sees to who may read it.
fn text_of(path: &Path) -> Result<Option<Zeroizing<String>>, Problem> {
    match File::open(path) {
        Ok(file) => secret_text(file, path).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(not_writable(path, &error)),
    }
}

/// The secret's text, without a copy left behind by growing.
fn secret_text(file: File, path: &Path) -> Result<Zeroizing<String>, Problem> {
    let mut text = Zeroizing::new(String::with_capacity(MAX_ROOT_TEXT + 1));
    match file.take(MAX_ROOT_TEXT as u64 + 1).read_to_string(&mut text) {
        Ok(read) if read <= MAX_ROOT_TEXT => Ok(text),
        Ok(_) => Err(Problem::refused("root_secret_wrong")),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(Problem::refused("root_secret_wrong")),
        Err(error) => Err(not_writable(path, &error)),
    }
}

/// A secret that the group or everybody may read was perhaps read: whoever runs the machine has to decide, so it is
/// not mended in silence. The opened file is asked, not its name, which may lead elsewhere by then.
#[cfg(unix)]
fn refuse_if_others_read(file: &File, path: &Path) -> Result<(), Problem> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map_err(Problem::internal)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(Problem::refused("root_secret_open").with("file", path.display().to_string()))
}

#[cfg(not(unix))]
fn refuse_if_others_read(_: &File, _: &Path) -> Result<(), Problem> {
    Ok(())
}

/// What is wrong with a passphrase, in words for whoever types it.
fn refused(error: VaultError) -> Problem {
    match error {
        VaultError::WrongPassphrase => Problem::refused("passphrase_wrong"),
        VaultError::WeakPassphrase => Problem::bad_input("passphrase_weak")
            .with("min", vault::passphrase::MIN_CHARACTERS.to_string())
            .with("different", vault::passphrase::MIN_DIFFERENT.to_string()),
        VaultError::MalformedRoot => Problem::refused("root_secret_wrong"),
        other => Problem::internal(other),
    }
}

/// What is wrong with shares, in words for the custodians.
fn of_shares(error: ShareError) -> Problem {
    match error {
        ShareError::Numbers { needed, of } => Problem::bad_input("custodians_wrong")
            .with("needed", needed.to_string())
            .with("of", of.to_string()),
        ShareError::Malformed => Problem::bad_input("share_malformed"),
        ShareError::MixedSets => Problem::bad_input("shares_mixed"),
        ShareError::TooFew { given, needed } => Problem::bad_input("shares_too_few")
            .with("given", given.to_string())
            .with("needed", needed.to_string()),
        ShareError::Contradiction(custodian) => {
            Problem::bad_input("share_wrong").with("custodian", custodian.to_string())
        }
        ShareError::WrongShare => Problem::bad_input("share_wrong").with("custodian", "?"),
    }
}

pub(crate) fn not_writable(folder: &Path, error: &std::io::Error) -> Problem {
    let mut problem = Problem::refused("folder_not_writable").with("folder", folder.display().to_string());
    problem.inside = Some(error.to_string());
    problem
}

/// Writes a new file that only its owner reads, whole and synced before anything is sealed under it.
///
/// # Errors
/// The file system's; also when the file is there.
pub fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    // A path of one name lies in the folder that the program stands in.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
