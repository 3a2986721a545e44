# Agencies and people.

admin-title = Administrare
admin-agencies = Instituții
admin-people = Persoane
admin-col-agency = Instituție
admin-col-kind = Tip
admin-col-county = Județ
admin-col-people = Persoane
admin-col-since = Din
admin-col-name = Nume
admin-col-roles = Roluri
admin-col-state = Stare
admin-agencies-total =
    { $count ->
        [one] 1 instituție
        [few] { $count } instituții
       *[other] { $count } de instituții
    }
admin-agency-open = deschisă
admin-agency-succeeded = acum { $name }
admin-person-active = activ
admin-person-left = plecat
admin-no-limit = fără dată de încheiere
admin-filter-text = Nume sau instituție
admin-pack = Pachet de reguli
admin-pack-version = { $code }, versiunea { $version }, adoptat { $day }
admin-pack-unverified =
    { $count ->
        [one] 1 termen nu este încă verificat cu textul oficial; avertizează și nu blochează niciodată.
        [few] { $count } termene nu sunt încă verificate cu textul oficial; avertizează și nu blochează niciodată.
       *[other] { $count } de termene nu sunt încă verificate cu textul oficial; avertizează și nu blochează niciodată.
    }
admin-by-command = Legătura pentru setarea parolei vine din linia de comandă: punte user

# Adding and granting.
admin-pack-shipped = { $code }, versiunea { $version }, așa cum este livrat; niciunul nu este adoptat încă
admin-whole-country = toată țara
admin-until = până la { $day }
admin-accredited = acreditat pentru totaluri naționale
do-agency-opened = Adaugă o instituție
do-person-added = Adaugă o persoană
do-role-granted = Acordă un rol
do-role-ended = Încheie un rol
effect-agency-opened = Poate fi aleasă imediat, iar persoanele ei pot fi adăugate.
effect-person-added = Persoana are rolul imediat sau, dacă rolul cere doi administratori, când al doilea este de acord. Legătura pentru prima parolă vine din linia de comandă: punte user
effect-role-granted = Este valabil de acum sau, dacă rolul cere doi administratori, când al doilea este de acord; în locul aceluiași rol acordat înainte.
effect-role-ended = Se încheie imediat, și în sesiunile deschise.
field-agency-name = Numele instituției
field-agency-code = Codul instituției
field-agency-code-hint = Litere mici, cifre și cratime, ca dgaspc-dj. Nu se mai schimbă.
field-agency-kind = Tipul instituției
field-agency-county = Județ
field-agency-county-hint = Lăsați necompletat pentru toată țara.
field-person-name = Numele persoanei
field-person-name-hint = Așa cum o știu colegii; stă lângă ceea ce înregistrează persoana.
field-agency = Instituție
field-role = Rol
field-until = Ultima zi
field-until-hint = An-lună-zi, ca 2026-12-31; lăsați necompletat dacă nu are dată de încheiere.
field-accredited = Totaluri naționale
field-accredited-yes = Acreditat pentru totaluri naționale la zi (doar ofițeri de monitorizare și evaluare)

# Doi administratori; persoane care se mută și pleacă.
admin-agency-closed-on = închisă { $day }
admin-waiting = Așteaptă un al doilea administrator
admin-waiting-lead = Un rol care deschide identitatea, sau hotărăște cine îl primește, este valabil numai când alt administrator este de acord.
admin-waiting-reset = retragerea celui de-al doilea factor
admin-waiting-by = propus de { $name }, { $day }
admin-waiting-other = Trebuie să fie de acord alt administrator.
admin-by-program = linia de comandă
admin-agree = De acord
admin-withdraw = Retrage sau respinge
admin-ending = Se încheie în 30 de zile
admin-roles-none = Niciun rol.
admin-getting-in = Intrarea
admin-sessions =
    { $count ->
        [0] Nicio sesiune nu este deschisă.
        [one] O sesiune este deschisă.
        [few] { $count } sesiuni sunt deschise.
       *[other] { $count } de sesiuni sunt deschise.
    }
admin-sessions-end = Încheie toate sesiunile
admin-factor = Un al doilea factor este configurat.
admin-factor-none = Niciun al doilea factor nu este configurat.
admin-reset-ask = Cere retragerea celui de-al doilea factor
admin-reset-hint = Când telefonul și codurile de recuperare sunt pierdute. Asigurați-vă că persoana însăși o cere.
admin-going = Mutare și plecare
admin-leave-hint = Toate rolurile, sesiunile, linkurile și al doilea factor se încheie pe loc. Ce a înregistrat persoana rămâne.
do-agency-closed = Închide instituția
do-person-moved = Mută la altă instituție
do-person-left = A plecat
effect-agency-closed = Nu mai poate fi aleasă, iar oamenii ei nu mai ajung la nimic. Înregistrările ei rămân; nu trec de la sine la nimeni.
effect-person-moved = Toate rolurile se încheie pe loc, iar ce așteaptă nu mai este valabil; rolurile din noul loc se acordă din nou. Cazurile din vechiul loc rămân acolo.
field-successor = Instituția care preia
field-successor-hint = Lăsați necompletat dacă nu preia niciuna.
