# Agencies and people.

admin-title = Administration
admin-agencies = Agencies
admin-people = People
admin-col-agency = Agency
admin-col-kind = Kind
admin-col-county = County
admin-col-people = People
admin-col-since = Since
admin-col-name = Name
admin-col-roles = Roles
admin-col-state = State
admin-agencies-total =
    { $count ->
        [one] 1 agency
       *[other] { $count } agencies
    }
admin-agency-open = open
admin-agency-succeeded = now { $name }
admin-person-active = active
admin-person-left = left
admin-no-limit = no end date
admin-filter-text = Name or agency
admin-pack = Rule pack
admin-pack-version = { $code }, version { $version }, adopted { $day }
admin-pack-unverified =
    { $count ->
        [one] 1 deadline is not yet checked against the official text; it warns and never blocks.
       *[other] { $count } deadlines are not yet checked against the official text; they warn and never block.
    }
admin-by-command = A link to set a password comes from the command line: punte user

# Adding and granting.
admin-pack-shipped = { $code }, version { $version }, as shipped; none is adopted yet
admin-whole-country = whole country
admin-until = until { $day }
admin-accredited = accredited for national totals
do-agency-opened = Add agency
do-person-added = Add person
do-role-granted = Grant a role
do-role-ended = End a role
effect-agency-opened = It can be chosen at once, and its people can be added.
effect-person-added = The person has the role at once, or when a second administrator agrees, if the role needs two. A link to set the first password comes from the command line: punte user
effect-role-granted = It holds from now on, or when a second administrator agrees, if the role needs two; in the place of the same role granted before.
effect-role-ended = It ends at once, in open sessions too.
field-agency-name = Name of the agency
field-agency-code = Code of the agency
field-agency-code-hint = Small letters, digits and hyphens, as dgaspc-dj. It does not change later.
field-agency-kind = Kind of agency
field-agency-county = County
field-agency-county-hint = Leave it open for the whole country.
field-person-name = Name of the person
field-person-name-hint = As colleagues know it; it stands beside what the person records.
field-agency = Agency
field-role = Role
field-until = Last day
field-until-hint = Year-month-day, as 2026-12-31; leave it open for no end date.
field-accredited = National totals
field-accredited-yes = Accredited for live national totals (monitoring and evaluation officers only)

# Two administrators; people who move and leave.
admin-agency-closed-on = closed { $day }
admin-waiting = Waits for a second administrator
admin-waiting-lead = A role that opens identity, or says who gets one, holds only when another administrator agrees.
admin-waiting-reset = second factor to be taken back
admin-waiting-by = proposed by { $name }, { $day }
admin-waiting-other = Another administrator has to agree.
admin-by-program = the command line
admin-agree = Agree
admin-withdraw = Withdraw or decline
admin-ending = Ends within 30 days
admin-roles-none = No role.
admin-getting-in = Getting in
admin-sessions =
    { $count ->
        [0] No session is open.
        [one] 1 session is open.
       *[other] { $count } sessions are open.
    }
admin-sessions-end = End all sessions
admin-factor = A second factor is set up.
admin-factor-none = No second factor is set up.
admin-reset-ask = Ask to take the second factor back
admin-reset-hint = When telephone and recovery codes are lost. Make sure that it is the person who asks.
admin-going = Moving and leaving
admin-leave-hint = All roles, sessions, links and second factors end at once. What the person recorded stays.
do-agency-closed = Close agency
do-person-moved = Move to another agency
do-person-left = Has left
effect-agency-closed = It cannot be chosen any more, and its people reach nothing. Its records stay; they pass to nobody by themselves.
effect-person-moved = All roles end at once, and what waits is void; roles of the new place are granted anew. Cases of the old place stay there.
field-successor = Agency that takes over
field-successor-hint = Leave it open when none does.
