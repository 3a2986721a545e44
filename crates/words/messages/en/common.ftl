# Words that many pages share.

due-today = due today
due-tomorrow = due tomorrow
due-days-late =
    { $count ->
        [one] 1 day late
       *[other] { $count } days late
    }
due-in-days =
    { $count ->
        [one] due in 1 day
       *[other] due in { $count } days
    }
due-hours-late =
    { $count ->
        [one] 1 hour late
       *[other] { $count } hours late
    }
due-in-hours =
    { $count ->
        [one] due in 1 hour
       *[other] due in { $count } hours
    }
waiting-days =
    { $count ->
        [0] since today
        [one] waiting 1 day
       *[other] waiting { $count } days
    }
days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
children-count =
    { $count ->
        [0] no children
        [one] 1 child
       *[other] { $count } children
    }
referrals-count =
    { $count ->
        [0] no referrals
        [one] 1 referral
       *[other] { $count } referrals
    }
entries-count =
    { $count ->
        [0] no entries
        [one] 1 entry
       *[other] { $count } entries
    }
people-count =
    { $count ->
        [0] nobody
        [one] 1 person
       *[other] { $count } people
    }
rows-count =
    { $count ->
        [0] no rows
        [one] 1 row
       *[other] { $count } rows
    }

yes = Yes
no = No
not-known = Not known
any = Any
all = All
nobody-yet = nobody yet
you = you
optional = optional
cancel = Cancel
back = Back
show-more = Next page
first-page = First page
filter = Filter
filters = Filters
clear-filters = Clear filters
as-table = The same as a table
not-verified = not yet checked against the official text
when = When
who = Who
what = What
agency = Agency
county = County
child = Child
status = Status
reason = Reason
total = Total
value = Value
period = Period
code = Code

# Why people read a sealed part; recorded with each read.
purpose-case-work = To work on the child's case
purpose-referral = To answer or deliver what a referral asks
purpose-monitoring = To watch over the referral mechanism
purpose-audit = To check who did what
purpose-break-glass = To help a child in an emergency, agreed by a second person
purpose-search = To find a child by name

# Parts of an entry with readers of their own.
compartment-operational = Codes and dates
compartment-identity = Who the child is
compartment-narrative = What people wrote
compartment-shared = Sections sent with a referral
pages = Pages of the list

# Levels that are not known, in lists and in datasets.
code-unknown = not known
