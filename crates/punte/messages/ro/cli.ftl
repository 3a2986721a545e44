# Ce spune programul în linia de comandă.

cli-making =
    { $count ->
        [one] Se face o țară sintetică cu 1 copil, până la { $day }.
        [few] Se face o țară sintetică cu { $count } copii, până la { $day }.
       *[other] Se face o țară sintetică cu { $count } de copii, până la { $day }.
    }
cli-beginning-again = Dosarul conține o țară a cărei facere a fost întreruptă. Se ia de la început.
cli-made = Gata în { $seconds } s: { $files } dosare de copii, { $entries } înregistrări, { $reports } rapoarte publicate. Lăsate deoparte de o regulă: { $refused } din { $steps } pași.
cli-reused = Se folosește din nou țara sintetică din { $folder }, la data de { $day }.
cli-old-demo =
    { $count ->
        [one] Ultima ei înregistrare este de acum 1 zi. Cu --fresh se face din nou, până azi.
        [few] Ultima ei înregistrare este de acum { $count } zile. Cu --fresh se face din nou, până azi.
       *[other] Ultima ei înregistrare este de acum { $count } de zile. Cu --fresh se face din nou, până azi.
    }
cli-synthetic = SINTETIC: nimeni din ea nu există. Cu un clic intrați ca oricare dintre oamenii ei.
cli-serving = Punte este la { $address }
cli-stop-hint = Se oprește cu Ctrl+C.
cli-stopping = Se oprește: ce este în lucru se termină întâi.
cli-stopped = Oprit.
cli-no-people = Nimeni nu poate intra încă. Adăugați prima persoană: punte user add --help
cli-adopted-pack = Pachetul de reguli { $pack }, versiunea { $version }, este adoptat.
cli-rebuilding = Se refac listele făcute de o versiune mai veche a programului.

cli-progress-steps = { $done } din { $of } pași
cli-progress-entries = { $done } din { $of } înregistrări
cli-progress-streams = { $done } din { $of } dosare
cli-progress-rows =
    { $count ->
        [one] 1 rând
        [few] { $count } rânduri
       *[other] { $count } de rânduri
    }

cli-verify-sound = { $ledger }: întreg. Înregistrări: { $entries }. Puncte de control: { $checkpoints }, ultimul peste { $vouched } înregistrări.
cli-verify-broken =
    { $count ->
        [one] { $ledger }: NU ESTE ÎNTREG. 1 constatare.
        [few] { $ledger }: NU ESTE ÎNTREG. { $count } constatări.
       *[other] { $ledger }: NU ESTE ÎNTREG. { $count } de constatări.
    }
cli-verify-finding = înregistrarea { $position } ({ $entry }): { $what }
cli-verify-finding-elsewhere = { $what }
cli-verify-more =
    { $count ->
        [one] și încă 1
        [few] și încă { $count }
       *[other] și încă { $count }
    }
cli-verify-root = rădăcina { $root }
cli-entry-proved = Înregistrarea { $position } ({ $entry }, { $kind }) este în registrul semnat la { $signed }, cu { $size } înregistrări.
cli-entry-not-proved = Înregistrarea { $position } ({ $entry }, { $kind }) nu este dovedită: { $what }

cli-rebuilt-same = { $name }: la fel ca înainte
cli-rebuilt-differs = { $name }: DIFERIT de înainte
cli-rebuilt-stale = { $name }: refăcut după un program mai vechi
cli-rebuilt-all-same = Fiecare listă este ce spune registrul.

cli-import-taken = { $taken } din { $rows } rânduri pot fi luate.
cli-import-repeated =
    { $count ->
        [one] 1 rând este ca unul dinainte; în statistică nu este o greșeală.
        [few] { $count } rânduri sunt ca unul dinainte; în statistică nu este o greșeală.
       *[other] { $count } de rânduri sunt ca unul dinainte; în statistică nu este o greșeală.
    }
cli-import-problem = rândul { $row }, linia { $line }, coloana „{ $column }”, valoarea „{ $value }”: { $what }
cli-import-problem-row = rândul { $row }, linia { $line }: { $what }
cli-import-more = Sunt arătate primele; în total: { $all }
cli-import-problems = Toate problemele sunt în { $file }.
cli-import-adopted = { $rows } rânduri sunt în setul de date { $dataset } ({ $code }), de la poziția { $position }.
cli-import-again = Fișierul a fost adoptat deja: nu s-a adăugat nimic. Rândurile lui sunt în setul de date { $dataset } ({ $code }).
cli-import-resumed = Importul a fost întrerupt; se continuă de unde s-a oprit.
cli-progress-cases = { $done } din { $of } cazuri
cli-htcds-read = { $rows } înregistrări: { $new } cazuri noi, { $already } aflate deja aici.
cli-htcds-similar = înregistrarea { $row }: copilul poate fi cel din { $files }
cli-htcds-similar-hint =
    { $count ->
        [one] Nu s-a adoptat nimic: un caz poate fi al unui copil aflat aici. Verificați-l; cu --even-similar se adoptă ca alt copil.
        [few] Nu s-a adoptat nimic: { $count } cazuri pot fi ale unor copii aflați aici. Verificați-le; cu --even-similar se adoptă ca alți copii.
       *[other] Nu s-a adoptat nimic: { $count } de cazuri pot fi ale unor copii aflați aici. Verificați-le; cu --even-similar se adoptă ca alți copii.
    }
cli-htcds-left-out = Citite, dar fără loc într-un dosar (câmp, înregistrări): { $fields }
cli-htcds-adopted = { $files } dosare deschise, { $already } erau deja aici; { $merged } perechi sunt ale aceluiași copil.
cli-htcds-exported = { $files } dosare, { $rows } înregistrări, sunt în { $file }. Fișierul conține nume: păstrați-l ca pe date.
cli-htcds-left-behind = Fără loc în standard (felul intrării, câte): { $kinds }
problem-agency-code-unknown = Nu există instituția „{ $agency }”
problem-agency-code-unknown-hint = Cunoscute: { $known }

cli-indicators-live = SINTETIC. Cifre curente ale țării, așa cum se cunosc acum; cel mai nou trimestru { $quarter }.
cli-indicators-live-as-of = SINTETIC. Cifrele țării așa cum se cunoșteau la sfârșitul zilei de { $day }; cel mai nou trimestru { $quarter }.
cli-indicators-published = Cifre publicate. Cele curente sunt pe paginile celor care le pot vedea.
cli-indicators-published-as-of = Cifre publicate la sfârșitul zilei de { $day }. Cele curente sunt pe paginile celor care le pot vedea.
cli-indicators-none = Nu este publicat încă nimic.
cli-col-code = cod
cli-col-name = indicator
cli-col-quarter = trimestru
cli-col-before = trimestrul dinainte
cli-col-year = anul { $year }
cli-col-count = număr
cli-hidden = ascuns
cli-missing = –
cli-dataset = Setul de date { $dataset } ({ $code }), { $rows } rânduri.
cli-dataset-axes = Se poate număra după: { $axes }

cli-user-added = { $name } este adăugat. Acest link setează parola; este bun o dată și o zi:
cli-user-waits = Rolul { $role } este valabil când un administrator este de acord, pe pagina persoanei.
cli-user-link = Un link nou pentru { $name } stabilește parola; este valabil o dată, timp de o zi:
cli-user-none = Nu este nimeni în evidență.

problem-login-unknown = Nimeni nu intră cu acest nume
problem-login-unknown-hint = `punte user list` arată cu ce intră oamenii. Cine nu are încă nume de utilizator primește unul cu --person COD.
problem-person-code-unknown = Nimeni nu are codul { $person }
problem-person-code-unknown-hint = `punte user list` arată codurile.

problem-data-missing = În { $folder } nu sunt date
problem-data-missing-hint = Verificați dosarul dat cu --data.
problem-demo-differs = Dosarul conține altă țară sintetică ({ $found }) decât cea cerută ({ $asked })
problem-demo-differs-hint = Lăsați opțiunile deoparte ca să o folosiți așa cum este, sau faceți-o din nou cu --fresh.
problem-demo-half-made = Dosarul conține o țară sintetică a cărei facere a fost întreruptă
problem-demo-half-made-hint = Porniți punte demo pe el: se ia de la început.
problem-role-unknown = Nu există acest rol: { $role }
problem-role-unknown-hint = Cunoscute: { $known }
problem-kind-unknown = Nu există acest cod în lista { $list }: { $value }
problem-map-unknown = Nu există această mapare: { $map }
problem-map-unknown-hint = Dați un fișier sau numele uneia păstrate în produs: { $known }
problem-file-unreadable = Fișierul { $file } nu poate fi citit
problem-file-exists = Fișierul { $file } există deja
problem-file-exists-hint = Nu se scrie peste el: dați alt nume sau mutați-l.
problem-file-not-written = Fișierul { $file } nu poate fi scris
problem-file-too-large-for-memory = De la intrarea standard se importă cel mult { $max } MB
problem-file-too-large-for-memory-hint = Salvați într-un fișier și importați-l pe acela.
problem-port-not-free = La adresa { $address } nu se poate asculta
problem-indicator-unknown = Nu există acest indicator: { $code }
problem-demo-people = Oamenii unei țări sintetice intră cu un clic
