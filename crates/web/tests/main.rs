//! Pages as people of each role see them, asked of the site itself: no browser, and a socket only in [`network`].

#![cfg(test)]

mod anything;
mod attacks;
mod exports;
mod figures;
mod finding;
mod forms;
mod hidden;
mod hosts;
mod house;
mod insider;
mod measures;
mod network;
mod paper_cases;
mod routes;
mod second_step;
mod two_administrators;
mod visitor;
mod walk;
