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
places-indicators = Indicatori
places-reports = Rapoarte
places-datasets = Seturi de date
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
role-victim-assistance-officer = Ofițer pentru asistența victimelor
role-service-provider = Furnizor de servicii
role-me-officer = Ofițer de monitorizare și evaluare
role-tip-officer = Ofițer de program, Biroul TIP
role-auditor = Auditor
role-administrator = Administrator

# What each role comes to do, for the demo's list of people.
role-case-manager-does = Lucrează cazurile copiilor: înregistrări, referiri, închidere
role-victim-assistance-officer-does = Urmărește statutul de victimă și referirile
role-service-provider-does = Răspunde la referiri și oferă servicii
role-me-officer-does = Numără, îngheață și publică cifre
role-tip-officer-does = Citește cifre publicate; niciodată dosarul unui copil
role-auditor-does = Verifică registrul și cine ce a citit
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
