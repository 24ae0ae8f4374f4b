//! Twenty thousand get a message over fifty kills (`support/kills.rs`). `cargo bench --bench delivery -- crash` is the same
//! with a hundred thousand.

#[path = "support/campaign.rs"]
mod campaign;
#[path = "support/kills.rs"]
mod kills;
#[path = "support/program.rs"]
#[expect(dead_code, reason = "each test binary uses a part of it")]
mod program;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_thousand_get_it_once_over_fifty_kills() {
    let seed = 20_231_210;
    println!("seed {seed}");
    let outcome = kills::run(20_000, seed).await;
    println!("{outcome}");
    assert!(outcome.broken.is_empty(), "{:#?}", outcome.broken);
}
