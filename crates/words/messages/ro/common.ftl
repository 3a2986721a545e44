# Words that many pages share.

due-today = scadent astăzi
due-tomorrow = scadent mâine
due-days-late =
    { $count ->
        [one] întârziere de 1 zi
        [few] întârziere de { $count } zile
       *[other] întârziere de { $count } de zile
    }
due-in-days =
    { $count ->
        [one] scadent peste 1 zi
        [few] scadent peste { $count } zile
       *[other] scadent peste { $count } de zile
    }
due-hours-late =
    { $count ->
        [one] întârziere de 1 oră
        [few] întârziere de { $count } ore
       *[other] întârziere de { $count } de ore
    }
due-in-hours =
    { $count ->
        [one] scadent peste 1 oră
        [few] scadent peste { $count } ore
       *[other] scadent peste { $count } de ore
    }
waiting-days =
    { $count ->
        [0] de astăzi
        [one] așteaptă de 1 zi
        [few] așteaptă de { $count } zile
       *[other] așteaptă de { $count } de zile
    }
days =
    { $count ->
        [one] 1 zi
        [few] { $count } zile
       *[other] { $count } de zile
    }
children-count =
    { $count ->
        [0] niciun copil
        [one] 1 copil
        [few] { $count } copii
       *[other] { $count } de copii
    }
referrals-count =
    { $count ->
        [0] nicio referire
        [one] 1 referire
        [few] { $count } referiri
       *[other] { $count } de referiri
    }
entries-count =
    { $count ->
        [0] nicio înregistrare
        [one] 1 înregistrare
        [few] { $count } înregistrări
       *[other] { $count } de înregistrări
    }
people-count =
    { $count ->
        [0] nimeni
        [one] 1 persoană
        [few] { $count } persoane
       *[other] { $count } de persoane
    }
rows-count =
    { $count ->
        [0] niciun rând
        [one] 1 rând
        [few] { $count } rânduri
       *[other] { $count } de rânduri
    }

yes = Da
no = Nu
not-known = Nu se cunoaște
any = Oricare
all = Toate
nobody-yet = încă nimeni
you = dumneavoastră
optional = opțional
cancel = Renunță
back = Înapoi
show-more = Pagina următoare
first-page = Prima pagină
filter = Filtrează
filters = Filtre
clear-filters = Șterge filtrele
as-table = Aceleași date ca tabel
not-verified = încă neverificat cu textul oficial
when = Când
who = Cine
what = Ce
agency = Instituția
county = Județul
child = Copilul
status = Starea
reason = Motivul
total = Total
value = Valoare
period = Perioada
code = Cod

# Why people read a sealed part; recorded with each read.
purpose-case-work = Pentru lucrul la cazul copilului
purpose-referral = Pentru a răspunde unei referiri sau a o îndeplini
purpose-monitoring = Pentru urmărirea mecanismului de referire
purpose-audit = Pentru a verifica cine ce a făcut
purpose-break-glass = Pentru a ajuta un copil în urgență, cu acordul unei a doua persoane
purpose-search = Pentru a găsi un copil după nume

# Parts of an entry with readers of their own.
compartment-operational = Coduri și date calendaristice
compartment-identity = Identitatea copilului
compartment-narrative = Ce s-a scris
compartment-shared = Secțiuni trimise cu o referire
pages = Paginile listei

# Levels that are not known, in lists and in datasets.
code-unknown = necunoscut
