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
