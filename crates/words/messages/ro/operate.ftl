# Chei și copii de siguranță: refuzuri pentru cine administrează programul.

problem-recipient-malformed = „{ $recipient }” nu este un destinatar de copii de siguranță
problem-recipient-malformed-hint = Începe cu age1. `punte keys backup-identity` face unul.
problem-recipients-missing = O copie de siguranță are nevoie de cel puțin un destinatar și primește doar un număr limitat
problem-recipients-missing-hint = Numiți cu --recipient pe cei ale căror chei o vor deschide.
problem-identity-malformed = Acest fișier nu conține o identitate care să deschidă copii de siguranță
problem-identity-malformed-hint = Are un rând care începe cu AGE-SECRET-KEY-1.
problem-backup-for-others = Această copie de siguranță a fost făcută pentru alte chei
problem-backup-for-others-hint = Dați identitatea unuia dintre destinatari.
problem-backup-unreadable = Copia de siguranță nu poate fi citită
problem-backup-unreadable-hint = Verificați locul din care vine: disc, drepturi.
problem-backup-overtaken = În timpul copierii s-a renunțat la un import
problem-backup-overtaken-hint = Faceți copia din nou.
problem-restore-differs = Ce s-a restaurat nu este ce s-a copiat: { $what }
problem-restore-differs-hint = Nu o folosiți. Luați altă copie de siguranță.
problem-keys-older-than-ledger = Registrului { $ledger } îi lipsesc { $count } chei pe care copia de siguranță nu le are
problem-keys-older-than-ledger-hint = Cheile sunt mai vechi decât înregistrările. Luați o copie în care ambele sunt din același moment.
problem-restore-not-sound = Registrul { $ledger } nu trece verificarea: constatări { $count }
problem-restore-not-sound-hint = Nu o folosiți. Luați o copie mai veche și aflați ce s-a întâmplat.
problem-root-secret-locked = Secretul rădăcină cere o frază de acces și nu este cine să o introducă
problem-root-secret-locked-hint = Porniți la un terminal sau dați fraza cu --passphrase-file ori ca secret al managerului de servicii.
problem-passphrase-wrong = Fraza de acces este greșită
problem-passphrase-wrong-hint = Doi din trei custozi pot reface secretul rădăcină fără ea.
problem-passphrase-weak = Fraza de acces este prea scurtă sau prea simplă
problem-passphrase-weak-hint = Cel puțin { $min } caractere, dintre care { $different } diferite; șase sau șapte cuvinte alese la întâmplare sunt bune.
problem-root-secret-elsewhere = Secretul rădăcină vine de la managerul de servicii
problem-root-secret-elsewhere-hint = Încuiați-l acolo unde îl păstrează managerul de servicii.
problem-passphrases-differ = Cele două fraze de acces nu sunt la fel
problem-passphrases-differ-hint = Introduceți-o din nou.
problem-custodians-wrong = { $needed } din { $of } custozi nu pot păstra un secret
problem-custodians-wrong-hint = Trebuie să fie necesari cel puțin doi, din cel mult șaisprezece.
problem-share-malformed = Aceasta nu este partea unui custode sau conține o greșeală de scriere
problem-share-malformed-hint = Comparați-o literă cu literă cu ce s-a notat.
problem-shares-mixed = Părțile provin din două împărțiri diferite
problem-shares-mixed-hint = Cereți custozilor părțile din aceeași împărțire.
problem-shares-too-few = Părți date: { $given }. Necesare: { $needed }
problem-shares-too-few-hint = Trebuie să vină încă un custode.
problem-share-wrong = O parte este greșită (custodele { $custodian })
problem-share-wrong-hint = Chemați alt custode în locul acestuia.

# Pagina de administrare.
admin-safety = Copii de siguranță
admin-backup-none = Nu s-a făcut încă nicio copie de siguranță.
admin-backup-last = Ultima copie de siguranță: { $at }, { $megabytes } MB.
admin-drill-none = Nicio copie de siguranță nu a fost încă verificată prin restaurare.
admin-drill-good = Ultimul exercițiu: { $at }. Copia de la { $made } se restaurează.
admin-drill-bad = Ultimul exercițiu: { $at }. Copia NU s-a restaurat: faceți alta.
