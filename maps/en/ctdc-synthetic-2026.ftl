# Labels of the mapping ctdc-synthetic-2026.

dataset-ctdc-synthetic-2026 = Global synthetic dataset 2026 (CTDC)

dataset-ctdc-synthetic-2026-sex = Sex
dataset-ctdc-synthetic-2026-sex-female = Female
dataset-ctdc-synthetic-2026-sex-male = Male
dataset-ctdc-synthetic-2026-sex-transgender = Transgender

dataset-ctdc-synthetic-2026-age_band = Age
dataset-ctdc-synthetic-2026-age_band-0-8 = 0–8
dataset-ctdc-synthetic-2026-age_band-9-17 = 9–17
dataset-ctdc-synthetic-2026-age_band-18-20 = 18–20
dataset-ctdc-synthetic-2026-age_band-21-23 = 21–23
dataset-ctdc-synthetic-2026-age_band-24-26 = 24–26
dataset-ctdc-synthetic-2026-age_band-27-29 = 27–29
dataset-ctdc-synthetic-2026-age_band-30-38 = 30–38
dataset-ctdc-synthetic-2026-age_band-39-47 = 39–47
dataset-ctdc-synthetic-2026-age_band-48-over = 48 and over

dataset-ctdc-synthetic-2026-citizenship = Citizenship
dataset-ctdc-synthetic-2026-country_of_exploitation = Country of exploitation

dataset-ctdc-synthetic-2026-forced_labour = Forced labour
dataset-ctdc-synthetic-2026-forced_labour-no = No
dataset-ctdc-synthetic-2026-forced_labour-yes = Yes

dataset-ctdc-synthetic-2026-sexual_exploitation = Sexual exploitation
dataset-ctdc-synthetic-2026-sexual_exploitation-no = No
dataset-ctdc-synthetic-2026-sexual_exploitation-yes = Yes

dataset-ctdc-synthetic-2026-other_exploitation = Other exploitation
dataset-ctdc-synthetic-2026-other_exploitation-no = No
dataset-ctdc-synthetic-2026-other_exploitation-yes = Yes

dataset-ctdc-synthetic-2026-recruited_by_family = Recruited by family
dataset-ctdc-synthetic-2026-recruited_by_family-no = No
dataset-ctdc-synthetic-2026-recruited_by_family-yes = Yes
