//! Reports on real rule text and real proposals.

mod golden;
mod helper;
mod hosts;
mod aside;
mod drawing;
mod forms;
mod json;
mod outcomes;
