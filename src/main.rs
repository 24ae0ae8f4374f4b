//! The program: everything is in the library; the command line is in `cli`.

mod cli;

use std::alloc::System;
use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

/// Overwrites with zeros whatever is freed, so that no name stays in memory after it was sealed. The figures are in
/// `docs/decisions/0011-memory-that-keeps-nothing.md`.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

#[tokio::main]
async fn main() -> ExitCode {
    cli::main().await
}
