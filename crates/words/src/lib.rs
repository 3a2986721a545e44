//! Messages, dates and numbers in Romanian and English.
