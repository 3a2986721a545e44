//! Who sits in front of the window.

use words::Lang;

use super::{Window, word};

/// A role, as the sign-in page of the demo groups its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    CaseManager,
    VictimAssistanceOfficer,
    ServiceProvider,
    MeOfficer,
    TipOfficer,
    Auditor,
    Administrator,
    Supervisor,
    Notifier,
    HelplineCounsellor,
    Investigator,
    DataProtectionOfficer,
}

impl Role {
    fn message(self) -> &'static str {
        match self {
            Self::CaseManager => "role-case-manager",
            Self::VictimAssistanceOfficer => "role-victim-assistance-officer",
            Self::ServiceProvider => "role-service-provider",
            Self::MeOfficer => "role-me-officer",
            Self::TipOfficer => "role-tip-officer",
            Self::Auditor => "role-auditor",
            Self::Administrator => "role-administrator",
            Self::Supervisor => "role-supervisor",
            Self::Notifier => "role-notifier",
            Self::HelplineCounsellor => "role-helpline-counsellor",
            Self::Investigator => "role-investigator",
            Self::DataProtectionOfficer => "role-data-protection-officer",
        }
    }
}

impl Window {
    /// One click on the sign-in page: the first person of this role whose agency's name holds `agency`. Whoever was
    /// signed in before has left.
    pub(crate) fn enter(&self, role: Role, agency: &str) {
        self.visit("/");
        self.leave();
        let heading = word(self.language(), role.message());
        self.press_where(&format!(
            "//section[normalize-space(h3)='{heading}']//button[@name='person'][contains(span, '{agency}')]"
        ));
        assert_eq!(self.path(), "/", "one click signs in:\n{}", self.words());
    }

    /// Signs out, if anybody is signed in.
    pub(crate) fn leave(&self) {
        let sign_out = "form[action='/sign-out'] button";
        if self.has(sign_out) {
            self.press(sign_out);
            assert_eq!(self.path(), "/sign-in");
        }
    }

    /// The language of the page shown; Romanian before there is one.
    pub(crate) fn language(&self) -> Lang {
        let code = self.attributes("html", "lang");
        code.first().and_then(|code| Lang::parse(code)).unwrap_or(Lang::Ro)
    }

    /// Presses the language switch.
    pub(crate) fn speak(&self, lang: Lang) {
        self.press(&format!("form.languages button[value='{}']", lang.code()));
        assert_eq!(self.language(), lang);
    }
}
