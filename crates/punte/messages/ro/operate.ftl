# Copii de siguranță, restaurări, exerciții, chei.

cli-progress-databases = { $done } din { $of } baze de date
cli-backed-up = Copia de siguranță { $file }: { $rows } rânduri, { $bytes } octeți.
cli-backup-kept = { $written }  { $bytes } octeți  { $file }
cli-backups-none = Aici nu este nicio copie de siguranță.
cli-restored = Restaurat din copia de siguranță de la { $made }: { $rows } rânduri.
cli-restored-erased =
    { $count ->
        [one] O evidență ștearsă după copia de siguranță a fost ștearsă și aici.
        [few] { $count } evidențe șterse după copia de siguranță au fost șterse și aici.
       *[other] { $count } de evidențe șterse după copia de siguranță au fost șterse și aici.
    }
cli-drill-good = Copia de siguranță { $file } de la { $made } se restaurează: { $rows } rânduri în { $seconds } s. Registrele, cheile și listele sunt cele copiate.
cli-drill-not-good = Copia de siguranță { $file } de la { $made } NU este bună: { $rows } rânduri în { $seconds } s.
cli-drill-not-continued = { $ledger }: ceea ce se folosește astăzi NU începe cu ceea ce are copia de siguranță.
cli-passphrase = Fraza de acces a secretului rădăcină:
cli-identity-made = Identitatea este în { $file }. Păstrați-o departe de date și de copiile de siguranță: le deschide pe toate.

problem-backups-none = În { $folder } nu este nicio copie de siguranță
problem-backups-none-hint = Copiile de siguranță sunt fișiere cu terminația .age.
problem-restore-half-made = Restaurarea în { $folder } a fost întreruptă
problem-restore-half-made-hint = Goliți dosarul (și baza de date), păstrați secretul rădăcină, apoi restaurați din nou.
problem-restore-needs-erasures = Nu s-a spus ce s-a șters după această copie de siguranță
problem-restore-needs-erasures-hint = Dați cel mai nou erasures.txt cu --erasures sau declarați cu --nothing-erased că nu s-a șters nimic.
problem-servers-unknown = De aici nu se vede dacă un server are deschise aceste baze de date
problem-servers-unknown-hint = Opriți toate serverele, apoi confirmați cu --servers-stopped.

cli-passphrase-new = Frază de acces nouă:
cli-passphrase-again = Încă o dată:
cli-root-plain = Secretul rădăcină stă necriptat în dosar: cine copiază discul poate deschide orice nume. `punte keys lock` îl pune sub o frază de acces.
cli-keys-locked = Secretul rădăcină este încuiat. Fără fraza de acces sau doi custozi nu se mai deschide nimic.
cli-keys-share = Custodele { $custodian }: { $file }
cli-keys-split = Oricare { $needed } din { $of } refac secretul rădăcină. Dați fiecare parte custodelui ei și ștergeți fișierele.
cli-keys-restored = Secretul rădăcină este refăcut.
cli-keys-rotated = Chei noi: { $fresh }. Învelite din nou sub ele: { $rewrapped }. Nimic din ce este sigilat nu a fost rescris.
cli-keys-root-plain = Secretul rădăcină: un fișier necriptat
cli-keys-root-locked = Secretul rădăcină: încuiat cu o frază de acces
cli-keys-root-credential = Secretul rădăcină: de la managerul de servicii
cli-keys-realms = Chei de registre: { $count }
cli-keys-agencies = Chei de instituții: { $count }
cli-keys-statistics = Chei de luni statistice: { $count }
cli-keys-records = Evidențe care se deschid: { $count }
cli-keys-parts = Cheile părților lor: { $count }
cli-keys-changed-readers = Evidențe cu cititori schimbați: { $count }
cli-operations = Starea, disponibilitatea și indicatorii tehnici sunt la { $address }
