# Labels of the mapping ctdc-2018-derived.

dataset-ctdc-2018-derived = Global dataset on victims of trafficking, 2018 release (CTDC, derived)

dataset-ctdc-2018-derived-sex = Sex
dataset-ctdc-2018-derived-sex-female = Female
dataset-ctdc-2018-derived-sex-male = Male

dataset-ctdc-2018-derived-age_band = Age
dataset-ctdc-2018-derived-age_band-0-8 = 0–8
dataset-ctdc-2018-derived-age_band-9-17 = 9–17
dataset-ctdc-2018-derived-age_band-18-20 = 18–20
dataset-ctdc-2018-derived-age_band-21-23 = 21–23
dataset-ctdc-2018-derived-age_band-24-26 = 24–26
dataset-ctdc-2018-derived-age_band-27-29 = 27–29
dataset-ctdc-2018-derived-age_band-30-38 = 30–38
dataset-ctdc-2018-derived-age_band-39-47 = 39–47
dataset-ctdc-2018-derived-age_band-48-over = 48 and over

dataset-ctdc-2018-derived-forced_labour = Forced labour
dataset-ctdc-2018-derived-forced_labour-no = No
dataset-ctdc-2018-derived-forced_labour-yes = Yes

dataset-ctdc-2018-derived-citizenship = Citizenship
dataset-ctdc-2018-derived-citizenship-af = Afghanistan
dataset-ctdc-2018-derived-citizenship-by = Belarus
dataset-ctdc-2018-derived-citizenship-cn = China
dataset-ctdc-2018-derived-citizenship-er = Eritrea
dataset-ctdc-2018-derived-citizenship-ht = Haiti
dataset-ctdc-2018-derived-citizenship-id = Indonesia
dataset-ctdc-2018-derived-citizenship-ke = Kenya
dataset-ctdc-2018-derived-citizenship-kg = Kyrgyzstan
dataset-ctdc-2018-derived-citizenship-kh = Cambodia
dataset-ctdc-2018-derived-citizenship-kr = Republic of Korea
dataset-ctdc-2018-derived-citizenship-lk = Sri Lanka
dataset-ctdc-2018-derived-citizenship-mm = Myanmar
dataset-ctdc-2018-derived-citizenship-mx = Mexico
dataset-ctdc-2018-derived-citizenship-ng = Nigeria
dataset-ctdc-2018-derived-citizenship-np = Nepal
dataset-ctdc-2018-derived-citizenship-ph = Philippines
dataset-ctdc-2018-derived-citizenship-th = Thailand
dataset-ctdc-2018-derived-citizenship-ua = Ukraine
dataset-ctdc-2018-derived-citizenship-ug = Uganda
dataset-ctdc-2018-derived-citizenship-us = United States
dataset-ctdc-2018-derived-citizenship-uz = Uzbekistan

dataset-ctdc-2018-derived-control = Means of control
dataset-ctdc-2018-derived-control-threats = Threats
dataset-ctdc-2018-derived-control-financial = Financial control
dataset-ctdc-2018-derived-control-physical = Physical control
dataset-ctdc-2018-derived-control-survival = Withheld necessities of life
dataset-ctdc-2018-derived-control-other = Other

dataset-ctdc-2018-derived-recruiter = Recruiter
dataset-ctdc-2018-derived-recruiter-intimate_partner = Intimate partner
dataset-ctdc-2018-derived-recruiter-family = Family or relative
dataset-ctdc-2018-derived-recruiter-friend = Friend or acquaintance
dataset-ctdc-2018-derived-recruiter-other = Other

dataset-ctdc-2018-derived-exploitation = Form of exploitation
dataset-ctdc-2018-derived-exploitation-sexual = Sexual exploitation
dataset-ctdc-2018-derived-exploitation-forced_labour = Forced labour
dataset-ctdc-2018-derived-exploitation-forced_marriage = Forced marriage
dataset-ctdc-2018-derived-exploitation-other = Other

dataset-ctdc-2018-derived-labour = Kind of labour
dataset-ctdc-2018-derived-labour-agriculture = Agriculture
dataset-ctdc-2018-derived-labour-aquafarming = Fish farming
dataset-ctdc-2018-derived-labour-begging = Begging
dataset-ctdc-2018-derived-labour-construction = Construction
dataset-ctdc-2018-derived-labour-domestic_work = Domestic work
dataset-ctdc-2018-derived-labour-manufacturing = Manufacturing
dataset-ctdc-2018-derived-labour-peddling = Peddling
dataset-ctdc-2018-derived-labour-other = Other
