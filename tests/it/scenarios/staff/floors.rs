//! No number under its floor reaches staff: of people who share more than a topic, staff read the same everywhere, whatever their
//! number is within its step. So nothing that is shown can tell it.

use jiff::SignedDuration;
use pledge_bot::domain::{Lang, Region};
use pledge_bot::emulator::{FaultKind, InjectedFault};

use super::{becomes_supporter, opens, readers, writes};
use crate::support::chat::{self, Heard, Person, english};
use crate::support::test_bot::TestBot;

/// The subscribers of the topic. With this number, those without a trait are in one step too.
const ALL: i64 = 24;
const STEP: i64 = 5;

/// Something that people share, and an audience is chosen by.
#[derive(Debug, Clone, Copy)]
enum SharedTrait {
    Language,
    Support,
    Region,
    Since,
}

/// How many share it, and how many of these have blocked the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Population {
    with_trait: i64,
    blocked: i64,
}

/// Makes the people, of whom those with the trait have the first IDs.
async fn fill(bot: &TestBot, shared: SharedTrait, people: Population) {
    let Population { with_trait, blocked } = people;
    let lang = if matches!(shared, SharedTrait::Language) { Lang::Ru } else { Lang::En };
    readers(bot, 5000 + with_trait, ALL - with_trait, Lang::En).await;
    if matches!(shared, SharedTrait::Since) {
        bot.clock.advance(SignedDuration::from_hours(20 * 24));
    }
    readers(bot, 5000, with_trait, lang).await;
    for id in 5000..5000 + with_trait {
        match shared {
            SharedTrait::Support => becomes_supporter(bot, id, Region::Osh).await,
            SharedTrait::Region => becomes_supporter(bot, id, Region::Naryn).await,
            SharedTrait::Language | SharedTrait::Since => {}
        }
    }
    for id in 5000..5000 + blocked {
        let fault = InjectedFault::new(FaultKind::Forbidden).chat(id).method("sendMessage");
        let _ = bot.emulator().fault(fault.description("Forbidden: bot was blocked by the user"));
    }
}

/// Chooses those with the trait.
async fn choose(owner: &Person, shared: SharedTrait) -> Vec<Heard> {
    let say = english();
    let mut heard = vec![owner.taps(say.campaign_button_audience()).await];
    let labels = match shared {
        SharedTrait::Language => vec![chat::say(Lang::Ru).language_name()],
        SharedTrait::Support => vec![say.campaign_button_supporters()],
        SharedTrait::Region => vec![say.campaign_button_regions(), say.region_name(Region::Naryn)],
        SharedTrait::Since => vec![say.campaign_button_since(), say.campaign_button_since_days(7)],
    };
    for label in labels {
        heard.push(owner.taps(label).await);
    }
    heard
}

/// Everything that the owner reads about a broadcast to those with the trait.
async fn read(shared: SharedTrait, people: Population) -> String {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    fill(&bot, shared, people).await;
    let mut heard = vec![writes(&owner, "Hello").await];
    if matches!(shared, SharedTrait::Language) {
        owner.taps(say.campaign_button_options()).await;
        owner.taps(say.campaign_button_fallback()).await;
        owner.taps(say.campaign_button_draft()).await;
    }
    heard.extend(choose(&owner, shared).await);
    heard.push(owner.taps(say.campaign_button_draft()).await);
    heard.push(owner.taps(say.campaign_button_preview()).await);
    heard.push(owner.says("/broadcast").await);
    heard.push(owner.taps(say.campaign_button_confirm()).await);
    let step = people.with_trait / STEP * STEP;
    let send = if step == 0 { say.campaign_button_send_few() } else { say.campaign_button_send_least(step) };
    heard.push(owner.taps(send).await);
    let seq = bot.emulator().seq();
    bot.delivers().await;
    heard.push(bot.heard(owner.id, seq, Lang::En));
    heard.push(opens(&owner, 1).await);
    heard.push(owner.says("/campaigns").await);
    heard.push(owner.says("/panel").await);
    opens(&owner, 1).await;
    heard.push(owner.taps(say.campaign_button_take_back()).await);
    heard.push(owner.taps(say.campaign_button_take_back_yes()).await);
    let seq = bot.emulator().seq();
    bot.delivers().await;
    heard.push(bot.heard(owner.id, seq, Lang::En));
    heard.push(opens(&owner, 2).await);
    heard.push(owner.says("/campaigns").await);
    heard.iter().map(Heard::shown).collect::<Vec<_>>().join("\n\n")
}

/// A population whose numbers are in these steps.
fn some(random: &mut fastrand::Rng, steps: (i64, i64)) -> Population {
    loop {
        let with_trait = random.i64(steps.0 * STEP..(steps.0 + 1) * STEP).max(1);
        let reached = random.i64(steps.1 * STEP..(steps.1 + 1) * STEP).max(1);
        if reached <= with_trait {
            return Population { with_trait, blocked: with_trait - reached };
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_populations_in_the_same_steps_read_the_same_everywhere() {
    let mut random = fastrand::Rng::with_seed(17);
    for shared in [SharedTrait::Language, SharedTrait::Support, SharedTrait::Region, SharedTrait::Since] {
        for steps in [(0, 0), (1, 0), (2, 1)] {
            let one = some(&mut random, steps);
            let mut other = one;
            while other == one {
                other = some(&mut random, steps);
            }
            let (first, second) = (read(shared, one).await, read(shared, other).await);
            assert_eq!(first, second, "{shared:?}: {one:?} and {other:?}");
            let few = english().campaign_line_count_few().plain();
            assert_eq!(first.contains(&few), steps.0 == 0, "{first}");
        }
    }
}
