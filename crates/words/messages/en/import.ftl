# Import of tables: the whole file, then single rows.

problem-table-empty = The file is empty: there is no header line
problem-table-empty-hint = Export the table again with its column names in the first line.
problem-table-not-text = This is no text table but looks like: { $looks_like }
problem-table-not-text-hint = Save it as CSV in UTF-8, then import that file.
problem-table-not-utf8 = The file is not in UTF-8: first wrong byte at { $byte }, in row { $row }, line { $line }
problem-table-not-utf8-hint = Save it again as CSV with the encoding UTF-8.
problem-table-wrong-header = The header is not the one that the mapping expects. Missing: { $missing }. Not expected: { $unexpected }.
problem-table-wrong-header-hint = Expected: { $expected }. Found: { $found }. Check the separator and the order of the columns.
problem-table-row-too-long = Row { $row }, begun on line { $line }, is longer than { $limit } bytes
problem-table-row-too-long-hint = Often a quotation mark is missing. Look at byte { $byte } of the file.
problem-table-too-many-rows = The file has more than { $limit } rows
problem-table-too-many-rows-hint = Split it into several files.
problem-table-unclosed-quote = The file ends inside a quoted value that begins in row { $row }, line { $line }
problem-table-unclosed-quote-hint = The file was cut off, or a quotation mark is missing.
problem-table-unreadable = Reading the file failed at byte { $byte }
problem-table-unreadable-hint = Nothing was adopted. Copy the file again, then start the same import: it goes on where it stopped.
problem-sheet-unreadable = The spreadsheet cannot be read
problem-sheet-unreadable-hint = Open it, save it again as XLSX without a password, or save the sheet as CSV. What the reader said: { $cause }
problem-sheet-too-much-inside = The spreadsheet unpacks to more than { $limit } MB
problem-sheet-too-much-inside-hint = Remove pictures and formats, split it into several files, or save the sheet as CSV.
problem-sheet-too-many-columns = The spreadsheet has a value right of column { $limit }, in row { $row }
problem-sheet-too-many-columns-hint = Remove what stands beside the table.
problem-sheet-unknown = The spreadsheet has no visible sheet “{ $sheet }”
problem-sheet-unknown-hint = There are: { $sheets }
problem-sheet-not-chosen = Several sheets have this header
problem-sheet-not-chosen-hint = Say which one is meant: { $sheets }
problem-table-columns-unknown = The standard has no such columns: { $columns }
problem-table-columns-unknown-hint = Rename or remove them. Nearest known: { $nearest }
problem-table-columns-twice = These columns stand twice: { $columns }
problem-table-columns-twice-hint = Keep one of each; some names have an older spelling.
problem-table-not-json = This is no list of records in JSON
problem-table-not-json-hint = Export it again. What the reader said: { $cause }
problem-table-release-unknown = The header is of no known release; the nearest is { $nearest }
problem-table-release-unknown-hint = Missing: { $missing }. Not expected: { $unexpected }. A newer release needs a mapping of its own.

problem-value-missing = A value is needed here
problem-value-missing-hint = Fill the cell, or give the mapping a value for “not known”.
problem-value-not-listed = This value is not on the list
problem-value-not-listed-hint = Nearest listed value: { $nearest }
problem-value-not-a-number = This is not a whole number
problem-value-not-a-number-hint = Write digits only, without separators.
problem-value-out-of-range = The number is not between { $least } and { $most }
problem-value-in-the-future = That year has not come yet; the latest is { $latest }
problem-value-formula = This begins like a spreadsheet formula
problem-value-formula-hint = Replace the formula by its value. Formulas are never taken.
problem-value-malformed =
    { $wanted ->
        [date] This is no date
        [moment] This is no date, month or year
        [number] This is not a whole number
        [checkbox] This is neither true nor false
        [country] This is no country code
        [language] This is no language code
        [phone] This is no telephone number
        [degrees] These are no degrees
       *[other] This is no code
    }
problem-value-malformed-hint =
    { $wanted ->
        [date] Write it as 2011-03-09. { $nearest }
        [moment] Write it as 2011-03-09, 2011-03 or 2011. { $nearest }
        [number] Write digits only, without separators.
        [checkbox] Write true or false.
        [country] Use the code of ISO 3166, such as RO. { $nearest }
        [language] Use the code of ISO 639, such as ron.
        [phone] Write it with the country in front and digits only, as +40720000000. { $nearest }
        [degrees] Write degrees with a decimal point, as 44.43.
       *[other] Use small letters, digits, hyphens and underscores.
    }
problem-value-too-long = The text is longer than { $most } characters
problem-value-refused = A rule of case work refuses this: { $rule }
problem-value-refused-hint = Compare the days of this case with each other, and the value with what a form would take.
problem-row-value-count = The row has { $found } values where the header has { $expected } columns
problem-row-value-count-hint = Look for a separator inside a value that should be in quotation marks.
problem-row-cut-off = The last row is cut off after { $found } of { $expected } values
problem-row-cut-off-hint = Export or copy the file again.
problem-batch-not-open = This import is not open any more
problem-batch-rows-wrong =
    { $rows ->
        [one] 1 row must be mended first
       *[other] { $rows } rows must be mended first
    }
problem-mapping-malformed = The mapping cannot be read: { $cause }
problem-mapping-malformed-hint = Compare it with the example under docs/guide.

import-dry-run = Dry run: nothing was written

problem-batch-not-whole = Of { $expected } rows only { $rows } are staged
problem-batch-not-whole-hint = Start the same import again: it goes on where it stopped.
problem-file-changed-meanwhile = The file changed while it was read
problem-file-changed-meanwhile-hint = Close it elsewhere, then start the import again.
problem-dataset-taken = Another import is filling this dataset
problem-dataset-taken-hint = Let it finish, or discard it, then start again.
problem-dataset-mapping-differs = This dataset was filled through another mapping
problem-dataset-mapping-differs-hint = Use the same mapping, or give the dataset another name.
problem-dataset-number-taken = Another dataset has this number
problem-dimension-unknown = There is no column “{ $name }” to count by
problem-dimension-unknown-hint = Known: { $known }
problem-too-many-cells = The table would have more than { $most } cells
problem-too-many-cells-hint = Count by fewer columns at once.
problem-records-wrong =
    { $rows ->
        [one] 1 record must be mended first
       *[other] { $rows } records must be mended first
    }
