# Cazuri de pe hârtie, aduse în evidență.

paper-link = Aduceți cazuri de pe hârtie
paper-title = Cazuri de pe hârtie
paper-lead = Aduceți lista cazurilor pe care instituția le-a ținut pe hârtie sau într-o foaie de calcul. Fiecare rând devine un dosar cu datele lui; niciun termen din trecut nu expiră astăzi.
paper-upload-title = Încărcați lista
paper-upload-again = Încărcați-o din nou, îndreptată
paper-file = Lista
paper-file-hint = Un fișier CSV în UTF-8 sau un fișier XLSX, cu numele coloanelor în primul rând; cel mult 20 MB și 2.000 de rânduri. Fără imagini, fără scanări.
paper-upload = Încarcă
paper-columns = Ce sunt coloanele
paper-columns-hint = Alegerile sunt propuneri după numele coloanelor sau ce a spus instituția data trecută. O coloană fără alegere este lăsată deoparte.
paper-col-row = Rând
paper-col-column = Coloană
paper-col-value = Valoare
paper-col-what = Ce nu este bine
paper-col-hint = Cum se îndreaptă
paper-col-samples = Primele valori
paper-col-field = Ce conține
paper-values = Ce înseamnă valorile din „{ $column }”
paper-value-choose = – alegeți –
paper-field-none = – lăsată deoparte –
paper-field-number = Numărul dosarului de hârtie
paper-field-given-names = Prenume
paper-field-family-names = Nume de familie
paper-field-birth-date = Data nașterii
paper-field-national-number = Cod numeric personal
paper-field-address = Adresă
paper-field-guardian = Tutore
paper-field-sex = Sex
paper-field-origin = Județ de origine
paper-field-forms = Forme de exploatare
paper-field-opened = Deschis la
paper-field-presumed = Prezumat victimă la
paper-field-closed = Închis la
paper-field-closing-reason = De ce a fost închis
paper-map = Folosește alegerile și verifică rândurile
paper-rows =
    { $count ->
        [one] 1 rând
        [few] { $count } rânduri
       *[other] { $count } de rânduri
    }
paper-ready =
    { $count ->
        [one] 1 rând poate fi adus
        [few] { $count } rânduri pot fi aduse
       *[other] { $count } de rânduri pot fi aduse
    }
paper-known =
    { $count ->
        [one] 1 este deja dosar
        [few] { $count } sunt deja dosare
       *[other] { $count } sunt deja dosare
    }
paper-wrong =
    { $count ->
        [one] 1 lucru nu este bine
        [few] { $count } lucruri nu sunt bine
       *[other] { $count } de lucruri nu sunt bine
    }
paper-wrong-hint = Îndreptați-le în listă și încărcați-o din nou sau spuneți mai sus ce înseamnă o valoare. Până atunci nu se aduce nimic.
paper-problems-csv = Toate, ca CSV
paper-adopt-title = Aduceți-le în evidență
paper-adopt-hint = Dosarele deschise devin ale dumneavoastră. Ce s-a întâmplat pe hârtie rămâne la data lui și nu pornește niciun termen. Același rând încă o dată nu adaugă nimic; puteți părăsi pagina și reveni.
paper-adopt = Adu în evidență
paper-alike = Acești copii pot fi deja cunoscuți. Decideți pentru fiecare rând.
paper-alike-row = Rândul { $row }
paper-alike-out = Este același copil: lasă rândul deoparte
paper-alike-new = Este alt copil: adu rândul
paper-discard-title = Nu această listă
paper-discard = Renunță la ea
paper-kept = Ce s-a încărcat este păstrat sigilat o săptămână, doar pentru dumneavoastră.
