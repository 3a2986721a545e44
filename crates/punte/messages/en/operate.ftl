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
