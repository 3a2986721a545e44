# Trust: how anyone can check.

trust-title = Încredere
trust-lead = Tot ce se întâmplă este o înregistrare într-un registru care doar crește. Fiecare înregistrare este legată de cea dinainte, astfel încât orice schimbare se vede.
trust-ledger-social = Registrul protecției
trust-ledger-justice = Registrul justiției
trust-ledger-programme = Registrul programului
trust-ledger-directory = Registrul instituțiilor
trust-entries = Înregistrări
trust-last-entry = Ultima înregistrare
trust-root = Amprenta întregului
trust-checkpoints = Puncte de control
trust-checkpoints-lead = Un punct de control este amprenta semnată a registrului la un moment dat. Păstrați unul: mai târziu oricine poate arăta că nimic dinaintea lui nu a fost rescris.
trust-checkpoints-none = Încă niciun punct de control.
trust-col-position = Poziție
trust-col-signed = Semnat
trust-col-root = Amprentă
trust-col-key = Cheie
trust-verify = Verifică acum
trust-verify-lead = Recitește fiecare înregistrare, recalculează fiecare amprentă și le compară cu punctele de control.
trust-sound = În regulă
trust-sound-text =
    { $count ->
        [one] A fost verificată 1 înregistrare; este așa cum a fost scrisă.
        [few] Au fost verificate { $count } înregistrări; toate sunt așa cum au fost scrise.
       *[other] Au fost verificate { $count } de înregistrări; toate sunt așa cum au fost scrise.
    }
trust-broken = Nu este în regulă
trust-broken-text =
    { $count ->
        [one] 1 constatare. Nu mai scrieți; păstrați o copie a dosarului de date și chemați administratorii serverului.
        [few] { $count } constatări. Nu mai scrieți; păstrați o copie a dosarului de date și chemați administratorii serverului.
       *[other] { $count } de constatări. Nu mai scrieți; păstrați o copie a dosarului de date și chemați administratorii serverului.
    }
trust-verified-at = Verificat la { $time } în { $seconds } s
trust-findings = Constatări
trust-finding-position = Poziție
trust-finding-what = Ce nu este în regulă
trust-finding-entry = Înregistrare
trust-what-proves = Ce dovedește
trust-what-proves-text = Că o cifră publicată este cea înghețată în acea zi și că istoria nu a fost rescrisă de atunci. Că este numărătoarea corectă se arată numărând din nou, ceea ce face un auditor acreditat.
trust-policy = Amprenta regulilor de acces
trust-command = La fel din linia de comandă: punte verify
trust-reads-find = Cine a citit un dosar
trust-reads-find-lead = Introduceți un cod pentru a vedea fiecare citire a identității.
trust-reads-go = Arată citirile

# What verification can find.
finding-undecodable = Acești octeți nu pot fi citiți ca înregistrare.
finding-hash-differs = Octeții acestei înregistrări nu sunt cei scriși inițial.
finding-column-differs = Indexul de lângă înregistrare nu spune ce spune înregistrarea.
finding-other-realm = Această înregistrare aparține altui registru.
finding-other-stream = Această înregistrare aparține altui dosar.
finding-position-out-of-order = Aici lipsesc, au fost adăugate sau sunt în altă ordine înregistrări.
finding-version-out-of-order = Din acest dosar lipsesc, au fost adăugate sau sunt în altă ordine înregistrări.
finding-previous-differs = Înregistrarea dinaintea acesteia a fost înlocuită.
finding-recorded-before-previous = Înregistrarea spune că a fost făcută înaintea celei de dinainte.
finding-checkpoint-malformed = Acest punct de control nu poate fi citit.
finding-checkpoint-key-unknown = Acest punct de control este semnat cu o cheie necunoscută.
finding-checkpoint-signature-bad = Semnătura acestui punct de control nu este valabilă.
finding-checkpoint-of-other-realm = Acest punct de control aparține altui registru.
finding-checkpoint-root-differs = Istoria dinaintea acestui punct de control a fost rescrisă.
finding-checkpoint-beyond-end = Registrul este mai scurt decât la semnarea acestui punct de control.
finding-tile-differs = O amprentă păstrată nu este cea dată de înregistrări.
finding-tile-missing = Lipsește o amprentă păstrată.
finding-tile-unexpected = Este păstrată o amprentă care nu ar trebui să existe.
finding-head-malformed = Capătul păstrat al registrului nu poate fi citit.
finding-head-differs = Capătul păstrat al registrului nu este cel dat de înregistrări.
finding-proof-fails = Dovada nu duce de la această înregistrare la punctul de control.
finding-not-covered = Înregistrarea a venit după punctul de control, care nu spune nimic despre ea.

# Who read a record.
reads-title = Cine a citit { $code }
reads-lead = Fiecare citire a identității sau a celor scrise, cele noi întâi.
reads-none = Nimeni nu a citit identitatea din acest dosar.
reads-col-when = Când
reads-col-who = Cine
reads-col-agency = Instituție
reads-col-part = Parte
reads-col-purpose = Scop
reads-total =
    { $count ->
        [0] Nicio citire
        [one] 1 citire
        [few] { $count } citiri
       *[other] { $count } de citiri
    }

reads-total-more = peste { $max } de citiri

# Newest entries and checkpoints to keep.
trust-key = Cheia publică a punctelor de control
trust-keep = Păstrează ultimul punct de control ca fișier
trust-newest = Cele mai noi înregistrări, fără conținut
trust-older = Înregistrări mai vechi
trust-col-kind = Ce
trust-col-recorded = Înregistrat
