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
