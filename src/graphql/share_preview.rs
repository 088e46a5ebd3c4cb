//! The root field `previewShare`: what an organisation would read of a case through a referral, before it is drafted. Only
//! a sender may ask. `rules::share_preview` answers with the rules of drafting, sending and accepting.

use std::{collections::HashSet, sync::Arc};

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::{
    codes::{DataClass as D, Purpose, Role, ServiceType},
    organisation,
};
use uuid::Uuid;

use super::{
    payload::UserError,
    prefetch,
    record::{Maybe, plan::Plan, table::Record},
    records::Case,
    request::{Request, Shown},
    visible,
};
use crate::{
    access::{action::SENDS, class::ClassSet, directive::holds, policy::Policy, relation::CaseFacts},
    error::Error,
    global_id,
    rules::{
        consent::{Consent, Receiver},
        share_preview::{Preview, Question, SharePreviewCode, Verdict, could_carry, preview, reads_consents},
    },
    store::{
        access::scope::Scope,
        case_file::sharing_facts::{self, SharingFacts},
    },
};

/// The `previewShare` root field.
#[derive(Debug, Default)]
pub struct SharePreviewRoot;

/// What an organisation would read of a case through a referral that is not sent yet. Other shares of the case with the
/// organisation, sharing without consent, and the text of the referral are not part of it.
#[derive(Debug, SimpleObject)]
pub(crate) struct SharePreview {
    /// The purpose for which it was computed.
    purpose: Purpose,
    /// The consent that you named, or the one that was chosen. Null if no consent that you may read names the organisation.
    consent_id: Option<ID>,
    /// The classes that you asked about.
    classes: Vec<SharePreviewClass>,
    /// The roles that would read something, each with its classes, if the referral asks for the classes that can be opened.
    /// Every share opens `OPERATIONAL` and `IDENTITY_COARSE` too.
    roles: Vec<SharePreviewRole>,
    /// The version of the policy.
    policy_version: String,
}

/// Whether a share would open one class.
#[derive(Debug, SimpleObject)]
pub(crate) struct SharePreviewClass {
    /// The class.
    data_class: D,
    /// Whether it would be opened. Null if that depends on a consent whose content you may not read.
    opened: Option<bool>,
    /// The rule that decided.
    code: SharePreviewCode,
    /// The refusal that a referral with this class would get, when it is drafted or sent. Null if no rule refuses it.
    refusal: Option<UserError>,
}

/// What one role of the organisation would read. The issuer of a token decides which roles the workers there have.
#[derive(Debug, SimpleObject)]
pub(crate) struct SharePreviewRole {
    /// The role.
    role: Role,
    /// The classes that it would read.
    classes: Vec<D>,
}

/// The `previewShare` root field.
#[expect(clippy::too_many_arguments, reason = "they are those of a referral that decide what it opens")]
#[Object]
impl SharePreviewRoot {
    /// What an organisation would read of a case if you referred the case to it. For those who may draft or send referrals
    /// of the case.
    #[graphql(visible = "visible::sender")]
    async fn preview_share(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Global identifier of the case.", directive = holds::apply(D::Public))] case_id: ID,
        #[graphql(
            desc = "Global identifier of the organisation that would receive the referral.",
            directive = holds::apply(D::Public)
        )]
        organisation_id: ID,
        #[graphql(desc = "Classes of data to share.", directive = holds::apply(D::Operational))] classes: Vec<D>,
        #[graphql(
            desc = "Purpose of sharing the data. Default: the purpose of the consent, or REFERRAL_SERVICE without one.",
            directive = holds::apply(D::Operational)
        )]
        purpose: Option<Purpose>,
        #[graphql(
            desc = "Type of the service to which the person would be referred. Without it, a consent to one type of service \
                    covers nothing.",
            directive = holds::apply(D::Operational)
        )]
        service_type: Option<ServiceType>,
        #[graphql(
            desc = "The consent that would allow the referral. Default: of the consents that you may read, the one that opens \
                    most of the classes.",
            directive = holds::apply(D::Operational)
        )]
        consent_id: Option<ID>,
    ) -> Maybe<SharePreview> {
        Maybe::of(async {
            let asked = Asked {
                case_id: global_id::key_of("Case", &case_id)?,
                organisation_id: global_id::key_of("Organisation", &organisation_id)?,
                classes: distinct(classes),
                purpose,
                service_type,
                consent_id: consent_id.map(|id| global_id::key_of("Consent", &id)).transpose()?,
            };
            previewed(ctx, &asked).await
        })
        .await
    }
}

/// The arguments.
struct Asked {
    case_id: Uuid,
    organisation_id: Uuid,
    classes: Vec<D>,
    purpose: Option<Purpose>,
    service_type: Option<ServiceType>,
    consent_id: Option<Uuid>,
}

async fn previewed(context: &Context<'_>, asked: &Asked) -> Result<SharePreview, Error> {
    let policy: &Arc<Policy> = context.data_unchecked();
    let request = Request::of(context);
    let store = request.store.at_one_moment(1 + sharing_facts::STATEMENTS).await?;
    let plan = Plan::new(Case::table());
    let row = prefetch::node(&store, &plan, asked.case_id).await?.ok_or(Error::NotFound)?.row;
    let (case, relations) = row.reached(&plan.shape, &store.scope)?.ok_or(Error::NotFound)?;
    let (grants, home) = (&store.scope.grants, relations.at_home());
    if !SENDS.iter().any(|action| grants.allows(&case, home, *action)) {
        return Err(Error::Forbidden);
    }
    let organisation =
        store.directory.organisation(asked.organisation_id).ok_or(Error::NotFoundNamed("organisation"))?;
    let facts = store.sharing_facts(case.case_id, asked.consent_id).await?;
    let held = grants.clearance(&case, home);
    let answer = answer(asked, (&facts, organisation), (policy, &case, held), &store.scope)?;
    let of_consents = if reads_consents(held) { ClassSet::of(&[D::Staff, D::Protection]) } else { ClassSet::NONE };
    let seen = ClassSet::of(&[D::OperationalCoarse]) | of_consents;
    request.add(Shown { cases: [(case.case_id, seen)].into_iter().collect(), ..Shown::default() });
    Ok(answer)
}

/// The answer on the named consent, or on the one that opens most of the classes; the newest of several.
/// Errors: `NOT_FOUND` if the viewer may not know of the named consent.
fn answer(
    asked: &Asked,
    (facts, organisation): (&SharingFacts, &organisation::Model),
    (policy, case, held): (&Policy, &CaseFacts, ClassSet),
    scope: &Scope,
) -> Result<SharePreview, Error> {
    let read = reads_consents(held);
    let receiver = Receiver {
        organisation_id: organisation.id,
        organisation_type: organisation.organisation_type,
        service_type: asked.service_type,
    };
    let named = |id| facts.consents.iter().find(|(of, _)| *of == id).ok_or(Error::NotFoundNamed("consent"));
    let considered: Vec<_> = if let Some(id) = asked.consent_id {
        vec![Some(named(id)?)]
    } else {
        let carries = |(_, consent): &&(Uuid, Consent)| could_carry(consent, &receiver, asked.purpose, scope.now);
        facts.consents.iter().filter(|_| read).filter(carries).map(Some).chain([None]).collect()
    };
    let answers = considered.into_iter().map(|consent| {
        let terms = consent.map(|(_, terms)| terms);
        let of_consent = terms.filter(|_| read).map(|terms| terms.purpose);
        let purpose = asked.purpose.or(of_consent).unwrap_or(Purpose::ReferralService);
        let sharing = facts.sharing((organisation, receiver), purpose, terms, scope.now);
        let question = Question { sharing, classes: &asked.classes, held, roles: &scope.viewer.roles };
        (preview(&question, policy, case), consent.map(|(id, _)| *id), purpose)
    });
    let best = answers.max_by_key(|(preview, consent, _)| (preview.opened(), *consent));
    let (Preview { verdicts, roles }, consent, purpose) =
        best.expect("one answer is without a consent, or it is named");
    let of_class = |Verdict { class, code, refusal }| SharePreviewClass {
        data_class: class,
        opened: code.opens(),
        code,
        refusal: refusal.as_ref().map(UserError::of),
    };
    let of_role = |(role, classes): (Role, ClassSet)| SharePreviewRole { role, classes: classes.iter().collect() };
    Ok(SharePreview {
        purpose,
        consent_id: consent.map(|id| global_id::encode("Consent", id).into()),
        classes: verdicts.into_iter().map(of_class).collect(),
        roles: roles.into_iter().map(of_role).collect(),
        policy_version: policy.version.clone(),
    })
}

/// Each class once, in the order of its first mention.
fn distinct(classes: Vec<D>) -> Vec<D> {
    let mut seen = HashSet::new();
    classes.into_iter().filter(|class| seen.insert(*class)).collect()
}
