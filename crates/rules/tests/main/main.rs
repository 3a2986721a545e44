//! The shipped pack, and packs with mistakes.
#![cfg(test)]

mod damaged;
mod deadlines;
mod mistakes;
mod shipped_pack;

/// The shipped pack, parsed once.
fn pack() -> &'static rules::Pack {
    static PACK: std::sync::OnceLock<rules::Pack> = std::sync::OnceLock::new();
    PACK.get_or_init(|| {
        let read = rules::Pack::parse(&rules::shipped("ro").unwrap());
        read.unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
    })
}
