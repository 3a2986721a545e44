# The frame of every page.

brand = Punte
page-title = { $title } · Punte
synthetic-banner = SYNTHETIC DATA. No real child, no real person.
skip-to-content = Skip to content
places = Places
language = Language
signed-in-as = Signed in as
sign-out = Sign out
name-search = Find a child
name-search-hint = Name or code ( / )
name-search-go = Search
screen-only = The live totals of the country are for the screen of the officer accredited to see them. On paper go the figures of a published report.
footer-word = Each number here can be walked back to its records, by those who may.

places-work = My work
places-children = Children
places-referrals = Referrals
places-signals = Signals
places-sent = Sent signals
places-justice = Criminal files
places-indicators = Indicators
places-reports = Reports
places-datasets = Datasets
places-glass = Emergency access
places-watch = Oversight
places-trust = Trust
places-admin = Administration
places-waiting =
    { $count ->
        [one] 1 waits for you
       *[other] { $count } wait for you
    }

# Roles.
role-case-manager = Case manager
role-supervisor = Supervisor
role-victim-assistance-officer = Victim-assistance officer
role-service-provider = Service provider
role-helpline-counsellor = Helpline counsellor
role-notifier = Notifier
role-online-analyst = Online-centre analyst
role-digital-safety-officer = Digital-safety officer
role-lawyer = Lawyer or curator
role-investigator = Investigator
role-prosecutor = Prosecutor
role-me-officer = Monitoring and evaluation officer
role-partnership-secretariat = Partnership secretariat
role-tip-officer = Programme officer, TIP Office
role-auditor = Auditor
role-data-protection-officer = Data-protection officer
role-administrator = Administrator

# What each role comes to do, for the demo's list of people.
role-case-manager-does = Runs children's cases: entries, referrals, closure
role-supervisor-does = Approves, rebalances and clears overdue work
role-victim-assistance-officer-does = Watches over victim status and referrals
role-service-provider-does = Answers referrals and delivers services
role-helpline-counsellor-does = Takes calls, triages them and hands them over
role-notifier-does = Signals a worry and sees that it was answered
role-online-analyst-does = Signals children found in online reports
role-digital-safety-officer-does = Reads published figures for prevention online
role-lawyer-does = Keeps the legal part of a child's case
role-investigator-does = Runs the criminal file
role-prosecutor-does = Leads the criminal file
role-me-officer-does = Counts, freezes and publishes figures
role-partnership-secretariat-does = Reads published figures for plan and dialogue
role-tip-officer-does = Reads published figures; never a child's record
role-auditor-does = Verifies the ledger and who read what
role-data-protection-officer-does = Sees who looked and why; erasure at the end of retention
role-administrator-does = Keeps agencies and people

# Pages that say something went wrong.
error-page-title = That did not work
error-to-work = Go to my work
error-to-sign-in = Go to the sign-in page
error-request = Request number
error-request-hint = Say this number when you ask for help. It says nothing about a child.
error-nothing-saved = Nothing was recorded.
error-summary-title = Please mend this
error-summary-lead = Nothing was recorded yet. What you typed is still here.
