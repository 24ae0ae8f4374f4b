//! The main screens in each language, as staff see them.

use jiff::SignedDuration;
use pledge_bot::campaigns::Renderer;
use pledge_bot::conversation::BotRenderer;
use pledge_bot::domain::campaign::{CampaignKind, DeliveryStatus, Pause, Reason, Revision, Stage, Tally};
use pledge_bot::domain::{Audience, Campaign, CampaignId, ChatId, Lang, Region, Topic};

use super::{becomes_supporter, media, readers};
use crate::support::chat::Act::{Says, Sends, Taps};
use crate::support::chat::{self, say};
use crate::support::snapshots::Screens;
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// An owner's way from a draft to a report, in one language.
async fn walk(lang: Lang) {
    let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
    let owner = bot.person("Olga", lang.code());
    owner.starts(lang).await;
    readers(&bot, 5000, 20, lang).await;
    readers(&bot, 6000, 3, if lang == Lang::En { Lang::Ru } else { Lang::En }).await;
    becomes_supporter(&bot, 5001, Region::Naryn).await;
    let say = say(lang);
    let lacks = |lang: Lang| say.campaign_button_lacks(&chat::say(lang).language_name());
    let other = if lang == Lang::Ky { Lang::Ru } else { Lang::Ky };
    let mut screens = Screens::of("staff", lang);
    let steps = [
        ("draft", Says("/broadcast".into())),
        ("text_asked", Taps(lacks(lang))),
        ("version", Says("Meeting at 18:00.".into())),
        ("links_asked", Taps(say.campaign_button_links())),
        ("links_refused", Says("oops".into())),
        ("links", Says("Join - https://example.org/join".into())),
        ("draft_with_a_version", Taps(say.campaign_button_draft())),
        ("fallback", Taps(say.campaign_button_fallback())),
        ("audience", Taps(say.campaign_button_audience())),
        ("supporters", Taps(say.campaign_button_supporters())),
        ("regions", Taps(say.campaign_button_regions())),
        ("region", Taps(say.region_name(Region::Naryn))),
        ("everyone", Taps(say.campaign_button_everyone())),
        ("draft_to_everyone", Taps(say.campaign_button_draft())),
        ("time_asked", Taps(say.campaign_button_time())),
        ("time_past", Says("2020-01-01 10:00".into())),
        ("time", Says("2026-12-01 10:00".into())),
        ("urgent", Taps(say.campaign_button_urgent())),
        ("no_trial", Taps(say.campaign_button_no_trial())),
        ("photo_asked", Taps(lacks(other))),
        ("photo", Sends(Box::new(media("photo", "18:00")))),
        ("preview", Taps(say.campaign_button_preview())),
        ("confirm", Taps(say.campaign_button_confirm())),
        ("planned", Taps(say.campaign_button_send(23))),
        ("campaigns", Taps(say.campaign_button_campaigns())),
        ("report", Taps(say.campaign_button_campaign(1))),
        ("paused", Taps(say.campaign_button_pause())),
        ("call_off_asked", Taps(say.campaign_button_call_off())),
        ("called_off", Taps(say.campaign_button_call_off_yes())),
    ];
    screens.walk(&owner, steps).await;
    screens.finish();
}

#[tokio::test]
async fn the_staff_screens_in_kyrgyz() {
    walk(Lang::Ky).await;
}

#[tokio::test]
async fn the_staff_screens_in_russian() {
    walk(Lang::Ru).await;
}

#[tokio::test]
async fn the_staff_screens_in_english() {
    walk(Lang::En).await;
}

/// A campaign with every optional line in its report.
fn campaign(now: jiff::Timestamp, stage: Stage) -> Campaign {
    let audience = Audience { lang: Some(Lang::Ky), ..Audience::of(Topic::News) };
    Campaign {
        id: CampaignId(12),
        author: Some(ChatId(1001)),
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
            Reason::NoRights | Reason::NoTopic | Reason::Content | Reason::Refused | Reason::NoMessage => {
                DeliveryStatus::Failed
            }
            Reason::Connection | Reason::Crash => DeliveryStatus::Unsure,
            _ => DeliveryStatus::Skipped,
        };
        tally.add(status, Some(reason), nth);
    }
    let mut over = tally.clone();
    over.0.retain(|(status, _), _| !matches!(status, DeliveryStatus::Queued | DeliveryStatus::Sending));
    let pauses = [
        ("paused_by_its_author", Pause::Author),
        ("paused_after_the_trial", Pause::Trial),
        ("paused_by_failures", Pause::Failures(Reason::Content)),
        ("paused_late", Pause::Late),
        ("paused_by_its_content", Pause::Content),
        ("paused_unreadable", Pause::Unreadable),
        ("paused_without_an_author", Pause::Permission),
    ];
    for lang in Lang::ALL {
        let mut screens = Screens::of("reports", lang);
        bot.service(async |service| {
            let renderer = BotRenderer(service.app().clone());
            let now = bot.clock.now();
            let mut see = |name: &str, campaign: &Campaign, tally: &Tally, rate: f64| {
                let page = renderer.report(lang, campaign, tally, rate);
                let rows = page.rows.iter().map(|row| {
                    let labels: Vec<_> = row.iter().map(|button| button.label.as_str()).collect();
                    format!("    [{}]", labels.join("] ["))
                });
                let shown = [page.text.plain()].into_iter().chain(rows).collect::<Vec<_>>().join("\n");
                screens.see(name, &campaign.stage.code(), &shown);
            };
            see("scheduled", &campaign(now, Stage::Scheduled), &Tally::default(), 0.0);
            see("running", &campaign(now, Stage::Running), &tally, 29.6);
            see("done", &campaign(now, Stage::Done), &over, 0.0);
            see("cancelled", &campaign(now, Stage::Cancelled), &over, 0.0);
            for (name, pause) in pauses {
                see(name, &campaign(now, Stage::Paused(pause)), &Tally::default(), 0.0);
            }
            for (name, kind) in [
                ("taking_back", CampaignKind::Delete(CampaignId(11))),
                ("correction", CampaignKind::Replace(CampaignId(11))),
            ] {
                see(name, &Campaign { kind, ..campaign(now, Stage::Filling) }, &tally, 0.0);
            }
            screens.see("footer", "a message to many", &renderer.footer(lang, CampaignId(12), false));
        })
        .await;
        screens.finish();
    }
}
