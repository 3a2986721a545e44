//! Who may do what: Cedar policies, decisions and list filters.
