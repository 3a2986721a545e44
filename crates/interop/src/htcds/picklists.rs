//! The 21 lists of the standard, spelt as it spells them.
//!
//! Names are those of the Human Trafficking Case Data Standard 2.0 (IOM, 2021, CC BY 4.0).

/// A list of values.
#[derive(Debug, PartialEq, Eq)]
pub struct Picklist {
    /// The field it is of.
    pub field: &'static str,
    /// Its values.
    pub values: &'static [&'static str],
    /// Values that the standard defines in its prose and left out of the list: taken and written as they are.
    pub beside: &'static [&'static str],
}

impl Picklist {
    /// The value as the list spells it.
    #[must_use]
    pub fn get(&self, value: &str) -> Option<&'static str> {
        self.values.iter().chain(self.beside).find(|listed| **listed == value).copied()
    }
}

/// All lists.
pub const PICKLISTS: [&Picklist; 21] = [
    &ORGANISATION_TYPE,
    &GENDER,
    &MARITAL_STATUS,
    &HIGHEST_LEVEL_OF_EDUCATION,
    &TRAFFICKING_STATUS,
    &TRAFFICKING_STATUS_DECISION_MAKING_ORG,
    &RELATIONSHIP_TO_TRAFFICKER,
    &RECRUITMENT_WEBSITES_AND_APPS,
    &METHOD_OF_RECRUITMENT,
    &METHODS_OF_CONTROL,
    &TYPE_OF_EXPLOITATION,
    &FORCED_LABOUR_INDUSTRY,
    &TYPE_OF_SEX_EXPLOITATION,
    &EXPLOITATION_WEBSITES_AND_APPS,
    &VULNERABILITIES,
    &ROLE_IN_PROCESS,
    &STATUS,
    &REASON_FOR_INCOMING_REFERRAL,
    &REASON_FOR_OUTGOING_REFERRAL,
    &EVENT_TYPE,
    &PLAN_TYPE,
];

pub(crate) static ORGANISATION_TYPE: Picklist = Picklist {
    field: "org_Type",
    values: &[
        "NGO",
        "LawEnforcement",
        "HealthServiceOrganisation",
        "CentralGovernmentOrganisation",
        "LocalGovernmentOrganisation",
        "ImmigrationService",
        "LegalService",
        "CorporateBusiness",
        "SchoolOrCollege",
    ],
    beside: &[],
};
pub(crate) static GENDER: Picklist = Picklist {
    field: "prs_Gender",
    values: &[
        "Feminine",
        "Masculine",
        "TransgenderFeminine",
        "TransgenderMasculine",
        "NonConforming",
        "NonSpecifiedUnknown",
    ],
    beside: &[],
};
pub(crate) static MARITAL_STATUS: Picklist = Picklist {
    field: "prs_MaritalStatus",
    values: &["Single", "Married", "Widowed", "Divorced", "Separated", "RegisteredPartnership"],
    beside: &[],
};
pub(crate) static HIGHEST_LEVEL_OF_EDUCATION: Picklist = Picklist {
    field: "prs_HighestLevelOfEducation",
    values: &[
        "EarlyChildhoodEducation",
        "PrimaryEducation",
        "LowerSecondaryEducation",
        "UpperSecondaryEducation",
        "PostSecondaryNonTertiaryEducation",
        "ShortCycleTertiaryEducation",
        "BachelorsOrEquivalentLevel",
        "MastersOrEquivalentLevel",
        "DoctoralOrEquivalentLevel",
    ],
    beside: &[],
};
pub(crate) static TRAFFICKING_STATUS: Picklist = Picklist {
    field: "vic_TraffickingStatus",
    values: &["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"],
    beside: &[],
};
pub(crate) static TRAFFICKING_STATUS_DECISION_MAKING_ORG: Picklist = Picklist {
    field: "vic_TraffickingStatusDecisionMakingOrg",
    values: &["Police", "NGO", "CourtOrProsecution", "NonPoliceGovernmentalOrganization", "Other"],
    beside: &[],
};
pub(crate) static RELATIONSHIP_TO_TRAFFICKER: Picklist = Picklist {
    field: "vic_RelationshipToTrafficker",
    values: &["Familial", "Acquainted", "Unaquainted"],
    beside: &[],
};
pub(crate) static RECRUITMENT_WEBSITES_AND_APPS: Picklist = Picklist {
    field: "vic_RecruitmentWebsitesAndApps",
    values: &[
        "Facebook",
        "Instagram",
        "WhatsApp",
        "Telegram",
        "FacebookMessenger",
        "Viber",
        "SnapChat",
        "Line",
        "4Sale",
        "WeChat",
        "QQ",
        "QZone",
        "TikTok",
        "Twitter",
        "Other",
    ],
    beside: &[],
};
pub(crate) static METHOD_OF_RECRUITMENT: Picklist = Picklist {
    field: "vic_MethodOfRecruitment",
    values: &[
        "AtAPlaceOfBusiness",
        "AtAnEducationalInstitution",
        "AtWork",
        "ThroughOnlineSocialNetworks",
        "ThroughAnOnlineAdvertisement",
        "ThroughATelevisionAdvert",
        "ThroughANewspaperAdvert",
        "ThroughFamilyOrFamilyEvents",
        "ThroughFriendsOrSocialEvents",
        "Other",
    ],
    beside: &[],
};
pub(crate) static METHODS_OF_CONTROL: Picklist = Picklist {
    field: "vic_MethodsOfControl",
    values: &[
        "PhysicalThreats",
        "ThreatsLawEnforcement",
        "ThreatensChildrenFamily",
        "DebtBondage",
        "FalsePromises",
        "PhysicalAbuse",
        "SexualAbuse",
        "TakesEarnings",
        "RestrictsFinancialAccess",
        "RestrictsMedicalCare",
        "WithholdsNecessities",
        "PsychologicalAbuse",
        "PsychoactiveSubstance",
        "ExcessiveWorkingHours",
        "WithholdsDocuments",
        "Other",
    ],
    beside: &["RestrictsMovement", "UsesChildren"],
};
pub(crate) static TYPE_OF_EXPLOITATION: Picklist = Picklist {
    field: "vic_TypeOfExploitation",
    values: &[
        "ForcedLabour",
        "SexualExploitation",
        "ChildLabour",
        "ForcedMarriage",
        "Servitude",
        "ForcedMilitaryByNonStateActors",
        "OrganRemoval",
        "ForcedBegging",
        "ForcedAdoption",
        "Surrogacy",
        "Other",
    ],
    beside: &[],
};
pub(crate) static FORCED_LABOUR_INDUSTRY: Picklist = Picklist {
    field: "vic_ForcedLabourIndustry",
    values: &[
        "A_AgricultureForestryAndFishing",
        "B_MiningAndQuarrying",
        "C_Manufacturing",
        "D_ElectricityGasSteamAndAirConditioningSupply",
        "E_WaterSupplySewerageWasteManagement",
        "F_Construction",
        "G_WholesaleAndRetailTradeRepairOfMotorVehicles",
        "H_TransportationAndStorage",
        "I_AccommodationAndFoodServiceActivities",
        "J_InformationAndCommunication",
        "K_FinancialAndInsuranceActivities",
        "L_RealEstateActivities",
        "M_ProfessionalScientificAndTechnicalActivities",
        "N_AdministrativeAndSupportServiceActivities",
        "O_PublicAdministrationAndDefence",
        "P_Education",
        "Q_HumanHealthAndSocialWorkActivities",
        "R_ArtsEntertainmentAndRecreation",
        "S_OtherServiceActivities",
        "T_ActivitiesOfHouseholdsAsEmployers",
        "U_ActivitiesOfExtraterritorialOrganizations",
    ],
    beside: &[],
};
pub(crate) static TYPE_OF_SEX_EXPLOITATION: Picklist = Picklist {
    field: "vic_TypeOfSexExploitation",
    values: &["Prostitution", "Pornography", "RemoteInteractiveServices", "PrivateSexualServices"],
    beside: &[],
};
pub(crate) static EXPLOITATION_WEBSITES_AND_APPS: Picklist = Picklist {
    field: "vic_ExploitationWebsitesAndApps",
    values: &[
        "Facebook",
        "Instagram",
        "WhatsApp",
        "Telegram",
        "FacebookMessenger",
        "Viber",
        "SnapChat",
        "Line",
        "4Sale",
        "WeChat",
        "QQ",
        "QZone",
        "TikTok",
        "Twitter",
        "Other",
    ],
    beside: &[],
};
pub(crate) static VULNERABILITIES: Picklist = Picklist {
    field: "vic_Vulnerabilities",
    values: &[
        "Addiction",
        "SocialGroup",
        "Discrimination",
        "Poverty",
        "DisabilityAndPhysicalHealth",
        "MentalHealth",
        "Migration",
        "Homelessness",
        "AbuseSocialMedia",
        "AbusePhysical",
        "Education",
        "WorkEnvironment",
    ],
    beside: &[],
};
pub(crate) static ROLE_IN_PROCESS: Picklist = Picklist {
    field: "per_RoleInProcess",
    values: &[
        "TravellingPartner",
        "Transporter",
        "RecruiterOrIntermediary",
        "BrokerTravelAgent",
        "TransferredIndividual",
        "HarbouredIndividual",
        "SoldIndividual",
        "BoughtIndividual",
        "ReceivedIndividual",
        "ControlledIndividual",
        "Smuggler",
        "Abuser",
        "Kidnapper",
        "Exploiter",
        "Other",
    ],
    beside: &[],
};
pub(crate) static STATUS: Picklist = Picklist {
    field: "cas_Status",
    values: &["Active", "FollowUp", "Closed", "ClosedReferred"],
    beside: &[],
};
pub(crate) static REASON_FOR_INCOMING_REFERRAL: Picklist = Picklist {
    field: "cas_ReasonForIncomingReferral",
    values: &["AdditionalServicesRequired", "MigrationOrChangeOfLocation", "Other"],
    beside: &[],
};
pub(crate) static REASON_FOR_OUTGOING_REFERRAL: Picklist = Picklist {
    field: "cas_ReasonForOutgoingReferral",
    values: &["AdditionalServicesRequired", "MigrationOrChangeOfLocation", "Other"],
    beside: &[],
};
pub(crate) static EVENT_TYPE: Picklist =
    Picklist { field: "hte_Type", values: &["Recruitment", "Transit", "Exploitation"], beside: &[] };
pub(crate) static PLAN_TYPE: Picklist = Picklist {
    field: "spl_Type",
    values: &[
        "Education",
        "Financial",
        "Health",
        "LabourExploitationRehabilitation",
        "Legal",
        "Livelihood",
        "RightsBasedTraining",
        "SexualExploitationRehabilitation",
        "SocialCare",
    ],
    beside: &[],
};
