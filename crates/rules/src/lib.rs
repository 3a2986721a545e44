//! Rule packs: code lists, statuses and their transitions, deadlines, calendar.
