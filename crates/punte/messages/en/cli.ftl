# What the program says on the command line.

cli-making =
    { $count ->
        [one] Making a synthetic country with 1 child, up to { $day }.
       *[other] Making a synthetic country with { $count } children, up to { $day }.
    }
cli-beginning-again = The folder holds a country whose making was interrupted. It is begun again.
cli-made = Made in { $seconds } s: { $files } files of children, { $entries } entries, { $reports } published reports. Left out by a rule: { $refused } of { $steps } steps.
cli-reused = The synthetic country of { $folder } is used again, as of { $day }.
cli-old-demo =
    { $count ->
        [one] Its last entry is 1 day old. With --fresh it is made anew, up to today.
       *[other] Its last entry is { $count } days old. With --fresh it is made anew, up to today.
    }
cli-synthetic = SYNTHETIC: nobody in it exists. One click signs in as any of its people.
cli-serving = Punte is at { $address }
cli-stop-hint = Stop it with Ctrl+C.
cli-stopping = Stopping: what is under way is finished first.
cli-stopped = Stopped.
cli-no-people = Nobody can sign in yet. Add the first person with: punte user add --help
cli-adopted-pack = Rule pack { $pack }, version { $version }, is adopted.
cli-rebuilding = Making lists again that an older version of the program had made.

cli-progress-steps = { $done } of { $of } steps
cli-progress-entries = { $done } of { $of } entries
cli-progress-streams = { $done } of { $of } records
cli-progress-rows =
    { $count ->
        [one] 1 row
       *[other] { $count } rows
    }

cli-verify-sound = { $ledger }: sound. Entries: { $entries }. Checkpoints: { $checkpoints }, the last of them over { $vouched } entries.
cli-verify-broken =
    { $count ->
        [one] { $ledger }: NOT SOUND. 1 finding.
       *[other] { $ledger }: NOT SOUND. { $count } findings.
    }
cli-verify-finding = entry { $position } ({ $entry }): { $what }
cli-verify-finding-elsewhere = { $what }
cli-verify-more =
    { $count ->
        [one] and 1 more
       *[other] and { $count } more
    }
cli-verify-root = root { $root }
cli-entry-proved = Entry { $position } ({ $entry }, { $kind }) is in the ledger that was signed on { $signed }, at { $size } entries.
cli-entry-not-proved = Entry { $position } ({ $entry }, { $kind }) is not proved: { $what }

cli-rebuilt-same = { $name }: the same as before
cli-rebuilt-differs = { $name }: DIFFERS from before
cli-rebuilt-stale = { $name }: made again from an older program's
cli-rebuilt-all-same = Every list is what the ledger says.

cli-import-taken = { $taken } of { $rows } rows can be taken.
cli-import-repeated =
    { $count ->
        [one] 1 row is like an earlier one; in statistics that is no mistake.
       *[other] { $count } rows are like an earlier one; in statistics that is no mistake.
    }
cli-import-problem = row { $row }, line { $line }, column “{ $column }”, value “{ $value }”: { $what }
cli-import-problem-row = row { $row }, line { $line }: { $what }
cli-import-more = The first are shown; in all: { $all }
cli-import-problems = Every problem is in { $file }.
cli-import-adopted = { $rows } rows are in dataset { $dataset } ({ $code }), from position { $position } on.
cli-import-again = This file was adopted before: nothing was added. Its rows are in dataset { $dataset } ({ $code }).
cli-import-resumed = The import was interrupted before; it goes on where it stopped.
cli-progress-cases = { $done } of { $of } cases
cli-htcds-read = { $rows } records: { $new } new cases, { $already } that are here already.
cli-htcds-similar = record { $row }: the child may be that of { $files }
cli-htcds-similar-hint =
    { $count ->
        [one] Nothing was adopted: 1 case may be of a child who is here. Look at it; with --even-similar it is adopted as another child.
       *[other] Nothing was adopted: { $count } cases may be of children who are here. Look at them; with --even-similar they are adopted as other children.
    }
cli-htcds-left-out = Read, and without a place in a file (field, records): { $fields }
cli-htcds-adopted = { $files } files were opened, { $already } were here already; { $merged } pairs are of one child.
cli-htcds-exported = { $files } files, { $rows } records, are in { $file }. It holds names: keep it as you keep the data.
cli-htcds-left-behind = Without a place in the standard (kind of entry, how many): { $kinds }
problem-agency-code-unknown = There is no agency “{ $agency }”
problem-agency-code-unknown-hint = Known: { $known }

cli-indicators-live = SYNTHETIC. Live figures of the country, as known now; newest quarter { $quarter }.
cli-indicators-live-as-of = SYNTHETIC. Figures of the country as known at the end of { $day }; newest quarter { $quarter }.
cli-indicators-published = Published figures. Live ones are on the pages of those who may see them.
cli-indicators-published-as-of = Figures that stood published at the end of { $day }. Live ones are on the pages of those who may see them.
cli-indicators-none = Nothing is published yet.
cli-col-code = code
cli-col-name = indicator
cli-col-quarter = quarter
cli-col-before = quarter before
cli-col-year = year { $year }
cli-col-count = count
cli-hidden = hidden
cli-missing = –
cli-dataset = Dataset { $dataset } ({ $code }), { $rows } rows.
cli-dataset-axes = It can be counted by: { $axes }

cli-user-added = { $name } is added. This link sets the password; it is good once and for a day:
cli-user-waits = The role { $role } holds when an administrator agrees, on the page of the person.
cli-user-link = A new link for { $name } sets the password; it is good once and for a day:
cli-user-none = Nobody is in the directory.

problem-login-unknown = Nobody signs in with that
problem-login-unknown-hint = `punte user list` shows what people sign in with. A person without a login gets one with --person CODE.
problem-person-code-unknown = Nobody has the code { $person }
problem-person-code-unknown-hint = `punte user list` shows the codes.

problem-data-missing = There is no data in { $folder }
problem-data-missing-hint = Check the folder given with --data.
problem-demo-differs = The folder holds another synthetic country ({ $found }) than was asked for ({ $asked })
problem-demo-differs-hint = Leave the options out to use it as it is, or make it anew with --fresh.
problem-demo-half-made = The folder holds a synthetic country whose making was interrupted
problem-demo-half-made-hint = Start punte demo on it: it begins again.
problem-role-unknown = There is no such role: { $role }
problem-role-unknown-hint = Known: { $known }
problem-kind-unknown = There is no such code in list { $list }: { $value }
problem-map-unknown = There is no such mapping: { $map }
problem-map-unknown-hint = Give a file, or the name of one kept in the product: { $known }
problem-file-unreadable = The file { $file } cannot be read
problem-file-exists = The file { $file } is there already
problem-file-exists-hint = Nothing is written over it: give another name, or move it away.
problem-file-not-written = The file { $file } cannot be written
problem-file-too-large-for-memory = From standard input at most { $max } MB are imported
problem-file-too-large-for-memory-hint = Save it to a file and import that.
problem-port-not-free = The address { $address } cannot be listened on
problem-indicator-unknown = There is no such indicator: { $code }
problem-demo-people = People of a synthetic country sign in with one click
