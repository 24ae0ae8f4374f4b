//! The program: everything is in the library; the command line is in `cli`.

#![warn(clippy::print_stdout, clippy::print_stderr)] // `console` prints

mod cli;

use std::alloc::System;
use std::process::ExitCode;
use std::time::Duration;

use pledge_bot::console::err_line;
use zeroizing_alloc::ZeroAlloc;

/// Overwrites with zeros whatever is freed, so that no name stays in memory after it was sealed. The figures are in
/// `docs/decisions/0011-memory-that-keeps-nothing.md`.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// How long the end of the program waits for a disk that does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            err_line(format_args!("the program can't start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(cli::main());
    runtime.shutdown_timeout(PATIENCE);
    code
}
