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
task-answer = Answer
task-record = Record

due-brought-in = from before, no deadline
