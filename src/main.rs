//! Command line, wiring, shutdown; nothing else.

fn main() {}
