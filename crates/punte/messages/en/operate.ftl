# Backups, restores, drills, keys.

cli-progress-databases = { $done } of { $of } databases
cli-backed-up = Backup { $file }: { $rows } rows, { $bytes } bytes.
cli-backup-kept = { $written }  { $bytes } bytes  { $file }
cli-backups-none = There is no backup here.
cli-restored = Restored from the backup of { $made }: { $rows } rows.
cli-restored-erased =
    { $count ->
        [one] 1 record that was erased since the backup is erased here too.
       *[other] { $count } records that were erased since the backup are erased here too.
    }
cli-drill-good = Backup { $file } of { $made } restores: { $rows } rows in { $seconds } s. Ledgers, keys and lists are what was copied.
cli-drill-not-good = Backup { $file } of { $made } does NOT hold: { $rows } rows in { $seconds } s.
cli-drill-not-continued = { $ledger }: what is served today does NOT begin with what the backup has.
cli-passphrase = Passphrase of the root secret:
cli-identity-made = The identity is in { $file }. Keep it away from the data and from the backups: it opens them all.

problem-backups-none = There is no backup in { $folder }
problem-backups-none-hint = Backups are files that end in .age.
problem-restore-half-made = Restoring into { $folder } was interrupted
problem-restore-half-made-hint = Empty the folder (and the database), keep the root secret, then restore again.
problem-restore-needs-erasures = It is not said what was erased since this backup
problem-restore-needs-erasures-hint = Give the newest erasures.txt with --erasures, or state with --nothing-erased that there was none.
problem-servers-unknown = Nobody here can see whether a server has these databases open
problem-servers-unknown-hint = Stop all servers, then say so with --servers-stopped.

cli-passphrase-new = New passphrase:
cli-passphrase-again = Once more:
cli-root-plain = The root secret lies in the folder in plain: whoever copies the disk can open every name. `punte keys lock` puts a passphrase on it.
cli-keys-locked = The root secret is locked. Without its passphrase, or two custodians, nothing opens any more.
cli-keys-share = Custodian { $custodian }: { $file }
cli-keys-split = Any { $needed } of { $of } restore the root secret. Hand each share to its custodian and remove the files.
cli-keys-restored = The root secret is restored.
cli-keys-rotated = New keys: { $fresh }. Wrapped again under them: { $rewrapped }. Nothing that is sealed was rewritten.
cli-keys-root-plain = Root secret: a file in plain
cli-keys-root-locked = Root secret: locked by a passphrase
cli-keys-root-credential = Root secret: from the service manager
cli-keys-realms = Keys of ledgers: { $count }
cli-keys-agencies = Keys of agencies: { $count }
cli-keys-statistics = Keys of months of statistics: { $count }
cli-keys-records = Records that open: { $count }
cli-keys-parts = Keys of their parts: { $count }
cli-keys-changed-readers = Records whose readers changed: { $count }
cli-operations = Health, readiness and metrics are at { $address }
