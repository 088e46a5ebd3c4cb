//! The readers of the case of a file: a colleague, and the same organisation as others see it.

use chrono::Duration;
use entity::{
    case_reading,
    codes::{DataClass, Purpose, ReadingWay, Role},
    read_log_fold,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use uuid::Uuid;
use waystation::access::{class::ClassSet, role_set::RoleSet};

use super::{
    World,
    file::{Cast, File},
};

/// Adds the readers of the case, as the job folds them.
pub async fn add(world: &World, cast: &Cast, file: &File) {
    let before = |days| world.now - Duration::days(days);
    let roles: RoleSet = [Role::CaseWorker].into_iter().collect();
    let of_others = case_reading::Model {
        id: Uuid::now_v7(),
        case_id: file.case.id,
        organisation_id: cast.house.id,
        worker_id: None,
        day: before(4_101),
        way: Some(ReadingWay::Owner),
        source_id: None,
        purpose: None,
        classes: ClassSet::of(&[DataClass::Identity]).to_bits(),
        roles: None,
        first_at: None,
        last_at: None,
    };
    let of_colleagues = case_reading::Model {
        id: Uuid::now_v7(),
        worker_id: Some(cast.worker.id),
        day: before(4_102),
        purpose: Some(Purpose::CaseManagement),
        roles: Some(roles.to_bits()),
        first_at: Some(before(4_103)),
        last_at: Some(before(4_104)),
        ..of_others.clone()
    };
    world.add(of_others).await;
    world.add(of_colleagues).await;
    let folded =
        read_log_fold::ActiveModel { id: Set(1), complete_until: Set(Some(before(4_105))), ..Default::default() };
    folded.update(&world.database.writer).await.expect("it is written");
}
