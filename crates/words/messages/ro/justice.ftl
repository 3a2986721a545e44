# Dosare penale și sesizări de la protecția copilului: un domeniu aparte.

justice-title = Dosare penale
justice-total =
    { $count ->
        [0] Niciun dosar penal
        [one] 1 dosar penal
        [few] { $count } dosare penale
       *[other] { $count } de dosare penale
    }
justice-total-more = Peste { $max } de dosare penale
justice-new = Înregistrați un dosar
justice-notices = Sesizări de la protecția copilului
justice-files = Dosarele unității
justice-none = Niciun dosar penal aici.
justice-none-hint = Deschideți unul dintr-o sesizare sau înregistrați un dosar început altfel.
justice-col-code = Cod
justice-col-received = Primită
justice-col-from = De la
justice-col-purpose = Scop
justice-col-state = Stadiu
justice-col-opened = Înregistrat
justice-col-article = Faptă
justice-col-defendants = Inculpați

notice-title = Sesizarea { $code }
notice-state-waiting = fără dosar
notice-state-file = cu dosar penal
notice-what = Ce s-a trimis
notice-from = De la
notice-received = Primită
notice-read = Vedeți cine este copilul
notice-file = Dosarul penal
notice-open-file = Deschideți dosar din această sesizare
notice-became = Din această sesizare s-a deschis un dosar penal.

criminal-title = Dosarul penal { $code }
criminal-facts = Dosarul
criminal-unit = Unitatea
criminal-opened = Înregistrat
criminal-from-notice = Deschis din sesizarea
criminal-add = Adăugați
criminal-timeline = Ce s-a întâmplat
criminal-hearings = Audierile copilului
criminal-hearings-none = Copilul nu a fost audiat.
criminal-defendants = Inculpați
criminal-defendants-none = Nimeni nu este trimis în judecată.
criminal-defendant = Inculpatul { $number }
criminal-first-court = prima instanță
criminal-final = definitiv
criminal-closed = închis
criminal-indicted =
    { $count ->
        [one] 1 inculpat
        [few] { $count } inculpați
       *[other] { $count } de inculpați
    }
criminal-months =
    { $count ->
        [one] 1 lună
        [few] { $count } luni
       *[other] { $count } de luni
    }
criminal-suspended = cu suspendare
criminal-executed = cu executare
criminal-corrected =
    { $count ->
        [one] Corectat o dată
        [few] Corectat de { $count } ori
       *[other] Corectat de { $count } de ori
    }

phase-inquiry = în cercetare
phase-prosecution = în urmărire penală
phase-trial = în judecată
phase-final = judecat definitiv

# Întrebările formularelor.
field-articles = Fapte
field-articles-hint = Alegeți tot ce se potrivește.
field-child-victim = Victima este copil
field-online = Fapta s-a petrecut online
field-criminal-origin = Cum a început dosarul
field-measure = Măsura
field-again = De ce încă o audiere
field-again-hint = Un copil se audiază o singură dată. Pentru prima audiere lăsați gol.
field-was-recorded = Înregistrată audio-video
field-dedicated-room = În cameră pentru copii
field-psychologist = Cu psiholog
field-hearing-lawyer = Cu avocatul copilului
field-defendants = Numărul inculpaților
field-defendant = Numărul inculpatului
field-defendant-hint = Inculpații unui dosar sunt numerotați de la 1; niciun nume nu se scrie aici.
field-instance = Hotărârea
field-outcome = Soluția
field-months = Închisoare, în luni
field-suspended = Cu suspendare
field-compensation-step = Etapa
field-unit-to = Unitatea
field-basis = Temeiul
field-purpose = Scopul
field-with-identity = Cine este copilul
field-with-identity-yes = Trimiteți și identitatea copilului
crossing-sent-lead = Unitatea primește codurile: sexul, grupa de vârstă, formele de exploatare. Nimic din ce s-a scris și niciun serviciu nu se trimite.
crossing-with-name = cu identitatea
crossing-without-name = fără identitate

kind-crossing-sent = Poliția sau parchetul a fost sesizat
kind-crossing-received = Sesizare primită
kind-notice-became-file = Dosar deschis din sesizare
kind-criminal-file-opened = Dosar penal înregistrat
kind-prosecution-started = Urmărire penală începută față de suspect
kind-protection-ordered = Măsură de protecție a victimei
kind-hearing-planned = Audiere programată
kind-hearing-held = Copilul a fost audiat
kind-indicted = Trimitere în judecată
kind-judged = Hotărâre
kind-compensation = Compensația victimei
kind-criminal-file-closed = Dosar închis
kind-criminal-entry-amended = Înregistrare corectată
kind-criminal-entry-withdrawn = Înregistrare retrasă
do-crossing-sent = Sesizați poliția
do-criminal-file-opened = Înregistrați dosarul
do-prosecution-started = Începeți urmărirea
do-protection-ordered = Adăugați o măsură de protecție
do-hearing-planned = Programați audierea
do-hearing-held = Înregistrați audierea
do-indicted = Trimiteți în judecată
do-judged = Adăugați o hotărâre
do-compensation = Adăugați o etapă a compensației
do-criminal-file-closed = Închideți dosarul
effect-crossing-sent = Sesizarea rămâne în dosarul copilului. Statutul și serviciile copilului nu depind de ea.
effect-criminal-file-opened = Dosarul se vede în unitatea dumneavoastră și nicăieri altundeva.
effect-prosecution-started = Dosarul trece în urmărire penală.
effect-protection-ordered = Măsura se vede în dosar din ziua în care a fost dispusă.
effect-hearing-planned = Audierea se vede ca programată.
effect-hearing-held = Cum a fost audiat copilul rămâne la vedere.
effect-indicted = Dosarul trece în judecată; inculpații se numără din această zi.
effect-judged = Numără doar ce este definitiv.
effect-compensation = Etapa se vede în dosar.
effect-criminal-file-closed = Dosarul se închide; o etapă a compensației se poate adăuga și după aceea.
