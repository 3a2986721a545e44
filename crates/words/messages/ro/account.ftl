# Al doilea pas al intrării și contul propriu.

second-step-title = Arătați al doilea factor
second-step-lead = { $name }, parola a fost corectă. Mai este un pas.
second-step-code = Cod
second-step-code-hint = Șase cifre din aplicație sau unul dintre codurile de recuperare.
second-step-go = Continuă
second-step-lost = Ați pierdut telefonul și nu mai aveți coduri de recuperare? Doi administratori împreună pot retrage al doilea factor.
second-step-other = Intrați ca altcineva

enrol-title = Configurați un al doilea factor
enrol-lead = Rolurile dumneavoastră deschid ceea ce nu trebuie deschis doar cu o parolă. O aplicație de pe telefon dă un cod care se schimbă la fiecare 30 de secunde.
enrol-replaces = Ce arată aplicația de acum nu se va mai accepta; codurile de recuperare se fac din nou, iar toate celelalte sesiuni se încheie.
enrol-step-app = 1. Adăugați Punte într-o aplicație
enrol-step-app-text = Deschideți o aplicație de autentificare și citiți cu ea această imagine.
enrol-qr = Cod QR cu secretul pentru aplicație
enrol-by-hand = Sau scrieți în aplicație această cheie; este o cheie bazată pe timp:
enrol-step-code = 2. Scrieți codul pe care îl arată
enrol-code = Codul din aplicație
enrol-code-hint = Șase cifre. Dacă nu este acceptat, verificați ceasul telefonului.
enrol-go = Configurează

codes-title = Păstrați codurile de recuperare
codes-lead = Dacă pierdeți telefonul, fiecare dintre ele vă lasă să intrați o dată. Se arată numai acum.
codes-heading = Coduri de recuperare
codes-note = Tipăriți-le sau scrieți-le și păstrați-le separat de telefon. Cele noi le încheie pe acestea.
codes-kept = Le-am păstrat

factor-code = Codul celui de-al doilea factor
factor-code-hint = Este nevoie de un cod arătat în ultimele cinci minute.

account-title = Contul meu
account-link = Contul meu
account-factors = Al doilea factor
account-factors-needed = Nu aveți încă unul, iar rolurile dumneavoastră îl cer.
account-factors-none = Nu aveți unul. Rolurile dumneavoastră nu îl cer; vă apără totuși de o parolă pe care a văzut-o cineva.
account-app-set-up = Configurați un al doilea factor
account-app-since = O aplicație dă codurile dumneavoastră, din { $day }.
account-app-again = Configurați alt telefon
account-codes-left =
    { $count ->
        [one] A rămas un cod de recuperare.
        [few] Au rămas { $count } coduri de recuperare.
       *[other] Au rămas { $count } de coduri de recuperare.
    }
account-codes-new = Fă coduri de recuperare noi
account-codes-new-hint = Cele dinainte se încheie.
account-show = Arătați un cod acum
account-show-lead = Semnăturile celei de-a doua persoane cer un cod din ultimele cinci minute.
account-sessions = Sesiuni deschise
account-sessions-lead = O sesiune se încheie după o jumătate de oră fără folosire și la douăsprezece ore de la început.
account-session-began = Începută
account-session-used = Folosită ultima dată
account-session-this = aceasta
account-session-end = Încheie
account-sessions-end = Încheie toate celelalte
account-password = Parola
account-password-none = Ați intrat cu un clic; aceasta este o demonstrație și nu aveți parolă.
account-login = Intrați ca { $login }.
account-password-present = Parola de acum
account-password-go = Schimbă parola
account-language = Se păstrează în acest navigator un an.
