//! A random caseload. It contains rows that the rules could never produce, on purpose: access to a row must not depend
//! on whether the row makes sense.

use entity::{
    case, centre,
    codes::{
        AccessMode, ConsentStatus, DataClass, OrganisationType, Oversight, Purpose, ReferralState, ServiceType,
        TransferState,
    },
    consent, consent_recipient, legal_order, legal_override, organisation, person, referral, service, share, stay,
    transfer, worker,
};
use rand::{RngExt as _, rngs::ChaCha8Rng, seq::IndexedRandom as _};
use sea_orm::{EntityTrait, IntoActiveModel, Iterable, ModelTrait, prelude::DateTimeUtc};
use waystation::{access::class::ClassSet, store::access::referral::INFERENCES};

use super::{desk::Desk, matches::Matches};
use crate::support::{World, rows};

/// Random purposes: the first two for shares and tokens, the last for consular requests.
pub const PURPOSES: [Purpose; 3] = [Purpose::ReferralService, Purpose::MedicalCare, Purpose::ConsularDocument];

/// The index of the organisation that is an enforcement agency.
pub const POLICE: usize = 1;

/// Organisations from this index on are posts of States of origin.
const STATES: usize = 8;

/// All rows of a round, in the order in which they must be written.
pub struct Caseload {
    pub organisations: Vec<organisation::Model>,
    pub centres: Vec<centre::Model>,
    pub workers: Vec<worker::Model>,
    services: Vec<service::Model>,
    persons: Vec<person::Model>,
    pub cases: Vec<case::Model>,
    pub consents: Vec<consent::Model>,
    recipients: Vec<consent_recipient::Model>,
    pub referrals: Vec<referral::Model>,
    pub transfers: Vec<transfer::Model>,
    pub shares: Vec<share::Model>,
    pub orders: Vec<legal_order::Model>,
    pub overrides: Vec<legal_override::Model>,
    pub stays: Vec<stay::Model>,
    pub desk: Desk,
    pub matches: Matches,
}

impl Caseload {
    pub fn at_random(dice: &mut ChaCha8Rng) -> Self {
        let kinds: Vec<_> = OrganisationType::iter().collect();
        let organisations: Vec<_> = (0..STATES + 3).map(|number| organisation(dice, number, &kinds)).collect();
        let mut centres = Vec::new();
        for organisation in &organisations {
            let ordinary = centre::Model { country: country(dice), ..rows::centre(organisation) };
            // A shelter may be in another country than the centre that answers for it.
            let shelter = centre::Model { country: country(dice), ..rows::shelter(&ordinary) };
            centres.extend([ordinary, rows::centre(organisation), shelter]);
        }
        let each = |times| organisations.iter().flat_map(move |it| std::iter::repeat_n(it, times));
        let workers: Vec<_> = each(3).map(rows::worker).collect();
        let types: Vec<_> = ServiceType::iter().collect();
        let services: Vec<_> = each(3).map(|of| rows::service(of, one(dice, &types))).collect();
        let persons: Vec<_> = (0..50).map(|_| rows::person(&organisations[0])).collect();
        let cases: Vec<_> = persons.iter().map(|person| case(dice, person, &centres, &workers)).collect();
        let consents: Vec<_> = (0..40).map(|_| consent(&one(dice, &cases), dice)).collect();
        let recipients = consents.iter().map(|it| rows::recipient(it, &one(dice, &organisations))).collect();
        let referrals: Vec<_> = (0..120).map(|_| referral(&one(dice, &cases), &one(dice, &services), dice)).collect();
        let transfers = (0..60)
            .map(|_| transfer(&rows::transfer(&one(dice, &cases), &one(dice, &centres), &one(dice, &workers)), dice))
            .collect();
        let mut shares: Vec<_> = (0..120)
            .map(|_| {
                let reader = one(dice, &organisations);
                if dice.random_bool(0.3) {
                    return share(&rows::share(&one(dice, &cases), &reader), dice);
                }
                let referral = one(dice, &referrals);
                // A few shares belong to another organisation than the receiver of their referral.
                let reader = if dice.random_bool(0.9) { referral.to_organisation_id } else { reader.id };
                let case = cases.iter().find(|case| case.id == referral.case_id).expect("a referral has a case");
                let given = rows::share(case, &organisations[0]);
                share(&share::Model { organisation_id: reader, referral_id: Some(referral.id), ..given }, dice)
            })
            .collect();
        let police = &organisations[POLICE];
        shares.extend((0..60).map(|_| share(&rows::share(&one(dice, &cases), police), dice)));
        let to_police = |share: &&share::Model| police.id == share.organisation_id;
        let orders = shares.iter().filter(to_police).filter_map(|share| order(share, &cases, &workers, dice)).collect();
        let overrides = (0..60)
            .map(|_| {
                let referral = one(dice, &referrals);
                let case = cases.iter().find(|case| case.id == referral.case_id).expect("a referral has a case");
                legal_override::Model {
                    organisation_id: Some(case.organisation_id),
                    country: Some(case.country.clone()),
                    inference_class: one(dice, &INFERENCES),
                    emergency_care: dice.random_bool(0.4),
                    ..rows::legal_override(&referral, &one(dice, &workers))
                }
            })
            .collect();
        let stays = (0..80).map(|_| rows::stay(&one(dice, &cases), &one(dice, &centres))).collect();
        let (others, states) = organisations.split_at(STATES);
        let matches = Matches::at_random(dice, &cases, &consents, &workers);
        let desk = Desk::at_random(dice, &cases, &consents, &workers, states, others);
        Self {
            organisations,
            centres,
            workers,
            services,
            persons,
            cases,
            consents,
            recipients,
            referrals,
            transfers,
            shares,
            orders,
            overrides,
            stays,
            desk,
            matches,
        }
    }

    /// The posts of the States of origin.
    pub fn states(&self) -> &[organisation::Model] {
        &self.organisations[STATES..]
    }

    pub async fn write(&self, world: &World) {
        write(world, &self.organisations).await;
        let (shelters, ordinary): (Vec<_>, Vec<_>) = self.centres.iter().cloned().partition(|it| it.protected);
        write(world, &ordinary).await;
        write(world, &shelters).await;
        write(world, &self.workers).await;
        write(world, &self.services).await;
        write(world, &self.persons).await;
        write(world, &self.cases).await;
        write(world, &self.consents).await;
        write(world, &self.recipients).await;
        write(world, &self.referrals).await;
        write(world, &self.transfers).await;
        write(world, &self.shares).await;
        write(world, &self.orders).await;
        write(world, &self.overrides).await;
        write(world, &self.stays).await;
        self.desk.write(world).await;
        self.matches.write(world).await;
        world.rebuild().await;
    }
}

/// Writes the rows of one table.
pub async fn write<M>(world: &World, rows: &[M])
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
{
    let rows = rows.iter().cloned().map(IntoActiveModel::into_active_model);
    M::Entity::insert_many(rows).exec(&world.database.writer).await.expect("the rows are sound");
}

/// A random element.
pub fn one<T: Clone>(dice: &mut ChaCha8Rng, of: &[T]) -> T {
    of.choose(dice).expect("there are some").clone()
}

/// A random country of two.
fn country(dice: &mut ChaCha8Rng) -> String {
    one(dice, &["NER", "MLI"]).to_owned()
}

/// A moment long past, far ahead, or as close to now as the databases can store, where a wrong comparison would show.
pub fn moment(dice: &mut ChaCha8Rng) -> DateTimeUtc {
    let micros = [-86_400_000_000, -500_250, -1_000, -1, 0, 1, 499_750, 1_000_000, 86_400_000_000];
    rows::now() + chrono::Duration::microseconds(one(dice, &micros))
}

/// One of these moments, or null.
pub fn some_moment(dice: &mut ChaCha8Rng, probability: f64) -> Option<DateTimeUtc> {
    dice.random_bool(probability).then(|| moment(dice))
}

/// Random classes; OPERATIONAL is always included.
fn classes(dice: &mut ChaCha8Rng) -> i64 {
    let asked: ClassSet = DataClass::iter().filter(|_| dice.random_bool(0.3)).collect();
    (asked | ClassSet::of(&[DataClass::Operational])).to_bits()
}

fn organisation(dice: &mut ChaCha8Rng, number: usize, kinds: &[OrganisationType]) -> organisation::Model {
    // Half of the organisations have a kind without a ceiling, so that the policy decides.
    let kind = match number {
        POLICE => OrganisationType::GovHostEnforcement,
        STATES.. => OrganisationType::GovOriginConsular,
        _ if number.is_multiple_of(2) => OrganisationType::Iom,
        _ => one(dice, kinds),
    };
    let oversight = one(dice, &[Oversight::None, Oversight::None, Oversight::Country, Oversight::All]);
    let country = dice.random_bool(0.9).then(|| country(dice));
    organisation::Model { country, oversight, ..rows::organisation(kind) }
}

fn case(
    dice: &mut ChaCha8Rng,
    person: &person::Model,
    centres: &[centre::Model],
    workers: &[worker::Model],
) -> case::Model {
    use AccessMode::{Restricted, Sealed, Standard};
    let row = rows::case(person, &one(dice, centres));
    let colleagues: Vec<_> = workers.iter().filter(|it| it.organisation_id == row.organisation_id).collect();
    // After a transfer, a worker of the old organisation could still be assigned.
    let worker = |dice: &mut ChaCha8Rng| match dice.random_range(0..10) {
        0..=3 => None,
        4..=8 => Some(one(dice, &colleagues).id),
        _ => Some(one(dice, workers).id),
    };
    case::Model {
        access_mode: one(dice, &[Standard, Standard, Restricted, Sealed]),
        assigned_worker_id: worker(dice),
        medical_worker_id: worker(dice),
        ..row
    }
}

fn consent(case: &case::Model, dice: &mut ChaCha8Rng) -> consent::Model {
    let statuses: Vec<_> = ConsentStatus::iter().chain([ConsentStatus::Active; 6]).collect();
    let purposes = [Purpose::ConsularDocument, Purpose::ConsularDocument, Purpose::ReferralService];
    consent::Model {
        status: one(dice, &statuses),
        valid_from: moment(dice),
        valid_until: some_moment(dice, 0.5),
        ..rows::consent(case, one(dice, &purposes))
    }
}

fn referral(case: &case::Model, service: &service::Model, dice: &mut ChaCha8Rng) -> referral::Model {
    let states: Vec<_> = ReferralState::iter().chain([ReferralState::Accepted; 4]).collect();
    let emergency_care = dice.random_bool(0.3);
    let sent_at = some_moment(dice, 0.9);
    let grounded_until = some_moment(dice, 0.6);
    let state = one(dice, &states);
    referral::Model { state, sent_at, grounded_until, emergency_care, ..rows::referral(case, service) }
}

fn transfer(row: &transfer::Model, dice: &mut ChaCha8Rng) -> transfer::Model {
    let states: Vec<_> = TransferState::iter().chain([TransferState::Offered; 2]).collect();
    transfer::Model {
        state: one(dice, &states),
        inference_class: if dice.random_bool(0.5) { DataClass::Operational } else { one(dice, &INFERENCES) },
        offered_at: some_moment(dice, 0.7),
        offered_by: None,
        grounded_until: some_moment(dice, 0.6),
        // Transfers within one organisation, more often than chance would make them.
        from_organisation_id: if dice.random_bool(0.4) { row.to_organisation_id } else { row.from_organisation_id },
        ..row.clone()
    }
}

fn share(row: &share::Model, dice: &mut ChaCha8Rng) -> share::Model {
    share::Model {
        classes: classes(dice),
        purpose: one(dice, &PURPOSES),
        starts_at: moment(dice),
        ends_at: some_moment(dice, 0.5),
        ended_at: some_moment(dice, 0.2),
        ..row.clone()
    }
}

/// An order for most shares of an enforcement agency: approved or not, in force or not. A few orders belong to another
/// case or agency than the share that they name.
fn order(
    share: &share::Model,
    cases: &[case::Model],
    workers: &[worker::Model],
    dice: &mut ChaCha8Rng,
) -> Option<legal_order::Model> {
    let case = if dice.random_bool(0.9) { share.case_id } else { one(dice, cases).id };
    let agency = if dice.random_bool(0.9) { share.organisation_id } else { one(dice, workers).organisation_id };
    let worker = one(dice, workers);
    let order = legal_order::Model {
        case_id: case,
        organisation_id: agency,
        classes: if dice.random_bool(0.5) { classes(dice) } else { ClassSet::ALL.to_bits() },
        approved_at: some_moment(dice, 0.8),
        valid_until: some_moment(dice, 0.5),
        ended_at: some_moment(dice, 0.1),
        share_id: dice.random_bool(0.9).then_some(share.id),
        ..rows::legal_order(&cases[0], &rows::organisation(OrganisationType::GovHostEnforcement), &worker)
    };
    dice.random_bool(0.8).then_some(order)
}
