# Frozen and published reports.

reports-title = Rapoarte
reports-lead = Un raport înghețat își păstrează cifrele pentru totdeauna. Ce a fost arătat o dată poate fi arătat din nou, cifră cu cifră.
reports-none = Încă niciun raport.
reports-none-hint = Ofițerul de monitorizare și evaluare îngheață unul la sfârșitul trimestrului.
reports-col-period = Perioadă
reports-col-frozen = Înghețat
reports-col-by = De către
reports-col-state = Stare
reports-col-restated = Revizuit
reports-list = Lista rapoartelor
report-title = Raport pentru { $period }
report-state-frozen = înghețat, încă nepublicat
report-state-published = publicat
report-frozen-on = Înghețat la { $day }, la poziția { $position } din registru
report-as-known = Cifre așa cum se știau în acea zi.
report-publish = Publică raportul
report-publish-lead = Cifrele publicate pot fi citite de parteneri. Nu se poate retrage; corecturile apar ca revizuiri.
report-gated = Numerele mici sunt ascunse aici, ca niciun copil să nu poată fi recunoscut.
report-figures = Cifre
report-digest = Amprenta acestui raport
report-rerun = Numără din nou la acea zi
report-same = Numărat din nou: fiecare cifră este aceeași.
report-differs = Numărat din nou: unele cifre diferă.
report-restatements = Revizuiri
report-restatements-none = Nicio cifră din acest raport nu s-a schimbat de atunci.
report-col-figure = Cifra
report-col-then = Atunci
report-col-now = Acum
report-small-change = schimbat cu mai puțin de cinci

# Datasets: statistical files, never children of the partnership.
datasets-title = Seturi de date
datasets-lead = Fișiere statistice din alte surse. Nu se amestecă niciodată cu cifrele parteneriatului.
datasets-none = Nu a fost importat niciun set de date.
datasets-none-hint = Importați unul cu: punte import table --map FIȘIER
dataset-title = Setul de date { $number }: { $name }
dataset-source = Sursa
dataset-adopted = Adoptat
dataset-rows = Rânduri
dataset-years = Ani
dataset-not-ours = Aceste rânduri nu sunt copii din parteneriat și nu intră în niciuna dintre cifrele lui.
dataset-level = Valoare
dataset-count = Rânduri
dataset-share = Pondere

# Pages of reports and datasets.
reports-restated =
    { $count ->
        [one] 1 cifră revizuită
        [few] { $count } cifre revizuite
       *[other] { $count } de cifre revizuite
    }
reports-restates = revizuiește un raport anterior
report-sections = Tabelele fiecărui indicator
report-counted = Amprenta a tot ce s-a numărat, inclusiv cifrele ascunse
report-positions = În registru la pozițiile { $positions }.
report-says = Ce revizuiește acest raport
report-differing-figures =
    { $count ->
        [0] Fiecare cifră arătată este aceeași; ce s-a numărat dedesubt, nu.
        [one] 1 cifră diferă.
        [few] { $count } cifre diferă.
       *[other] { $count } de cifre diferă.
    }
report-rules-changed = De atunci s-au schimbat definiții sau pachetul de reguli: { $codes }.
dataset-by-program = din linia de comandă
dataset-adopted-at = la poziția { $position } din registru
dataset-count-by = Numără pe ani și după
dataset-by-year = { $what }
