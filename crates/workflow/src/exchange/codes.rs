//! The lists of the standard and of the pack beside each other.
//!
//! The standard's are coarser. What goes out is written in both: in the standard's field for others, in a field of
//! our own for whoever reads it back. Where only the standard's is there, it is read by these tables.

use rules::Pack;

/// The pack's form of exploitation, the standard's, and its form of sexual exploitation.
const FORMS: [(&str, &str, &str); 12] = [
    ("sexual", "SexualExploitation", ""),
    ("sexual_online", "SexualExploitation", "RemoteInteractiveServices"),
    ("abuse_material", "SexualExploitation", "Pornography"),
    ("forced_labour", "ForcedLabour", ""),
    ("domestic_servitude", "Servitude", ""),
    ("begging", "ForcedBegging", ""),
    ("forced_marriage", "ForcedMarriage", ""),
    ("organ_removal", "OrganRemoval", ""),
    ("forced_crime", "Other", ""),
    ("slavery", "Servitude", ""),
    ("attempt", "Other", ""),
    ("other", "Other", ""),
];

/// Forms of the standard that the pack has in another.
const FORMS_READ: [(&str, &str); 6] = [
    ("ChildLabour", "forced_labour"),
    ("ForcedMilitaryByNonStateActors", "other"),
    ("ForcedAdoption", "other"),
    ("Surrogacy", "other"),
    ("Servitude", "domestic_servitude"),
    ("Other", "other"),
];

/// The pack's recruitment, and the standard's.
const RECRUITMENT: [(&str, &str); 7] = [
    ("online_stranger", "ThroughOnlineSocialNetworks"),
    ("relative", "ThroughFamilyOrFamilyEvents"),
    ("acquaintance", "ThroughFriendsOrSocialEvents"),
    ("pretended_relationship", "Other"),
    ("false_offer", "Other"),
    ("abduction", "Other"),
    ("other", "Other"),
];

/// The pack's sex, and the standard's gender. Others of the standard are not known here.
const SEX: [(&str, &str); 2] = [("female", "Feminine"), ("male", "Masculine")];

/// The pack's ground of identification, and who decided in the standard; the first is written.
const GROUNDS: [(&str, &[&str]); 2] = [
    ("judicial_body", &["CourtOrProsecution", "Police"]),
    ("social_grounds", &["NonPoliceGovernmentalOrganization", "NGO", "Other"]),
];

/// The levels of list `exploitation` that the standard's values mean.
pub(super) fn forms_of(pack: &Pack, forms: &[String], sexual: &[String]) -> Vec<u16> {
    let has = |wanted: &str| sexual.iter().any(|kind| kind == wanted);
    let mut codes: Vec<&str> = Vec::new();
    for form in forms {
        let other = FORMS_READ.iter().find(|(standard, _)| standard == form).map(|(_, code)| *code);
        if form == "SexualExploitation" {
            let kinds =
                FORMS.iter().filter(|(_, _, kind)| !kind.is_empty() && has(kind)).map(|(code, ..)| *code);
            let before = codes.len();
            codes.extend(kinds);
            let beside = has("Prostitution") || has("PrivateSexualServices");
            if codes.len() == before || beside {
                codes.push("sexual");
            }
        } else if let Some(code) = other {
            codes.push(code);
        } else {
            codes.extend(FORMS.iter().find(|(_, standard, _)| standard == form).map(|(code, ..)| *code));
        }
    }
    codes.into_iter().filter_map(|code| pack.list("exploitation").number(code)).collect()
}

/// The standard's forms and forms of sexual exploitation of these codes of the pack.
pub(super) fn standard_forms(codes: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut forms, mut sexual): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let add = |to: &mut Vec<String>, value: &str| {
        if !value.is_empty() && !to.iter().any(|known| known == value) {
            to.push(value.to_owned());
        }
    };
    for (_, form, kind) in codes.iter().filter_map(|code| FORMS.iter().find(|(ours, ..)| ours == code)) {
        add(&mut forms, form);
        add(&mut sexual, kind);
    }
    (forms, sexual)
}

/// The level of list `recruitment` that the first of the standard's values means; 0 where none does.
pub(super) fn recruitment_of(pack: &Pack, methods: &[String]) -> u16 {
    let code = match methods.first().map_or("", String::as_str) {
        "" => return 0,
        "ThroughAnOnlineAdvertisement" => "online_stranger",
        method => {
            RECRUITMENT.iter().find(|(_, standard)| *standard == method).map_or("other", |(code, _)| *code)
        }
    };
    // `Other` stands beside several codes: what it means is not known more exactly.
    let code = if methods.first().is_some_and(|method| method == "Other") { "other" } else { code };
    pack.list("recruitment").number(code).unwrap_or(0)
}

/// The standard's value of a code of list `recruitment`.
pub(super) fn standard_recruitment(code: &str) -> &'static str {
    RECRUITMENT.iter().find(|(ours, _)| *ours == code).map_or("", |(_, standard)| *standard)
}

/// The level of list `sex` of a gender.
pub(super) fn sex_of(pack: &Pack, gender: &str) -> u16 {
    let code = SEX.iter().find(|(_, standard)| *standard == gender).map(|(code, _)| *code);
    code.and_then(|code| pack.list("sex").number(code)).unwrap_or(0)
}

/// The gender of a code of list `sex`.
pub(super) fn gender(code: &str) -> &'static str {
    SEX.iter().find(|(ours, _)| *ours == code).map_or("NonSpecifiedUnknown", |(_, standard)| *standard)
}

/// The level of list `identification_ground` by who decided; 0 where nobody is named.
pub(super) fn ground_of(pack: &Pack, decided: &str) -> u16 {
    let code = GROUNDS.iter().find(|(_, standard)| standard.contains(&decided)).map(|(code, _)| *code);
    code.and_then(|code| pack.list("identification_ground").number(code)).unwrap_or(0)
}

/// Who decided, of a code of list `identification_ground`.
pub(super) fn decided_by(code: &str) -> &'static str {
    let standard = GROUNDS.iter().find(|(ours, _)| *ours == code).and_then(|(_, standard)| standard.first());
    standard.copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_here_is_the_packs_and_every_value_the_standards() {
        let pack = Pack::parse(&rules::shipped("ro").unwrap()).unwrap();
        let listed = |field: &str, value: &str| {
            let list = interop::htcds::PICKLISTS.iter().find(|list| list.field == field).unwrap();
            assert!(value.is_empty() || list.get(value).is_some(), "{field} {value}");
        };
        for (code, form, kind) in FORMS {
            assert!(pack.list("exploitation").number(code).is_some(), "{code}");
            listed("vic_TypeOfExploitation", form);
            listed("vic_TypeOfSexExploitation", kind);
        }
        assert_eq!(FORMS.len(), pack.list("exploitation").items().len());
        for (form, code) in FORMS_READ {
            assert!(pack.list("exploitation").number(code).is_some(), "{code}");
            listed("vic_TypeOfExploitation", form);
        }
        for (code, method) in RECRUITMENT {
            assert!(pack.list("recruitment").number(code).is_some(), "{code}");
            listed("vic_MethodOfRecruitment", method);
        }
        assert_eq!(RECRUITMENT.len(), pack.list("recruitment").items().len());
        for (code, decided) in GROUNDS {
            assert!(pack.list("identification_ground").number(code).is_some(), "{code}");
            decided.iter().for_each(|org| listed("vic_TraffickingStatusDecisionMakingOrg", org));
        }
        SEX.iter().for_each(|(code, gender)| {
            assert!(pack.list("sex").number(code).is_some());
            listed("prs_Gender", gender);
        });
        // Each form of the standard means some form of the pack.
        let forms =
            interop::htcds::PICKLISTS.iter().find(|list| list.field == "vic_TypeOfExploitation").unwrap();
        for form in forms.values {
            assert!(!forms_of(&pack, &[(*form).to_owned()], &[]).is_empty(), "{form}");
        }
    }
}
