//! How an update is treated before it is answered. Where a policy is changed on purpose, its line changes too.

use pledge_bot::conversation::{Access, Callback, Coalesce, Intent, Limit, ParsedUpdate, Rank};

use super::callbacks::describe;
use super::outcome::{BOT, Desk, IN_GROUP, PRIVATE, Place, STAFF, button, message};
use super::{Line, assert_same, lines, read};

const LIST: &str = "compat/policy.txt";

#[tokio::test]
async fn updates_are_treated_as_they_were() {
    let desk = Desk::new().await;
    let list = lines(&read(LIST));
    assert!(list.len() > 100, "the list has {} lines", list.len());
    let mut differences = Vec::new();
    for line in &list {
        for (index, is) in treated(&desk, line).await.iter().enumerate() {
            let (was, column) = (line.column(index + 2), index + 3);
            if is != was {
                let (number, data) = (line.number, line.column(1));
                differences
                    .push(format!("line {number}, column {column}: {data:?} is {is:?}, and was {was:?}"));
            }
        }
    }
    assert_same(LIST, &differences);
}

/// Columns 3 to 10.
async fn treated(desk: &Desk, line: &Line) -> [String; 8] {
    let data = line.column(1);
    let is_callback = line.column(0) == "callback";
    let update = |place: Place| {
        let json = if is_callback { button(place.chat, data) } else { message(place.chat, data) };
        ParsedUpdate::of(json.to_string().as_bytes(), BOT)
    };
    let outcome = async |place: Place| {
        if is_callback { tapped(desk, place, &update(place)).await } else { desk.of_text(place, data).await }
    };
    let meaning = if is_callback {
        data.parse::<Callback>().map_or_else(|_| "-".to_owned(), |callback| describe(&callback))
    } else {
        outcome(PRIVATE).await
    };
    let in_group = update(IN_GROUP);
    let asks = desk.context(IN_GROUP, &in_group).needs_rank(in_group.policy().access);
    [
        meaning,
        coalesces(&update(PRIVATE).policy().coalesce).to_owned(),
        [PRIVATE, IN_GROUP].map(|place| limited(&update(place))).join(" "),
        outcome(PRIVATE).await,
        outcome(STAFF).await,
        outcome(Place { rank: Rank::Member, ..IN_GROUP }).await,
        outcome(Place { rank: Rank::Admin, ..IN_GROUP }).await,
        if asks { "yes" } else { "no" }.to_owned(),
    ]
}

fn coalesces(coalesce: &Coalesce) -> &'static str {
    match coalesce {
        Coalesce::Screen => "screen",
        Coalesce::Same(_) => "same",
        Coalesce::Text => "text",
        Coalesce::Never => "never",
    }
}

fn limited(update: &ParsedUpdate) -> &'static str {
    match update.policy().limit {
        _ if update.is_ignored() => "ignored",
        Limit::OptOut => "opt-out",
        Limit::Request | Limit::Words => "request",
        Limit::News => "news",
    }
}

/// The outcome of a tapped button.
async fn tapped(desk: &Desk, place: Place, update: &ParsedUpdate) -> String {
    let context = desk.context(place, update);
    let access = update.policy().access;
    if update.intent != Intent::StaleCallback && context.admits(access) {
        return "handled".into();
    }
    let turn = desk.turn(&context, update.intent.clone()).await;
    if turn == desk.turn(&context, Intent::StaleCallback).await {
        "stale".into()
    } else if turn == desk.turn(&context, Intent::Callback(Callback::Stop)).await
        && access == Access::GroupAdmins
    {
        "refused".into()
    } else {
        format!("another outcome: {turn:?}")
    }
}
