# The list of children.

children-title = Children
children-total =
    { $count ->
        [0] No child
        [one] 1 child
       *[other] { $count } children
    }
children-total-more = More than { $max } children
children-filter-state = File
children-filter-state-open = Open
children-filter-state-closed = Closed
children-filter-status = Victim status
children-filter-county = County
children-filter-age = Age band
children-filter-sex = Sex
children-filter-text = Code
children-list = List of children
children-col-code = Code
children-col-name = Name
children-col-age = Age band
children-col-sex = Sex
children-col-county = County
children-col-status = Status
children-col-manager = Case manager
children-col-next = Next due
children-name-hidden = Name hidden
children-show-names = Show names on this page
children-show-names-hint = Showing names is recorded with your name, the time and the purpose.
children-names-shown = Names are shown on this page only. This reading was recorded.
children-none = No child matches.
children-none-hint = Take a filter away, or search by name above.
children-found-for = Found for “{ $query }”
children-found-hint = Closest spelling first. Typing slips and missing diacritics are forgiven.

# A child's page.

child-title = Child { $code }
child-name-hidden = Name hidden
child-show-name = Show name
child-show-name-hint = recorded: who, when, why
child-name-shown = The name is shown on this page only. This reading was recorded at { $time }.
child-identity = Who the child is
child-given-names = Given names
child-family-names = Family names
child-birth-date = Birth date
child-national-number = Personal number
child-address = Address
child-phone = Phone
child-guardian = Guardian
child-manager-since = Case manager: { $name }, since { $day }
child-manager-none = No case manager yet
child-next = Next step
child-next-none = Nothing is due
child-next-none-hint = No deadline of the rule pack is running on this file.
child-timeline = What happened
child-timeline-none = Nothing is recorded yet.
child-add = Add an entry
child-amend = Amend
child-amended = Amended { $day }: { $reason }
child-amended-before = Before
child-recorded-late =
    { $count ->
        [one] recorded 1 day later
       *[other] recorded { $count } days later
    }
child-entry-by = { $name }, { $agency }
child-note-read = Read what was written
child-services = Services
child-services-none = No service yet.
child-service-running = running since { $day }
child-service-ended = ended { $day }
child-service-times =
    { $count ->
        [0] not delivered yet
        [one] delivered once
       *[other] delivered { $count } times
    }
child-referrals = Referrals
child-referrals-none = No referral yet.
child-team = Team
child-team-none = Nobody is named yet.
child-readers = Who opened this file
child-readers-see = See each reading
child-facts = In figures
child-version = Version { $version } of the file
child-to-list = All children

# The crossing: four tracks in one picture.

crossing-title = The crossing
crossing-desc = Four tracks from the first signal to recovery.
crossing-track-now = { $track }: { $step }.
track-protection = Protection
track-status = Status
track-justice = Justice
track-recovery = Recovery
track-elsewhere = kept elsewhere for now
track-not-started = not begun
step-signal = Signal
step-opened = Case opened
step-case-manager = Case manager
step-referred = Referral
step-answered = Answered
step-services = Services
step-closed = Closed
step-reopened = Reopened
step-potential = Potential
step-presumed = Presumed
step-identified = Identified
step-not-confirmed = Not confirmed
step-support-began = Support began
step-support-given = Support given
step-support-ended = Support ended
step-state-done = done
step-state-here = here now
step-state-ahead = ahead
step-state-late = late
step-since = since { $day }

# Victim status, as tags.
status-none = no status
status-potential = potential
status-presumed = presumed
status-identified = identified
status-not-confirmed = not confirmed
file-closed = closed

# Why the next step is due when it is.
child-next-explained =
    { $who }: by { $day }, { $unit ->
        [hours] { $amount ->
            [one] 1 hour
           *[other] { $amount } hours
        }
        [working_days] { $amount ->
            [one] 1 working day
           *[other] { $amount } working days
        }
        [months] { $amount ->
            [one] 1 month
           *[other] { $amount } months
        }
       *[days] { $amount ->
            [one] 1 day
           *[other] { $amount } days
        }
    } from { $from }.
