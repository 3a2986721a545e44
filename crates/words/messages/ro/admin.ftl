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
admin-col-until = Până la
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
admin-by-command = Persoanele se adaugă și rolurile se acordă din linia de comandă: punte user
