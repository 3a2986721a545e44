# Indicators: what is counted, in plain words.

indicators-title = Indicatori
indicators-lead-live = Numărat din înregistrările instituției dumneavoastră, așa cum se știe acum.
indicators-lead-national = Totaluri naționale, așa cum se știe acum. Fiecare vizualizare se înregistrează; rândurile și exporturile nu sunt oferite.
indicators-lead-published = Cifre așa cum au fost înghețate și publicate. Numerele mici sunt ascunse.
indicators-objective = Obiectivul { $number } · Protecție
indicators-list = Lista indicatorilor
indicators-col-indicator = Indicator
indicators-col-trend = Evoluție
indicators-none = Încă nu este publicată nicio cifră.
indicators-none-hint = Cifrele apar aici când un raport este înghețat și publicat.
indicators-year-note = Anul se numără din nou: fiecare copil o dată. Nu este suma trimestrelor.

indicator-title = { $code } { $name }
indicator-us-code = Cod S.U.A. { $code }
indicator-live = așa cum se știe acum
indicator-as-of = așa cum se știa la { $day }
indicator-children-in = copii în { $period }
indicator-referrals-in = referiri în { $period }
indicator-percent-in = din { $base } în { $period }
indicator-days-in = zile, mediana în { $period }
indicator-walk = Urmărește această cifră
indicator-walk-hint = înregistrările din spatele ei
indicator-trend = Evoluție pe trimestre
indicator-trend-desc = { $name }: { $first } în { $from }, { $last } în { $to }.
indicator-by = După { $what }
indicator-map = Pe județe
indicator-map-desc = Fiecare pătrat este un județ, așezat aproximativ ca pe hartă. Mai închis înseamnă mai mult.
indicator-map-pooled = { $from }–{ $to } împreună
indicator-counted = Ce se numără
indicator-excluded = Ce nu se numără
indicator-definition-version = Definiția, versiunea { $version }
indicator-position = Numărat până la poziția { $position } din registru.
indicator-as-of-title = Așa cum se știa în altă zi
indicator-as-of-go = Numără
indicator-as-of-now = Înapoi la acum
indicator-freeze-title = Îngheață un raport
indicator-freeze-lead = Înghețarea păstrează toate cifrele trimestrului așa cum se știu acum. Înregistrările târzii vor apărea ca revizuiri.
indicator-freeze-go = Îngheață { $period }
indicator-suppressed = ascuns
indicator-suppressed-mark = ·
indicator-suppressed-note = · ascuns: mai puțin de cinci sau ar dezvălui o valoare mai mică de cinci.
indicator-empty = –
indicator-restated = Revizuit la { $day }: { $before } a devenit { $after }.
indicator-restated-small = Revizuit la { $day }: s-a schimbat cu mai puțin de cinci.
indicator-earlier = Rapoarte anterioare

unit-children = copii
unit-referrals = referiri
unit-days = zile
unit-percent = %

dimension-sex = sex
dimension-age-band = vârstă
dimension-county = județ
dimension-origin = județul de origine
dimension-form = forma de exploatare
dimension-total = total
dimension-recruitment = modul de recrutare
dimension-where = locul exploatării
dimension-in-care = sistemul de protecție
dimension-service = serviciu
dimension-agency = instituție
dimension-other-agency = instituția către care s-a făcut referirea

legend-title = Legendă
legend-zero = 0
legend-range = { $from }–{ $to }
legend-single = { $from }
legend-suppressed = ascuns
legend-no-data = fără date
chart-suppressed-note = Hașurat: ascuns, deoarece numărul este mic.

# The definitions themselves.
indicator-2-1-name = Copii prezumați victime
indicator-2-1-definition = Fiecare copil o dată în perioadă, în prima zi din ea în care un profesionist instruit l-a prezumat victimă a traficului.
indicator-2-1-exclusions = Semnalările care nu au dus la o prezumție. Dosarele aceluiași copil se numără o singură dată. O prezumție neconfirmată ulterior rămâne numărată: a fost făcută. Colaborarea cu poliția nu are niciun rol.
indicator-2-11-name = Copii găsiți la muncă forțată, cerșit sau infracțiuni forțate
indicator-2-11-definition = Fiecare copil o singură dată în perioadă, prezumat victimă a muncii forțate, a cerșetoriei sau a infracțiunilor forțate, în prima astfel de zi; instituția este cea care a prezumat.
indicator-2-11-exclusions = Celelalte forme de exploatare. Un copil aflat în mai multe dintre aceste forme stă în fiecare rând și o dată în total. Ce s-a aflat abia după prezumare nu schimbă nimic aici. Nu intră în rapoarte: lângă formele de la 2.1 ar spune ce este ascuns acolo.
indicator-2-2-name = Copii identificați ca victime
indicator-2-2-definition = Fiecare copil o dată în perioadă, în prima zi din ea în care a fost identificat formal ca victimă a traficului.
indicator-2-2-exclusions = Copiii doar prezumați și prezumțiile neconfirmate.
indicator-2-3-name = Copii referiți către servicii
indicator-2-3-definition = Fiecare copil o dată în perioadă, cu cel puțin o referire trimisă către un serviciu medical, juridic, social, de urgență sau comunitar.
indicator-2-3-exclusions = Serviciile oferite de aceeași instituție fără referire. O referire contează când este trimisă, oricare ar fi răspunsul. Un copil referit către două servicii apare în ambele rânduri și o dată în total.
indicator-2-3r-name = Referiri trimise
indicator-2-3r-definition = Fiecare referire trimisă în perioadă.
indicator-2-3r-exclusions = Nu este omisă nicio referire trimisă; un copil poate avea mai multe referiri.
indicator-2-4-name = Referiri realizate
indicator-2-4-definition = Din referirile trimise în perioadă, ponderea celor pentru care serviciul a început efectiv, oricât de târziu.
indicator-2-4-exclusions = Referirile acceptate, dar neîncepute, nu contează ca realizate. Cifra unei perioade recente încă mai crește.
indicator-2-4d-name = Zile până la începerea serviciului
indicator-2-4d-definition = Pentru serviciile începute în perioadă: mediana zilelor scurse de la trimiterea referirii.
indicator-2-4d-exclusions = Referirile al căror serviciu nu a început nu au încă zile de numărat.
indicator-2-5-name = Copii care au primit un serviciu
indicator-2-5-definition = Fiecare copil o dată în perioadă, cu cel puțin un serviciu acordat.
indicator-2-5-exclusions = Serviciile începute sau planificate, dar încă neacordate.
indicator-2-5p-name = Copii care au primit pachetul complet
indicator-2-5p-definition = Fiecare copil o dată, în perioada acordării care a completat pachetul: sprijin psihologic, îngrijire medicală, asistență juridică și sprijin social, fiecare acordat cel puțin o dată.
indicator-2-5p-exclusions = Copiii care au primit până acum doar o parte din pachet.
indicator-2-6-name = Manager de caz numit la timp
indicator-2-6-definition = Din dosarele deschise în perioadă, partea celor pentru care s-a numit un manager de caz în cel mult 3 zile de la deschidere.
indicator-2-6-exclusions = Un manager de caz numit mai târziu nu se numără, nici cel numit în alt dosar al copilului. Un dosar redeschis se numără cu prima lui deschidere. Dosarele deschise în ultimele 3 zile nu sunt încă complete.
indicator-2-9-name = Exploatați din nou în 12 luni
indicator-2-9-definition = Din copiii al căror caz s-a închis în perioadă, cei prezumați din nou victime într-o zi ulterioară, în cel mult 12 luni (365 de zile) de la acea închidere.
indicator-2-9-exclusions = O perioadă încheiată de mai puțin de 12 luni nu este încă completă.
indicator-2-9b-name = Exploatați din nou în 24 de luni
indicator-2-9b-definition = Din copiii al căror caz s-a închis în perioadă, cei prezumați din nou victime într-o zi ulterioară, în cel mult 24 de luni (730 de zile) de la acea închidere.
indicator-2-9b-exclusions = O perioadă încheiată de mai puțin de 24 de luni nu este încă completă.

# Lineage: from a number to what happened.
lineage-title = Înregistrările din spatele cifrei { $value }
lineage-lead = { $name }, { $period }
lineage-how = Cum s-a obținut cifra
lineage-rows =
    { $count ->
        [0] Aici nu contează nicio înregistrare
        [one] 1 înregistrare contează aici
        [few] { $count } înregistrări contează aici
       *[other] { $count } de înregistrări contează aici
    }
lineage-col-child = Copil
lineage-col-entry = Înregistrare
lineage-col-happened = S-a întâmplat
lineage-col-recorded = Înregistrat
lineage-col-agency = Instituție
lineage-col-position = Poziție
lineage-erased-count =
    { $count ->
        [one] 1 dintre ele este un dosar șters: contează în continuare, dar nu duce mai departe.
        [few] { $count } dintre ele sunt dosare șterse: contează în continuare, dar nu duc mai departe.
       *[other] { $count } dintre ele sunt dosare șterse: contează în continuare, dar nu duc mai departe.
    }
lineage-hidden = Înregistrările sunt arătate celor care lucrează cu ele.
lineage-hidden-lead = Vedeți definiția, excluderile și istoricul acestei cifre.
lineage-first = Sunt afișate primele { $max }.
lineage-back = Înapoi la indicator
lineage-history = Istoricul acestei cifre

# Pages of indicators and lineage.
indicator-published-on = publicat la { $day }
indicator-services-in = servicii în { $period }
indicator-rows-in = înregistrări în { $period }
indicator-in = în { $period }
indicator-years = Pe ani
indicator-filter-by = Defalcat după
indicator-overlaps = Un copil sau o referire poate apărea în mai multe rânduri: împreună pot da mai mult decât totalul.
unit-services = servicii
unit-rows = înregistrări
dimension-sex-age = sex și vârstă
left-out-by-condition = în afara a ceea ce numără definiția
left-out-already-counted = același copil sau aceeași referire se numără deja prin altă înregistrare
left-out-not-followed = ce trebuia să urmeze nu a urmat la timp
left-out-not-complete = pachetul nu este încă complet
lineage-not-counted = { $entry } · nu contează: { $reason }
lineage-followed = { $entry } · ce a urmat
lineage-no-file = șters sau la altă instituție
lineage-published = Publicat la { $day } în raportul { $report }: { $value }
