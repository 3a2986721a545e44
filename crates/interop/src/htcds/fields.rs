//! The 84 fields of the standard, in its order, and our own beside them.
//!
//! Names, kinds, and which are core or deprecated are those of the Human Trafficking Case Data Standard 2.0 (IOM,
//! 2021, CC BY 4.0). IOM does not endorse this program.

use crate::htcds::picklists::*;

/// What stands in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text of one line; also the name of what is looked up.
    Text,
    /// A text.
    LongText,
    /// A day, `2011-03-09`.
    Date,
    /// A day, a month or a year: of our own fields alone.
    Moment,
    /// A whole number, not below 0.
    Number,
    /// `true` or `false`.
    Checkbox,
    /// One value of a list.
    One(&'static Picklist),
    /// Values of a list.
    Several(&'static Picklist),
    /// An ISO 3166 code.
    Country,
    /// ISO 3166 codes.
    Countries,
    /// An ISO 639 code, of two or three letters.
    Language,
    /// An E.164 number.
    Phone,
    /// Degrees, at most so many to either side.
    Degrees(i16),
    /// A code of ours.
    Code,
    /// Codes of ours.
    Codes,
}

impl Kind {
    /// Whether it holds more than one value.
    #[must_use]
    pub fn is_several(self) -> bool {
        matches!(self, Self::Several(_) | Self::Countries | Self::Codes)
    }
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// What stands in it.
    pub kind: Kind,
    /// The standard counts it to its core.
    pub core: bool,
    /// Read, and never written.
    pub deprecated: bool,
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, core: false, deprecated: false }
}

const fn core(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, core: true, deprecated: false }
}

const fn gone(field: Field) -> Field {
    Field { deprecated: true, ..field }
}

/// Other spellings of three names, in the standard's own form for field work.
pub(crate) const ALIASES: [(&str, &str); 3] = [
    ("prs_First_Name", "prs_FirstName"),
    ("prs_Second_Name", "prs_SecondName"),
    ("vic_Methods_of_Control", "vic_MethodsOfControl"),
];

/// The standard's fields.
pub const FIELDS: [Field; 84] = [
    field("org_Name", Kind::Text),
    field("org_ShippingCity", Kind::Text),
    field("org_ShippingCountry", Kind::Country),
    field("org_ShippingState", Kind::Text),
    field("org_ShippingStreet", Kind::Text),
    field("org_ShippingPostalCode", Kind::Text),
    field("org_ShippingLongitude", Kind::Degrees(180)),
    field("org_ShippingLatitude", Kind::Degrees(90)),
    field("org_Phone", Kind::Phone),
    field("org_Type", Kind::One(&ORGANISATION_TYPE)),
    core("prs_Salutation", Kind::Text),
    core("prs_FirstName", Kind::Text),
    field("prs_MiddleName", Kind::Text),
    core("prs_SecondName", Kind::Text),
    core("prs_Birthdate", Kind::Date),
    core("prs_Gender", Kind::One(&GENDER)),
    field("prs_Deceased", Kind::Checkbox),
    field("prs_MaritalStatus", Kind::One(&MARITAL_STATUS)),
    field("prs_NumberOfChildren", Kind::Number),
    field("prs_PrimaryLanguage", Kind::Language),
    field("prs_SecondaryLanguage", Kind::Language),
    field("prs_HighestLevelOfEducation", Kind::One(&HIGHEST_LEVEL_OF_EDUCATION)),
    core("prs_Citizenship", Kind::Countries),
    field("prs_IdentityNumber", Kind::Text),
    core("prs_Title", Kind::Text),
    core("prs_Email", Kind::Text),
    core("prs_HomePhone", Kind::Phone),
    core("prs_MobilePhone", Kind::Phone),
    core("prs_MailingCity", Kind::Text),
    core("prs_MailingCountry", Kind::Country),
    core("prs_MailingState", Kind::Text),
    core("prs_MailingStreet", Kind::Text),
    core("prs_MailingPostalCode", Kind::Text),
    field("prs_MailingLongitude", Kind::Degrees(180)),
    field("prs_MailingLatitude", Kind::Degrees(90)),
    gone(field("vic_AgreementToManagePersonalData", Kind::Checkbox)),
    core("vic_TraffickingStatus", Kind::One(&TRAFFICKING_STATUS)),
    core("vic_TraffickingStatusDecisionMakingOrg", Kind::One(&TRAFFICKING_STATUS_DECISION_MAKING_ORG)),
    field("vic_RelationshipToTrafficker", Kind::One(&RELATIONSHIP_TO_TRAFFICKER)),
    field("vic_AgeWhenTrafficked", Kind::Number),
    field("vic_RecruitmentWebsitesAndApps", Kind::Several(&RECRUITMENT_WEBSITES_AND_APPS)),
    core("vic_MethodOfRecruitment", Kind::Several(&METHOD_OF_RECRUITMENT)),
    core("vic_LocationOfRecruitment", Kind::Text),
    core("vic_MethodsOfControl", Kind::Several(&METHODS_OF_CONTROL)),
    core("vic_TypeOfExploitation", Kind::Several(&TYPE_OF_EXPLOITATION)),
    core("vic_ForcedLabourIndustry", Kind::One(&FORCED_LABOUR_INDUSTRY)),
    core("vic_TypeOfSexExploitation", Kind::Several(&TYPE_OF_SEX_EXPLOITATION)),
    core("vic_LocationOfExploitation", Kind::Text),
    field("vic_ExploitationWebsitesAndApps", Kind::Several(&EXPLOITATION_WEBSITES_AND_APPS)),
    gone(core("vic_Vulnerabilities", Kind::Several(&VULNERABILITIES))),
    gone(core("vic_DetailsOfVulnerabilities", Kind::LongText)),
    field("per_RoleInProcess", Kind::Several(&ROLE_IN_PROCESS)),
    field("per_RoleDetails", Kind::LongText),
    field("", Kind::Text),
    core("cas_Status", Kind::One(&STATUS)),
    core("cas_ReasonForCaseClosure", Kind::LongText),
    core("cas_CaseOwner", Kind::Text),
    core("cas_ReferringOrganisation", Kind::Text),
    core("cas_IncomingReferralDate", Kind::Date),
    core("cas_ReferringPrimaryCaseWorker", Kind::Text),
    core("cas_ReasonForIncomingReferral", Kind::One(&REASON_FOR_INCOMING_REFERRAL)),
    core("cas_IncomingReferralDetails", Kind::LongText),
    core("cas_ReferredOrganisation", Kind::Text),
    core("cas_ReferredPrimaryCaseWorker", Kind::Text),
    core("cas_ReasonForOutgoingReferral", Kind::One(&REASON_FOR_OUTGOING_REFERRAL)),
    core("cas_OutgoingReferralDate", Kind::Date),
    core("cas_OutgoingReferralDetails", Kind::LongText),
    field("cco_CaseComment", Kind::LongText),
    field("hte_Longitude", Kind::Degrees(180)),
    field("hte_Latitude", Kind::Degrees(90)),
    field("hte_City", Kind::Text),
    field("hte_Country", Kind::Country),
    field("hte_State", Kind::Text),
    field("hte_Street", Kind::Text),
    field("hte_PostalCode", Kind::Text),
    field("hte_Date", Kind::Date),
    field("hte_Type", Kind::One(&EVENT_TYPE)),
    field("hte_Description", Kind::LongText),
    field("spl_Objectives", Kind::LongText),
    field("spl_ActionPlan", Kind::LongText),
    field("spl_PlannedEndDate", Kind::Date),
    field("spl_ActualEndDate", Kind::Date),
    field("spl_Type", Kind::One(&PLAN_TYPE)),
    core("con_Consent", Kind::Checkbox),
];

/// What the standard has no field for and a case needs. The prefix is ours.
pub const EXTENSIONS: [Field; 22] = [
    // The case's name at whoever wrote the file: rows with the same are one case.
    field("pnt_CaseId", Kind::Text),
    // Which time the case was open, from 1.
    field("pnt_Episode", Kind::Number),
    // Cases with the same are of one child.
    field("pnt_Child", Kind::Text),
    // The agency's code.
    field("pnt_Agency", Kind::Text),
    // The month, or year, where the day of birth is not known.
    field("pnt_BirthMonth", Kind::Moment),
    // In completed years; told, never read.
    field("pnt_AgeAtIdentification", Kind::Number),
    field("pnt_OpenedOn", Kind::Moment),
    field("pnt_PresumedOn", Kind::Moment),
    field("pnt_IdentifiedOn", Kind::Moment),
    field("pnt_ClosedOn", Kind::Moment),
    field("pnt_NotConfirmedOn", Kind::Moment),
    field("pnt_NotConfirmedReason", Kind::Code),
    field("pnt_FormsAtOpening", Kind::Codes),
    field("pnt_FormsAtPresumption", Kind::Codes),
    field("pnt_FormsAtIdentification", Kind::Codes),
    field("pnt_IdentificationGround", Kind::Code),
    field("pnt_ClosingReason", Kind::Code),
    field("pnt_ReopeningReason", Kind::Code),
    field("pnt_Where", Kind::Code),
    field("pnt_Recruitment", Kind::Code),
    field("pnt_Origin", Kind::Code),
    field("pnt_InCare", Kind::Code),
];

/// All fields that are read, the standard's first.
pub fn all() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().chain(&EXTENSIONS)
}

/// All fields that are written.
pub fn written() -> impl Iterator<Item = &'static Field> {
    all().filter(|field| !field.deprecated)
}

/// The field of a name, or of another spelling of it.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Field> {
    let name = ALIASES.iter().find(|(other, _)| *other == name).map_or(name, |(_, name)| *name);
    all().find(|field| field.name == name)
}
