# Keys and backups: refusals of whoever runs the program.

problem-recipient-malformed = “{ $recipient }” is no recipient of backups
problem-recipient-malformed-hint = It begins with age1. `punte keys backup-identity` makes one.
problem-recipients-missing = A backup needs at least one recipient, and takes only so many
problem-recipients-missing-hint = Name those whose keys shall open it with --recipient.
problem-identity-malformed = This file holds no identity that opens backups
problem-identity-malformed-hint = It has a line that begins with AGE-SECRET-KEY-1.
problem-backup-for-others = This backup was made for other keys
problem-backup-for-others-hint = Give the identity of one of its recipients.
problem-backup-unreadable = The backup cannot be read
problem-backup-unreadable-hint = Look at the place it comes from: disk, rights.
problem-backup-overtaken = While the backup was taken an import was discarded
problem-backup-overtaken-hint = Take it again.
problem-restore-differs = What was restored is not what was copied: { $what }
problem-restore-differs-hint = Do not use it. Take another backup.
problem-keys-older-than-ledger = Ledger { $ledger } needs { $count } keys that the backup does not have
problem-keys-older-than-ledger-hint = The keys are older than the entries. Take a backup in which both are of one time.
problem-restore-not-sound = Ledger { $ledger } does not verify: findings { $count }
problem-restore-not-sound-hint = Do not use it. Take an older backup, and find out what happened.
problem-root-secret-locked = The root secret takes a passphrase, and there is nobody to ask
problem-root-secret-locked-hint = Start at a terminal, or give the passphrase with --passphrase-file or as a credential of the service manager.
problem-passphrase-wrong = The passphrase is wrong
problem-passphrase-wrong-hint = Two of three custodians can restore the root secret without it.
problem-passphrase-weak = The passphrase is too short or too simple
problem-passphrase-weak-hint = At least { $min } characters, { $different } of them different; six or seven words drawn at random are good.
problem-root-secret-elsewhere = The root secret comes from the service manager
problem-root-secret-elsewhere-hint = Lock it where the service manager keeps it.
problem-passphrases-differ = The two passphrases are not the same
problem-passphrases-differ-hint = Type it again.
problem-custodians-wrong = { $needed } of { $of } custodians cannot hold a secret
problem-custodians-wrong-hint = At least two must be needed, of at most sixteen.
problem-share-malformed = This is no custodian's share, or there is a slip in it
problem-share-malformed-hint = Compare it with what was written down, letter by letter.
problem-shares-mixed = The shares come from two different splittings
problem-shares-mixed-hint = Ask the custodians for the shares of one and the same set.
problem-shares-too-few = Shares given: { $given }. Needed: { $needed }
problem-shares-too-few-hint = Another custodian must come.
problem-share-wrong = A share is wrong (custodian { $custodian })
problem-share-wrong-hint = Ask another custodian in place of this one.

# The administration page.
admin-safety = Backups
admin-backup-none = No backup was taken yet.
admin-backup-last = Last backup: { $at }, { $megabytes } MB.
admin-drill-none = No backup was yet proved to restore.
admin-drill-good = Last drill: { $at }. The backup of { $made } restores.
admin-drill-bad = Last drill: { $at }. The backup did NOT restore: take another one.
