# Etichetele corespondenței ctdc-synthetic-2024.

dataset-ctdc-synthetic-2024 = Setul global sintetic de date 2024–2025 (CTDC)

dataset-ctdc-synthetic-2024-sex = Sex
dataset-ctdc-synthetic-2024-sex-female = Feminin
dataset-ctdc-synthetic-2024-sex-male = Masculin
dataset-ctdc-synthetic-2024-sex-transgender = Transgen

dataset-ctdc-synthetic-2024-age_band = Vârstă
dataset-ctdc-synthetic-2024-age_band-0-8 = 0–8
dataset-ctdc-synthetic-2024-age_band-9-17 = 9–17
dataset-ctdc-synthetic-2024-age_band-18-20 = 18–20
dataset-ctdc-synthetic-2024-age_band-21-23 = 21–23
dataset-ctdc-synthetic-2024-age_band-24-26 = 24–26
dataset-ctdc-synthetic-2024-age_band-27-29 = 27–29
dataset-ctdc-synthetic-2024-age_band-30-38 = 30–38
dataset-ctdc-synthetic-2024-age_band-39-47 = 39–47
dataset-ctdc-synthetic-2024-age_band-48-over = 48 și peste

dataset-ctdc-synthetic-2024-citizenship = Cetățenie
dataset-ctdc-synthetic-2024-country_of_exploitation = Țara exploatării

dataset-ctdc-synthetic-2024-forced_labour = Muncă forțată
dataset-ctdc-synthetic-2024-forced_labour-no = Nu
dataset-ctdc-synthetic-2024-forced_labour-yes = Da

dataset-ctdc-synthetic-2024-sexual_exploitation = Exploatare sexuală
dataset-ctdc-synthetic-2024-sexual_exploitation-no = Nu
dataset-ctdc-synthetic-2024-sexual_exploitation-yes = Da

dataset-ctdc-synthetic-2024-other_exploitation = Altă exploatare
dataset-ctdc-synthetic-2024-other_exploitation-no = Nu
dataset-ctdc-synthetic-2024-other_exploitation-yes = Da

dataset-ctdc-synthetic-2024-recruited_by_family = Recrutare de către familie
dataset-ctdc-synthetic-2024-recruited_by_family-no = Nu
dataset-ctdc-synthetic-2024-recruited_by_family-yes = Da
