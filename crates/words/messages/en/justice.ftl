# Criminal files, and notices from child protection: a realm of its own.

justice-title = Criminal files
justice-total =
    { $count ->
        [0] No criminal file
        [one] 1 criminal file
       *[other] { $count } criminal files
    }
justice-total-more = More than { $max } criminal files
justice-new = Register a file
justice-notices = Notices from child protection
justice-files = The unit’s files
justice-none = No criminal file here.
justice-none-hint = Open one from a notice, or register one that began otherwise.
justice-col-code = Code
justice-col-received = Received
justice-col-from = From
justice-col-purpose = Purpose
justice-col-state = State
justice-col-opened = Registered
justice-col-article = Crime
justice-col-defendants = Defendants

notice-title = Notice { $code }
notice-state-waiting = without a file
notice-state-file = with a criminal file
notice-what = What was sent
notice-from = From
notice-received = Received
notice-read = See who the child is
notice-file = The criminal file
notice-open-file = Open a file from this notice
notice-became = A criminal file was opened from this notice.

criminal-title = Criminal file { $code }
criminal-facts = The file
criminal-unit = Unit
criminal-opened = Registered
criminal-from-notice = Opened from notice
criminal-add = Add
criminal-timeline = What happened
criminal-hearings = Hearings of the child
criminal-hearings-none = The child was not heard.
criminal-defendants = Defendants
criminal-defendants-none = Nobody was sent to trial.
criminal-defendant = Defendant { $number }
criminal-first-court = first court
criminal-final = final
criminal-closed = closed
criminal-indicted =
    { $count ->
        [one] 1 defendant
       *[other] { $count } defendants
    }
criminal-months =
    { $count ->
        [one] 1 month
       *[other] { $count } months
    }
criminal-suspended = suspended
criminal-executed = to be served
criminal-corrected =
    { $count ->
        [one] Corrected once
       *[other] Corrected { $count } times
    }

phase-inquiry = under inquiry
phase-prosecution = prosecuted
phase-trial = on trial
phase-final = finally judged

# What the forms ask.
field-articles = Crimes
field-articles-hint = Choose all that apply.
field-child-victim = The victim is a child
field-online = It happened online
field-criminal-origin = How the file began
field-measure = Measure
field-again = Why once more
field-again-hint = A child is heard once. Leave it empty for the first hearing.
field-was-recorded = Recorded, sound and picture
field-dedicated-room = In a room for children
field-psychologist = With a psychologist
field-hearing-lawyer = With the child’s lawyer
field-defendants = How many defendants
field-defendant = Number of the defendant
field-defendant-hint = A file’s defendants are numbered from 1; no name is written here.
field-instance = Judgment
field-outcome = Outcome
field-months = Prison, in months
field-suspended = Suspended
field-compensation-step = Step
field-unit-to = Unit
field-basis = Legal ground
field-purpose = Purpose
field-with-identity = Who the child is
field-with-identity-yes = Send the child’s identity too
crossing-sent-lead = The unit gets codes: sex, age band, forms of exploitation. Nothing that was written is sent, and no service.
crossing-with-name = with the identity
crossing-without-name = without the identity

kind-crossing-sent = Police or prosecution notified
kind-crossing-received = Notice received
kind-notice-became-file = File opened from the notice
kind-criminal-file-opened = Criminal file registered
kind-prosecution-started = Prosecution started
kind-protection-ordered = Measure to protect the victim
kind-hearing-planned = Hearing planned
kind-hearing-held = The child was heard
kind-indicted = Indictment
kind-judged = Judgment
kind-compensation = Compensation of the victim
kind-criminal-file-closed = File closed
kind-criminal-entry-amended = Entry corrected
kind-criminal-entry-withdrawn = Entry withdrawn
do-crossing-sent = Notify the police
do-criminal-file-opened = Register the file
do-prosecution-started = Start the prosecution
do-protection-ordered = Add a measure of protection
do-hearing-planned = Plan the hearing
do-hearing-held = Record the hearing
do-indicted = Record the indictment
do-judged = Add a judgment
do-compensation = Add a step of compensation
do-criminal-file-closed = Close the file
effect-crossing-sent = The notice stays in the child’s file. The child’s status and services do not depend on it.
effect-criminal-file-opened = Your unit sees the file, and nobody else.
effect-prosecution-started = The file moves on to prosecution.
effect-protection-ordered = The measure shows in the file from the day it was ordered.
effect-hearing-planned = The hearing shows as planned.
effect-hearing-held = How the child was heard stays in view.
effect-indicted = The file moves on to trial; its defendants count from this day.
effect-judged = Only what is final counts.
effect-compensation = The step shows in the file.
effect-criminal-file-closed = The file closes; a step of compensation can still be added.
