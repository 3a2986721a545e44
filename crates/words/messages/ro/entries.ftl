# Forms that record something.

entry-known = Știm deja
entry-known-hint = Nu trebuie să întrebați sau să scrieți din nou.
entry-what-follows = Ce urmează
entry-choose = Alegeți
entry-choose-kind = Ce doriți să înregistrați?
entry-choose-kind-hint = Apare doar ce permite dosarul acum.
entry-amend-title = Rectificare: { $what }
entry-amend-lead = Schimbați ce a fost greșit și spuneți de ce. Prima versiune rămâne și poate fi văzută oricând.
entry-conflict-title = Între timp altcineva a înregistrat ceva
entry-conflict-lead = Priviți ce s-a schimbat, apoi trimiteți din nou dacă rămâne valabil. Ce ați scris a rămas aici.
entry-recorded = Înregistrat: { $what }
entry-person-part = Cine este copilul
entry-person-part-hint = Sigilat separat de tot restul; fiecare citire se înregistrează. Lăsați gol ce nu se cunoaște.
entry-possible-same = Acesta poate fi un copil pe care îl cunoaștem deja
entry-possible-same-hint = Scris altfel, dar asemănător. Dumneavoastră decideți: deschideți dosarul existent sau spuneți că este alt copil.
entry-is-same = Este același copil
entry-is-other = Este alt copil

# Fields.
field-happened = Când s-a întâmplat?
field-happened-hint = An-lună-zi, ca 2026-03-12. Dacă se cunoaște doar luna sau anul: 2026-03 sau 2026.
field-sex = Sexul
field-age-band = Grupa de vârstă
field-origin = Județul de origine
field-recruitment = Cum a fost recrutat copilul?
field-where = Unde a avut loc exploatarea?
field-in-care = Era copilul în sistemul de protecție?
field-forms = Forme de exploatare
field-forms-hint = Alegeți tot ce se potrivește.
field-service = Serviciul
field-which-service = Care serviciu?
field-need = De ce are nevoie copilul?
field-urgency = Cât de urgent este?
field-to-agency = Către ce instituție?
field-sections = Ce poate citi instituția după acceptare?
field-sections-hint = Doar ce îi trebuie ca să ajute. Nu vede nimic altceva.
field-shared-text = Pentru instituție, după acceptare
field-note = Cu cuvintele dumneavoastră
field-note-hint = Mai degrabă fapte decât păreri. Sigilat; citit doar de echipă, iar fiecare citire se înregistrează.
field-minutes = Cât a durat, în minute?
field-about = Despre ce este vorba?
field-anonymous = Numele celui care ne-a spus
field-anonymous-yes = Persoana nu și-a spus numele
field-reason = Motivul
field-closing-reason = De ce se închide cazul?
field-refusal-reason = De ce nu o puteți prelua?
field-amend-reason = De ce se rectifică?
field-reopen-reason = De ce se redeschide?
field-case-manager = Cine devine manager de caz?
field-given-names = Prenume
field-family-names = Nume de familie
field-birth-date = Data nașterii
field-birth-date-hint = Cât de exact se cunoaște: 2011-03-12, 2011-03 sau 2011
field-national-number = Cod numeric personal
field-address = Adresa
field-phone = Telefon
field-phone-hint = Doar un număr la care este sigur să sunați.
field-guardian = Reprezentant legal
field-source = Cine ne-a spus?
field-identified-by = Pe ce temei?
field-as-of = Așa cum se știa la
field-as-of-hint = An-lună-zi, ca 2026-03-31

# What a person should know before recording; nothing is refused.
warning-title = Înainte de a înregistra
warning-open-referrals-remain = O referire încă așteaptă răspuns.
warning-open-services-remain = Un serviciu este încă în curs.

entry-circumstances = Ce se știe despre exploatare
field-triage-reasons = De ce?
field-triage-reasons-hint = Alegeți tot ce se potrivește.
field-withdraw = Sau retrageți-o

# Why a child found may be the same, or not.
match-name-exact = același nume
match-name-joined = același nume, scris legat sau separat
match-name-transliterated = același nume, cu alte litere
match-name-nickname = o formă scurtă a numelui
match-name-beginning = numele începe așa
match-name-mistyped = o literă sau două diferite
match-name-initial = aceeași inițială
match-name-missing = lipsește o parte din nume
match-birth-equal = aceeași dată a nașterii
match-birth-possible = datele nașterii se potrivesc, cât se cunosc
match-birth-swapped = ziua și luna inversate
match-birth-near = date ale nașterii apropiate
match-birth-unknown = data nașterii necunoscută
match-birth-differs = altă dată a nașterii
match-sex-equal = același sex
match-sex-differs = alt sex înregistrat
