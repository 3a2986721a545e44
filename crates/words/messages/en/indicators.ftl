# Indicators: what is counted, in plain words.

indicators-title = Indicators
indicators-lead-live = Counted from your agency's own records, as known now.
indicators-lead-national = National totals, as known now. Each view is recorded; rows and exports are not offered.
indicators-lead-published = Figures as frozen and published. Small numbers are hidden.
indicators-objective = Objective { $number } · Protection
indicators-list = List of indicators
indicators-col-indicator = Indicator
indicators-col-trend = Trend
indicators-none = No figure is published yet.
indicators-none-hint = Figures appear here when a report is frozen and published.
indicators-year-note = A year is counted anew: each child once. It is not the sum of its quarters.

indicator-title = { $code } { $name }
indicator-us-code = U.S. code { $code }
indicator-live = as known now
indicator-as-of = as known on { $day }
indicator-children-in = children in { $period }
indicator-referrals-in = referrals in { $period }
indicator-percent-in = of { $base } in { $period }
indicator-days-in = days, median in { $period }
indicator-walk = Walk this number
indicator-walk-hint = the records behind it
indicator-trend = Trend by quarter
indicator-trend-desc = { $name }: { $first } in { $from }, { $last } in { $to }.
indicator-by = By { $what }
indicator-map = By county
indicator-map-desc = Each square is a county, placed roughly as on the map. Darker is more.
indicator-map-pooled = { $from } to { $to } together
indicator-counted = What is counted
indicator-excluded = What is not counted
indicator-definition-version = Definition, version { $version }
indicator-position = Counted up to position { $position } of the ledger.
indicator-as-of-title = As known on another day
indicator-as-of-go = Count
indicator-as-of-now = Back to now
indicator-freeze-title = Freeze a report
indicator-freeze-lead = Freezing keeps all figures of the quarter as they are known now. Late entries will show as restatements.
indicator-freeze-go = Freeze { $period }
indicator-suppressed = hidden
indicator-suppressed-mark = ·
indicator-suppressed-note = · hidden: fewer than five, or it would reveal one that is.
indicator-empty = –
indicator-restated = Restated on { $day }: { $before } became { $after }.
indicator-restated-small = Restated on { $day }: changed by fewer than five.
indicator-earlier = Earlier reports

unit-children = children
unit-referrals = referrals
unit-days = days
unit-percent = %

dimension-sex = sex
dimension-age-band = age
dimension-county = county
dimension-origin = county of origin
dimension-form = form of exploitation
dimension-total = all
dimension-recruitment = means of recruitment
dimension-where = place of exploitation
dimension-in-care = state care
dimension-service = service
dimension-agency = agency
dimension-other-agency = agency referred to

legend-title = Legend
legend-zero = 0
legend-range = { $from } to { $to }
legend-single = { $from }
legend-suppressed = hidden
legend-no-data = no data
chart-suppressed-note = Hatched: hidden, because the number is small.

# The definitions themselves.
indicator-2-1-name = Children presumed victims
indicator-2-1-definition = Each child once in the period, on the first day in it on which a trained professional presumed that the child is a victim of trafficking.
indicator-2-1-exclusions = Signals that led to no presumption. Records found to be the same child count as one. A presumption that was not confirmed later stays counted: it was made. Work with the police plays no part.
indicator-2-11-name = Children found in forced labour, begging or forced crime
indicator-2-11-definition = Each child once in the period who was presumed a victim of forced labour, begging or forced crime, on the first such day in it; the agency is the one that presumed.
indicator-2-11-exclusions = Other forms of exploitation. A child in several of these forms stands in each row and once in the total. What became known only after the presumption changes nothing here. Kept out of reports: beside the forms of 2.1 it would tell what is hidden there.
indicator-2-2-name = Children identified as victims
indicator-2-2-definition = Each child once in the period, on the first day in it on which the child was formally identified as a victim of trafficking.
indicator-2-2-exclusions = Children who were presumed only, and presumptions that were not confirmed.
indicator-2-3-name = Children referred to services
indicator-2-3-definition = Each child once in the period with at least one referral sent to a health, legal, social, emergency or community service.
indicator-2-3-exclusions = Services that the same agency gives without a referral. A referral counts when it is sent, whatever the answer. A child referred to two services stands in both rows and once in the total.
indicator-2-3r-name = Referrals sent
indicator-2-3r-definition = Each referral that was sent in the period.
indicator-2-3r-exclusions = Nothing that was sent is left out; a child may have several referrals.
indicator-2-4-name = Referrals completed
indicator-2-4-definition = Of the referrals sent in the period, the share for which the service actually began, however late.
indicator-2-4-exclusions = Referrals that were accepted but never began do not count as completed. The figure of a recent period still rises.
indicator-2-4d-name = Days until the service started
indicator-2-4d-definition = For services that began in the period: the median number of days since the referral was sent.
indicator-2-4d-exclusions = Referrals whose service has not begun have no days to count yet.
indicator-2-5-name = Children who received a service
indicator-2-5-definition = Each child once in the period with at least one service delivered.
indicator-2-5-exclusions = Services that were started or planned but not yet delivered.
indicator-2-5p-name = Children who received the full package
indicator-2-5p-definition = Each child once, in the period of the delivery that completed the package: psychological support, medical care, legal assistance and social support, each delivered at least once.
indicator-2-5p-exclusions = Children who received a part of the package only, so far.
indicator-2-6-name = Case manager named in time
indicator-2-6-definition = Of the files opened in the period, the share for which a case manager was named within 3 days of opening.
indicator-2-6-exclusions = A case manager named later does not count, nor one named in the child's other file. A file opened again counts with its first opening. Files opened in the last 3 days are not complete yet.
indicator-2-9-name = Exploited again within 12 months
indicator-2-9-definition = Of the children whose case closed in the period, those presumed a victim again on a later day within 12 months (365 days) of that closing.
indicator-2-9-exclusions = A period that ended less than 12 months ago is not complete yet.
indicator-2-9b-name = Exploited again within 24 months
indicator-2-9b-definition = Of the children whose case closed in the period, those presumed a victim again on a later day within 24 months (730 days) of that closing.
indicator-2-9b-exclusions = A period that ended less than 24 months ago is not complete yet.

# Lineage: from a number to what happened.
lineage-title = The records behind { $value }
lineage-lead = { $name }, { $period }
lineage-how = How this number was made
lineage-rows =
    { $count ->
        [0] No entry counts here
        [one] 1 entry counts here
       *[other] { $count } entries count here
    }
lineage-col-child = Child
lineage-col-entry = Entry
lineage-col-happened = Happened
lineage-col-recorded = Recorded
lineage-col-agency = Agency
lineage-col-position = Position
lineage-erased-count =
    { $count ->
        [one] 1 of them is an erased record: it still counts, and leads no further.
       *[other] { $count } of them are erased records: they still count, and lead no further.
    }
lineage-hidden = Records are shown to those who work with them.
lineage-hidden-lead = You see the definition, the exclusions and the history of this figure.
lineage-first = The first { $max } are shown.
lineage-back = Back to the indicator
lineage-history = History of this figure

# Pages of indicators and lineage.
indicator-published-on = published on { $day }
indicator-services-in = services in { $period }
indicator-rows-in = entries in { $period }
indicator-in = in { $period }
indicator-years = By year
indicator-filter-by = Broken down by
indicator-overlaps = One child or referral can stand in several rows: together the rows can be more than the total.
unit-services = services
unit-rows = entries
dimension-sex-age = sex and age
left-out-by-condition = outside what the definition counts
left-out-already-counted = the same child or referral already counts by another entry
left-out-not-followed = what would have to follow did not follow in time
left-out-not-complete = the package is not complete yet
lineage-not-counted = { $entry } · does not count: { $reason }
lineage-followed = { $entry } · what followed
lineage-no-file = erased, or with another agency
lineage-published = Published on { $day } in report { $report }: { $value }
