//! The only door to files. The command line, the editor, the browser and the tests each have a world of their own.

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
}

/// Where files come from. Paths have `/` between their parts.
pub trait World: Sync {
    /// The bytes of a file, or why it cannot be read, in the words of the system.
    ///
    /// # Errors
    /// Where there is no such file or it cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// What is in a folder, sorted by name.
    ///
    /// # Errors
    /// Where there is no such folder or it cannot be read.
    fn list(&self, folder: &str) -> Result<Vec<Entry>, String>;

    /// Whether a file, all links followed, lies in a folder. A file that does not exist lies where its path says.
    fn is_inside(&self, path: &str, folder: &str) -> bool;
}

/// Joins a folder and a name.
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() || folder == "." {
        return name.to_owned();
    }
    format!("{}/{name}", folder.trim_end_matches('/'))
}
