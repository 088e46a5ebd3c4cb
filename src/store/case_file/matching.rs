//! The rows of the blind match: entries, and the sides of matches. What is compared is read here and never stored.

use std::collections::BTreeMap;

use entity::{
    case,
    codes::{ContactType, DataClass},
    consent, contact, identifier, matching_entry, organisation, person, person_match, person_name, worker,
};
use sea_orm::{
    ActiveEnum as _, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
    prelude::DateTimeUtc,
    sea_query::{Expr, LockBehavior, LockType},
};
use uuid::Uuid;

use super::person_facts::PersonFacts;
use crate::{
    error::Error,
    rules::{
        authority::Authority,
        consent::Consent,
        matching::{Agreed, PURPOSE},
        matching_tokens::{Compared, Name, SHORTEST_NUMBER},
        phone,
    },
    store::{
        sql::{corrections::InForce as _, expression::among},
        write::change::Change,
    },
};

/// A case of an entry, with everything that decides about it.
#[derive(Debug)]
pub(crate) struct Participant {
    /// The entry.
    pub entry: matching_entry::Model,
    /// Its case.
    pub case: case::Model,
    /// Its organisation.
    pub organisation: organisation::Model,
    /// The consent.
    pub consent: consent::Model,
    /// Its terms.
    pub terms: Consent,
    facts: PersonFacts,
}

impl Participant {
    /// What the person agreed to, before any receiver is asked about.
    pub(crate) fn agreed_with_anybody(&self) -> Agreed<'_> {
        let mine = self.agreed(self.organisation.id);
        Agreed { authority: Authority { determined: true, ..mine.authority }, ..mine }
    }

    /// What the person agreed to, for this organisation.
    pub(crate) fn agreed(&self, receiver_id: Uuid) -> Agreed<'_> {
        let authority = self.facts.authority(PURPOSE, receiver_id);
        Agreed { terms: &self.terms, given_by: self.consent.given_by, authority }
    }
}

/// "The entry is in force."
pub(in crate::store) fn in_force(now: DateTimeUtc) -> Condition {
    use matching_entry::Column as E;
    Condition::all().add(E::EndedAt.is_null()).add(E::ValidUntil.gt(now))
}

/// What is recorded of these people and compared. Only what is in force counts.
pub(in crate::store) async fn compared(
    connection: &impl ConnectionTrait,
    people: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, Compared>, DbErr> {
    let of = |column: Expr| among(column, people.iter().copied(), connection.get_database_backend());
    let found = person::Entity::find().filter(of(person::Column::Id.into_expr())).all(connection).await?;
    let nothing = |person: person::Model| {
        let (sex, birth) = (person.sex, person.birth());
        (person.id, Compared { names: Vec::new(), sex, birth, documents: Vec::new(), phones: Vec::new() })
    };
    let mut compared: BTreeMap<Uuid, Compared> = found.into_iter().map(nothing).collect();
    let names = person_name::Entity::find().filter(of(person_name::Column::PersonId.into_expr())).in_force();
    for name in names.order_by_asc(person_name::Column::Position).all(connection).await? {
        let given = [Some(name.given), name.other].into_iter().flatten().collect::<Vec<_>>().join(" ");
        if let Some(person) = compared.get_mut(&name.person_id) {
            person.names.push(Name { given, family: name.family });
        }
    }
    let documents = identifier::Entity::find().filter(of(identifier::Column::PersonId.into_expr())).in_force();
    for document in documents.order_by_asc(identifier::Column::Id).all(connection).await? {
        // A document of a refugee reveals more than the identity, which is all that the person agreed to.
        let told = document.identifier_type.reveals() == DataClass::Identity;
        let number = document.search_key.filter(|number| told && number.chars().count() >= SHORTEST_NUMBER);
        if let Some((number, person)) = number.zip(compared.get_mut(&document.person_id)) {
            person.documents.push(format!("{} {number}", document.identifier_type.to_value()));
        }
    }
    let contacts = contact::Entity::find()
        .filter(of(contact::Column::PersonId.into_expr()))
        .filter(contact::Column::ContactType.eq(ContactType::Phone))
        .in_force();
    for contact in contacts.order_by_asc(contact::Column::Id).all(connection).await? {
        if let Some(person) = compared.get_mut(&contact.person_id) {
            person.phones.extend(phone::e164(&contact.value));
        }
    }
    Ok(compared)
}

impl Change {
    /// The entry in force of this case, locked. One of a former owner of the case does not count, and the next round ends it.
    pub(crate) async fn matching_entry_of(&self, case: &case::Model) -> Result<Option<matching_entry::Model>, DbErr> {
        let entry = matching_entry::Entity::find()
            .filter(matching_entry::Column::CaseId.eq(case.id))
            .filter(matching_entry::Column::OrganisationId.eq(case.organisation_id))
            .filter(in_force(self.now()))
            .lock_exclusive();
        entry.one(self.transaction()).await
    }

    /// The entry, after its case was locked. `None` if it ended in the meantime.
    pub(crate) async fn entry_with_case(&self, id: Uuid) -> Result<Option<matching_entry::Model>, DbErr> {
        let Some(entry) = matching_entry::Entity::find_by_id(id).one(self.transaction()).await? else {
            return Ok(None);
        };
        self.lock_case(entry.case_id).await?;
        let entry = matching_entry::Entity::find_by_id(id).filter(matching_entry::Column::EndedAt.is_null());
        entry.lock_exclusive().one(self.transaction()).await
    }

    /// How many people this viewer entered since that moment. Another entry of the viewer waits until this change ends.
    pub(crate) async fn entered_since(&self, since: DateTimeUtc) -> Result<u64, DbErr> {
        use matching_entry::Column as E;
        let officer = worker::Entity::find_by_id(self.scope.viewer.worker_id).lock_exclusive();
        officer.one(self.transaction()).await?;
        let entered = matching_entry::Entity::find()
            .filter(E::WorkerId.eq(self.scope.viewer.worker_id))
            .filter(E::EnteredAt.gt(since));
        entered.count(self.transaction()).await
    }

    /// How many facts were ever recorded of a person: names, documents and contacts, also former ones, and corrections of the
    /// others. For one registration the number only grows.
    pub(crate) async fn facts_ever_recorded(&self, person_id: Uuid) -> Result<i32, Error> {
        let transaction = self.transaction();
        let rows = [
            person_name::Entity::find().filter(person_name::Column::PersonId.eq(person_id)).count(transaction).await?,
            identifier::Entity::find().filter(identifier::Column::PersonId.eq(person_id)).count(transaction).await?,
            contact::Entity::find().filter(contact::Column::PersonId.eq(person_id)).count(transaction).await?,
        ];
        let version = self.row::<person::Entity>(person_id).await?.version;
        Ok(version.saturating_add(i32::try_from(rows.iter().sum::<u64>()).unwrap_or(i32::MAX)))
    }

    /// What decides about an entry.
    /// Errors: `NOT_FOUND` if a row is missing.
    pub(crate) async fn participant(&self, entry: matching_entry::Model) -> Result<Participant, Error> {
        let case = self.row::<case::Entity>(entry.case_id).await?;
        let (consent, terms) =
            super::consent::find(self.transaction(), entry.consent_id).await?.ok_or(Error::NotFound)?;
        let organisation = self.row::<organisation::Entity>(entry.organisation_id).await?;
        let facts = PersonFacts::of(self, &case, self.now()).await?;
        Ok(Participant { entry, case, organisation, consent, terms, facts })
    }

    /// The other side of a match: the case is locked as well, because the person can withdraw at the same moment. `None` if another
    /// change has it: this change never waits while it holds a case, so that no two changes wait for each other. `None` as well if
    /// the person does not take part.
    pub(crate) async fn other_participant(&self, case_id: Uuid) -> Result<Option<Participant>, Error> {
        let locked = case::Entity::find_by_id(case_id)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .one(self.transaction());
        let Some(case) = locked.await? else { return Ok(None) };
        match self.matching_entry_of(&case).await? {
            Some(entry) => self.participant(entry).await.map(Some),
            None => Ok(None),
        }
    }

    /// What is compared of the people of two cases, as it is recorded at this moment.
    pub(crate) async fn compared(&self, [one, other]: [Uuid; 2]) -> Result<Option<[Compared; 2]>, Error> {
        let found = compared(self.transaction(), vec![one, other]).await?;
        Ok(found.get(&one).cloned().zip(found.get(&other).cloned()).map(|(one, other)| [one, other]))
    }

    /// The sides of a case, as this case sees them.
    pub(crate) async fn sides_of(&self, case_id: Uuid) -> Result<Vec<person_match::Model>, DbErr> {
        let sides = person_match::Entity::find()
            .filter(person_match::Column::CaseId.eq(case_id))
            .order_by_asc(person_match::Column::Id)
            .lock_exclusive();
        sides.all(self.transaction()).await
    }

    /// The side of another case in a match with this one, after both cases were locked.
    pub(crate) async fn side_of(
        &self,
        case_id: Uuid,
        other_case_id: Uuid,
    ) -> Result<Option<person_match::Model>, DbErr> {
        use person_match::Column as M;
        let side = person_match::Entity::find().filter(M::CaseId.eq(case_id)).filter(M::OtherCaseId.eq(other_case_id));
        side.lock_exclusive().one(self.transaction()).await
    }

    /// Whether one of the two organisations was ever asked about this case of the other one, with any case of its own.
    pub(crate) async fn was_asked(&self, one: &Participant, other: &Participant) -> Result<bool, DbErr> {
        use person_match::Column as M;
        let of = |mine: &Participant, theirs: &Participant| {
            Condition::all().add(M::OrganisationId.eq(mine.organisation.id)).add(M::OtherCaseId.eq(theirs.case.id))
        };
        let sides = person_match::Entity::find().filter(Condition::any().add(of(one, other)).add(of(other, one)));
        Ok(sides.count(self.transaction()).await? > 0)
    }

    /// How many matches a case had.
    pub(crate) async fn matches_of(&self, case_id: Uuid) -> Result<u64, DbErr> {
        let sides = person_match::Entity::find().filter(person_match::Column::CaseId.eq(case_id));
        sides.count(self.transaction()).await
    }

    /// The case of a side.
    /// Errors: `NOT_FOUND` if there is none.
    pub(crate) async fn case_of_side(&self, side: &person_match::Model) -> Result<case::Model, Error> {
        self.row::<case::Entity>(side.case_id).await
    }

    /// The organisation with this id.
    /// Errors: `NOT_FOUND` if there is none.
    pub(crate) async fn organisation(&self, id: Uuid) -> Result<organisation::Model, Error> {
        self.row::<organisation::Entity>(id).await
    }

    /// The side with this id, after its case was locked.
    pub(crate) async fn side_with_case(&self, id: Uuid) -> Result<Option<person_match::Model>, DbErr> {
        let Some(side) = person_match::Entity::find_by_id(id).one(self.transaction()).await? else { return Ok(None) };
        self.lock_case(side.case_id).await?;
        person_match::Entity::find_by_id(id).lock_exclusive().one(self.transaction()).await
    }
}
