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
task-answer = Răspunde
task-record = Înregistrează

due-brought-in = din trecut, fără termen
