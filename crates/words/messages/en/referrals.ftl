# Referrals: a referral cannot get lost.

referrals-title = Referrals
referrals-incoming = To us
referrals-outgoing = From us
referrals-none-incoming = No referral waits here.
referrals-none-outgoing = You have sent no referral in this state.
referrals-total =
    { $count ->
        [0] No referral
        [one] 1 referral
       *[other] { $count } referrals
    }
referrals-col-code = Code
referrals-col-need = Need
referrals-col-to = To
referrals-col-from = From
referrals-col-state = State
referrals-col-clock = Clock
referrals-col-age = Age band
referrals-col-sent = Sent
referrals-filter-state = State
referrals-state-waiting = Waiting for an answer

referral-title = Referral { $code }
referral-state-sent = sent
referral-state-received = received
referral-state-accepted = accepted
referral-state-refused = refused
referral-state-started = started
referral-state-finished = finished
referral-card = What is asked
referral-need = Need
referral-age-band = Age band
referral-urgency = Urgency
referral-from = Sent by
referral-to = Sent to
referral-sent-on = Sent on
referral-answer-by = Answer by
referral-no-name = There is no name here until you accept.
referral-path = The way of this referral
referral-sections = What was sent for you to read
referral-sections-locked = You can read it after accepting.
referral-sections-read = Read the sections
referral-sections-read-hint = recorded: who, when, why
referral-sections-shown = This reading was recorded.
referral-answer = Your answer
referral-answer-lead = Accept only if you can begin. A quick no is better than a slow maybe: another place can then be found.
referral-refused-because = Refused: { $reason }
referral-to-child = Open the child's page
