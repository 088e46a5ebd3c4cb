//! The facts that the rules of the consular desk need, read in one change: the person for the packet, markers of
//! international protection, gates, the post, live requests.

use entity::{
    case,
    codes::{ContactType, CustodyEvent, InterviewMode, Purpose},
    consent, consular_event, consular_post, consular_request, contact, identifier, nationality, organisation, person,
    person_language, person_name, travel_document, travel_document_custody,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::DateTimeUtc, sea_query::Query,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    error::Error,
    rules::{
        consent::Receiver,
        consular::{
            machine::LIVE,
            packet::{Answer, Evidence, Name, PacketFacts, consented},
            understood::{Taken, understood},
        },
        refusal::Refusal,
    },
    store::{
        case_file::{consent::find, person_facts::cases_of_the_person},
        sql::corrections::InForce as _,
        write::change::Change,
    },
};

/// The consent to a packet, as it applies to the post.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Agreed {
    /// The consent.
    pub consent_id: Uuid,
    /// The classes that it opens to the post.
    pub classes: ClassSet,
    /// Its end for the post.
    pub until: Option<DateTimeUtc>,
}

/// The rows that a consular request depends on.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The case.
    pub case: case::Model,
    /// The person.
    pub person: person::Model,
    common: Vec<String>,
    names: Vec<Name>,
    address: Option<String>,
    documents: Vec<Evidence>,
    spoken: Vec<String>,
    nationalities: Vec<nationality::Model>,
    mailbox: Option<String>,
}

impl Desk {
    /// Reads them.
    pub(crate) async fn of(change: &Change, case_id: Uuid) -> Result<Self, Error> {
        let transaction = change.transaction();
        let case = change.row::<case::Entity>(case_id).await?;
        let person = change.row::<person::Entity>(case.person_id).await?;
        let names = person_name::Entity::find()
            .filter(person_name::Column::PersonId.eq(person.id))
            .in_force()
            .order_by_asc(person_name::Column::Position)
            .all(transaction)
            .await?;
        let documents = identifier::Entity::find()
            .filter(identifier::Column::PersonId.eq(person.id))
            .in_force()
            .order_by_asc(identifier::Column::Id)
            .all(transaction)
            .await?;
        let address = contact::Entity::find()
            .filter(contact::Column::PersonId.eq(person.id))
            .filter(contact::Column::ContactType.eq(ContactType::AddressInOrigin))
            .in_force()
            .order_by_desc(contact::Column::Id)
            .one(transaction)
            .await?;
        let house = change.row::<organisation::Entity>(case.organisation_id).await?;
        Ok(Self {
            names: names.into_iter().map(name).collect(),
            address: address.map(|row| row.value),
            documents: documents.into_iter().map(evidence).collect(),
            spoken: change.spoken(case.person_id).await?,
            nationalities: change.nationalities(case.person_id).await?,
            mailbox: house.contact_desk,
            common: change.speaks_without_interpreter(person.id).await?,
            case,
            person,
        })
    }

    /// The input from which the packet of this request is built.
    /// Errors: when a JSON column does not hold a list.
    pub(crate) fn packet(&self, request: &consular_request::Model, answers: Vec<Answer>) -> Result<PacketFacts, Error> {
        let Self { case: _, person, common: _, names, address, documents, spoken, nationalities, mailbox } = self;
        Ok(PacketFacts {
            names: names.clone(),
            sex: person.sex,
            birth_date: person.birth_date,
            birth_date_precision: person.birth_date_precision,
            birth_country: person.birth_country.clone(),
            birth_place: person.birth_place.clone(),
            country: request.country.clone(),
            father_name: request.father_name.clone(),
            mother_name: request.mother_name.clone(),
            last_address: address.clone(),
            documents: documents.clone(),
            languages: listed(request.languages.as_ref())?,
            spoken: spoken.clone(),
            nationalities: nationalities.clone(),
            document_type: request.document_type,
            interview_preferences: listed::<InterviewMode>(Some(&request.interview_preferences))?,
            focal_point_desk: mailbox.clone(),
            answers,
        })
    }

    /// The consent of the request, as it applies to the post.
    /// Errors: a database error. The inner result is the decision of the rules.
    pub(crate) async fn consent(
        &self,
        change: &Change,
        request: &consular_request::Model,
    ) -> Result<Result<Agreed, Refusal>, Error> {
        let found = match request.consent_id {
            Some(id) => find(change.transaction(), id).await?,
            None => None,
        };
        let post = change.row::<consular_post::Entity>(request.consular_post_id).await?;
        let organisation = change.row::<organisation::Entity>(post.organisation_id).await?;
        let receiver = Receiver {
            organisation_id: organisation.id,
            organisation_type: organisation.organisation_type,
            service_type: None,
        };
        let terms = found.as_ref().map(|(_, terms)| terms);
        let authority = change.authority(&self.case, Purpose::ConsularDocument, organisation.id).await?;
        let classes = consented(terms, &receiver, authority, change.now());
        let classes = match (classes, &found) {
            (Ok(classes), Some((row, _))) => understood(taken(row), &self.common).map(|()| classes),
            (classes, _) => classes,
        };
        Ok(match (classes, found) {
            (Ok(classes), Some((row, terms))) => {
                Ok(Agreed { consent_id: row.id, classes, until: terms.until(&receiver) })
            }
            (Err(refusal), _) => Err(refusal),
            (Ok(_), None) => return Err(Error::internal(&"a packet is covered by a consent that does not exist")),
        })
    }
}

impl Change {
    /// The languages that the person speaks.
    pub(crate) async fn spoken(&self, person_id: Uuid) -> Result<Vec<String>, Error> {
        let languages = person_language::Entity::find()
            .filter(person_language::Column::PersonId.eq(person_id))
            .in_force()
            .order_by_asc(person_language::Column::Language)
            .all(self.transaction())
            .await?;
        Ok(languages.into_iter().map(|row| row.language).collect())
    }

    /// The languages in which the person needs no interpreter.
    pub(crate) async fn speaks_without_interpreter(&self, person_id: Uuid) -> Result<Vec<String>, Error> {
        let languages = person_language::Entity::find()
            .filter(person_language::Column::PersonId.eq(person_id))
            .in_force()
            .filter(person_language::Column::InterpreterNeeded.eq(false))
            .all(self.transaction())
            .await?;
        Ok(languages.into_iter().map(|row| row.language).collect())
    }

    /// The recorded nationalities of the person.
    pub(crate) async fn nationalities(&self, person_id: Uuid) -> Result<Vec<nationality::Model>, Error> {
        let known = nationality::Entity::find().filter(nationality::Column::PersonId.eq(person_id)).in_force();
        Ok(known.all(self.transaction()).await?)
    }

    /// The live requests of the person of a case, locked. A request that the consulate ended is not live, even if a
    /// protection hold hides its end: otherwise the time that its last step takes would reveal the hold.
    pub(crate) async fn live_consular_requests(&self, case_id: Uuid) -> Result<Vec<consular_request::Model>, Error> {
        let held = consular_request::Column::HeldState;
        let behind_the_hold = Condition::any().add(held.is_null()).add(held.is_in(LIVE.iter().copied()));
        let live = consular_request::Entity::find()
            .filter(consular_request::Column::CaseId.in_subquery(cases_of_the_person(case_id)))
            .filter(consular_request::Column::State.is_in(LIVE.iter().copied()))
            .filter(behind_the_hold)
            .order_by_asc(consular_request::Column::Id)
            .lock_exclusive()
            .all(self.transaction())
            .await?;
        Ok(live)
    }

    /// The travel document that was issued for a request.
    /// Errors: `NOT_FOUND` when none was issued.
    pub(crate) async fn document_of(&self, request_id: Uuid) -> Result<travel_document::Model, Error> {
        let document = travel_document::Entity::find()
            .filter(travel_document::Column::ConsularRequestId.eq(request_id))
            .order_by_desc(travel_document::Column::CreatedAt)
            .one(self.transaction())
            .await?;
        document.ok_or(Error::NotFound)
    }

    /// The custody events of the document of a request, oldest first.
    pub(crate) async fn custody_of(&self, request_id: Uuid) -> Result<Vec<CustodyEvent>, Error> {
        let documents = Query::select()
            .column(travel_document::Column::Id)
            .from(travel_document::Entity)
            .and_where(travel_document::Column::ConsularRequestId.eq(request_id))
            .take();
        let handed = travel_document_custody::Entity::find()
            .filter(travel_document_custody::Column::TravelDocumentId.in_subquery(documents))
            .order_by_asc(travel_document_custody::Column::At);
        Ok(handed.all(self.transaction()).await?.into_iter().map(|row| row.event).collect())
    }

    /// The workers who took a step of a request for the consulate.
    pub(crate) async fn acted_for_consulate(
        &self,
        request: &consular_request::Model,
    ) -> Result<Vec<Option<Uuid>>, Error> {
        let consulate = Query::select()
            .column(consular_post::Column::OrganisationId)
            .from(consular_post::Entity)
            .and_where(consular_post::Column::Id.eq(request.consular_post_id))
            .take();
        let workers = consular_event::Entity::find()
            .select_only()
            .column(consular_event::Column::WorkerId)
            .distinct()
            .filter(consular_event::Column::ConsularRequestId.eq(request.id))
            .filter(consular_event::Column::OrganisationId.in_subquery(consulate));
        Ok(workers.into_tuple().all(self.transaction()).await?)
    }
}

/// A list of codes in a JSON column; null is the empty list.
/// Errors: when the JSON is not such a list.
pub(crate) fn listed<T: DeserializeOwned>(json: Option<&serde_json::Value>) -> Result<Vec<T>, Error> {
    let Some(json) = json else { return Ok(Vec::new()) };
    serde_json::from_value(json.clone()).map_err(|error| Error::internal(&error))
}

/// How a consent was taken.
pub(crate) fn taken(row: &consent::Model) -> Taken<'_> {
    Taken {
        method: row.method,
        language: &row.language,
        interpreter_used: row.interpreter_used,
        evidence: row.evidence_hash.is_some(),
    }
}

fn name(row: person_name::Model) -> Name {
    Name { given: row.given, family: row.family, other: row.other, name_type: row.name_type }
}

fn evidence(row: identifier::Model) -> Evidence {
    Evidence {
        document_type: row.identifier_type,
        number: row.number,
        issuer: row.issuer,
        issued_on: row.issued_on,
        expires_on: row.expires_on,
        seen: row.seen,
    }
}
