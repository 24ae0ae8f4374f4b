//! A message to twenty thousand people during fifty kills (`support/kills.rs`). `cargo bench --bench delivery -- crash` does the
//! same with a hundred thousand.

use crate::support::kills;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_thousand_get_it_once_over_fifty_kills() {
    let seed = 20_231_210;
    println!("seed {seed}");
    let outcome = kills::run(20_000, seed).await;
    println!("{outcome}");
    assert!(outcome.broken.is_empty(), "{:#?}", outcome.broken);
}
