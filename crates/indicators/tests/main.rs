//! Behaviour of the whole crate: figures against hand-computed cases and against a slow reference, lineage, datasets,
//! and what the disclosure gate lets out.

#[cfg(test)]
mod cases;
#[cfg(test)]
mod damaged;
#[cfg(test)]
mod definitions;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod gate;
#[cfg(test)]
mod history;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod table;
