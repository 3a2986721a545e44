# The frame of every page.

brand = Punte
page-title = { $title } · Punte
synthetic-banner = DATE SINTETICE. Niciun copil real, nicio persoană reală.
skip-to-content = Sari la conținut
places = Locuri
language = Limba
signed-in-as = Conectat ca
sign-out = Ieșire
name-search = Caută un copil
name-search-hint = Nume sau cod ( / )
name-search-go = Caută
screen-only = Totalurile la zi ale țării sunt doar pentru ecranul ofițerului acreditat să le vadă. Pe hârtie se pun cifrele unui raport publicat.
footer-word = Fiecare cifră de aici poate fi urmărită până la înregistrările ei, de cine are dreptul.

places-work = Munca mea
places-children = Copii
places-referrals = Referiri
places-signals = Semnalări
places-sent = Semnalări trimise
places-justice = Dosare penale
places-indicators = Indicatori
places-reports = Rapoarte
places-datasets = Seturi de date
places-glass = Acces de urgență
places-watch = Supraveghere
places-trust = Încredere
places-admin = Administrare
places-waiting =
    { $count ->
        [one] 1 vă așteaptă
        [few] { $count } vă așteaptă
       *[other] { $count } vă așteaptă
    }

# Roles.
role-case-manager = Manager de caz
role-supervisor = Supervizor
role-victim-assistance-officer = Ofițer pentru asistența victimelor
role-service-provider = Furnizor de servicii
role-helpline-counsellor = Consilier la linia de ajutor
role-notifier = Persoană care sesizează
role-online-analyst = Analist la centrul online
role-digital-safety-officer = Ofițer pentru siguranța digitală
role-lawyer = Avocat sau curator
role-investigator = Anchetator
role-prosecutor = Procuror
role-me-officer = Ofițer de monitorizare și evaluare
role-partnership-secretariat = Secretariatul parteneriatului
role-tip-officer = Ofițer de program, Biroul TIP
role-auditor = Auditor
role-data-protection-officer = Responsabil cu protecția datelor
role-administrator = Administrator

# What each role comes to do, for the demo's list of people.
role-case-manager-does = Lucrează cazurile copiilor: înregistrări, referiri, închidere
role-supervisor-does = Aprobă, echilibrează și rezolvă întârzierile
role-victim-assistance-officer-does = Urmărește statutul de victimă și referirile
role-service-provider-does = Răspunde la referiri și oferă servicii
role-helpline-counsellor-does = Preia apeluri, le triază și le predă
role-notifier-does = Semnalează o îngrijorare și vede că a primit răspuns
role-online-analyst-does = Semnalează copiii găsiți în raportările online
role-digital-safety-officer-does = Citește cifrele publicate pentru prevenirea online
role-lawyer-does = Ține partea juridică a cazului unui copil
role-investigator-does = Lucrează dosarul penal
role-prosecutor-does = Conduce dosarul penal
role-me-officer-does = Numără, îngheață și publică cifre
role-partnership-secretariat-does = Citește cifrele publicate pentru plan și dialog
role-tip-officer-does = Citește cifre publicate; niciodată dosarul unui copil
role-auditor-does = Verifică registrul și cine ce a citit
role-data-protection-officer-does = Vede cine a citit și de ce; ștergerea la sfârșitul păstrării
role-administrator-does = Ține evidența instituțiilor și a persoanelor

# Pages that say something went wrong.
error-page-title = Nu a mers
error-to-work = Mergi la munca mea
error-to-sign-in = Mergi la pagina de intrare
error-request = Numărul cererii
error-request-hint = Spuneți acest număr când cereți ajutor. Nu spune nimic despre vreun copil.
error-nothing-saved = Nu s-a înregistrat nimic.
error-summary-title = Vă rugăm să corectați
error-summary-lead = Încă nu s-a înregistrat nimic. Ce ați scris a rămas aici.
