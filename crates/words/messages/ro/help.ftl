# Help: what a page is for, who sees it, what is recorded.

help-title = Ajutor
help-lead = Câte o pagină pentru fiecare loc la care aveți acces: la ce folosește, cine îl vede, ce se înregistrează.
help-about = La ce folosește
help-topics = Subiecte
help-who = Cine îl vede
help-recorded = Ce se înregistrează

help-work = Ce aveți de făcut, în ordinea în care nu mai poate aștepta: termene, răspunsuri, ce au schimbat alții.
help-work-who = Numai dumneavoastră; fiecare vede lista lui.
help-work-recorded = Deschiderea paginii nu se înregistrează: nu arată niciun nume.
help-children = Dosarele de protecție, fără nume, și căutarea după nume sau cod pentru cine are voie.
help-children-who = Managerul de caz și supervizorul văd dosarele instituției lor; ofițerul pentru asistența victimelor pe cele din țară. Ce nu este pentru dumneavoastră arată ca și cum nu ar exista.
help-children-recorded = Fiecare nume sau text deschis și fiecare căutare după nume, cu scopul ei.
help-referrals = Cererile de servicii trimise și primite, fiecare cu ceasul ei.
help-referrals-who = Cine a trimis, cine trebuie să răspundă și cine urmărește mecanismul în țară. Părțile trimise se deschid doar după acceptare.
help-referrals-recorded = Fiecare răspuns și fiecare citire a părților trimise.
help-signals = Primul cuvânt despre un copil care poate fi în pericol: se înregistrează, se evaluează, devine caz sau se predă.
help-signals-who = Instituția care trebuie să răspundă. După predare, doar direcția care a primit-o.
help-signals-recorded = Fiecare pas și fiecare citire a celor spuse.
help-sent = Semnalările trimise de instituția dumneavoastră: că au ajuns și că au primit răspuns.
help-sent-who = Instituția care a trimis. Nu vedeți dacă un copil are dosar sau ce s-a hotărât.
help-sent-recorded = Trimiterea. Deschiderea acestei pagini nu se înregistrează.
help-indicators = Ce numără fiecare indicator, cum, și cifrele la care aveți dreptul.
help-indicators-who = Definițiile, toți. Cifrele la zi, doar instituția lor și ofițerul acreditat; ceilalți văd ce s-a publicat.
help-indicators-recorded = Fiecare privire asupra totalurilor la zi ale țării.
help-reports = Cifrele unui trimestru, așa cum au fost înghețate și publicate, cu numerele mici ascunse.
help-reports-who = Toți cei care lucrează aici văd ce s-a publicat.
help-reports-recorded = Înghețarea și publicarea; o cifră schimbată mai târziu rămâne vizibilă ca rectificare.
help-datasets = Tabele statistice ale altora, niciodată dosare de copii.
help-datasets-who = Ofițerii de monitorizare și ofițerul pentru asistența victimelor.
help-datasets-recorded = Aducerea unui tabel și adoptarea lui.
help-trust = Verifică oricând că istoria nu a fost rescrisă și arată cine ce a citit.
help-trust-who = Auditorul; fără niciun nume de copil.
help-trust-recorded = Ce se verifică nu schimbă registrul.
help-admin = Instituții, persoane și drepturile lor.
help-admin-who = Administratorul. De aici nu se ajunge la niciun dosar de copil.
help-admin-recorded = Fiecare drept acordat sau retras; încetează imediat, și în sesiunile deschise.

# Search by code and title.
search-title = Căutare
search-records = Înregistrări
search-agencies = Instituții
search-none = Nu s-a găsit nimic.
search-none-hint = Scrieți un cod întreg sau cel puțin două litere dintr-un titlu. După nume de copii se caută doar din lista de copii.
all-search = Caută
all-search-hint = Cod sau titlu ( / )
