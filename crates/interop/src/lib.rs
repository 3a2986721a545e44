//! Other people's formats: tables read through a mapping.
