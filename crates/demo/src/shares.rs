//! How often things are, in the synthetic country.
//!
//! Shaped to published marginals on child victims of trafficking in Romania: TIP Reports 2017 to 2024 and ANITP's
//! yearly figures (children per year, sex, forms), Justice and Care 2025 (counties with the most children,
//! share of rural origin), ANITP 2025 (recruitment by people the child knows). Where nothing is published the
//! share is our guess, as a demonstration may have one.

use base::Randomness;

/// An item with its weight.
pub(crate) type Weighted = (&'static str, u32);

/// Counties by how many children come from them; all others weigh [`OTHER_COUNTY`].
pub(crate) const COUNTIES: &[Weighted] = &[
    ("dj", 90),
    ("bc", 88),
    ("is", 60),
    ("gl", 58),
    ("sb", 55),
    ("sv", 45),
    ("vs", 45),
    ("bt", 40),
    ("tl", 30),
    ("ct", 40),
    ("b", 70),
];
/// The weight of a county not in [`COUNTIES`].
pub(crate) const OTHER_COUNTY: u32 = 12;

/// Age in years at the first signal, by band: from, to, weight.
pub(crate) const AGES: &[(i32, i32, u32)] = &[(3, 5, 2), (6, 9, 3), (10, 13, 12), (14, 15, 38), (16, 17, 45)];

/// Of a hundred children, girls.
pub(crate) const GIRLS: f64 = 0.80;
/// Exploited abroad.
pub(crate) const ABROAD: f64 = 0.30;
/// In state care when it happened.
pub(crate) const IN_CARE: f64 = 0.17;
/// Of sexual exploitation, online.
pub(crate) const ONLINE: f64 = 0.22;

/// Forms of exploitation.
pub(crate) const FORMS: &[Weighted] = &[
    ("sexual", 72),
    ("begging", 10),
    ("forced_labour", 6),
    ("forced_crime", 5),
    ("attempt", 5),
    ("other", 2),
];

/// How children were recruited.
pub(crate) const RECRUITMENT: &[Weighted] = &[
    ("acquaintance", 35),
    ("pretended_relationship", 22),
    ("relative", 14),
    ("online_stranger", 20),
    ("other", 9),
];

/// Who raised the signal.
pub(crate) const SOURCES: &[Weighted] = &[
    ("line_119", 30),
    ("police", 22),
    ("school", 10),
    ("ngo", 9),
    ("health", 6),
    ("family", 6),
    ("citizen", 5),
    ("residential_care", 5),
    ("line_116111", 3),
    ("child", 2),
    ("municipal_services", 2),
];

/// What a signal is about, by the form of exploitation found later.
pub(crate) fn about(form: &str) -> &'static str {
    match form {
        "sexual" => "sexual_exploitation",
        "sexual_online" => "online_exploitation",
        "begging" => "begging",
        "forced_labour" => "forced_labour",
        "forced_crime" => "forced_crime",
        "attempt" => "recruitment_attempt",
        _ => "other",
    }
}

/// Services with the need behind a referral for them, by how often they are asked for.
pub(crate) const SERVICES: &[(&str, &str, u32)] = &[
    ("psychological", "psychological_support", 34),
    ("legal", "legal_help", 18),
    ("safe_housing", "safe_place", 14),
    ("medical", "health", 12),
    ("education", "schooling", 12),
    ("family_support", "family_support", 6),
    ("vocational", "skills_and_work", 4),
];

/// Of referrals sent, those refused, and those never answered.
pub(crate) const REFUSED: f64 = 0.08;
pub(crate) const UNANSWERED: f64 = 0.12;
/// Children of whom a second agency opened a file too, the name spelled differently.
pub(crate) const DOUBLED: f64 = 0.06;
/// Of doubled children, those whose two files are found to be one child's.
pub(crate) const MERGED: f64 = 0.5;
/// Of those, the ones that turn out to be two children after all.
pub(crate) const UNMERGED: f64 = 0.08;
/// Signals that never become a case, for each child.
pub(crate) const PASSED_BY: f64 = 0.20;
/// Entries recorded more than a month late.
pub(crate) const LATE: f64 = 0.05;
/// Entries amended afterwards.
pub(crate) const AMENDED: f64 = 0.015;
/// Children who get any assistance.
pub(crate) const ASSISTED: f64 = 0.62;

/// One of weighted items.
pub(crate) fn pick(chance: &Randomness, items: &[Weighted]) -> &'static str {
    let total: u64 = items.iter().map(|(_, weight)| u64::from(*weight)).sum();
    let mut left = chance.below(total);
    for (item, weight) in items {
        if left < u64::from(*weight) {
            return item;
        }
        left -= u64::from(*weight);
    }
    items.last().map_or("", |(item, _)| item)
}
