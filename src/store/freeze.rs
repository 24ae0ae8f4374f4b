//! The freeze: a setting, sealed under the store key. Whatever staff do is refused in its transaction while there is one, and so is
//! the next claim of a campaign.

use jiff::Timestamp;
use tokio::sync::watch;

use crate::crypto::{Purpose, StoreKey};
use crate::domain::audit::{AuditEntry, Deed, DeedRecord, DeedResult, Doer};
use crate::domain::freeze::{Freeze, FreezeNews, LiftStep, LiftWish, may_lift};
use crate::domain::{Right, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::Session;
use crate::store::tables::{settings, staff};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Store, audit};

/// The setting with the freeze, sealed, in hexadecimal digits; none where nothing is frozen.
const FREEZE: &str = "freeze";
/// The setting with the news that staff are still to be told.
const UNTOLD: &str = "freeze_untold";

impl Store {
    /// The freeze, if there is one.
    pub async fn freeze(&self) -> Result<Option<Freeze>, StoreError> {
        read(&self.reader.pool, &self.key).await
    }

    /// Whether everything is frozen. It changes with each commit that freezes, lifts, or notes a wish.
    pub fn frozen(&self) -> watch::Receiver<bool> {
        self.writer.frozen.subscribe()
    }

    /// Freezes everything, or lifts the freeze, by an order of the command line. Says whether that changed anything.
    pub async fn freeze_by_command_line(&self, freezes: bool, now: Timestamp) -> Result<bool, StoreError> {
        self.writer.run(ByCommandLine { freezes, now }).await
    }

    /// The news that staff are still to be told.
    pub async fn untold_freeze(&self) -> Result<Option<FreezeNews>, StoreError> {
        Ok(self.setting(UNTOLD).await?.as_deref().map(|news| match news {
            "begun" => FreezeNews::Begun,
            "wished" => FreezeNews::Wished,
            _ => FreezeNews::Lifted,
        }))
    }

    /// Staff were told this news.
    pub async fn note_freeze_told(&self, news: FreezeNews) -> Result<(), StoreError> {
        self.writer.run(NoteFreezeTold(news)).await
    }
}

struct ByCommandLine {
    freezes: bool,
    now: Timestamp,
}

impl WriteJob for ByCommandLine {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let (is_frozen, now) = (tx.is_frozen(), self.now);
        let deed = if self.freezes { Deed::Freeze } else { Deed::Lift };
        let record = DeedRecord::had_effect(deed, None, is_frozen != self.freezes);
        if self.freezes && !is_frozen {
            let freeze = Freeze { since: Some(now), by_command_line: true, alias: None, wish: None };
            put(tx, &freeze, FreezeNews::Begun).await?;
        } else if !self.freezes && is_frozen {
            end(tx).await?;
        }
        audit::record_in(tx.db, tx.key, AuditEntry { at: now, doer: Doer::CommandLine, record }).await?;
        Ok(is_frozen != self.freezes)
    }
}

struct NoteFreezeTold(FreezeNews);

impl WriteJob for NoteFreezeTold {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        // Other news may have come meanwhile.
        if settings::get(&mut *tx.db, UNTOLD).await?.as_deref() == Some(code(self.0)) {
            settings::remove(tx.db, UNTOLD).await?;
        }
        Ok(())
    }
}

/// The freeze, if there is one.
pub(crate) async fn read(
    session: impl Into<Session<'_>>,
    key: &StoreKey,
) -> Result<Option<Freeze>, StoreError> {
    let Some(sealed) = settings::get(session, FREEZE).await? else { return Ok(None) };
    let json = hex::decode(sealed).ok().and_then(|sealed| key.open(Purpose::Freeze, 0, &sealed).ok());
    let freeze = json.and_then(|json| serde_json::from_slice(&json).ok());
    Ok(Some(freeze.unwrap_or(Freeze::UNREADABLE)))
}

/// An owner freezes everything.
pub(crate) async fn begin(tx: &mut Tx<'_>, owner: StoredId, now: Timestamp) -> Result<(), StoreError> {
    let member = staff::find(tx, owner).await?.filter(|member| member.may(Right::Freeze));
    let result = match &member {
        None => DeedResult::Refused,
        Some(_) if tx.is_frozen() => DeedResult::NoEffect,
        Some(member) => {
            let alias = member.alias.as_ref().map(|alias| alias.as_str().to_owned());
            let freeze = Freeze { since: Some(now), by_command_line: false, alias, wish: None };
            put(tx, &freeze, FreezeNews::Begun).await?;
            DeedResult::Done
        }
    };
    audit::append(tx, owner, DeedRecord { deed: Deed::Freeze, on: None, result }, now).await
}

/// An owner wants to lift the freeze: the second one lifts it, if the first one may still want it.
pub(crate) async fn lift(tx: &mut Tx<'_>, owner: StoredId, now: Timestamp) -> Result<(), StoreError> {
    let may = may_lift_now(tx, owner, now).await?;
    let (deed, result) = match read(&mut *tx.db, tx.key).await? {
        _ if !may => (Deed::Lift, DeedResult::Refused),
        None => (Deed::Lift, DeedResult::NoEffect),
        Some(freeze) => match shared_step(tx, &freeze, owner, now).await? {
            LiftStep::Lifted => {
                end(tx).await?;
                (Deed::Lift, DeedResult::Done)
            }
            LiftStep::Wished => {
                let wish = Some(LiftWish { by: owner, at: now });
                put(tx, &Freeze { wish, ..freeze }, FreezeNews::Wished).await?;
                (Deed::WishLift, DeedResult::Done)
            }
        },
    };
    audit::append(tx, owner, DeedRecord { deed, on: None, result }, now).await
}

/// The step of this owner, if the one whose wish it shares may still want it.
async fn shared_step(
    tx: &mut Tx<'_>,
    freeze: &Freeze,
    owner: StoredId,
    now: Timestamp,
) -> Result<LiftStep, StoreError> {
    let Some(wish) = freeze.others_wish(owner, now) else { return Ok(LiftStep::Wished) };
    Ok(if may_lift_now(tx, wish.by, now).await? { LiftStep::Lifted } else { LiftStep::Wished })
}

async fn may_lift_now(tx: &mut Tx<'_>, owner: StoredId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(staff::find(tx, owner).await?.is_some_and(|member| may_lift(&member, now)))
}

async fn put(tx: &mut Tx<'_>, freeze: &Freeze, news: FreezeNews) -> Result<(), StoreError> {
    let json = serde_json::to_vec(freeze).expect("plain data with string keys");
    settings::put(tx.db, FREEZE, &hex::encode(tx.key.seal(Purpose::Freeze, 0, &json))).await?;
    tx.left.freezes = Some(true);
    settings::put(tx.db, UNTOLD, code(news)).await
}

async fn end(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    settings::remove(tx.db, FREEZE).await?;
    tx.left.freezes = Some(false);
    tx.left.wakes_campaigns = true;
    settings::put(tx.db, UNTOLD, code(FreezeNews::Lifted)).await
}

fn code(news: FreezeNews) -> &'static str {
    match news {
        FreezeNews::Begun => "begun",
        FreezeNews::Wished => "wished",
        FreezeNews::Lifted => "lifted",
    }
}
