//! Pages as people of each role see them, asked of the site itself: no socket, no browser.

#![cfg(test)]

mod figures;
mod forms;
mod hidden;
mod house;
mod routes;
mod visitor;
mod walk;
