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
