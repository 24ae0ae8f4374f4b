//! Twenty thousand get a message over fifty kills (`support/kills.rs`). `cargo bench --bench delivery -- crash` is the same
//! with a hundred thousand.

use crate::support::kills;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_thousand_get_it_once_over_fifty_kills() {
    let seed = 20_231_210;
    println!("seed {seed}");
    let outcome = kills::run(20_000, seed).await;
    println!("{outcome}");
    assert!(outcome.broken.is_empty(), "{:#?}", outcome.broken);
}
