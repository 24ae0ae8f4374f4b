//! The main screens in each language, as staff see them.

use jiff::SignedDuration;
use pledge_bot::campaigns::Renderer;
use pledge_bot::conversation::BotRenderer;
use pledge_bot::domain::campaign::{CampaignKind, DeliveryStatus, Pause, Reason, Revision, Stage, Tally};
use pledge_bot::domain::{Audience, Campaign, CampaignId, ChatId, Lang, Region, Topic};
use pledge_bot::texts::Texts;

use super::{media, readers, signs};
use crate::support::test_bot::{Setup, TestBot};

/// What an owner goes through, by the labels of one language; what is typed begins with a `>`.
async fn walk(lang: Lang) {
    let bot = TestBot::with(Setup { owners: vec![1001], ..Setup::default() }).await;
    let owner = bot.person("Olga", lang.code());
    owner.starts(lang).await;
    readers(&bot, 5000, 20, lang).await;
    readers(&bot, 6000, 3, if lang == Lang::En { Lang::Ru } else { Lang::En }).await;
    signs(&bot, 5001, Region::Naryn).await;
    let words = Texts::builtin();
    let say = words.say(lang);
    let mut chat = String::new();
    let lacks = |lang: Lang| say.desk_button_lacks(&words.say(lang).language_name());
    for line in [
        ">/broadcast".to_owned(),
        lacks(lang),
        ">Meeting at 18:00.".to_owned(),
        say.desk_button_links(),
        ">oops".to_owned(),
        ">Join - https://example.org/join".to_owned(),
        say.desk_button_draft(),
        say.desk_button_fallback(),
        say.desk_button_audience(),
        say.desk_button_supporters(),
        say.desk_button_regions(),
        say.region_name(Region::Naryn),
        say.desk_button_everyone(),
        say.desk_button_draft(),
        say.desk_button_time(),
        ">2020-01-01 10:00".to_owned(),
        ">2026-12-01 10:00".to_owned(),
        say.desk_button_urgent(),
        say.desk_button_no_trial(),
        lacks(if lang == Lang::Ky { Lang::Ru } else { Lang::Ky }),
        "(photo)".to_owned(),
        say.desk_button_preview(),
        say.desk_button_confirm(),
        say.desk_button_send(23),
        say.desk_button_campaigns(),
        say.desk_button_campaign(1),
        say.desk_button_pause(),
        say.desk_button_call_off(),
        say.desk_button_call_off_yes(),
    ] {
        let heard = match line.strip_prefix('>') {
            Some(typed) => owner.says(typed).await,
            None if line == "(photo)" => owner.posts(&media("photo", "18:00")).await,
            None => owner.taps(&line).await,
        };
        let said = line.strip_prefix('>').map_or_else(|| format!("[{line}]"), str::to_owned);
        chat.extend(["— ", &said, "\n\n", &heard.shown(), "\n\n"]);
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("desk_{}", lang.code()), chat);
    });
}

#[tokio::test]
async fn the_desk_in_kyrgyz() {
    walk(Lang::Ky).await;
}

#[tokio::test]
async fn the_desk_in_russian() {
    walk(Lang::Ru).await;
}

#[tokio::test]
async fn the_desk_in_english() {
    walk(Lang::En).await;
}

/// A campaign of which all that can happen has happened.
fn campaign(now: jiff::Timestamp, stage: Stage) -> Campaign {
    let audience = Audience { lang: Some(Lang::Ky), ..Audience::of(Topic::News) };
    Campaign {
        id: CampaignId(12),
        author: ChatId(1001),
        kind: CampaignKind::Send,
        audience,
        stage,
        created: now,
        due: now + SignedDuration::from_hours(1),
        touched: now,
        urgent: false,
        trial: true,
        paid: true,
        revision: Revision::Original,
    }
}

#[tokio::test]
async fn reports_at_every_stage() {
    let bot = TestBot::new().await;
    let mut tally = Tally::default();
    tally.add(DeliveryStatus::Queued, None, 5_421);
    tally.add(DeliveryStatus::Sending, None, 21);
    tally.add(DeliveryStatus::Sent, None, 14_001);
    for (nth, reason) in (1..).zip(Reason::ALL) {
        let status = match reason {
            Reason::Blocked
            | Reason::Deactivated
            | Reason::NotFound
            | Reason::Kicked
            | Reason::NotStarted
            | Reason::IsBot => DeliveryStatus::Gone,
            Reason::NoRights | Reason::Content | Reason::Refused | Reason::NoMessage => {
                DeliveryStatus::Failed
            }
            Reason::Connection | Reason::Crash => DeliveryStatus::Unsure,
            _ => DeliveryStatus::Skipped,
        };
        tally.add(status, Some(reason), nth);
    }
    let mut over = tally.clone();
    over.0.retain(|(status, _), _| !matches!(status, DeliveryStatus::Queued | DeliveryStatus::Sending));
    let pauses = [Pause::Author, Pause::Trial, Pause::Failures(Reason::Content), Pause::Late];
    let pauses = pauses.into_iter().chain([Pause::Content, Pause::Unreadable]).map(Stage::Paused);
    for lang in Lang::ALL {
        let shown = bot
            .service(async |service| {
                let voice = BotRenderer(service.app().clone());
                let page = |campaign: &Campaign, tally: &Tally, rate| {
                    let page = voice.report(lang, campaign, tally, rate);
                    let rows = page.rows.iter().map(|row| {
                        let labels: Vec<_> = row.iter().map(|button| button.label.as_str()).collect();
                        format!("    [{}]", labels.join("] ["))
                    });
                    [page.text.plain()].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
                };
                let now = bot.clock.now();
                let mut shown = vec![
                    voice.footer(lang, CampaignId(12), false),
                    page(&campaign(now, Stage::Scheduled), &Tally::default(), 0.0),
                    page(&campaign(now, Stage::Running), &tally, 29.6),
                    page(&campaign(now, Stage::Done), &over, 0.0),
                    page(&campaign(now, Stage::Cancelled), &over, 0.0),
                ];
                shown.extend(pauses.clone().map(|stage| page(&campaign(now, stage), &Tally::default(), 0.0)));
                for job in [CampaignKind::Delete(CampaignId(11)), CampaignKind::Replace(CampaignId(11))] {
                    let change = Campaign { kind: job, ..campaign(now, Stage::Filling) };
                    shown.push(page(&change, &tally, 0.0));
                }
                shown
            })
            .await;
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("reports_{}", lang.code()), shown.join("\n\n----\n\n"));
        });
    }
}
