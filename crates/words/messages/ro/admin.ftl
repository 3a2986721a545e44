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
admin-agency-closed = închisă
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
effect-person-added = Persoana are rolul imediat. Legătura pentru prima parolă vine din linia de comandă: punte user
effect-role-granted = Este valabil de acum, în locul aceluiași rol acordat înainte.
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
