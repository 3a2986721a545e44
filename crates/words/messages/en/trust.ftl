# Trust: how anyone can check.

trust-title = Trust
trust-lead = Everything that happens is an entry in a ledger that only grows. Each entry is sealed to the one before, so that a change anywhere shows.
trust-ledger-social = Protection ledger
trust-ledger-justice = Justice ledger
trust-ledger-programme = Programme ledger
trust-ledger-directory = Directory ledger
trust-entries = Entries
trust-last-entry = Last entry
trust-root = Fingerprint of the whole
trust-checkpoints = Checkpoints
trust-checkpoints-lead = A checkpoint is the signed fingerprint of the ledger at one moment. Keep one: later anyone can show that nothing before it was rewritten.
trust-checkpoints-none = No checkpoint yet.
trust-col-position = Position
trust-col-signed = Signed
trust-col-root = Fingerprint
trust-col-key = Key
trust-verify = Verify now
trust-verify-lead = Reads every entry again, recomputes every fingerprint and compares them with the checkpoints.
trust-sound = Sound
trust-sound-text =
    { $count ->
        [one] 1 entry was checked; it is as it was written.
       *[other] { $count } entries were checked; all are as they were written.
    }
trust-broken = Not sound
trust-broken-text =
    { $count ->
        [one] 1 finding. Do not write on; keep a copy of the folder and call the people who run this server.
       *[other] { $count } findings. Do not write on; keep a copy of the folder and call the people who run this server.
    }
trust-verified-at = Verified on { $time } in { $seconds } s
trust-findings = Findings
trust-finding-position = Position
trust-finding-what = What is wrong
trust-finding-entry = Entry
trust-what-proves = What this proves
trust-what-proves-text = That a published figure is the one frozen that day, and that history was not rewritten since. That it is the right count is shown by counting again, which an accredited auditor does.
trust-policy = Fingerprint of the access rules
trust-command = The same from the command line: punte verify
trust-reads-find = Who read a record
trust-reads-find-lead = Enter a code to see every reading of identity.
trust-reads-go = Show readings

# What verification can find.
finding-undecodable = These bytes cannot be read as an entry.
finding-hash-differs = The bytes of this entry are not those that were written.
finding-column-differs = The index beside this entry does not say what the entry says.
finding-other-realm = This entry belongs to another ledger.
finding-other-stream = This entry belongs to another record.
finding-position-out-of-order = Entries are missing, were put in, or are out of order here.
finding-version-out-of-order = Entries of this record are missing, were put in, or are out of order.
finding-previous-differs = The entry before this one was replaced.
finding-recorded-before-previous = This entry says it was recorded before the one before it.
finding-checkpoint-malformed = This checkpoint cannot be read.
finding-checkpoint-key-unknown = This checkpoint is signed with a key that we do not know.
finding-checkpoint-signature-bad = The signature of this checkpoint does not hold.
finding-checkpoint-of-other-realm = This checkpoint belongs to another ledger.
finding-checkpoint-root-differs = History before this checkpoint was rewritten.
finding-checkpoint-beyond-end = The ledger is shorter than when this checkpoint was signed.
finding-tile-differs = A stored fingerprint is not what the entries give.
finding-tile-missing = A stored fingerprint is missing.
finding-tile-unexpected = A fingerprint is stored that should not be there.
finding-head-malformed = The stored end of the ledger cannot be read.
finding-head-differs = The stored end of the ledger is not what the entries give.
finding-proof-fails = The proof does not lead from this entry to the checkpoint.
finding-not-covered = This entry came after the checkpoint, which says nothing about it.

# Who read a record.
reads-title = Who read { $code }
reads-lead = Each reading of identity or of what people wrote, newest first.
reads-none = Nobody has read identity on this record.
reads-col-when = When
reads-col-who = Who
reads-col-agency = Agency
reads-col-part = Part
reads-col-purpose = Purpose
reads-total =
    { $count ->
        [0] No reading
        [one] 1 reading
       *[other] { $count } readings
    }

reads-total-more = more than { $max } readings

# Newest entries and checkpoints to keep.
trust-key = Public key of the checkpoints
trust-keep = Keep the newest checkpoint as a file
trust-newest = Newest entries, without content
trust-older = Older entries
trust-col-kind = What
trust-col-recorded = Recorded
