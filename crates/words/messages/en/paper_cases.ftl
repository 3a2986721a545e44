# Paper cases brought in.

paper-link = Bring in paper cases
paper-title = Paper cases
paper-lead = Bring in the list of cases that your agency kept on paper or in a spreadsheet. Each row becomes a file with its own dates; no deadline of the past runs out today.
paper-upload-title = Upload the list
paper-upload-again = Upload it again, mended
paper-file = The list
paper-file-hint = A CSV file in UTF-8 or an XLSX file, with the names of the columns in its first row; at most 20 MB and 2,000 rows. No pictures, no scans.
paper-upload = Upload
paper-columns = What the columns are
paper-columns-hint = The choices are suggestions by the columns’ names, or what your agency said last time. A column without a choice is left out.
paper-col-row = Row
paper-col-column = Column
paper-col-value = Value
paper-col-what = What is wrong
paper-col-hint = How to mend it
paper-col-samples = First values
paper-col-field = What it holds
paper-values = What the values of “{ $column }” stand for
paper-value-choose = – choose –
paper-field-none = – leave out –
paper-field-number = Number of the paper file
paper-field-given-names = Given names
paper-field-family-names = Family names
paper-field-birth-date = Birth date
paper-field-national-number = Personal number
paper-field-address = Address
paper-field-guardian = Guardian
paper-field-sex = Sex
paper-field-origin = County of origin
paper-field-forms = Forms of exploitation
paper-field-opened = Opened on
paper-field-presumed = Presumed a victim on
paper-field-closed = Closed on
paper-field-closing-reason = Why it was closed
paper-map = Use these choices and check the rows
paper-rows =
    { $count ->
        [one] 1 row
       *[other] { $count } rows
    }
paper-ready =
    { $count ->
        [one] 1 row can be brought in
       *[other] { $count } rows can be brought in
    }
paper-known =
    { $count ->
        [one] 1 is a file already
       *[other] { $count } are files already
    }
paper-wrong =
    { $count ->
        [one] 1 thing is wrong
       *[other] { $count } things are wrong
    }
paper-wrong-hint = Mend them in the list and upload it again, or say above what a value stands for. Nothing is brought in before that.
paper-problems-csv = All of them as CSV
paper-adopt-title = Bring them in
paper-adopt-hint = Open files become yours. What happened on paper stays at its date and starts no deadline. The same row again adds nothing; you may leave this page and come back.
paper-adopt = Bring in
paper-alike = These children may be known already. Decide on each row.
paper-alike-row = Row { $row }
paper-alike-out = It is the same child: leave the row out
paper-alike-new = It is another child: bring the row in
paper-discard-title = Not this list
paper-discard = Throw it away
paper-kept = What was uploaded is kept sealed for a week, for you alone.
