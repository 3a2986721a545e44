# Cuvintele pachetului de reguli al României. Cheile urmează listele din `lists.toml`.

code-age-band-0-5 = 0–5 ani
code-age-band-6-9 = 6–9 ani
code-age-band-10-13 = 10–13 ani
code-age-band-14-15 = 14–15 ani
code-age-band-16-17 = 16–17 ani
code-age-band-18-plus = 18 ani și peste

code-agency-kind-child-protection-directorate = direcție de asistență socială și protecția copilului
code-agency-kind-ngo = organizație neguvernamentală
code-agency-kind-national-agency = agenție națională
code-agency-kind-ministry = minister
code-agency-kind-police = poliție
code-agency-kind-prosecutor = parchet
code-agency-kind-court = instanță
code-agency-kind-hospital = spital
code-agency-kind-school = școală
code-agency-kind-municipal-services = serviciu public de asistență socială
code-agency-kind-helpline = linie de sprijin
code-agency-kind-implementer = partener de implementare
code-agency-kind-donor = finanțator
code-agency-kind-auditor = audit extern

code-amend-reason-typing-mistake = greșeală de scriere
code-amend-reason-new-information = informație nouă
code-amend-reason-wrong-date = dată greșită
code-amend-reason-wrong-file = scris în alt dosar decât trebuia
code-amend-reason-entered-twice = scris de două ori
code-amend-reason-other = alt motiv

code-basis-child-protection-duty = obligația de protecție a copilului
code-basis-referral-mechanism = mecanismul de identificare și referire
code-basis-victim-support = sprijinul victimelor infracțiunilor
code-basis-vital-interest = interesul vital al copilului
code-basis-public-task = sarcină de interes public
code-basis-oversight = control și audit
code-basis-administration = administrarea sistemului
code-basis-statistics = scop statistic

code-closing-reason-objectives-reached = obiectivele au fost atinse
code-closing-reason-moved = preluat de altă direcție
code-closing-reason-adult-wishes-to-stop = a împlinit 18 ani și dorește să încheie
code-closing-reason-deceased = deces
code-closing-reason-not-confirmed = prezumția nu s-a confirmat
code-closing-reason-left-the-country = a plecat din țară
code-closing-reason-other = alt motiv

code-county-ab = Alba
code-county-ar = Arad
code-county-ag = Argeș
code-county-bc = Bacău
code-county-bh = Bihor
code-county-bn = Bistrița-Năsăud
code-county-bt = Botoșani
code-county-bv = Brașov
code-county-br = Brăila
code-county-bz = Buzău
code-county-cs = Caraș-Severin
code-county-cj = Cluj
code-county-ct = Constanța
code-county-cv = Covasna
code-county-db = Dâmbovița
code-county-dj = Dolj
code-county-gl = Galați
code-county-gj = Gorj
code-county-hr = Harghita
code-county-hd = Hunedoara
code-county-il = Ialomița
code-county-is = Iași
code-county-if = Ilfov
code-county-mm = Maramureș
code-county-mh = Mehedinți
code-county-ms = Mureș
code-county-nt = Neamț
code-county-ot = Olt
code-county-ph = Prahova
code-county-sm = Satu Mare
code-county-sj = Sălaj
code-county-sb = Sibiu
code-county-sv = Suceava
code-county-tr = Teleorman
code-county-tm = Timiș
code-county-tl = Tulcea
code-county-vs = Vaslui
code-county-vl = Vâlcea
code-county-vn = Vrancea
code-county-b = București
code-county-cl = Călărași
code-county-gr = Giurgiu

code-exploitation-sexual = exploatare sexuală
code-exploitation-sexual-online = exploatare sexuală online
code-exploitation-abuse-material = producerea de materiale cu abuz sexual asupra copilului
code-exploitation-forced-labour = muncă forțată
code-exploitation-domestic-servitude = servitute domestică
code-exploitation-begging = obligare la cerșetorie
code-exploitation-forced-crime = obligare la comiterea de infracțiuni
code-exploitation-forced-marriage = căsătorie forțată
code-exploitation-organ-removal = prelevare de organe
code-exploitation-slavery = sclavie sau practici asemănătoare
code-exploitation-attempt = tentativă
code-exploitation-other = altă formă

code-identification-ground-judicial-body = identificare de către organele judiciare
code-identification-ground-social-grounds = statut păstrat pe temei social

code-need-safe-place = un loc sigur
code-need-health = sănătate
code-need-psychological-support = sprijin psihologic
code-need-legal-help = ajutor juridic
code-need-schooling = școală
code-need-family-support = sprijin pentru familie
code-need-basic-needs = nevoi de bază
code-need-social-benefits = beneficii sociale
code-need-skills-and-work = calificare și muncă
code-need-safe-return = întoarcere în siguranță
code-need-protection-from-harm = protecție față de cei care i-au făcut rău
code-need-other = altă nevoie

code-not-confirmed-reason-explained-otherwise = semnele au altă explicație
code-not-confirmed-reason-other-abuse = altă formă de abuz, fără exploatare
code-not-confirmed-reason-adult-at-the-time = era adult la acea dată
code-not-confirmed-reason-other = alt motiv

code-purpose-case-work = lucrul la caz
code-purpose-referral = răspuns la o referire
code-purpose-monitoring = urmărirea mecanismului de referire
code-purpose-audit = audit

code-recruitment-acquaintance = de o cunoștință, un prieten sau un vecin
code-recruitment-pretended-relationship = de cineva care s-a prefăcut că îi este apropiat
code-recruitment-relative = de o rudă
code-recruitment-online-stranger = de un necunoscut, pe internet
code-recruitment-false-offer = printr-o ofertă falsă de muncă sau de studii
code-recruitment-abduction = prin răpire
code-recruitment-other = în alt fel

code-referral-outcome-completed = realizat
code-referral-outcome-partly = realizat în parte
code-referral-outcome-not-ready-yet = copilul nu este încă pregătit
code-referral-outcome-moved = copilul s-a mutat
code-referral-outcome-could-not-begin = nu a putut începe

code-refusal-reason-no-capacity = nu sunt locuri
code-refusal-reason-not-our-service = nu oferim acest serviciu
code-refusal-reason-outside-area = în afara zonei noastre
code-refusal-reason-age-not-served = nu lucrăm cu această vârstă
code-refusal-reason-information-missing = lipsesc informații
code-refusal-reason-not-safe-here = la noi nu ar fi în siguranță
code-refusal-reason-other = alt motiv

code-reopening-reason-new-exploitation = a fost din nou exploatat
code-reopening-reason-needs-support-again = are din nou nevoie de sprijin
code-reopening-reason-returned = s-a întors
code-reopening-reason-closed-by-mistake = închis din greșeală

code-service-psychological = sprijin psihologic
code-service-medical = îngrijire medicală
code-service-legal = asistență juridică
code-service-safe-housing = locuință sigură
code-service-education = sprijin pentru școală
code-service-social-support = sprijin social și beneficii
code-service-family-support = sprijin pentru familie
code-service-vocational = formare profesională
code-service-basic-needs = hrană, haine, igienă
code-service-interpretation = interpretare și mediere culturală
code-service-safe-return = întoarcere în siguranță
code-service-community-support = sprijin în comunitate
code-service-protective-measures = măsuri de protecție a siguranței

code-service-end-reason-completed = încheiat conform planului
code-service-end-reason-no-longer-needed = nu mai este nevoie
code-service-end-reason-not-ready-yet = copilul nu este încă pregătit
code-service-end-reason-moved = copilul s-a mutat
code-service-end-reason-no-capacity = nu mai sunt locuri
code-service-end-reason-came-of-age = a împlinit 18 ani
code-service-end-reason-other = alt motiv

code-service-group-health = sănătate
code-service-group-law-enforcement = protecție din partea poliției
code-service-group-emergency = urgență
code-service-group-legal = juridic
code-service-group-social = social
code-service-group-community = comunitate și credință

code-sex-female = fată
code-sex-male = băiat

code-signal-about-sexual-exploitation = exploatare sexuală
code-signal-about-online-exploitation = exploatare online
code-signal-about-forced-labour = muncă forțată
code-signal-about-begging = obligare la cerșetorie
code-signal-about-forced-crime = obligare la infracțiuni
code-signal-about-recruitment-attempt = încercare de recrutare
code-signal-about-missing-from-care = copil dispărut din îngrijire
code-signal-about-violence = violență
code-signal-about-neglect = neglijare
code-signal-about-other = altceva

code-signal-source-line-119 = numărul 119
code-signal-source-line-112 = numărul 112
code-signal-source-line-116111 = Telefonul Copilului 116 111
code-signal-source-telverde = TelVerde 0800 800 678
code-signal-source-child = copilul
code-signal-source-family = familia
code-signal-source-citizen = un vecin sau alt cetățean
code-signal-source-school = școala
code-signal-source-health = spitalul sau medicul
code-signal-source-police = poliția
code-signal-source-border-police = poliția de frontieră
code-signal-source-labour-inspectorate = inspecția muncii
code-signal-source-municipal-services = serviciul public de asistență socială
code-signal-source-residential-care = un serviciu rezidențial
code-signal-source-ngo = o organizație neguvernamentală
code-signal-source-online-hotline = o linie de raportare online
code-signal-source-abroad = din străinătate, prin consulat
code-signal-source-other = altcineva

code-triage-reason-danger-now = copilul este în pericol acum
code-triage-reason-exploiter-near = cel care exploatează este aproape
code-triage-reason-no-safe-adult = niciun adult de încredere
code-triage-reason-missing = copilul lipsește
code-triage-reason-injury-or-illness = rănire sau boală
code-triage-reason-young-age = vârstă mică
code-triage-reason-signs-of-exploitation = semne de exploatare
code-triage-reason-safe-for-now = în siguranță deocamdată
code-triage-reason-not-about-a-child = nu privește un copil
code-triage-reason-other-service = ține de alt serviciu

code-triage-urgency-emergency = imediat
code-triage-urgency-urgent = urgent
code-triage-urgency-ordinary = obișnuit
code-triage-urgency-out-of-scope = ține de alt serviciu

code-urgency-emergency = imediat
code-urgency-urgent = urgent
code-urgency-ordinary = obișnuit

code-where-in-country = în România
code-where-abroad = în străinătate

code-yes-no-no = nu
code-yes-no-yes = da

code-status-none = fără semnalare
code-status-potential = victimă potențială
code-status-presumed = victimă prezumată
code-status-identified = victimă identificată
code-status-not-confirmed = neconfirmată

deadline-triage-in-danger = triaj imediat al semnalării
deadline-triage = triajul semnalării
deadline-case-manager-named = numirea managerului de caz
deadline-referral-received = confirmarea primirii referirii
deadline-referral-answered-in-emergency = răspuns imediat la referire
deadline-referral-answered = răspunsul la referire
deadline-first-service = primul serviciu după acceptare
deadline-second-signature = a doua semnătură

legal-gdpr-32 = Regulamentul (UE) 2016/679, art. 32
legal-gdpr-5-2 = Regulamentul (UE) 2016/679, art. 5 alin. (2)
legal-gdpr-6-1-d = Regulamentul (UE) 2016/679, art. 6 alin. (1) lit. d)
legal-gdpr-6-1-e = Regulamentul (UE) 2016/679, art. 6 alin. (1) lit. e)
legal-gdpr-89 = Regulamentul (UE) 2016/679, art. 89
legal-hg-88-2023 = Hotărârea Guvernului nr. 88/2023 (mecanismul național de identificare și referire)
legal-law-211-2004 = Legea nr. 211/2004 (protecția victimelor infracțiunilor)
legal-law-272-2004 = Legea nr. 272/2004 (protecția și promovarea drepturilor copilului)
legal-order-288-2006 = Ordinul nr. 288/2006 (managementul de caz)
legal-platform-default = regulă a platformei, nu a unei legi

holiday-new-year = Anul Nou
holiday-new-year-second-day = a doua zi de Anul Nou
holiday-epiphany = Boboteaza
holiday-saint-john = Sfântul Ioan Botezătorul
holiday-union-of-the-principalities = Ziua Unirii Principatelor Române
holiday-good-friday = Vinerea Mare
holiday-easter = Paștele
holiday-easter-monday = a doua zi de Paști
holiday-labour-day = Ziua Muncii
holiday-children-day = Ziua Copilului
holiday-pentecost = Rusaliile
holiday-pentecost-monday = a doua zi de Rusalii
holiday-dormition = Adormirea Maicii Domnului
holiday-saint-andrew = Sfântul Andrei
holiday-national-day = Ziua Națională a României
holiday-christmas = Crăciunul
holiday-christmas-second-day = a doua zi de Crăciun
