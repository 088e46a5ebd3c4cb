//! What is stored of the worker's last token, for those who assign cases.

use super::*;

#[tokio::test]
async fn the_duties_of_a_worker_follow_the_token_within_five_minutes() {
    Fresh::each(async |database| {
        fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
        centre(NGO, "AGZ-1").into_active_model().insert(&database.writer).await.unwrap();
        let (focal_point, case_worker) = (Role::NgoFocalPoint, Role::CaseWorker);
        for (minute, said, codes, kept, ordinary, named) in [
            (0, focal_point, &["AGZ-1"][..], focal_point, false, &[NGO][..]),
            (1, focal_point, &[], focal_point, false, &[NGO]),
            (6, focal_point, &[], focal_point, false, &[]),
            (11, focal_point, &["*", "AGZ-1"], focal_point, true, &[NGO]),
            (12, case_worker, &[], focal_point, true, &[NGO]),
            (16, case_worker, &[], case_worker, false, &[]),
        ] {
            let centres = codes.iter().map(|code| (*code).to_owned()).collect();
            let said = VerifiedToken { roles: vec![said], centres, ..token() };
            viewer(&database, &said, noon() + TimeDelta::minutes(minute)).await.unwrap().unwrap();
            let worker = workers(&database).await.remove(0);
            let roles = worker.roles.map(|bits| RoleSet::from_bits(bits).iter().collect::<Vec<_>>());
            assert_eq!((roles, worker.all_ordinary_centres), (Some(vec![kept]), ordinary), "minute {minute}");
            let stored = worker_centre::Entity::find().all(&database.writer).await.unwrap();
            assert_eq!(stored.iter().map(|it| it.centre_id).collect::<Vec<_>>(), named, "minute {minute}");
        }
    })
    .await;
}
