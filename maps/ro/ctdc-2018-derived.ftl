# Etichetele tabelului ctdc-2018-derived.

dataset-ctdc-2018-derived = Setul global de date despre victimele traficului, ediția 2018 (CTDC, derivat)

dataset-ctdc-2018-derived-sex = Sex
dataset-ctdc-2018-derived-sex-female = Feminin
dataset-ctdc-2018-derived-sex-male = Masculin

dataset-ctdc-2018-derived-age_band = Vârstă
dataset-ctdc-2018-derived-age_band-0-8 = 0–8
dataset-ctdc-2018-derived-age_band-9-17 = 9–17
dataset-ctdc-2018-derived-age_band-18-20 = 18–20
dataset-ctdc-2018-derived-age_band-21-23 = 21–23
dataset-ctdc-2018-derived-age_band-24-26 = 24–26
dataset-ctdc-2018-derived-age_band-27-29 = 27–29
dataset-ctdc-2018-derived-age_band-30-38 = 30–38
dataset-ctdc-2018-derived-age_band-39-47 = 39–47
dataset-ctdc-2018-derived-age_band-48-over = 48 și peste

dataset-ctdc-2018-derived-forced_labour = Muncă forțată
dataset-ctdc-2018-derived-forced_labour-no = Nu
dataset-ctdc-2018-derived-forced_labour-yes = Da

dataset-ctdc-2018-derived-citizenship = Cetățenie
dataset-ctdc-2018-derived-citizenship-af = Afganistan
dataset-ctdc-2018-derived-citizenship-by = Belarus
dataset-ctdc-2018-derived-citizenship-cn = China
dataset-ctdc-2018-derived-citizenship-er = Eritreea
dataset-ctdc-2018-derived-citizenship-ht = Haiti
dataset-ctdc-2018-derived-citizenship-id = Indonezia
dataset-ctdc-2018-derived-citizenship-ke = Kenya
dataset-ctdc-2018-derived-citizenship-kg = Kârgâzstan
dataset-ctdc-2018-derived-citizenship-kh = Cambodgia
dataset-ctdc-2018-derived-citizenship-kr = Republica Coreea
dataset-ctdc-2018-derived-citizenship-lk = Sri Lanka
dataset-ctdc-2018-derived-citizenship-mm = Myanmar
dataset-ctdc-2018-derived-citizenship-mx = Mexic
dataset-ctdc-2018-derived-citizenship-ng = Nigeria
dataset-ctdc-2018-derived-citizenship-np = Nepal
dataset-ctdc-2018-derived-citizenship-ph = Filipine
dataset-ctdc-2018-derived-citizenship-th = Thailanda
dataset-ctdc-2018-derived-citizenship-ua = Ucraina
dataset-ctdc-2018-derived-citizenship-ug = Uganda
dataset-ctdc-2018-derived-citizenship-us = Statele Unite
dataset-ctdc-2018-derived-citizenship-uz = Uzbekistan

dataset-ctdc-2018-derived-control = Mijloc de control
dataset-ctdc-2018-derived-control-threats = Amenințări
dataset-ctdc-2018-derived-control-financial = Control financiar
dataset-ctdc-2018-derived-control-physical = Control fizic
dataset-ctdc-2018-derived-control-survival = Privare de cele necesare traiului
dataset-ctdc-2018-derived-control-other = Altul

dataset-ctdc-2018-derived-recruiter = Recrutor
dataset-ctdc-2018-derived-recruiter-intimate_partner = Partener intim
dataset-ctdc-2018-derived-recruiter-family = Familie sau rudă
dataset-ctdc-2018-derived-recruiter-friend = Prieten sau cunoștință
dataset-ctdc-2018-derived-recruiter-other = Altul

dataset-ctdc-2018-derived-exploitation = Forma de exploatare
dataset-ctdc-2018-derived-exploitation-sexual = Exploatare sexuală
dataset-ctdc-2018-derived-exploitation-forced_labour = Muncă forțată
dataset-ctdc-2018-derived-exploitation-forced_marriage = Căsătorie forțată
dataset-ctdc-2018-derived-exploitation-other = Alta

dataset-ctdc-2018-derived-labour = Felul muncii
dataset-ctdc-2018-derived-labour-agriculture = Agricultură
dataset-ctdc-2018-derived-labour-aquafarming = Acvacultură
dataset-ctdc-2018-derived-labour-begging = Cerșetorie
dataset-ctdc-2018-derived-labour-construction = Construcții
dataset-ctdc-2018-derived-labour-domestic_work = Muncă casnică
dataset-ctdc-2018-derived-labour-manufacturing = Industrie prelucrătoare
dataset-ctdc-2018-derived-labour-peddling = Vânzare ambulantă
dataset-ctdc-2018-derived-labour-other = Alta
