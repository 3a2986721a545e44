# Getting in.

sign-in-title = Intrare
sign-in-lead = Trecerea, de la prima semnalare la siguranță și dreptate.
sign-in-login = Nume de utilizator
sign-in-password = Parola
sign-in-go = Intră
sign-in-demo-title = Alegeți cine sunteți astăzi
sign-in-demo-lead = Aceasta este o țară sintetică. Un clic vă conectează; nu este nevoie de parolă.
sign-in-forgot = Ați uitat parola? Administratorul vă poate trimite un nou link de unică folosință.

password-title = Alegeți o parolă
password-lead = Linkul funcționează o singură dată. Apoi intrați cu numele de utilizator și această parolă.
password-new = Parola nouă
password-new-hint = Cel puțin 12 caractere. Trei cuvinte fără legătură între ele sunt potrivite.
password-again = Încă o dată aceeași
password-go = Setează parola
