//! Agencies with validity and successors, people, roles and grants.
