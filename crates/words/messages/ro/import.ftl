# Import of tables: the whole file, then single rows.

problem-table-empty = Fișierul este gol: nu există un rând de antet
problem-table-empty-hint = Exportați din nou tabelul cu numele coloanelor pe primul rând.
problem-table-not-text = Acesta nu este un tabel text; pare a fi: { $looks_like }
problem-table-not-text-hint = Salvați-l ca CSV în UTF-8, apoi importați acel fișier.
problem-table-not-utf8 = Fișierul nu este în UTF-8: primul octet greșit la { $byte }, rândul { $row }, linia { $line }
problem-table-not-utf8-hint = Salvați-l din nou ca CSV cu codarea UTF-8.
problem-table-wrong-header = Antetul nu este cel așteptat de mapare. Lipsesc: { $missing }. Neașteptate: { $unexpected }.
problem-table-wrong-header-hint = Așteptat: { $expected }. Găsit: { $found }. Verificați separatorul și ordinea coloanelor.
problem-table-row-too-long = Rândul { $row }, început pe linia { $line }, depășește { $limit } octeți
problem-table-row-too-long-hint = Adesea lipsește o ghilimea. Priviți octetul { $byte } din fișier.
problem-table-too-many-rows = Fișierul are mai mult de { $limit } rânduri
problem-table-too-many-rows-hint = Împărțiți-l în mai multe fișiere.
problem-table-unclosed-quote = Fișierul se termină în interiorul unei valori între ghilimele, începută pe rândul { $row }, linia { $line }
problem-table-unclosed-quote-hint = Fișierul a fost trunchiat sau lipsește o ghilimea.
problem-table-unreadable = Citirea fișierului a eșuat la octetul { $byte }
problem-table-unreadable-hint = Nu s-a adoptat nimic. Copiați din nou fișierul, apoi porniți același import: continuă de unde s-a oprit.
problem-sheet-unreadable = Foaia de calcul nu poate fi citită
problem-sheet-unreadable-hint = Deschideți-o, salvați-o din nou ca XLSX, fără parolă, sau salvați foaia ca CSV. Mesajul cititorului: { $cause }
problem-sheet-too-much-inside = Foaia de calcul are, despachetată, mai mult de { $limit } MB
problem-sheet-too-much-inside-hint = Scoateți imaginile și formatările, împărțiți fișierul sau salvați foaia ca CSV.
problem-sheet-too-many-columns = Foaia de calcul are o valoare la dreapta coloanei { $limit }, în rândul { $row }
problem-sheet-too-many-columns-hint = Ștergeți ce se află lângă tabel.
problem-sheet-unknown = Foaia de calcul nu are o filă vizibilă „{ $sheet }”
problem-sheet-unknown-hint = Există: { $sheets }
problem-sheet-not-chosen = Mai multe file au acest antet
problem-sheet-not-chosen-hint = Spuneți care este cea dorită: { $sheets }
problem-table-columns-unknown = Standardul nu are aceste coloane: { $columns }
problem-table-columns-unknown-hint = Redenumiți-le sau scoateți-le. Cele mai apropiate: { $nearest }
problem-table-columns-twice = Aceste coloane apar de două ori: { $columns }
problem-table-columns-twice-hint = Păstrați câte una; unele nume au o scriere mai veche.
problem-table-not-json = Aceasta nu este o listă de înregistrări în JSON
problem-table-not-json-hint = Exportați-o din nou. Mesajul cititorului: { $cause }
problem-table-release-unknown = Antetul nu aparține niciunei ediții cunoscute; cea mai apropiată este { $nearest }
problem-table-release-unknown-hint = Lipsesc: { $missing }. Neașteptate: { $unexpected }. O ediție mai nouă are nevoie de propria corespondență.

problem-value-missing = Aici este necesară o valoare
problem-value-missing-hint = Completați celula sau dați în mapare o valoare pentru „nu se cunoaște”.
problem-value-not-listed = Această valoare nu este pe listă
problem-value-not-listed-hint = Cea mai apropiată valoare de pe listă: { $nearest }
problem-value-not-a-number = Acesta nu este un număr întreg
problem-value-not-a-number-hint = Scrieți doar cifre, fără separatori.
problem-value-out-of-range = Numărul nu este între { $least } și { $most }
problem-value-in-the-future = Acel an încă nu a venit; ultimul este { $latest }
problem-value-formula = Aceasta începe ca o formulă de calcul tabelar
problem-value-formula-hint = Înlocuiți formula cu valoarea ei. Formulele nu sunt acceptate niciodată.
problem-value-malformed =
    { $wanted ->
        [date] Aceasta nu este o dată
        [moment] Aceasta nu este o dată, o lună sau un an
        [number] Acesta nu este un număr întreg
        [checkbox] Aceasta nu este nici true, nici false
        [country] Acesta nu este un cod de țară
        [language] Acesta nu este un cod de limbă
        [phone] Acesta nu este un număr de telefon
        [degrees] Acestea nu sunt grade
       *[other] Acesta nu este un cod
    }
problem-value-malformed-hint =
    { $wanted ->
        [date] Scrieți-o ca 2011-03-09. { $nearest }
        [moment] Scrieți 2011-03-09, 2011-03 sau 2011. { $nearest }
        [number] Scrieți doar cifre, fără separatori.
        [checkbox] Scrieți true sau false.
        [country] Folosiți codul ISO 3166, de exemplu RO. { $nearest }
        [language] Folosiți codul ISO 639, de exemplu ron.
        [phone] Scrieți-l cu prefixul țării și doar cifre, ca +40720000000. { $nearest }
        [degrees] Scrieți gradele cu punct zecimal, ca 44.43.
       *[other] Folosiți litere mici, cifre, cratime și liniuțe de subliniere.
    }
problem-value-too-long = Textul are peste { $most } caractere
problem-value-refused = O regulă a lucrului cu dosare refuză acest lucru: { $rule }
problem-value-refused-hint = Comparați între ele zilele acestui caz și valoarea cu ce ar primi un formular.
problem-row-value-count = Rândul are { $found } valori, iar antetul { $expected } coloane
problem-row-value-count-hint = Căutați un separator într-o valoare care ar trebui pusă între ghilimele.
problem-row-cut-off = Ultimul rând este trunchiat după { $found } din { $expected } valori
problem-row-cut-off-hint = Exportați sau copiați din nou fișierul.
problem-batch-not-open = Acest import nu mai este deschis
problem-batch-rows-wrong =
    { $rows ->
        [one] 1 rând trebuie corectat întâi
        [few] { $rows } rânduri trebuie corectate întâi
       *[other] { $rows } de rânduri trebuie corectate întâi
    }
problem-mapping-malformed = Maparea nu poate fi citită: { $cause }
problem-mapping-malformed-hint = Comparați-o cu exemplul din docs/guide.

import-dry-run = Probă: nu s-a scris nimic

problem-batch-not-whole = Din { $expected } rânduri sunt pregătite doar { $rows }
problem-batch-not-whole-hint = Porniți din nou același import: continuă de unde s-a oprit.
problem-file-changed-meanwhile = Fișierul s-a schimbat în timp ce era citit
problem-file-changed-meanwhile-hint = Închideți-l în altă parte, apoi porniți din nou importul.
problem-dataset-taken = Un alt import umple acest set de date
problem-dataset-taken-hint = Lăsați-l să se termine sau abandonați-l, apoi începeți din nou.
problem-dataset-mapping-differs = Acest set de date a fost umplut printr-o altă mapare
problem-dataset-mapping-differs-hint = Folosiți aceeași mapare sau dați setului alt nume.
problem-dataset-number-taken = Alt set de date are acest număr
problem-dimension-unknown = Nu există o coloană „{ $name }” după care să se numere
problem-dimension-unknown-hint = Cunoscute: { $known }
problem-too-many-cells = Tabelul ar avea mai mult de { $most } celule
problem-too-many-cells-hint = Numărați după mai puține coloane odată.
problem-records-wrong =
    { $rows ->
        [one] O înregistrare trebuie îndreptată întâi
        [few] { $rows } înregistrări trebuie îndreptate întâi
       *[other] { $rows } de înregistrări trebuie îndreptate întâi
    }
