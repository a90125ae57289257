//! Reports on real rule text and real proposals.

mod golden;
mod helper;
mod drawing;
mod forms;
mod json;
mod outcomes;
