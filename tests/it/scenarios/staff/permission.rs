//! Staff lose permission, or erase themselves, while something of theirs is planned.

use pledge_bot::domain::Lang;
use pledge_bot::domain::campaign::{Pause, Stage};

use super::{campaigns, confirms, readers, report_title, two_owners, writes};
use crate::support::chat::english;

#[tokio::test]
async fn a_broadcast_of_a_former_owner_waits_for_the_others_who_alone_hear_of_it() {
    let say = english();
    let (bot, olga, tilek) = two_owners().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&olga, "Hello").await;
    confirms(&olga, 3).await;
    bot.restart_with_owners(vec![tilek.id]).await;
    let seq = bot.emulator().seq();
    bot.delivers().await;
    let paused = Stage::Paused(Pause::Permission);
    assert_eq!(campaigns(&bot).await[0].stage, paused);
    bot.heard(tilek.id, seq, Lang::En).sees(report_title(1, paused)).sees(say.campaign_pause_permission());
    assert!(bot.heard(5000, seq, Lang::En).events.is_empty());

    tilek.taps(say.campaign_button_resume()).await;
    bot.delivers().await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Done);
    assert_eq!(bot.heard(5000, seq, Lang::En).texts().len(), 1);
    tilek.newest_has(report_title(1, Stage::Done));
    assert!(bot.heard(olga.id, seq, Lang::En).events.is_empty(), "the former owner hears nothing");
    olga.presses_data("d:order:1:cancel:0").await.is_short(say.help_stale());
}

#[tokio::test]
async fn staff_who_erase_themselves_are_told_what_stays_and_their_plans_wait_for_the_others() {
    let say = english();
    let (bot, olga, tilek) = two_owners().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&olga, "Hello").await;
    confirms(&olga, 3).await;
    olga.asks_to_be_erased().await.sees(say.my_data_staff());
    olga.taps(say.button_erase_only()).await.opens_with(say.my_data_erased(&say.moment(bot.clock.now())));
    let seq = bot.emulator().seq();
    bot.delivers().await;
    assert_eq!(campaigns(&bot).await[0].author, None, "nothing names them");
    let paused = Stage::Paused(Pause::Permission);
    bot.heard(tilek.id, seq, Lang::En).sees(report_title(1, paused));
    assert!(bot.heard(5000, seq, Lang::En).events.is_empty());
    // Somebody who is not on the staff reads nothing of that.
    let aigul = bot.reader("Aigul").await;
    aigul.asks_to_be_erased().await.does_not_see(say.my_data_staff());
}
