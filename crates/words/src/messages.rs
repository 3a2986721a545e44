//! The message files compiled in. A file in `messages/` that is not named here fails a test.

use crate::lang::Lang;

/// Language, file name, text.
pub(crate) const MESSAGES: &[(Lang, &str, &str)] = &[
    (Lang::Ro, "admin.ftl", include_str!("../messages/ro/admin.ftl")),
    (Lang::Ro, "children.ftl", include_str!("../messages/ro/children.ftl")),
    (Lang::Ro, "common.ftl", include_str!("../messages/ro/common.ftl")),
    (Lang::Ro, "entries.ftl", include_str!("../messages/ro/entries.ftl")),
    (Lang::Ro, "import.ftl", include_str!("../messages/ro/import.ftl")),
    (Lang::Ro, "indicators.ftl", include_str!("../messages/ro/indicators.ftl")),
    (Lang::Ro, "kinds.ftl", include_str!("../messages/ro/kinds.ftl")),
    (Lang::Ro, "layout.ftl", include_str!("../messages/ro/layout.ftl")),
    (Lang::Ro, "operate.ftl", include_str!("../messages/ro/operate.ftl")),
    (Lang::Ro, "problems.ftl", include_str!("../messages/ro/problems.ftl")),
    (Lang::Ro, "referrals.ftl", include_str!("../messages/ro/referrals.ftl")),
    (Lang::Ro, "reports.ftl", include_str!("../messages/ro/reports.ftl")),
    (Lang::Ro, "sign_in.ftl", include_str!("../messages/ro/sign_in.ftl")),
    (Lang::Ro, "signals.ftl", include_str!("../messages/ro/signals.ftl")),
    (Lang::Ro, "trust.ftl", include_str!("../messages/ro/trust.ftl")),
    (Lang::Ro, "work.ftl", include_str!("../messages/ro/work.ftl")),
    (Lang::En, "admin.ftl", include_str!("../messages/en/admin.ftl")),
    (Lang::En, "children.ftl", include_str!("../messages/en/children.ftl")),
    (Lang::En, "common.ftl", include_str!("../messages/en/common.ftl")),
    (Lang::En, "entries.ftl", include_str!("../messages/en/entries.ftl")),
    (Lang::En, "import.ftl", include_str!("../messages/en/import.ftl")),
    (Lang::En, "indicators.ftl", include_str!("../messages/en/indicators.ftl")),
    (Lang::En, "kinds.ftl", include_str!("../messages/en/kinds.ftl")),
    (Lang::En, "layout.ftl", include_str!("../messages/en/layout.ftl")),
    (Lang::En, "operate.ftl", include_str!("../messages/en/operate.ftl")),
    (Lang::En, "problems.ftl", include_str!("../messages/en/problems.ftl")),
    (Lang::En, "referrals.ftl", include_str!("../messages/en/referrals.ftl")),
    (Lang::En, "reports.ftl", include_str!("../messages/en/reports.ftl")),
    (Lang::En, "sign_in.ftl", include_str!("../messages/en/sign_in.ftl")),
    (Lang::En, "signals.ftl", include_str!("../messages/en/signals.ftl")),
    (Lang::En, "trust.ftl", include_str!("../messages/en/trust.ftl")),
    (Lang::En, "work.ftl", include_str!("../messages/en/work.ftl")),
];
