//! Behaviour of the whole crate: figures against hand-computed cases and against a slow reference, lineage, datasets,
//! and what the disclosure gate lets out.

mod cases;
mod definitions;
mod engine;
mod gate;
mod history;
mod reference;
mod table;
