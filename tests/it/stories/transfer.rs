//! Transfers: a case moves to another organisation, and with it what each side may see.

use chrono::Duration;
use entity::{
    centre, change_log,
    codes::{
        ConsentStatus, OrganisationType, Purpose, ReferralEndReason, ReferralState, Role, ServiceType, ShareEndReason,
    },
    consent, referral, share,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use waystation::{
    access::viewer::{OwnCentres, Viewer},
    global_id,
};

use super::house::{House, refusal, with};
use crate::support::{on_both, rows, someone};

fn to(house: &House, centre: &centre::Model) -> Value {
    let centre = global_id::encode("Centre", centre.id);
    json!({ "caseId": house.case_id(), "toCentreId": centre, "reason": "nearer to her brother" })
}

fn next(transfer: &Value) -> Value {
    json!({ "transferId": transfer["id"], "version": transfer["version"] })
}

/// The person consents to a transfer to the partner.
async fn agreed(house: &House) -> consent::Model {
    let consent = house.world.add(rows::consent(&house.case, Purpose::Transfer)).await;
    house.world.add(rows::recipient(&consent, &house.partner)).await;
    consent
}

async fn offered(house: &House) -> Value {
    agreed(house).await;
    let proposed = house.must(&house.aminata, "proposeTransfer", to(house, &house.dirkou)).await;
    let approved = house.must(&house.moussa, "approveTransfer", next(&proposed)).await;
    house.must(&house.moussa, "offerTransfer", next(&approved)).await
}

#[tokio::test]
async fn a_case_changes_hands_and_what_each_side_sees_changes_with_it() {
    on_both(|world| async move {
        let mut house = House::begin(world).await;
        assert_eq!(house.sees(&house.ibrahim).await, Value::Null);
        let offered = offered(&house).await;
        assert!(offered["reference"].as_str().expect("a reference").starts_with("T-2023-"));
        let stub = house.sees(&house.ibrahim).await;
        assert_eq!((&stub["person"]["initials"], &stub["person"]["names"]), (&json!("A.D."), &Value::Null));

        let accepted = house.must(&house.ibrahim, "acceptTransfer", next(&offered)).await;
        assert_eq!(accepted["state"], "ACCEPTED");
        let row = house.row().await;
        assert_eq!(
            (row.organisation_id, row.centre_id, row.fronting_centre_id),
            (house.partner.id, house.dirkou.id, house.dirkou.id)
        );
        assert_eq!((row.assigned_worker_id, row.medical_worker_id, row.version), (None, None, 2));

        let owner = house.sees(&house.ibrahim).await;
        assert_eq!(owner["person"]["names"][0]["family"], "Diallo");
        let focal = Viewer { roles: vec![Role::NgoFocalPoint], ..house.aminata.clone() };
        for giver in [&house.moussa, &focal] {
            let seen = house.sees(giver).await;
            assert_eq!((&seen["status"], &seen["person"]["names"]), (&json!("OPEN"), &Value::Null), "{giver:?}");
        }
        let arlit = house.world.add(rows::centre(&house.owner)).await;
        let elsewhere = Viewer { centres: OwnCentres::Named(vec![arlit.id]), ..house.moussa.clone() };
        assert_eq!(
            house.sees(&elsewhere).await["status"],
            Value::Null,
            "other centres of the giver read nothing of it"
        );
        let stranger = house.of_case(json!({ "priority": "LOW" })).await;
        assert_eq!(house.error(&house.moussa, "updateCase", stranger).await, "FORBIDDEN");

        let day = with(next(&accepted), json!({ "conferenceOn": "2023-11-10" }));
        let first = house.must(&house.moussa, "confirmTransferHandover", day).await;
        assert_eq!((&first["state"], &first["receiverConfirmedAt"]), (&json!("ACCEPTED"), &Value::Null));
        let again = with(next(&first), json!({ "conferenceOn": "2023-11-11" }));
        let again = house.refused(&house.moussa, "confirmTransferHandover", again).await;
        assert_eq!(again, refusal("SAME_PERSON", ""), "each side confirms once, by another person");
        let other_day = with(next(&first), json!({ "conferenceOn": "2023-11-09" }));
        let other_day = house.refused(&house.ibrahim, "confirmTransferHandover", other_day).await;
        assert_eq!(other_day, refusal("VALUE_NOT_ALLOWED", "conferenceOn"));
        // A worker who may accept for the receiver may also complete the handover.
        let last = house.must(&house.zara, "confirmTransferHandover", next(&first)).await;
        assert_eq!((&last["state"], &last["conferenceOn"]), (&json!("HANDED_OVER"), &json!("2023-11-10")));

        house.world.now += Duration::days(31);
        assert_eq!(house.sees(&house.moussa).await, Value::Null, "after 31 days only the tombstone is left");
        let document = "{ transfers(first: 5) { nodes { state case { status } } } }";
        let tombstone = house.world.ask(&house.engine, &house.moussa, document, json!({})).await;
        assert_eq!(tombstone["data"]["transfers"]["nodes"][0]["state"], "HANDED_OVER", "{tombstone:#}");
        for logged in ["PROPOSE_TRANSFER", "OFFER_TRANSFER", "ACCEPT_TRANSFER", "MOVE_CASE", "OPEN_SHARE"] {
            let entries = change_log::Entity::find().filter(change_log::Column::Action.eq(logged));
            assert_eq!(entries.count(&house.world.database.reader).await.expect("counted"), 1, "{logged}");
        }
    })
    .await;
}

#[tokio::test]
async fn referrals_go_on_and_consents_to_the_giver_lapse() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let world = &house.world;
        let (clinic, focal) = someone(world, OrganisationType::HealthFacility).await;
        let service = world.add(rows::service(&clinic, ServiceType::HealthPrimary)).await;
        let named = async |consent: consent::Model, organisation| {
            let consent = world.add(consent).await;
            world.add(rows::recipient(&consent, organisation)).await;
            world.add(rows::recipient(&consent, &clinic)).await;
            consent
        };
        let of = |purpose| rows::consent(&house.case, purpose);
        let stays = named(of(Purpose::ReferralService), &clinic).await;
        let lapses = named(of(Purpose::MedicalCare), &house.owner).await;
        let successor = consent::Model { includes_successor: true, ..of(Purpose::Reintegration) };
        let successor = named(successor, &house.owner).await;
        let referred = |consent: &consent::Model, to, state| referral::Model {
            consent_id: Some(consent.id),
            from_worker_id: Some(house.aminata.worker_id),
            state,
            ..rows::referral(&house.case, to)
        };
        let lapsing = world.add(referred(&lapses, &service, ReferralState::Scheduled)).await;
        let going = world.add(referred(&stays, &service, ReferralState::Accepted)).await;
        let over = world.add(referred(&stays, &service, ReferralState::Completed)).await;
        let own_service = world.add(rows::service(&house.partner, ServiceType::Shelter)).await;
        let to_the_receiver = world.add(referred(&stays, &own_service, ReferralState::InProgress)).await;
        let shared = |consent: &consent::Model| share::Model {
            consent_id: Some(consent.id),
            ..rows::share(&house.case, &clinic)
        };
        let kept = world.add(shared(&stays)).await;
        let lost = world.add(shared(&lapses)).await;

        let offered = offered(&house).await;
        house.must(&house.ibrahim, "acceptTransfer", next(&offered)).await;

        let reader = &world.database.reader;
        for (id, from) in
            [(going.id, house.partner.id), (over.id, house.owner.id), (to_the_receiver.id, house.owner.id)]
        {
            let row = referral::Entity::find_by_id(id).one(reader).await.expect("read").expect("there");
            assert_eq!(row.from_organisation_id, from, "{:?}", row.state);
        }
        let row = referral::Entity::find_by_id(lapsing.id).one(reader).await.expect("read").expect("there");
        assert_eq!(
            (row.state, row.end_reason),
            (ReferralState::Revoked, Some(ReferralEndReason::ConsentExpired)),
            "a consent that lapsed no longer carries its referral"
        );
        for (id, status, holder) in [
            (stays.id, ConsentStatus::Active, house.partner.id),
            (lapses.id, ConsentStatus::Expired, house.owner.id),
            (successor.id, ConsentStatus::Active, house.partner.id),
        ] {
            let row = consent::Entity::find_by_id(id).one(reader).await.expect("read").expect("there");
            assert_eq!((row.status, row.organisation_id), (status, holder), "{:?}", row.purpose);
        }
        for (id, ended) in [(kept.id, None), (lost.id, Some(ShareEndReason::ConsentEnded))] {
            let row = share::Entity::find_by_id(id).one(reader).await.expect("read").expect("there");
            assert_eq!((row.end_reason, row.ended_at.is_some()), (ended, ended.is_some()));
        }
        let focal = world.viewer(Role::NgoFocalPoint, &focal, &clinic);
        assert_ne!(house.sees(&focal).await, Value::Null, "the clinic still reads the case of its patient");
    })
    .await;
}

#[tokio::test]
async fn nobody_agrees_to_a_transfer_of_their_own_and_each_step_has_its_side() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        agreed(&house).await;
        let officer = house.must(&house.salif, "proposeTransfer", to(&house, &house.dirkou)).await;
        let refused = house.refused(&house.salif, "approveTransfer", next(&officer)).await;
        assert_eq!(refused, refusal("SAME_PERSON", ""));
        let again = house.refused(&house.aminata, "proposeTransfer", to(&house, &house.dirkou)).await;
        assert_eq!(again, refusal("LIMIT_REACHED", ""));
        assert_eq!(house.error(&house.ibrahim, "acceptTransfer", next(&officer)).await, "NOT_FOUND");
        let early = house.refused(&house.moussa, "offerTransfer", next(&officer)).await;
        assert_eq!(early, refusal("INVALID_TRANSITION", ""));
        let approved = house.must(&house.moussa, "approveTransfer", next(&officer)).await;
        let stale = house.refused(&house.moussa, "offerTransfer", next(&officer)).await;
        assert_eq!(stale, refusal("VERSION_CONFLICT", "version"));
        let offered = house.must(&house.moussa, "offerTransfer", next(&approved)).await;
        assert_eq!(house.error(&house.moussa, "acceptTransfer", next(&offered)).await, "FORBIDDEN");
        assert_eq!(house.error(&house.zara, "cancelTransfer", next(&offered)).await, "FORBIDDEN");
        assert_eq!(
            house.error(&house.nadia, "declineTransfer", with(next(&offered), json!({ "reason": "OTHER" }))).await,
            "NOT_FOUND"
        );

        let declined = with(next(&offered), json!({ "reason": "NO_CAPACITY" }));
        let declined = house.must(&house.zara, "declineTransfer", declined).await;
        assert_eq!(declined["state"], "DECLINED");
        assert_eq!(house.sees(&house.zara).await, Value::Null);
        let late = house.refused(&house.ibrahim, "acceptTransfer", next(&offered)).await;
        assert_eq!(late, refusal("VERSION_CONFLICT", "version"), "a colleague was faster");
        let anew = house.must(&house.aminata, "proposeTransfer", to(&house, &house.dirkou)).await;
        let cancelled = house.must(&house.moussa, "cancelTransfer", next(&anew)).await;
        assert_eq!(cancelled["state"], "CANCELLED");
        let day = with(next(&cancelled), json!({ "conferenceOn": "2023-11-10" }));
        assert_eq!(
            house.refused(&house.moussa, "confirmTransferHandover", day).await,
            refusal("INVALID_TRANSITION", "")
        );
    })
    .await;
}

#[tokio::test]
async fn a_case_goes_only_where_somebody_can_answer_for_it() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        agreed(&house).await;
        let same = house.refused(&house.aminata, "proposeTransfer", to(&house, &house.agadez)).await;
        assert_eq!(same, refusal("SAME_CENTRE", "toCentreId"));
        for kind in [
            OrganisationType::GovHostEnforcement,
            OrganisationType::GovHostSocial,
            OrganisationType::GovHostAntitrafficking,
            OrganisationType::GovHostAsylum,
        ] {
            let (authority, _) = someone(&house.world, kind).await;
            let post = house.world.add(rows::centre(&authority)).await;
            let refused = house.refused(&house.aminata, "proposeTransfer", to(&house, &post)).await;
            assert_eq!(refused, refusal("RECEIVER_NOT_ALLOWED", "toCentreId"), "{kind:?}");
        }
        let hidden = house.world.add(rows::shelter(&house.dirkou)).await;
        assert_eq!(house.error(&house.aminata, "proposeTransfer", to(&house, &hidden)).await, "NOT_FOUND");
        let silent = with(to(&house, &house.dirkou), json!({ "reason": " " }));
        let refused = house.refused(&house.aminata, "proposeTransfer", silent).await;
        assert_eq!(refused, refusal("VALUE_REQUIRED", "reason"));
    })
    .await;
}

#[tokio::test]
async fn within_one_house_a_case_moves_between_centres_and_keeps_its_consents() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let arlit = house.world.add(rows::centre(&house.owner)).await;
        let consent = house.world.add(rows::consent(&house.case, Purpose::ReferralService)).await;
        house.world.add(rows::recipient(&consent, &house.owner)).await;
        let at = |centre: &centre::Model, who: &Viewer| Viewer {
            centres: OwnCentres::Named(vec![centre.id]),
            ..who.clone()
        };
        let giver = at(&house.agadez, &house.moussa);
        let taker = house.world.add(rows::worker(&house.owner)).await;
        let taker = at(&arlit, &house.world.viewer(Role::CentreManager, &taker, &house.owner));

        let proposed = house.must(&house.aminata, "proposeTransfer", to(&house, &arlit)).await;
        let approved = house.must(&giver, "approveTransfer", next(&proposed)).await;
        let offered = house.must(&giver, "offerTransfer", next(&approved)).await;
        assert_eq!(house.refused(&giver, "acceptTransfer", next(&offered)).await, refusal("WRONG_SIDE", ""));
        let accepted = house.must(&taker, "acceptTransfer", next(&offered)).await;
        assert_eq!((&accepted["state"], &accepted["conferenceOn"]), (&json!("HANDED_OVER"), &Value::Null));
        let row = house.row().await;
        assert_eq!((row.organisation_id, row.centre_id, row.assigned_worker_id), (house.owner.id, arlit.id, None));
        let reader = &house.world.database.reader;
        let consent = consent::Entity::find_by_id(consent.id).one(reader).await.expect("read").expect("there");
        assert_eq!((consent.status, consent.version), (ConsentStatus::Active, 1));
        assert_eq!(share::Entity::find().count(reader).await.expect("counted"), 0);
    })
    .await;
}
