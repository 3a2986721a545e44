//! Pages as people of each role see them, asked of the site itself: no browser, and a socket only in [`network`].

#![cfg(test)]

mod exports;
mod anything;
mod attacks;
mod figures;
mod forms;
mod hidden;
mod hosts;
mod house;
mod network;
mod routes;
mod visitor;
mod walk;
