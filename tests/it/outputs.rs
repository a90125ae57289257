//! What is printed and written: nothing of a file or a name acts on a terminal or a page, reports are there whole or not at
//! all, and the same input gives the same bytes.
