# Forms that record something.

entry-known = Known already
entry-known-hint = You need not ask or write this again.
entry-what-follows = What follows
entry-choose = Choose
entry-choose-kind = What do you want to record?
entry-choose-kind-hint = Only what the file allows now is shown.
entry-amend-title = Amend: { $what }
entry-amend-lead = Change what was wrong and say why. The first version stays and can always be seen.
entry-conflict-title = Somebody else recorded something meanwhile
entry-conflict-lead = Look at what changed, then send again if it still holds. What you typed is still here.
entry-recorded = Recorded: { $what }
entry-person-part = Who the child is
entry-person-part-hint = Sealed apart from everything else; each reading is recorded. Leave empty what is not known.
entry-possible-same = This may be a child we already know
entry-possible-same-hint = Spelled differently, but close. You decide: open the file that is there, or say that this is another child.
entry-is-same = It is the same child
entry-is-other = It is another child

# Fields.
field-happened = When did it happen?
field-happened-hint = Year-month-day, as 2026-03-12. If only the month or year is known: 2026-03 or 2026.
field-sex = Sex
field-age-band = Age band
field-origin = County of origin
field-recruitment = How was the child recruited?
field-where = Where did the exploitation happen?
field-in-care = Was the child in state care?
field-forms = Forms of exploitation
field-forms-hint = Choose all that apply.
field-service = Service
field-which-service = Which service?
field-need = What does the child need?
field-urgency = How urgent is it?
field-to-agency = To which agency?
field-sections = What may the agency read after accepting?
field-sections-hint = Only what it needs to help. It sees nothing else.
field-shared-text = For the agency, after accepting
field-note = In your words
field-note-hint = Facts rather than opinions. Sealed; read only by the team, and each reading is recorded.
field-minutes = How long, in minutes?
field-about = What is it about?
field-anonymous = Name of whoever told us
field-anonymous-yes = The person gave no name
field-reason = Reason
field-closing-reason = Why does the case close?
field-refusal-reason = Why can you not take it?
field-amend-reason = Why is it amended?
field-reopen-reason = Why is it opened again?
field-case-manager = Who becomes case manager?
field-given-names = Given names
field-family-names = Family names
field-birth-date = Birth date
field-birth-date-hint = As exactly as is known: 2011-03-12, 2011-03 or 2011
field-national-number = Personal number
field-address = Address
field-phone = Phone
field-phone-hint = Only a number that is safe to call.
field-guardian = Guardian
field-source = Who told us?
field-identified-by = On which ground?
field-as-of = As known on
field-as-of-hint = Year-month-day, as 2026-03-31

# What a person should know before recording; nothing is refused.
warning-title = Before you record this
warning-open-referrals-remain = A referral still waits for an answer.
warning-open-services-remain = A service is still running.

entry-circumstances = What is known of the exploitation
field-triage-reasons = Why?
field-triage-reasons-hint = Choose all that apply.
field-withdraw = Or take it back

# Why a child found may be the same, or not.
match-name-exact = the same name
match-name-joined = the same name, written together or apart
match-name-transliterated = the same name in other letters
match-name-nickname = a short form of the name
match-name-beginning = the name begins so
match-name-mistyped = a letter or two apart
match-name-initial = the same initial
match-name-missing = a part of the name is missing
match-birth-equal = the same birth date
match-birth-possible = the birth dates agree as far as known
match-birth-swapped = day and month exchanged
match-birth-near = birth dates close to each other
match-birth-unknown = birth date not known
match-birth-differs = another birth date
match-sex-equal = the same sex
match-sex-differs = another sex recorded
