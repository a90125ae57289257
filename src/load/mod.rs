//! Loading packs: the folder of a pack in, a plan and its diagnostics out. Files come in through [`World`].

mod pack;
mod world;

pub use pack::{LoadedPack, PackFolder, find_packs, folder_of, load_pack};
pub use world::{Entry, World, join};
