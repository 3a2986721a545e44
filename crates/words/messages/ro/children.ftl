# The list of children.

children-title = Copii
children-total =
    { $count ->
        [0] Niciun copil
        [one] 1 copil
        [few] { $count } copii
       *[other] { $count } de copii
    }
children-total-more = Peste { $max } de copii
children-filter-state = Dosar
children-filter-state-open = Deschis
children-filter-state-closed = Închis
children-filter-status = Statut de victimă
children-filter-county = Județ
children-filter-age = Grupa de vârstă
children-filter-sex = Sex
children-filter-text = Cod
children-list = Lista copiilor
children-col-code = Cod
children-col-name = Nume
children-col-age = Grupa de vârstă
children-col-sex = Sex
children-col-county = Județ
children-col-status = Stare
children-col-manager = Manager de caz
children-col-next = Următorul termen
children-name-hidden = Nume ascuns
children-show-names = Arată numele de pe pagină
children-show-names-hint = Afișarea numelor se înregistrează cu numele dumneavoastră, ora și scopul.
children-names-shown = Numele sunt afișate doar pe această pagină. Citirea a fost înregistrată.
children-none = Niciun copil nu corespunde.
children-none-hint = Renunțați la un filtru sau căutați după nume, sus.
children-found-for = Găsiți pentru „{ $query }”
children-found-hint = Întâi scrierea cea mai apropiată. Greșelile de scriere și diacriticele lipsă sunt iertate.

# A child's page.

child-title = Copilul { $code }
child-name-hidden = Nume ascuns
child-show-name = Arată numele
child-show-name-hint = se înregistrează: cine, când, de ce
child-name-shown = Numele este afișat doar pe această pagină. Citirea a fost înregistrată la { $time }.
child-identity = Cine este copilul
child-given-names = Prenume
child-family-names = Nume de familie
child-birth-date = Data nașterii
child-national-number = Cod numeric personal
child-address = Adresa
child-phone = Telefon
child-guardian = Reprezentant legal
child-manager-since = Manager de caz: { $name }, din { $day }
child-manager-none = Încă fără manager de caz
child-next = Următorul pas
child-next-none = Nimic scadent
child-next-none-hint = Niciun termen din pachetul de reguli nu curge pe acest dosar.
child-timeline = Ce s-a întâmplat
child-timeline-none = Încă nu este nimic înregistrat.
child-add = Adaugă o înregistrare
child-amend = Rectifică
child-amended = Rectificată { $day }: { $reason }
child-amended-before = Înainte
child-recorded-late =
    { $count ->
        [one] înregistrat după 1 zi
        [few] înregistrat după { $count } zile
       *[other] înregistrat după { $count } de zile
    }
child-entry-by = { $name }, { $agency }
child-note-read = Citește ce s-a scris
child-services = Servicii
child-services-none = Încă niciun serviciu.
child-service-running = în curs din { $day }
child-service-ended = încheiat { $day }
child-service-times =
    { $count ->
        [0] încă neacordat
        [one] acordat o dată
        [few] acordat de { $count } ori
       *[other] acordat de { $count } de ori
    }
child-referrals = Referiri
child-referrals-none = Încă nicio referire.
child-team = Echipa
child-team-none = Încă nu este numit nimeni.
child-readers = Cine a deschis dosarul
child-readers-see = Vezi fiecare citire
child-facts = În cifre
child-version = Versiunea { $version } a dosarului
child-to-list = Toți copiii

# The crossing: four tracks in one picture.

crossing-title = Trecerea
crossing-desc = Patru trasee, de la prima semnalare la recuperare.
crossing-track-now = { $track }: { $step }.
track-protection = Protecție
track-status = Statut
track-justice = Justiție
track-recovery = Recuperare
track-elsewhere = ținut deocamdată în altă parte
track-not-started = neînceput
step-signal = Semnalare
step-opened = Caz deschis
step-case-manager = Manager de caz
step-referred = Referire
step-answered = Răspuns
step-services = Servicii
step-closed = Închis
step-reopened = Redeschis
step-potential = Potențial
step-presumed = Prezumat
step-identified = Identificat
step-not-confirmed = Neconfirmat
step-support-began = Sprijin început
step-support-given = Sprijin acordat
step-support-ended = Sprijin încheiat
step-state-done = făcut
step-state-here = acum aici
step-state-ahead = urmează
step-state-late = întârziat
step-since = din { $day }

# Victim status, as tags.
status-none = fără statut
status-potential = potențial
status-presumed = prezumat
status-identified = identificat
status-not-confirmed = neconfirmat
file-closed = închis

# Why the next step is due when it is.
child-next-explained =
    { $who }: până la { $day }, la { $unit ->
        [hours] { $amount ->
            [one] o oră
            [few] { $amount } ore
           *[other] { $amount } de ore
        }
        [working_days] { $amount ->
            [one] o zi lucrătoare
            [few] { $amount } zile lucrătoare
           *[other] { $amount } de zile lucrătoare
        }
        [months] { $amount ->
            [one] o lună
            [few] { $amount } luni
           *[other] { $amount } de luni
        }
       *[days] { $amount ->
            [one] o zi
            [few] { $amount } zile
           *[other] { $amount } de zile
        }
    } de la { $from }.
