# Frozen and published reports.

reports-title = Reports
reports-lead = A frozen report keeps its figures for ever. What was shown once can be shown again, digit for digit.
reports-none = No report yet.
reports-none-hint = The monitoring and evaluation officer freezes one at the end of a quarter.
reports-col-period = Period
reports-col-frozen = Frozen
reports-col-by = By
reports-col-state = State
reports-col-restated = Restated
reports-list = List of reports
report-title = Report for { $period }
report-state-frozen = frozen, not yet published
report-state-published = published
report-frozen-on = Frozen on { $day } at position { $position } of the ledger
report-as-known = Figures as known on that day.
report-publish = Publish report
report-publish-lead = Published figures can be read by the partners. This cannot be taken back; corrections show as restatements.
report-gated = Small numbers are hidden here, so that no child can be recognised.
report-figures = Figures
report-digest = Fingerprint of this report
report-rerun = Count again as of that day
report-same = Counted again: every digit is the same.
report-differs = Counted again: some figures differ.
report-restatements = Restatements
report-restatements-none = No figure of this report has changed since.
report-col-figure = Figure
report-col-then = Then
report-col-now = Now
report-small-change = changed by fewer than five

# Datasets: statistical files, never children of the partnership.
datasets-title = Datasets
datasets-lead = Statistical files from elsewhere. They never mix with the partnership's own figures.
datasets-none = No dataset has been imported.
datasets-none-hint = Import one with: punte import table --map FILE
dataset-title = Dataset { $number }: { $name }
dataset-source = Source
dataset-adopted = Adopted
dataset-rows = Rows
dataset-years = Years
dataset-not-ours = These rows are not children of the partnership and are in none of its figures.
dataset-level = Value
dataset-count = Rows
dataset-share = Share

# Pages of reports and datasets.
reports-restated =
    { $count ->
        [one] 1 figure restated
       *[other] { $count } figures restated
    }
reports-restates = restates an earlier report
report-sections = Tables of each indicator
report-counted = Fingerprint of everything counted, hidden figures included
report-positions = In the ledger at positions { $positions }.
report-says = What this report restates
report-differing-figures =
    { $count ->
        [0] Every shown figure is the same; what was counted beneath them is not.
        [one] 1 figure differs.
       *[other] { $count } figures differ.
    }
report-rules-changed = Since then definitions or the rule pack changed: { $codes }.
dataset-by-program = from the command line
dataset-adopted-at = at position { $position } of the ledger
dataset-count-by = Count by year and
dataset-by-year = { $what }
