# Labels of the mapping ctdc-kanonymous-2020.

dataset-ctdc-kanonymous-2020 = Global dataset on victims of trafficking, k-anonymised (CTDC)

dataset-ctdc-kanonymous-2020-sex = Sex
dataset-ctdc-kanonymous-2020-sex-female = Female
dataset-ctdc-kanonymous-2020-sex-male = Male
dataset-ctdc-kanonymous-2020-sex-transgender = Transgender

dataset-ctdc-kanonymous-2020-age_band = Age
dataset-ctdc-kanonymous-2020-age_band-0-8 = 0–8
dataset-ctdc-kanonymous-2020-age_band-9-17 = 9–17
dataset-ctdc-kanonymous-2020-age_band-18-20 = 18–20
dataset-ctdc-kanonymous-2020-age_band-21-23 = 21–23
dataset-ctdc-kanonymous-2020-age_band-24-26 = 24–26
dataset-ctdc-kanonymous-2020-age_band-27-29 = 27–29
dataset-ctdc-kanonymous-2020-age_band-30-38 = 30–38
dataset-ctdc-kanonymous-2020-age_band-39-47 = 39–47
dataset-ctdc-kanonymous-2020-age_band-48-over = 48 and over

dataset-ctdc-kanonymous-2020-citizenship = Citizenship
dataset-ctdc-kanonymous-2020-country_of_exploitation = Country of exploitation

dataset-ctdc-kanonymous-2020-forced_labour = Forced labour
dataset-ctdc-kanonymous-2020-forced_labour-no = No
dataset-ctdc-kanonymous-2020-forced_labour-yes = Yes

dataset-ctdc-kanonymous-2020-sexual_exploitation = Sexual exploitation
dataset-ctdc-kanonymous-2020-sexual_exploitation-no = No
dataset-ctdc-kanonymous-2020-sexual_exploitation-yes = Yes

dataset-ctdc-kanonymous-2020-other_exploitation = Other exploitation
dataset-ctdc-kanonymous-2020-other_exploitation-no = No
dataset-ctdc-kanonymous-2020-other_exploitation-yes = Yes

dataset-ctdc-kanonymous-2020-recruited_by_family = Recruited by family
dataset-ctdc-kanonymous-2020-recruited_by_family-no = No
dataset-ctdc-kanonymous-2020-recruited_by_family-yes = Yes
