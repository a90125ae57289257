//! Single points of the meaning that random packs do not reach.
