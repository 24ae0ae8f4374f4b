//! The clock of the bot's computer is wrong, or somebody sets it.

use jiff::SignedDuration;

use crate::support::chat::english;
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn people_are_answered_as_before_after_the_clock_is_set_back() {
    for minutes in [1, 5, 24 * 60] {
        let bot = TestBot::new().await;
        let aigul = bot.reader("Aigul").await;
        aigul.says("/calls").await;
        bot.clock.set(-SignedDuration::from_mins(minutes));
        for _ in 0..3 {
            let heard = aigul.says("/help").await;
            assert_eq!(heard.texts(), [english().help_text().plain()], "{minutes} minutes back");
        }
    }
}
