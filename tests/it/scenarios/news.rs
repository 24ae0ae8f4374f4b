//! `/news`: people read again what the coalition published to everybody who chose the topic, and nothing else.

use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::domain::campaign::{Audience, CampaignKind, Launch, Order};
use pledge_bot::domain::message::{CampaignMessage, MessageVersions};
use pledge_bot::domain::{CampaignId, ChatId, Lang, Region, Topic};
use pledge_bot::emulator::{FaultKind, InjectedFault, NewGroup, NewMessage};
use pledge_bot::store::Change;

use super::staff::{begins, commit, confirms, corrects, media, opens};
use crate::support::chat::{Person, Words as _, english, say};
use crate::support::test_bot::{OWNER, TestBot};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Sends texts to an audience, without waiting for them to go out.
async fn launches(bot: &TestBot, audience: Audience, texts: &[(Lang, &str)]) {
    let now = bot.clock.now();
    let by_lang = texts.iter().map(|(lang, text)| (*lang, CampaignMessage::plain(*text))).collect();
    let launch = Launch {
        author: Some(ChatId::new(OWNER)),
        kind: CampaignKind::Send,
        audience,
        content: MessageVersions { by_lang, ..MessageVersions::default() },
        due: now,
        urgent: true,
        trial: false,
        paid: false,
    };
    commit(bot, OWNER, vec![Change::Launch(Box::new(launch), now)]).await;
}

/// Publishes a text in English to the whole topic.
async fn publishes(bot: &TestBot, text: &str) {
    launches(bot, Audience::of(Topic::News), &[(Lang::En, text)]).await;
    bot.delivers().await;
}

/// A bot with an owner, somebody who gets the news, and somebody who reads them again and is no subscriber.
async fn town() -> (Arc<TestBot>, Person, Person) {
    let (bot, owner) = TestBot::with_owner().await;
    bot.reader("Bakyt").await.switches_on(Topic::News).await;
    let reader = bot.reader("Aigul").await;
    (bot, owner, reader)
}

#[tokio::test]
async fn after_a_restore_the_news_from_before_it_are_not_sent_again() {
    let say = english();
    let (bot, _, reader) = town().await;
    publishes(&bot, "Taken back since the backup").await;
    reader.says("/news").await.sees("Taken back since the backup");
    bot.clock.advance(DAY);
    let mut database = bot.database().await;
    sqlx::query("INSERT INTO settings (key, value) VALUES ('restored_at', $1)")
        .bind(bot.clock.now().as_millisecond().to_string())
        .execute(&mut database)
        .await
        .expect("marked as restored");
    reader.says("/news").await.sees(say.news_none());
    bot.clock.advance(DAY);
    publishes(&bot, "New since the restore").await;
    reader.says("/news").await.sees("New since the restore").does_not_see("Taken back since the backup");
}

#[tokio::test]
async fn the_news_are_listed_and_sent_in_the_language_of_the_reader() {
    let texts = [
        (Lang::Ky, "Жума күнү жолугабыз\nСаат онда, китепканада."),
        (Lang::Ru, "Встречаемся в пятницу\nВ десять часов, в библиотеке."),
        (Lang::En, "We meet on Friday\nAt ten, in the library."),
    ];
    let (bot, _, _) = town().await;
    let mut readers = Vec::new();
    for lang in Lang::ALL {
        let reader = bot.person("Айгүл", "ky");
        reader.starts(lang).await;
        let say = say(lang);
        let none = reader.says("/news").await;
        none.opens_with(say.button_news()).sees(say.news_none()).does_not_see(say.news_hint());
        readers.push((lang, reader));
    }
    let sent = bot.clock.now();
    launches(&bot, Audience::of(Topic::News), &texts).await;
    bot.delivers().await;
    bot.clock.advance(DAY);
    for ((lang, reader), (_, text)) in readers.iter().zip(texts) {
        let say = say(*lang);
        let title = text.lines().next().expect("a line");
        let list = reader.says("/news").await;
        list.opens_with(say.button_news()).has_line(say.news_line(&say.day(sent), title)).has_button(title);
        let message = reader.taps(title).await;
        let footer = say.news_footer(&say.day(sent).plain());
        assert_eq!(message.text(), format!("{text}\n\n{footer}"), "as it was sent, and its date");
        message.does_not_see("/stop");
        // It is no delivery: nobody else was told, and the person has got no broadcast.
        reader.says("/mydata").await.does_not_see(say.my_data_deliveries(1));
    }
}

#[tokio::test]
async fn the_last_five_are_listed_and_an_old_button_still_works() {
    let (bot, owner, reader) = town().await;
    publishes(&bot, "News 0").await;
    reader.says("/news").await;
    let oldest = reader.first_button();
    for nth in 1..=6 {
        bot.clock.advance(DAY);
        publishes(&bot, &format!("News {nth}")).await;
    }
    let list = reader.says("/news").await.text();
    let titles: Vec<_> = list.lines().filter_map(|line| Some(line.split_once("News ")?.1)).collect();
    assert_eq!(titles, ["6", "5", "4", "3", "2"], "{list}");
    reader.presses(&oldest).await.opens_with("News 0\n\n");
    // What an owner published stays published.
    bot.restart_with_owners(vec![owner.id + 1]).await;
    reader.says("/news").await.sees("News 6");
}

#[tokio::test]
async fn only_what_everybody_got_is_listed() {
    let (bot, _, reader) = town().await;
    let all = Audience::of(Topic::News);
    for (text, audience) in [
        ("For readers of English", Audience { lang: Some(Lang::En), ..all.clone() }),
        ("For supporters", Audience { supporters: true, ..all.clone() }),
        ("For Naryn", Audience { region: Some(Region::Naryn), ..all.clone() }),
        ("For groups", Audience { groups: Some(true), ..all.clone() }),
        ("For another topic", Audience::of(Topic::Calls)),
    ] {
        launches(&bot, audience, &[(Lang::En, text)]).await;
    }
    // Nobody who reads English got it.
    launches(&bot, all, &[(Lang::Ky, "Кабар")]).await;
    bot.delivers().await;
    reader.says("/news").await.sees(english().news_none());
    for id in 1..=6 {
        // The list stays as it was.
        let heard = reader.presses_data(&format!("b:{id}")).await;
        heard.is_noted(english().news_gone_toast()).is_silent();
    }
    reader.presses_data("b:99").await.is_noted(english().news_gone_toast());
}

#[tokio::test]
async fn what_is_not_out_yet_or_was_called_off_is_left_out() {
    let (bot, _, reader) = town().await;
    launches(&bot, Audience::of(Topic::News), &[(Lang::En, "Paused")]).await;
    let order = |order| Change::Order(CampaignId(1), order, bot.clock.now());
    reader.says("/news").await.sees(english().news_none());
    commit(&bot, OWNER, vec![order(Order::Pause)]).await;
    bot.delivers().await;
    reader.says("/news").await.sees(english().news_none());
    commit(&bot, OWNER, vec![order(Order::Cancel)]).await;
    bot.delivers().await;
    reader.says("/news").await.sees(english().news_none());
    publishes(&bot, "Published").await;
    reader.says("/news").await.sees("Published").does_not_see("Paused");
}

#[tokio::test]
async fn a_correction_is_read_once_it_is_out_and_nothing_while_it_is_not() {
    let say = english();
    let (bot, owner, reader) = town().await;
    publishes(&bot, "We meet at six").await;
    opens(&owner, 1).await;
    corrects(&owner, "We meet at seven", 1).await;
    // Nobody can tell yet which of the two holds.
    reader.says("/news").await.sees(say.news_none());
    bot.delivers().await;
    let list = reader.says("/news").await;
    list.sees("We meet at seven").does_not_see("We meet at six");
    assert_eq!(list.text().matches("We meet").count(), 1, "a correction is no news of its own");
    reader.taps("We meet at seven").await.opens_with("We meet at seven\n\n");
}

#[tokio::test]
async fn what_was_taken_back_is_gone_from_an_open_list_too() {
    let say = english();
    let (bot, owner, reader) = town().await;
    publishes(&bot, "A slip").await;
    reader.says("/news").await.sees("A slip");
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_take_back()).await;
    owner.taps(say.campaign_button_take_back_yes()).await;
    let heard = reader.taps("A slip").await;
    heard.is_noted(say.news_gone_toast()).sees(say.news_none());
    bot.delivers().await;
    reader.says("/news").await.sees(say.news_none());
}

#[tokio::test]
async fn photos_and_albums_come_whole_and_those_without_words_have_their_kind_as_a_title() {
    let say = english();
    let (bot, owner, reader) = town().await;
    begins(&owner).await;
    owner.sends_message(&media("photo", "Our stand\nCome and see")).await;
    confirms(&owner, 1).await;
    bot.delivers().await;
    bot.clock.advance(DAY);
    begins(&owner).await;
    for _ in 0..2 {
        let piece = NewMessage { media_group_id: Some("14000000001".into()), ..media("photo", "") };
        owner.sends_message(&piece).await;
    }
    confirms(&owner, 1).await;
    bot.delivers().await;

    let list = reader.says("/news").await;
    let album = say.campaign_post("album");
    list.has_line(say.news_line(&say.day(bot.clock.now()), &album)).has_button("Our stand");
    let photo = reader.taps("Our stand").await.sent_by("sendPhoto");
    let caption = photo["caption"].as_str().unwrap_or_default();
    assert!(caption.starts_with("Our stand\nCome and see\n\n") && !caption.contains("/stop"), "{caption}");
    let heard = reader.taps(album).await;
    let pieces = heard.events.iter().filter(|event| event.method == Some("sendMediaGroup")).count();
    assert_eq!(pieces, 2, "{:#?}", heard.events);
}

#[tokio::test]
async fn whoever_switches_news_on_is_offered_the_latest() {
    for lang in Lang::ALL {
        let say = say(lang);
        let bot = TestBot::new().await;
        let person = bot.person("Айгүл", "ky");
        person.starts(lang).await;
        person.says("/updates").await.has_no_button(say.button_news());
        let topic = |topic| say.topic_off(&say.topic_name(topic));
        person.taps(topic(Topic::Calls)).await.has_no_button(say.button_news());
        person.taps(topic(Topic::News)).await.has_button(say.button_news());
        person.taps(say.button_news()).await.opens_with(say.button_news()).has_button(say.button_back());
        person.says("/help").await.sees("/news");
    }
}

#[tokio::test]
async fn in_a_group_the_way_leads_to_the_private_chat() {
    let (bot, _, reader) = town().await;
    publishes(&bot, "Published").await;
    let group =
        bot.group_with(&[&reader], NewGroup { kind: "supergroup".into(), ..NewGroup::default() }).await;
    let answer = group.says(&reader, "/news@pledge_test_bot").await;
    answer.opens_with(english().help_private());
    let button = &answer.sent_by("sendMessage")["reply_markup"]["inline_keyboard"][0][0];
    assert_eq!(button["url"], "https://t.me/pledge_test_bot?start=news");
}

#[tokio::test]
async fn a_message_that_telegram_refuses_is_said_to_be_gone() {
    let (bot, _, reader) = town().await;
    publishes(&bot, "Published").await;
    reader.says("/news").await;
    let fault = InjectedFault::new(FaultKind::BadRequest).description("Bad Request: wrong file identifier");
    let _ = bot.emulator().fault(fault.chat(reader.id).method("sendMessage"));
    reader.taps("Published").await.sees(english().news_refused());
}

#[tokio::test]
async fn an_erasure_deletes_what_was_read_again() {
    let say = english();
    let (bot, _, reader) = town().await;
    publishes(&bot, "Published").await;
    reader.says("/news").await;
    reader.taps("Published").await;
    let dated = format!("Published\n\n{}", say.news_footer(&say.day(bot.clock.now()).plain()));
    reader.has_seen(&dated, 1);
    reader.says("/mydata").await;
    reader.taps(say.button_erase()).await;
    reader.taps(say.button_erase_messages()).await;
    reader.has_seen(&dated, 0);
}
