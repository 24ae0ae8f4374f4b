//! Memory is written to no core dump.

use std::io;

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

/// Forbids core dumps of this process. Other processes of its user can't look into its memory either; only root can.
///
/// The limit alone does not bind a system that passes core dumps on to a program, as systemd-coredump (core(5)). The
/// programs that this one starts inherit the limit.
///
/// # Errors
/// When the system refuses. Then the command goes on without this protection.
pub fn forbid() -> io::Result<()> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

#[cfg(test)]
mod tests {
    use rustix::process::{dumpable_behavior, getrlimit};

    use super::*;

    #[test]
    fn neither_a_file_nor_another_program_gets_the_memory() {
        forbid().expect("the system takes it");
        assert_eq!(getrlimit(Resource::Core), Rlimit { current: Some(0), maximum: Some(0) });
        assert_eq!(dumpable_behavior().expect("it is told"), DumpableBehavior::NotDumpable);
    }
}
