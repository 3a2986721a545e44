# Help: what a page is for, who sees it, what is recorded.

help-title = Help
help-lead = A page for each place you have: what it is for, who sees it, what is recorded.
help-about = What it is for
help-topics = Topics
help-who = Who sees it
help-recorded = What is recorded

help-work = What you have to do, in the order in which it cannot wait: deadlines, answers, what others changed.
help-work-who = You alone; each person sees a list of their own.
help-work-recorded = Opening the page is not recorded: it shows no name.
help-children = Protection files without names, and the search by name or code for those who may.
help-children-who = Case manager and supervisor see their agency's files, the victim-assistance officer the country's. What is not for you looks as if it were not there.
help-children-recorded = Each name or text that is opened and each search by name, with its purpose.
help-referrals = Requests for services that were sent and received, each with its clock.
help-referrals-who = Whoever sent it, whoever has to answer, and who watches the mechanism for the country. What was sent opens only after accepting.
help-referrals-recorded = Each answer, and each reading of what was sent.
help-signals = The first word of a child who may be in danger: it is recorded, triaged, becomes a case or is handed over.
help-signals-who = The agency that has to answer. After a hand-over, only the directorate that received it.
help-signals-recorded = Each step, and each reading of what was told.
help-sent = Signals that your agency sent: that they arrived and that they were answered.
help-sent-who = The agency that sent them. You do not see whether a child has a file or what was decided.
help-sent-recorded = The sending. Opening this page is not recorded.
help-indicators = What each indicator counts and how, and the figures you have a right to.
help-indicators-who = Definitions, everybody. Live figures, only the agency they are of and the accredited officer; the others see what was published.
help-indicators-recorded = Each look at the country's live totals.
help-reports = A quarter's figures as they were frozen and published, small numbers hidden.
help-reports-who = Everybody who works here sees what was published.
help-reports-recorded = Freezing and publishing; a figure that changes later stays visible as a restatement.
help-datasets = Statistical tables of others, never children's records.
help-datasets-who = Monitoring officers and the victim-assistance officer.
help-datasets-recorded = Bringing a table in, and adopting it.
help-trust = Verifies at any time that history was not rewritten, and shows who read what.
help-trust-who = The auditor; without any child's name.
help-trust-recorded = Verifying changes nothing in the ledger.
help-admin = Agencies, people and what they are granted.
help-admin-who = The administrator. No child's record is reached from here.
help-admin-recorded = Each right that is granted or ended; it ends at once, in open sessions too.

# Search by code and title.
search-title = Search
search-records = Records
search-agencies = Agencies
search-none = Nothing was found.
search-none-hint = Write a whole code, or at least two letters of a title. Children's names are searched in the list of children alone.
all-search = Search
all-search-hint = Code or title ( / )
