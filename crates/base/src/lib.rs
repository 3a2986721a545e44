//! The words every room of Punte shares: identifiers, time, chance, places, and the one shape of refusal.
//!
//! Nothing here reads the clock, the disk or the network on its own: [`Clock`] and [`Randomness`] are handed
//! in, so that a test can move time and repeat chance. Start reading at [`time`] and [`problem`].

pub mod chance;
pub mod clock;
pub mod code;
pub mod digest;
pub mod happened;
pub mod ids;
pub mod problem;
pub mod public_code;
pub mod realm;
pub mod text;
pub mod time;

pub use chance::Randomness;
pub use clock::Clock;
pub use code::Code;
pub use digest::Digest;
pub use happened::{Happened, Precision};
pub use ids::{
    AgencyId, AgencyNumber, ChildNumber, CommandId, EntryId, PersonId, Position, StreamId, UnitNumber,
};
pub use problem::{Problem, ProblemKind};
pub use public_code::PublicCode;
pub use realm::{Compartment, Purpose, Realm};
pub use text::CleanText;
pub use time::{Day, Quarter, Timestamp, Zone};
