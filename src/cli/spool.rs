//! Text that is written later: in memory while it is short, then in a temporary file without a name.
//!
//! In: pieces of text. Out: all of them, in order.

use std::fs::File;
use std::io::{self, Seek as _, Write};

/// So many bytes are kept in memory.
const IN_MEMORY: usize = 1 << 20;

/// Text that is written later.
#[derive(Debug, Default)]
pub(super) struct Spool {
    /// What came last.
    memory: Vec<u8>,
    /// What came before.
    file: Option<File>,
    /// Why a part of it is lost.
    lost: Option<io::Error>,
}

impl Spool {
    /// Adds text. Where it cannot be kept, [`Spool::write_to`] says so.
    pub(super) fn push(&mut self, text: &str) {
        self.memory.extend_from_slice(text.as_bytes());
        if self.memory.len() >= IN_MEMORY
            && let Err(error) = self.spill()
        {
            self.lost.get_or_insert(error);
        }
    }

    fn spill(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(tempfile::tempfile()?),
        };
        let written = file.write_all(&self.memory);
        self.memory.clear();
        written
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Spool::default();
    }

    /// Writes everything.
    ///
    /// # Errors
    /// Where it cannot be written, or could not be kept.
    pub(super) fn write_to(mut self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(error) = self.lost.take() {
            return Err(error);
        }
        if let Some(file) = &mut self.file {
            file.rewind()?;
            io::copy(file, out)?;
        }
        out.write_all(&self.memory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_into_memory_comes_back_in_order() {
        let mut spool = Spool::default();
        let mut expected = String::new();
        for index in 0..40_000 {
            let line = format!("line {index} of a long text that is kept until it can be written\n");
            spool.push(&line);
            expected.push_str(&line);
        }
        assert!(expected.len() > 2 * IN_MEMORY && spool.memory.len() < IN_MEMORY);
        let mut out = Vec::new();
        spool.write_to(&mut out).unwrap();
        assert_eq!(out, expected.as_bytes());
    }
}
