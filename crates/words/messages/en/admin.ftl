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
admin-col-until = Until
admin-col-state = State
admin-agencies-total =
    { $count ->
        [one] 1 agency
       *[other] { $count } agencies
    }
admin-agency-open = open
admin-agency-closed = closed
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
admin-by-command = People are added and roles granted from the command line: punte user
