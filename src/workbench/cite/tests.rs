//! Whole runs over small packs and documents written for the purpose.
