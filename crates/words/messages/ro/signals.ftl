# Signals: the first word that a child may be in danger.

signals-title = Semnalări
signals-total =
    { $count ->
        [0] Nicio semnalare
        [one] 1 semnalare
        [few] { $count } semnalări
       *[other] { $count } de semnalări
    }
signals-none = Nicio semnalare nu așteaptă aici.
signals-none-hint = Când cineva sună sau scrie, înregistrați imediat; evaluarea poate urma.
signals-new = Înregistrează o semnalare
signals-col-code = Cod
signals-col-received = Primită
signals-col-source = De la
signals-col-county = Județ
signals-col-state = Stare
signals-col-urgency = Urgență
signals-col-clock = Termen
signals-filter-state = Stare

signal-title = Semnalarea { $code }
signal-state-received = de evaluat
signal-state-triaged = evaluată
signal-state-became-case = a devenit caz
signal-what = Ce ni s-a spus
signal-what-read = Citește ce ni s-a spus
signal-source = Cine ne-a spus
signal-received = Primită
signal-county = Județ
signal-urgency = Urgență
signal-triage = Evaluare
signal-triage-lead = O persoană decide cât este de urgent și spune de ce.
signal-case = Cazul
signal-open-case = Deschide un caz din această semnalare
signal-became = Din această semnalare s-a deschis un caz.

signal-sent-by = Trimisă de
signal-handed-over = Predată
signal-triaged-before = Evaluarea dinainte

# Signals sent to another agency, as their sender sees them.
sent-title = Semnalări trimise
sent-col-to = Răspunde
sent-col-answer = Răspuns
sent-waiting = așteaptă răspuns
sent-answered = a primit răspuns
sent-answered-on = a primit răspuns la { $day }
sent-answered-at = Răspuns
sent-not-yet = încă nu
sent-none = Instituția dumneavoastră nu a trimis nicio semnalare.
sent-none-hint = Trimiteți una de îndată ce un copil vă îngrijorează; nu trebuie să fiți siguri.
sent-receipt = Dovada primirii
sent-rule = Vedeți că a ajuns și că a primit răspuns. Ce s-a hotărât și dacă copilul este cunoscut rămân la cei care răspund.
signals-no-images = Nu atașați, nu copiați și nu descrieți niciodată o imagine cu un abuz. Scrieți unde a fost văzută și de ce credeți că un copil este în pericol. Cine dă peste asemenea materiale anunță centrul poliției.
field-directorate = Ce direcție răspunde
field-directorate-hint = Cea a județului în care se află copilul.
