# Referrals: a referral cannot get lost.

referrals-title = Referiri
referrals-incoming = Către noi
referrals-outgoing = De la noi
referrals-none-incoming = Nicio referire nu așteaptă aici.
referrals-none-outgoing = Nu ați trimis nicio referire în această stare.
referrals-total =
    { $count ->
        [0] Nicio referire
        [one] 1 referire
        [few] { $count } referiri
       *[other] { $count } de referiri
    }
referrals-col-code = Cod
referrals-col-need = Nevoie
referrals-col-to = Către
referrals-col-from = De la
referrals-col-state = Stare
referrals-col-clock = Termen
referrals-col-age = Grupa de vârstă
referrals-col-sent = Trimisă
referrals-filter-state = Stare
referrals-state-waiting = Așteaptă răspuns

referral-title = Referirea { $code }
referral-state-sent = trimisă
referral-state-received = primită
referral-state-accepted = acceptată
referral-state-refused = refuzată
referral-state-started = începută
referral-state-finished = încheiată
referral-card = Ce se cere
referral-need = Nevoie
referral-age-band = Grupa de vârstă
referral-urgency = Urgență
referral-from = Trimisă de
referral-to = Trimisă către
referral-sent-on = Trimisă la
referral-answer-by = Răspuns până la
referral-no-name = Nu există niciun nume aici până nu acceptați.
referral-path = Drumul acestei referiri
referral-sections = Ce vi s-a trimis spre citire
referral-sections-locked = Puteți citi după acceptare.
referral-sections-read = Citește secțiunile
referral-sections-read-hint = se înregistrează: cine, când, de ce
referral-sections-shown = Această citire a fost înregistrată.
referral-answer = Răspunsul dumneavoastră
referral-answer-lead = Acceptați doar dacă puteți începe. Un nu rapid este mai bun decât un poate târziu: astfel se găsește alt loc.
referral-refused-because = Refuzată: { $reason }
referral-to-child = Deschide pagina copilului
