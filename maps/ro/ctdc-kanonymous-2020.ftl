# Etichetele corespondenței ctdc-kanonymous-2020.

dataset-ctdc-kanonymous-2020 = Setul global de date despre victimele traficului, k-anonimizat (CTDC)

dataset-ctdc-kanonymous-2020-sex = Sex
dataset-ctdc-kanonymous-2020-sex-female = Feminin
dataset-ctdc-kanonymous-2020-sex-male = Masculin
dataset-ctdc-kanonymous-2020-sex-transgender = Transgen

dataset-ctdc-kanonymous-2020-age_band = Vârstă
dataset-ctdc-kanonymous-2020-age_band-0-8 = 0–8
dataset-ctdc-kanonymous-2020-age_band-9-17 = 9–17
dataset-ctdc-kanonymous-2020-age_band-18-20 = 18–20
dataset-ctdc-kanonymous-2020-age_band-21-23 = 21–23
dataset-ctdc-kanonymous-2020-age_band-24-26 = 24–26
dataset-ctdc-kanonymous-2020-age_band-27-29 = 27–29
dataset-ctdc-kanonymous-2020-age_band-30-38 = 30–38
dataset-ctdc-kanonymous-2020-age_band-39-47 = 39–47
dataset-ctdc-kanonymous-2020-age_band-48-over = 48 și peste

dataset-ctdc-kanonymous-2020-citizenship = Cetățenie
dataset-ctdc-kanonymous-2020-country_of_exploitation = Țara exploatării

dataset-ctdc-kanonymous-2020-forced_labour = Muncă forțată
dataset-ctdc-kanonymous-2020-forced_labour-no = Nu
dataset-ctdc-kanonymous-2020-forced_labour-yes = Da

dataset-ctdc-kanonymous-2020-sexual_exploitation = Exploatare sexuală
dataset-ctdc-kanonymous-2020-sexual_exploitation-no = Nu
dataset-ctdc-kanonymous-2020-sexual_exploitation-yes = Da

dataset-ctdc-kanonymous-2020-other_exploitation = Altă exploatare
dataset-ctdc-kanonymous-2020-other_exploitation-no = Nu
dataset-ctdc-kanonymous-2020-other_exploitation-yes = Da

dataset-ctdc-kanonymous-2020-recruited_by_family = Recrutare de către familie
dataset-ctdc-kanonymous-2020-recruited_by_family-no = Nu
dataset-ctdc-kanonymous-2020-recruited_by_family-yes = Da
