//! The cast.

use std::collections::HashSet;

use entity::codes::{OrganisationType, Oversight, Role, ServiceStatus};

use crate::cast::{
    CENTRES, IOM_MALI, IOM_NIGER, IOM_REGIONAL, ORGANISATIONS, POSTS, centre, fronting, organisation, persona,
    personas, posts_for, services, staff, workers,
};

#[test]
fn every_persona_of_the_demo_is_there_with_organisation_and_worker() {
    let keys: Vec<_> = personas().iter().map(|persona| persona.key).collect();
    assert_eq!(
        keys,
        [
            "case_worker",
            "other_case_worker",
            "centre_manager",
            "protection_officer",
            "medical_officer",
            "consular_worker",
            "ngo_focal_point",
            "other_ngo_focal_point",
            "liaison_gin",
            "liaison_nga",
            "host_antitrafficking",
            "analyst",
            "auditor",
            "data_protection_officer",
            "administrator"
        ]
    );
    for persona in personas() {
        assert!(organisation(persona.organisation_id).is_some(), "{}", persona.key);
        assert!(workers().iter().any(|worker| worker.id == persona.worker_id), "{}", persona.key);
        for code in persona.centres.iter().filter(|code| **code != "*") {
            assert_eq!(centre(code).organisation_id, persona.organisation_id, "{}", persona.key);
        }
        assert!(!persona.title.is_empty() && persona.description.ends_with('.'), "{}", persona.key);
    }
    let first = staff(centre("AGZ").id, Role::CaseWorker).next().expect("somebody works at Agadez");
    assert_eq!(Some(first.id), persona("case_worker").map(|persona| persona.worker_id));
}

#[test]
fn houses_of_the_personas_oversee_what_they_should() {
    let oversight = |id| organisation(id).map(|organisation| organisation.oversight);
    assert_eq!(oversight(IOM_NIGER), Some(Oversight::Country));
    assert_eq!(oversight(IOM_MALI), Some(Oversight::Country));
    assert_eq!(oversight(IOM_REGIONAL), Some(Oversight::All));
    assert!(ORGANISATIONS.iter().all(|organisation| {
        organisation.organisation_type == OrganisationType::Iom || organisation.oversight == Oversight::None
    }));
}

#[test]
fn eight_states_keep_posts_and_each_post_is_an_organisation_of_its_own() {
    let states: HashSet<_> = POSTS.iter().map(|post| post.country).collect();
    assert_eq!(states.len(), 8);
    let organisations: HashSet<_> = POSTS.iter().map(|post| post.organisation_id).collect();
    assert_eq!(organisations.len(), POSTS.len());
    for post in POSTS.iter() {
        let house = organisation(post.organisation_id).expect("of the cast");
        assert_eq!((house.organisation_type, house.country), (OrganisationType::GovOriginConsular, Some(post.country)));
        assert_eq!(staff(house.id, Role::GovernmentLiaison).count(), 1, "{}", post.name);
        assert!(!post.competence.is_empty(), "{}", post.name);
    }
    // A request from Agadez goes to the embassy, or to the near consulate if the person comes from its region.
    let names = |origin| posts_for("GIN", origin, "NER").map(|post| post.name).collect::<Vec<_>>();
    assert_eq!(names(None), ["Embassy of Guinea in Niamey"]);
    assert_eq!(names(Some("Kankan")), ["Embassy of Guinea in Niamey", "Consulate of Guinea at Agadez"]);
    assert_eq!(posts_for("NGA", None, "ETH").count(), 0);
    for centre in CENTRES.iter().filter(|centre| is_iom(centre.organisation_id)) {
        assert_eq!(staff(centre.organisation_id, Role::ConsularWorker).count(), 1, "{}", centre.code);
    }
}

fn is_iom(id: uuid::Uuid) -> bool {
    organisation(id).is_some_and(|organisation| organisation.organisation_type == OrganisationType::Iom)
}

#[test]
fn thirty_eight_centres_six_of_them_in_niger_and_two_that_nobody_can_find() {
    assert_eq!(CENTRES.len(), 38);
    assert_eq!(CENTRES.iter().filter(|centre| centre.country == "NER").count(), 6);
    let protected: Vec<_> = CENTRES.iter().filter(|centre| centre.fronted_by.is_some()).collect();
    assert_eq!(protected.len(), 2);
    for hidden in protected {
        assert!(hidden.place.is_none());
        assert_eq!((fronting(hidden).code, hidden.country), ("BKO", "MLI"));
    }
}

#[test]
fn nobody_and_nothing_of_the_cast_is_there_twice() {
    let mut ids = HashSet::new();
    let all = ORGANISATIONS.iter().map(|organisation| organisation.id);
    let all = all.chain(CENTRES.iter().map(|centre| centre.id)).chain(services().iter().map(|service| service.id));
    for id in all.chain(workers().iter().map(|worker| worker.id)) {
        assert!(ids.insert(id), "{id}");
        assert_eq!(id.get_version_num(), 7);
    }
    let subjects: HashSet<_> = workers().iter().map(|worker| &worker.subject).collect();
    assert_eq!(subjects.len(), workers().len());
    let codes: HashSet<_> = CENTRES.iter().map(|centre| centre.code).collect();
    assert_eq!(codes.len(), CENTRES.len());
}

#[test]
fn every_country_with_a_centre_has_somebody_who_takes_referrals() {
    for centre in CENTRES.iter() {
        let open = services().iter().filter(|service| {
            service.country == centre.country
                && service.status == ServiceStatus::Active
                && service.organisation_id != centre.organisation_id
        });
        assert!(open.count() >= 5, "{}", centre.code);
    }
}
