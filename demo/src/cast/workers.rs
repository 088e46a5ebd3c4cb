//! The workers of the cast: the personas, their colleagues at every centre, a focal point for every organisation that
//! offers a service, and the workers of both sides of the consular desk. In each position that a persona has, the
//! persona is the first worker.

use std::sync::LazyLock;

use entity::codes::{OrganisationType, Role};
use uuid::Uuid;
use waystation::access::verified_token::ALL_ORDINARY_CENTRES;

use super::{CENTRES, ORGANISATIONS, fixed, personas, services};

/// A worker of the cast.
#[derive(Clone, Debug)]
pub struct Worker {
    /// Their fixed id.
    pub id: Uuid,
    /// The organisation they work for.
    pub organisation_id: Uuid,
    /// Their `sub` at the issuer.
    pub subject: String,
    /// Display name for colleagues.
    pub display_name: String,
    /// Their main role.
    pub role: Role,
    /// All their roles.
    pub roles: Vec<Role>,
    /// Their centre, if they work at one.
    pub centre_id: Option<Uuid>,
    /// The centres that their token names.
    pub centres: Vec<Uuid>,
    /// Whether their token names every ordinary centre, by `*`.
    pub all_ordinary_centres: bool,
}

const CASE_WORKERS: usize = 3;

/// All workers of the cast, personas first.
pub fn workers() -> &'static [Worker] {
    static WORKERS: LazyLock<Vec<Worker>> = LazyLock::new(|| {
        let mut all: Vec<Worker> = personas().iter().map(of_persona).collect();
        let mut number = 100;
        let mut hire = |organisation_id, role, centre: Option<(Uuid, &str)>, wanted: usize| {
            let centre_id = centre.map(|(id, _)| id);
            let there = |worker: &&Worker| {
                (worker.organisation_id, worker.role, worker.centre_id) == (organisation_id, role, centre_id)
            };
            for place in all.iter().filter(there).count()..wanted {
                number += 1;
                let (post, slug) = post(role);
                let where_at = centre.map_or_else(|| acronym(organisation_id), |(_, code)| code);
                all.push(Worker {
                    id: fixed(4, number),
                    organisation_id,
                    subject: format!("{}-{slug}-{}", where_at.to_lowercase(), place + 1),
                    display_name: format!("{post} {}, {where_at}", place + 1),
                    role,
                    roles: vec![role],
                    centre_id,
                    centres: centre_id.into_iter().collect(),
                    all_ordinary_centres: false,
                });
            }
        };
        for centre in CENTRES.iter() {
            let at = Some((centre.id, centre.code));
            hire(centre.organisation_id, Role::CaseWorker, at, CASE_WORKERS);
            for role in [Role::CentreManager, Role::ProtectionOfficer, Role::MedicalOfficer] {
                hire(centre.organisation_id, role, at, 1);
            }
        }
        for organisation in ORGANISATIONS.iter() {
            if services().iter().any(|service| service.organisation_id == organisation.id) {
                hire(organisation.id, answers(organisation.organisation_type), None, 1);
            }
        }
        for organisation in ORGANISATIONS.iter() {
            let runs_a_centre = CENTRES.iter().any(|centre| centre.organisation_id == organisation.id);
            if runs_a_centre && organisation.organisation_type == OrganisationType::Iom {
                hire(organisation.id, Role::ConsularWorker, None, 1);
            }
            if organisation.organisation_type == OrganisationType::GovOriginConsular {
                hire(organisation.id, Role::GovernmentLiaison, None, 1);
            }
        }
        all
    });
    &WORKERS
}

/// The workers in this role at this centre (or of this organisation, outside any centre).
pub fn staff(place: Uuid, role: Role) -> impl Iterator<Item = &'static Worker> {
    workers().iter().filter(move |worker| {
        worker.role == role && worker.centre_id.map_or(worker.organisation_id == place, |centre| centre == place)
    })
}

/// The role in which an organisation of this type answers referrals.
pub(super) const fn answers(kind: OrganisationType) -> Role {
    match kind {
        OrganisationType::GovHostSocial
        | OrganisationType::GovHostAntitrafficking
        | OrganisationType::GovHostAsylum
        | OrganisationType::GovHostEnforcement => Role::GovernmentHostOfficer,
        _ => Role::NgoFocalPoint,
    }
}

fn of_persona(persona: &super::Persona) -> Worker {
    // A consular worker or an auditor works for the whole organisation, not for a centre.
    let named = persona.centres.iter().filter(|code| **code != ALL_ORDINARY_CENTRES);
    let centres: Vec<_> = named.map(|code| super::centre(code).id).collect();
    Worker {
        id: persona.worker_id,
        organisation_id: persona.organisation_id,
        subject: persona.subject.to_owned(),
        display_name: persona.display_name.to_owned(),
        role: persona.roles[0],
        roles: persona.roles.to_vec(),
        centre_id: centres.first().copied(),
        all_ordinary_centres: persona.centres.len() > centres.len(),
        centres,
    }
}

fn acronym(organisation_id: Uuid) -> &'static str {
    super::organisation(organisation_id).map_or("the cast", |organisation| organisation.acronym)
}

const fn post(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::CaseWorker => ("Case worker", "case-worker"),
        Role::CentreManager => ("Centre manager", "centre-manager"),
        Role::ProtectionOfficer => ("Protection officer", "protection-officer"),
        Role::MedicalOfficer => ("Medical officer", "medical-officer"),
        Role::GovernmentHostOfficer => ("Officer", "officer"),
        Role::ConsularWorker => ("Consular worker", "consular-worker"),
        Role::GovernmentLiaison => ("Liaison officer", "liaison"),
        _ => ("Focal point", "focal-point"),
    }
}
