//! Changes of a person after a consulate decided: the confirmed nationality, known documents, and a new version of the
//! person.

use entity::{
    codes::{IdentifierType, NationalityBasis},
    identifier, nationality, person,
};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    prelude::Uuid,
    sea_query::{Expr, IntoIden as _},
};

use crate::store::{
    sql::corrections::{InForce as _, in_force},
    write::{
        change::Change,
        written::{Belongs, WrittenRow},
    },
};

impl Change {
    /// Marks the nationality of a person as confirmed by its State.
    pub(crate) async fn confirm_nationality(&self, person_id: Uuid, country: &str) -> Result<(), DbErr> {
        nationality::Entity::update_many()
            .col_expr(nationality::Column::Basis, Expr::value(NationalityBasis::Confirmed))
            .filter(nationality::Column::PersonId.eq(person_id))
            .filter(nationality::Column::Country.eq(country))
            .filter(in_force(&nationality::Entity.into_iden()))
            .exec(self.transaction())
            .await?;
        self.note(Belongs::Person(person_id), WrittenRow::columns("nationalities", None, &["basis"]));
        Ok(())
    }

    /// Whether this document is among the identifiers of the person.
    pub(crate) async fn has_document(
        &self,
        person_id: Uuid,
        kind: IdentifierType,
        number: &str,
    ) -> Result<bool, DbErr> {
        let known = identifier::Entity::find()
            .filter(identifier::Column::PersonId.eq(person_id))
            .filter(identifier::Column::IdentifierType.eq(kind))
            .filter(identifier::Column::Number.eq(number))
            .in_force();
        Ok(known.count(self.transaction()).await? > 0)
    }

    /// Raises the version of the person.
    pub(crate) async fn person_changed(&self, person_id: Uuid) -> Result<(), DbErr> {
        person::Entity::update_many()
            .col_expr(person::Column::Version, sea_orm::ExprTrait::add(Expr::col(person::Column::Version), 1))
            .col_expr(person::Column::UpdatedAt, Expr::value(self.now()))
            .filter(person::Column::Id.eq(person_id))
            .exec(self.transaction())
            .await?;
        self.note(Belongs::Person(person_id), WrittenRow::columns("persons", Some(person_id), &["version"]));
        Ok(())
    }
}
