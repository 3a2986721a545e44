# My work: the home page.

work-title = Munca mea
work-summary =
    { $count ->
        [one] 1 copil este la dumneavoastră
        [few] { $count } copii sunt la dumneavoastră
       *[other] { $count } de copii sunt la dumneavoastră
    }
work-first = Pentru dumneavoastră, în această ordine
work-nothing = Nu vă așteaptă nimic.
work-nothing-hint = Înregistrările făcute de alții în cazurile dumneavoastră apar la Ce s-a schimbat.
work-changed = Ce s-a schimbat
work-changed-none = Nicio schimbare în ultimele 14 zile.
work-changed-lead = În cazurile dumneavoastră, în ultimele 14 zile
work-more =
    { $count ->
        [one] și încă 1
        [few] și încă { $count }
       *[other] și încă { $count }
    }

task-answer-referral = Răspundeți la referire
task-receive-referral = Confirmați primirea referirii
task-start-referral = Înregistrați când a început serviciul
task-referral-unanswered = Întrebați din nou: referirea nu are răspuns
task-triage-signal = Evaluați semnalarea
task-open = Deschide
task-agree = Dați acordul, ca al doilea administrator
task-grant-ends = Un rol se încheie în curând
task-answer = Răspunde
task-record = Înregistrează

due-brought-in = din trecut, fără termen
task-name-manager = Numiți un manager de caz
task-signal-unanswered = Întrebați direcția: semnalarea nu are răspuns

# How many open files each case manager has.
caseload-title = Dosare deschise, pe manager de caz
caseload-nobody = Fără manager de caz
caseload-files =
    { $count ->
        [one] 1 dosar deschis
        [few] { $count } dosare deschise
       *[other] { $count } de dosare deschise
    }

# What each role finds on its first page.
begin-case-manager = Din fiecare dosar deschis la dumneavoastră, ce este de făcut urcă singur în această listă, cu termenul și temeiul lui.
begin-supervisor = Vedeți ce a întârziat în direcție, dosarele fără manager de caz și cât are fiecare. Numiți alt manager de caz din pagina dosarului. Numele copiilor nu vi se arată.
begin-victim-assistance-officer = Urmăriți statutul de victimă și referirile din toată țara. Numele se arată doar pentru victime, iar fiecare citire se înregistrează.
begin-service-provider = Referirile către dumneavoastră se văd întâi ca fișe fără nume. După ce acceptați, citiți părțile trimise și înregistrați serviciul.
begin-helpline-counsellor = Înregistrați apelul cât durează, evaluați-l, predați-l direcției care răspunde. După predare nu mai vedeți ce s-a spus, doar că a primit răspuns.
begin-notifier = Scrieți ce vă îngrijorează la un copil și trimiteți direcției din județul lui. Primiți un cod ca dovadă și vedeți când s-a răspuns. Nu trebuie să fiți siguri.
begin-online-analyst = Când o raportare online arată un copil în pericol, semnalați-l aici și predați semnalarea direcției care îl protejează. Aici nu intră nicio imagine.
begin-digital-safety-officer = Trimiteți direcțiilor semnalările despre copii în pericol online și citiți cifrele publicate pentru prevenire. Aici nu intră nicio imagine.
begin-lawyer = Nu sunteți încă numit pe lângă niciun copil. Când sunteți, partea juridică a cazului se deschide aici, și nimic altceva din dosar.
begin-investigator = Dosarele penale se țin separat de cele de protecție. Aici găsiți cifrele publicate despre copiii victime.
begin-prosecutor = Dosarele penale se țin separat de cele de protecție. Aici găsiți cifrele publicate despre copiii victime.
begin-me-officer = Citiți ce numără fiecare indicator. Ofițerul acreditat vede totalurile țării pe ecran, îngheață raportul unui trimestru și îl publică.
begin-partnership-secretariat = Cifrele publicate ale trimestrelor și istoria lor: din ele se pregătesc planul și dialogul anual.
begin-tip-officer = Vedeți cifrele publicate și cum sunt definite. Dosarul unui copil nu se deschide niciodată de aici.
begin-auditor = Verificați registrul oricând și vedeți cine ce dosar a citit și de ce, fără niciun nume de copil.
begin-data-protection-officer = Urmăriți cum sunt protejate datele copiilor: cine ce a citit, de ce, și ce se șterge la sfârșitul păstrării.
begin-administrator = Țineți evidența instituțiilor, a persoanelor și a ce le este acordat. Un drept retras încetează imediat.
