# The words of the rule pack of Romania. Keys follow the lists of `lists.toml`.

code-age-band-0-5 = 0–5 years
code-age-band-6-9 = 6–9 years
code-age-band-10-13 = 10–13 years
code-age-band-14-15 = 14–15 years
code-age-band-16-17 = 16–17 years
code-age-band-18-plus = 18 years and over

code-agency-kind-child-protection-directorate = child protection directorate
code-agency-kind-ngo = non-governmental organisation
code-agency-kind-national-agency = national agency
code-agency-kind-ministry = ministry
code-agency-kind-police = police
code-agency-kind-prosecutor = prosecution office
code-agency-kind-court = court
code-agency-kind-hospital = hospital
code-agency-kind-school = school
code-agency-kind-municipal-services = municipal social services
code-agency-kind-helpline = helpline
code-agency-kind-implementer = implementing partner
code-agency-kind-donor = donor
code-agency-kind-auditor = external audit

code-amend-reason-typing-mistake = typing mistake
code-amend-reason-new-information = new information
code-amend-reason-wrong-date = wrong date
code-amend-reason-wrong-file = written in the wrong file
code-amend-reason-entered-twice = entered twice
code-amend-reason-other = another reason

code-basis-child-protection-duty = duty of child protection
code-basis-referral-mechanism = identification and referral mechanism
code-basis-victim-support = support of victims of crime
code-basis-vital-interest = vital interest of the child
code-basis-public-task = task in the public interest
code-basis-oversight = oversight and audit
code-basis-administration = administration of the system
code-basis-statistics = statistical purpose

code-closing-reason-objectives-reached = objectives reached
code-closing-reason-moved = taken over by another directorate
code-closing-reason-adult-wishes-to-stop = came of age and wishes to end the support
code-closing-reason-deceased = deceased
code-closing-reason-not-confirmed = presumption not confirmed
code-closing-reason-left-the-country = left the country
code-closing-reason-other = another reason

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
code-county-b = Bucharest
code-county-cl = Călărași
code-county-gr = Giurgiu

code-exploitation-sexual = sexual exploitation
code-exploitation-sexual-online = online sexual exploitation
code-exploitation-abuse-material = production of child sexual abuse material
code-exploitation-forced-labour = forced labour
code-exploitation-domestic-servitude = domestic servitude
code-exploitation-begging = forced begging
code-exploitation-forced-crime = forced criminal activity
code-exploitation-forced-marriage = forced marriage
code-exploitation-organ-removal = removal of organs
code-exploitation-slavery = slavery or similar practices
code-exploitation-attempt = attempt
code-exploitation-other = another form

code-identification-ground-judicial-body = identification by the judicial authorities
code-identification-ground-social-grounds = status kept on social grounds

code-need-safe-place = a safe place
code-need-health = health
code-need-psychological-support = psychological support
code-need-legal-help = legal help
code-need-schooling = schooling
code-need-family-support = support for the family
code-need-basic-needs = basic needs
code-need-social-benefits = social benefits
code-need-skills-and-work = skills and work
code-need-safe-return = safe return
code-need-protection-from-harm = protection from those who did harm
code-need-other = another need

code-not-confirmed-reason-explained-otherwise = the signs have another explanation
code-not-confirmed-reason-other-abuse = another form of abuse, without exploitation
code-not-confirmed-reason-adult-at-the-time = was an adult at that time
code-not-confirmed-reason-other = another reason

code-purpose-case-work = work on the case
code-purpose-referral = answer to a referral
code-purpose-monitoring = monitoring of the referral mechanism
code-purpose-audit = audit

code-recruitment-acquaintance = by an acquaintance, friend or neighbour
code-recruitment-pretended-relationship = by someone who pretended a relationship
code-recruitment-relative = by a relative
code-recruitment-online-stranger = by a stranger online
code-recruitment-false-offer = by a false offer of work or study
code-recruitment-abduction = by abduction
code-recruitment-other = in another way

code-referral-outcome-completed = completed
code-referral-outcome-partly = partly completed
code-referral-outcome-not-ready-yet = the child is not ready yet
code-referral-outcome-moved = the child moved
code-referral-outcome-could-not-begin = could not begin

code-refusal-reason-no-capacity = no capacity
code-refusal-reason-not-our-service = not a service we give
code-refusal-reason-outside-area = outside our area
code-refusal-reason-age-not-served = we do not work with this age
code-refusal-reason-information-missing = information is missing
code-refusal-reason-not-safe-here = the child would not be safe with us
code-refusal-reason-other = another reason

code-reopening-reason-new-exploitation = was exploited again
code-reopening-reason-needs-support-again = needs support again
code-reopening-reason-returned = came back
code-reopening-reason-closed-by-mistake = closed by mistake

code-service-psychological = psychological support
code-service-medical = medical care
code-service-legal = legal assistance
code-service-safe-housing = safe housing
code-service-education = support with school
code-service-social-support = social support and benefits
code-service-family-support = support for the family
code-service-vocational = vocational training
code-service-basic-needs = food, clothes, hygiene
code-service-interpretation = interpretation and cultural mediation
code-service-safe-return = safe return
code-service-community-support = community support
code-service-protective-measures = measures of physical protection

code-service-end-reason-completed = completed as planned
code-service-end-reason-no-longer-needed = no longer needed
code-service-end-reason-not-ready-yet = the child is not ready yet
code-service-end-reason-moved = the child moved
code-service-end-reason-no-capacity = no capacity any more
code-service-end-reason-came-of-age = came of age
code-service-end-reason-other = another reason

code-service-group-health = health
code-service-group-law-enforcement = law enforcement
code-service-group-emergency = emergency
code-service-group-legal = legal
code-service-group-social = social
code-service-group-community = community and faith

code-sex-female = girl
code-sex-male = boy

code-signal-about-sexual-exploitation = sexual exploitation
code-signal-about-online-exploitation = online exploitation
code-signal-about-forced-labour = forced labour
code-signal-about-begging = forced begging
code-signal-about-forced-crime = forced criminal activity
code-signal-about-recruitment-attempt = attempt to recruit
code-signal-about-missing-from-care = a child missing from care
code-signal-about-violence = violence
code-signal-about-neglect = neglect
code-signal-about-other = something else

code-signal-source-line-119 = the number 119
code-signal-source-line-112 = the number 112
code-signal-source-line-116111 = the child helpline 116 111
code-signal-source-telverde = the line 0800 800 678
code-signal-source-child = the child
code-signal-source-family = the family
code-signal-source-citizen = a neighbour or another citizen
code-signal-source-school = the school
code-signal-source-health = a hospital or a doctor
code-signal-source-police = the police
code-signal-source-border-police = the border police
code-signal-source-labour-inspectorate = the labour inspectorate
code-signal-source-municipal-services = municipal social services
code-signal-source-residential-care = a residential service
code-signal-source-ngo = a non-governmental organisation
code-signal-source-online-hotline = an online hotline
code-signal-source-abroad = from abroad, through a consulate
code-signal-source-other = somebody else

code-triage-reason-danger-now = the child is in danger now
code-triage-reason-exploiter-near = the person who exploits is near
code-triage-reason-no-safe-adult = no safe adult
code-triage-reason-missing = the child is missing
code-triage-reason-injury-or-illness = injury or illness
code-triage-reason-young-age = young age
code-triage-reason-signs-of-exploitation = signs of exploitation
code-triage-reason-safe-for-now = safe for now
code-triage-reason-not-about-a-child = not about a child
code-triage-reason-other-service = for another service

code-triage-urgency-emergency = emergency
code-triage-urgency-urgent = urgent
code-triage-urgency-ordinary = ordinary
code-triage-urgency-out-of-scope = for another service

code-urgency-emergency = emergency
code-urgency-urgent = urgent
code-urgency-ordinary = ordinary

code-where-in-country = in Romania
code-where-abroad = abroad

code-yes-no-no = no
code-yes-no-yes = yes

code-status-none = no signal
code-status-potential = potential victim
code-status-presumed = presumed victim
code-status-identified = identified victim
code-status-not-confirmed = not confirmed

deadline-triage-in-danger = triage of a signal of danger
deadline-triage = triage of the signal
deadline-case-manager-named = naming of the case manager
deadline-referral-received = receipt of the referral
deadline-referral-answered-in-emergency = answer to a referral in an emergency
deadline-referral-answered = answer to the referral
deadline-first-service = first service after acceptance
deadline-second-signature = second signature

legal-gdpr-32 = Regulation (EU) 2016/679, art. 32
legal-gdpr-5-2 = Regulation (EU) 2016/679, art. 5(2)
legal-gdpr-6-1-d = Regulation (EU) 2016/679, art. 6(1)(d)
legal-gdpr-6-1-e = Regulation (EU) 2016/679, art. 6(1)(e)
legal-gdpr-89 = Regulation (EU) 2016/679, art. 89
legal-hg-88-2023 = Government Decision 88/2023 (national identification and referral mechanism)
legal-law-211-2004 = Law 211/2004 (protection of victims of crime)
legal-law-272-2004 = Law 272/2004 (protection and promotion of the rights of the child)
legal-order-288-2006 = Order 288/2006 (case management)
legal-platform-default = rule of the platform, not of a law

holiday-new-year = New Year
holiday-new-year-second-day = second day of the New Year
holiday-epiphany = Epiphany
holiday-saint-john = Saint John the Baptist
holiday-union-of-the-principalities = Union of the Principalities
holiday-good-friday = Good Friday
holiday-easter = Easter
holiday-easter-monday = Easter Monday
holiday-labour-day = Labour Day
holiday-children-day = Children’s Day
holiday-pentecost = Pentecost
holiday-pentecost-monday = Pentecost Monday
holiday-dormition = Dormition of the Mother of God
holiday-saint-andrew = Saint Andrew
holiday-national-day = National Day of Romania
holiday-christmas = Christmas
holiday-christmas-second-day = second day of Christmas
