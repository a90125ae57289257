//! Loading packs: the folder of a pack in, a plan and its diagnostics out. Files come in through [`World`].

mod files;
mod pack;
mod uses;
mod world;

#[cfg(test)]
mod tests;

pub use pack::{LoadedPack, PackFolder, UsedPack, declared_id, find_packs, folder_of, load_pack};
pub use world::{Entry, World, join};
