# My work: the home page.

work-title = My work
work-summary =
    { $count ->
        [one] 1 child is with you
       *[other] { $count } children are with you
    }
work-first = For you, in this order
work-nothing = Nothing waits for you.
work-nothing-hint = Entries that others make on your cases appear under What changed.
work-changed = What changed
work-changed-none = No change in the last 14 days.
work-changed-lead = On your cases, in the last 14 days
work-more =
    { $count ->
        [one] and 1 more
       *[other] and { $count } more
    }

task-answer-referral = Answer the referral
task-receive-referral = Confirm receipt of the referral
task-start-referral = Record when the service started
task-referral-unanswered = Ask again: the referral has no answer
task-triage-signal = Triage the signal
task-open = Open
task-agree = Agree, as the second administrator
task-grant-ends = A role ends soon
task-answer = Answer
task-record = Record

due-brought-in = from before, no deadline
task-name-manager = Name a case manager
task-signal-unanswered = Ask the directorate: the signal has no answer

# How many open files each case manager has.
caseload-title = Open files by case manager
caseload-nobody = Without a case manager
caseload-files =
    { $count ->
        [one] 1 open file
       *[other] { $count } open files
    }

# What each role finds on its first page.
begin-case-manager = From every file that is open with you, what is to be done rises into this list by itself, with its deadline and legal basis.
begin-supervisor = You see what is late in the directorate, files without a case manager, and how much each has. Name another case manager from the file's page. Children's names are not shown to you.
begin-victim-assistance-officer = You watch victim status and referrals of the whole country. Names open for victims alone, and each reading is recorded.
begin-service-provider = Referrals to you show first as cards without a name. Once you accept, you read the parts that were sent and record the service.
begin-helpline-counsellor = Record the call while it lasts, triage it, hand it over to the directorate that answers. After that you no longer see what was said, only that it was answered.
begin-notifier = Write what worries you about a child and send it to the directorate of the child's county. You get a code as receipt and see when it was answered. You need not be certain.
begin-online-analyst = When an online report shows a child in danger, record a signal here and hand it over to the directorate that protects the child. No image ever comes in here.
begin-digital-safety-officer = Send signals about children in danger online to the directorates, and read published figures for prevention. No image ever comes in here.
begin-lawyer = You are not yet named to represent any child. When you are, the legal part of the case opens here, and nothing else of the file.
begin-investigator = Criminal files are kept apart from protection files. Here are the published figures about child victims.
begin-prosecutor = Criminal files are kept apart from protection files. Here are the published figures about child victims.
begin-me-officer = Read what each indicator counts. The accredited officer sees the country's totals on screen, freezes a quarter's report and publishes it.
begin-partnership-secretariat = The quarters' published figures and their history: plan and annual dialogue are prepared from them.
begin-tip-officer = You see published figures and how they are defined. A child's record never opens from here.
begin-auditor = Verify the ledger at any time, and see who read which file and why, without any child's name.
begin-data-protection-officer = You watch how children's data are protected: who read what and why, and what is erased at the end of retention.
begin-administrator = You keep agencies, people and what is granted to them. A right that is ended ends at once.
