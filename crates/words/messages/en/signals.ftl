# Signals: the first word that a child may be in danger.

signals-title = Signals
signals-total =
    { $count ->
        [0] No signal
        [one] 1 signal
       *[other] { $count } signals
    }
signals-none = No signal waits here.
signals-none-hint = When somebody calls or writes, record it at once; triage can follow.
signals-new = Record a signal
signals-col-code = Code
signals-col-received = Received
signals-col-source = From
signals-col-county = County
signals-col-state = State
signals-col-urgency = Urgency
signals-col-clock = Clock
signals-filter-state = State

signal-title = Signal { $code }
signal-state-received = to be triaged
signal-state-triaged = triaged
signal-state-became-case = became a case
signal-what = What we were told
signal-what-read = Read what we were told
signal-source = Who told us
signal-received = Received
signal-county = County
signal-urgency = Urgency
signal-triage = Triage
signal-triage-lead = A person decides how urgent it is and says why.
signal-case = The case
signal-open-case = Open a case from this signal
signal-became = A case was opened from this signal.

signal-sent-by = Sent by
signal-handed-over = Handed over
signal-triaged-before = Triage before that

# Signals sent to another agency, as their sender sees them.
sent-title = Sent signals
sent-col-to = To be answered by
sent-col-answer = Answer
sent-waiting = waits for an answer
sent-answered = answered
sent-answered-on = answered { $day }
sent-answered-at = Answered
sent-not-yet = not yet
sent-none = Your agency has sent no signal.
sent-none-hint = Send one as soon as a child worries you; you need not be certain.
sent-receipt = Receipt
sent-rule = You see that it arrived and that it was answered. What was decided, and whether the child is known, stays with those who answer.
signals-no-images = Never attach, copy or describe an image of abuse. Write where it was seen and what makes you think that a child is in danger. Who comes upon such material tells the police centre.
field-directorate = Which directorate answers
field-directorate-hint = The one of the county where the child is.
