//! Keeps what depends on a consent in line with it. A referral, transfer or consular request continues while the
//! consent covers its receiver. If another consent of the same purpose has replaced the first, it moves to that one,
//! within that one's limits. Otherwise it ends.

use entity::{
    case,
    codes::{DataClass as D, ShareEndReason},
    consular_request, organisation, referral, share, transfer,
};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    actions::{consular, steps},
    rules::{
        consent::{Receiver, share_classes},
        consent_time::{ConsentState, consent_state},
        emergency::{medical_consent_covers, without_medical_content},
        newest_word::ended_because,
        referral::{Phase, phase},
    },
    store::{
        case_file::{consent::end_shares, statements::Word},
        write::{
            change::Change,
            recorded::{write, write_next},
            stop::ChangeError,
        },
    },
};

/// The consent that changed, and the other consents that could replace it.
struct Succession {
    old: Word,
    others: Vec<Word>,
}

/// Brings the consular requests of the person in line with the person's cases, after moving those whose consent another one
/// has replaced by now. Called after every verb.
pub(in crate::actions) async fn follow(change: &Change, case_id: Uuid) -> Result<(), ChangeError> {
    let live = change.live_consular_requests(case_id).await?;
    let mut moved = false;
    for request in &live {
        let Some(consent_id) = request.consent_id else { continue };
        let word = change.word(consent_id).await?;
        let over = matches!(consent_state(&word.row, change.now()), ConsentState::Expired | ConsentState::Superseded);
        if over || word.terms.excluded.iter().any(|gone| gone.from <= change.now()) {
            settle(change, consent_id).await?;
            moved = true;
        }
    }
    let live = if moved { change.live_consular_requests(case_id).await? } else { live };
    consular::follow(change, case_id, live).await
}

/// Updates everything that depends on the consent to match its current state.
pub(in crate::actions) async fn settle(change: &Change, consent_id: Uuid) -> Result<(), ChangeError> {
    let old = change.word(consent_id).await?;
    let mut others = change.words(old.row.case_id, old.row.purpose).await?;
    others.retain(|other| other.row.id != consent_id);
    let succession = Succession { old, others };
    for referral in change.referrals_resting_on(consent_id).await? {
        succession.referral(change, &referral).await?;
    }
    for referral in change.medical_content_resting_on(consent_id).await? {
        succession.medical_content(change, &referral).await?;
    }
    for transfer in change.transfers_resting_on(consent_id).await? {
        succession.transfer(change, &transfer).await?;
    }
    for request in change.requests_resting_on(&succession.old.row).await? {
        succession.request(change, &request).await?;
    }
    if !succession.old.terms.active(change.now()) {
        let left = Condition::all().add(share::Column::ConsentId.eq(consent_id));
        end_shares(change, left, succession.share_end(change, false)).await?;
    }
    Ok(())
}

impl Succession {
    /// The consent that covers this receiver from now on, if there is one.
    fn heir(&self, change: &Change, receiver: &Receiver) -> Option<&Word> {
        let now = change.now();
        let holds = |word: &&Word| word.terms.active(now) && word.terms.names(receiver, now);
        if holds(&&self.old) {
            return Some(&self.old);
        }
        // A withdrawal ends what depended on the consent; no other consent replaces it.
        if consent_state(&self.old.row, now) == ConsentState::Withdrawn {
            return None;
        }
        self.others.iter().filter(holds).max_by_key(|word| (word.row.valid_from, word.row.id))
    }

    async fn referral(&self, change: &Change, before: &referral::Model) -> Result<(), ChangeError> {
        let receiver = change.receiver_of(before).await?;
        let asked = of_itself(before);
        let heir = self.heir(change, &receiver);
        match (heir, phase(before.state)) {
            (Some(heir), Phase::Pending) if heir.row.id != self.old.row.id => {
                if heir.terms.covers(&receiver, before.purpose, asked, change.now()).is_ok() {
                    return self.rest(change, before, heir, &receiver).await;
                }
            }
            (Some(heir), _) => return self.rest(change, before, heir, &receiver).await,
            // A draft has shared nothing yet, and sending checks the consent.
            (None, Phase::Draft) => return Ok(()),
            (None, _) => {}
        }
        let reason = ended_because(consent_state(&self.old.row, change.now()), self.refused(&receiver));
        steps::referral::end_with_ground(change, before, reason).await
    }

    /// The medical content of a referral can have its own consent. It moves to a consent that covers medical data for
    /// the receiver, or its share ends. The referral itself continues.
    async fn medical_content(&self, change: &Change, before: &referral::Model) -> Result<(), ChangeError> {
        let receiver = change.receiver_of(before).await?;
        let case = change.row::<case::Entity>(before.case_id).await?;
        let heir = match self.heir(change, &receiver) {
            Some(heir) => {
                let authority = change.authority(&case, heir.terms.purpose, before.to_organisation_id).await?;
                let covers =
                    medical_consent_covers(&heir.terms, &receiver, before.purpose, authority, change.now()).is_ok();
                covers.then_some(heir)
            }
            None => None,
        };
        let Some(heir) = heir else {
            let shares = Condition::all()
                .add(share::Column::ReferralId.eq(before.id))
                .add(share::Column::ConsentId.eq(self.old.row.id));
            end_shares(change, shares, self.share_end(change, self.refused(&receiver))).await?;
            return Ok(());
        };
        let after = referral::Model { medical_consent_id: Some(heir.row.id), ..before.clone() };
        write_quietly(change, before, after).await?;
        self.move_shares(change, before, heir, &receiver).await
    }

    /// Whether another statement of the person is a refusal for this receiver.
    fn refused(&self, receiver: &Receiver) -> bool {
        self.others.iter().any(|word| word.terms.refuses(receiver))
    }

    async fn transfer(&self, change: &Change, before: &transfer::Model) -> Result<(), ChangeError> {
        let receiver = receiver(change, before.to_organisation_id).await?;
        let heir = self.heir(change, &receiver).filter(|heir| heir.terms.names_itself(&receiver, change.now()));
        match heir {
            Some(heir) => {
                steps::transfer::rest_on(change, before, Some(heir.row.id), heir.terms.until(&receiver)).await
            }
            None => steps::transfer::cancel(change, before).await,
        }
    }

    /// A packet is frozen, so only a consent that is at least as wide can replace the current one. Without such a
    /// consent the request is withdrawn by `consequences::follow`.
    async fn request(&self, change: &Change, before: &consular_request::Model) -> Result<(), ChangeError> {
        let post = change.row::<entity::consular_post::Entity>(before.consular_post_id).await?;
        let receiver = receiver(change, post.organisation_id).await?;
        let (now, wide) = (change.now(), self.old.terms.classes);
        let heir = self.heir(change, &receiver).filter(|heir| {
            heir.terms.names_itself(&receiver, now)
                && heir.terms.covers(&receiver, self.old.row.purpose, wide, now).is_ok()
        });
        let Some(heir) = heir else { return Ok(()) };
        change.rest_packets(before.id, heir.row.id, heir.terms.until(&receiver)).await?;
        if heir.row.id == self.old.row.id {
            return Ok(());
        }
        let after = consular_request::Model { consent_id: Some(heir.row.id), updated_at: now, ..before.clone() };
        let done = write_next(change, after.organisation_id, before, after).await?;
        Ok(change.record("REST_CONSULAR_REQUEST".to_owned(), &done).await?)
    }

    /// Moves the referral to this consent: it then asks for no more classes, opens no more and ends no later than the
    /// consent allows.
    async fn rest(
        &self,
        change: &Change,
        before: &referral::Model,
        on: &Word,
        receiver: &Receiver,
    ) -> Result<(), ChangeError> {
        let (asked, state) = (ClassSet::from_bits(before.classes), phase(before.state));
        let own = of_itself(before);
        let covered = on.terms.classes_for(receiver, change.now()) | opened(change, before, on, receiver);
        let grounded = matches!(state, Phase::Pending | Phase::Active);
        let shared_consent = before.medical_consent_id == before.consent_id;
        let after = referral::Model {
            consent_id: Some(on.row.id),
            // Medical content without its own consent follows the referral.
            medical_consent_id: before.medical_consent_id.map(|id| if shared_consent { on.row.id } else { id }),
            grounded_until: if grounded { on.terms.until(receiver) } else { before.grounded_until },
            classes: if state == Phase::Active {
                ((own & covered) | asked.except(own)).to_bits()
            } else {
                before.classes
            },
            ..before.clone()
        };
        write_quietly(change, before, after).await?;
        self.move_shares(change, before, on, receiver).await
    }

    /// Moves the shares under the old consent to this one: they open no more and end no later than it allows. A share
    /// under another consent or a legal override stays as it is.
    async fn move_shares(
        &self,
        change: &Change,
        of: &referral::Model,
        on: &Word,
        receiver: &Receiver,
    ) -> Result<(), ChangeError> {
        let (open, until) = (opened(change, of, on, receiver), on.terms.until(receiver));
        let owner = change.owner_of(of.case_id).await?;
        let shares = change.shares_of_referral(of.id).await?;
        for share in shares.into_iter().filter(|share| share.consent_id == Some(self.old.row.id)) {
            // A completed referral keeps its remaining days of access unless the consent ends first.
            let closed = phase(of.state) == Phase::Closed;
            let ends_at = if closed { share.ends_at.into_iter().chain(until).min() } else { until };
            let classes = (ClassSet::from_bits(share.classes) & open).to_bits();
            // Medical content ends with the consent to medical data. Its share would be seen if it opened only the rest.
            let medical = |classes: i64| ClassSet::from_bits(classes).holds(D::Medical);
            if medical(share.classes) && !medical(of.classes) && !medical(classes) {
                let ended = Condition::all().add(share::Column::Id.eq(share.id));
                end_shares(change, ended, self.share_end(change, self.refused(receiver))).await?;
                continue;
            }
            let later_facts = share.later_facts && (on.row.id == self.old.row.id || on.row.includes_later_facts);
            let cut = share::Model { consent_id: Some(on.row.id), classes, later_facts, ends_at, ..share.clone() };
            if cut != share {
                let done = write(change, owner, &share, &cut).await?;
                change.record("CUT_SHARE".to_owned(), &done).await?;
            }
        }
        Ok(())
    }

    fn share_end(&self, change: &Change, refused: bool) -> ShareEndReason {
        match consent_state(&self.old.row, change.now()) {
            ConsentState::Withdrawn => ShareEndReason::ConsentWithdrawn,
            _ if refused => ShareEndReason::ConsentWithdrawn,
            _ => ShareEndReason::ConsentEnded,
        }
    }
}

/// The classes that the consent of the referral itself has to cover.
fn of_itself(row: &referral::Model) -> ClassSet {
    without_medical_content(ClassSet::from_bits(row.classes), row.consent_id, row.medical_consent_id)
}

/// All that a share of the referral can open under this consent.
fn opened(change: &Change, of: &referral::Model, on: &Word, receiver: &Receiver) -> ClassSet {
    let agreed = on.terms.classes_for(receiver, change.now());
    share_classes(Some(agreed), agreed, receiver.organisation_type, of.purpose)
}

/// Writes the referral without a new version, because readers of the referral who may not know of the consent would
/// notice one.
async fn write_quietly(change: &Change, before: &referral::Model, after: referral::Model) -> Result<(), ChangeError> {
    if after == *before {
        return Ok(());
    }
    let after = referral::Model { updated_at: change.now(), ..after };
    let owner = change.owner_of(before.case_id).await?;
    let done = write(change, owner, before, &after).await?;
    Ok(change.record("REST_REFERRAL".to_owned(), &done).await?)
}

async fn receiver(change: &Change, organisation_id: Uuid) -> Result<Receiver, ChangeError> {
    let organisation = change.row::<organisation::Entity>(organisation_id).await?;
    Ok(Receiver { organisation_id, organisation_type: organisation.organisation_type, service_type: None })
}
