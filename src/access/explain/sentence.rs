//! The explanation of an access as a sentence in English and in French. A sentence says what its code and its lines say,
//! and nothing else.

use entity::codes::DataClass;

use super::{AccessCode, Explanation, PolicyLine};
use crate::access::policy::spelled;

/// One explanation in each language.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Sentence {
    /// In English.
    pub english: String,
    /// In French.
    pub french: String,
}

/// The sentence for a field of this class.
pub(crate) fn of(field: &str, class: DataClass, Explanation { code, lines }: &Explanation) -> Sentence {
    let (class, lines) = (spelled(&class), listed(lines));
    let (english, french) = match code {
        AccessCode::Public => (
            "the class PUBLIC is open to everybody who sees the record".to_owned(),
            "la classe PUBLIC est ouverte à toute personne qui voit l'enregistrement".to_owned(),
        ),
        AccessCode::Granted => (
            format!("the policy gives you the class {class} in your relation to the record{lines}"),
            format!(
                "la politique d'accès vous donne la classe {class} dans votre relation avec l'enregistrement{lines}"
            ),
        ),
        AccessCode::OpenedByRule => (
            format!("a rule of this type of record opens the class {class} to you"),
            format!("une règle propre à ce type d'enregistrement vous ouvre la classe {class}"),
        ),
        AccessCode::NotGrantedToRole => (
            format!("the policy does not give you the class {class} in your relation to the record{lines}"),
            format!(
                "la politique d'accès ne vous donne pas la classe {class} dans votre relation avec \
                 l'enregistrement{lines}"
            ),
        ),
        AccessCode::AboveCeilingOfRole => (
            format!("your role can never hold the class {class} in this relation, whatever the policy says{lines}"),
            format!(
                "votre rôle ne peut jamais détenir la classe {class} dans cette relation, quoi que dise la politique \
                 d'accès{lines}"
            ),
        ),
        AccessCode::AboveCeilingOfOrganisation => (
            format!(
                "an organisation of your kind can never hold the class {class} in this relation, whatever the policy \
                 says{lines}"
            ),
            format!(
                "une organisation comme la vôtre ne peut jamais détenir la classe {class} dans cette relation, quoi que \
                 dise la politique d'accès{lines}"
            ),
        ),
        AccessCode::NotBeforeAcceptance => (
            format!(
                "your organisation has not accepted the referral or the transfer; after that, you read the class {class} \
                 if it is shared with your organisation{lines}"
            ),
            format!(
                "votre organisation n'a pas encore accepté l'orientation ou le transfert ; ensuite, vous lirez la classe \
                 {class} si elle est partagée avec votre organisation{lines}"
            ),
        ),
        AccessCode::NotShared => (
            format!("no share with your organisation that is in force opens the class {class} to you{lines}"),
            format!("aucun partage en vigueur avec votre organisation ne vous ouvre la classe {class}{lines}"),
        ),
        AccessCode::WithheldForAnotherReason => (
            format!(
                "the policy gives you the class {class}, and another rule withholds it here; ask a protection officer or \
                 a data protection officer{lines}"
            ),
            format!(
                "la politique d'accès vous donne la classe {class}, mais une autre règle la retient ici ; adressez-vous \
                 à une personne chargée de la protection ou de la protection des données{lines}"
            ),
        ),
    };
    let (may, peut) = if code.is_readable() { ("may", "pouvez") } else { ("may not", "ne pouvez pas") };
    Sentence {
        english: format!("You {may} read the field \"{field}\": {english}."),
        french: spaced(&format!("Vous {peut} lire le champ « {field} » : {french}.")),
    }
}

/// The lines in brackets: role and relation of each.
fn listed(lines: &[PolicyLine]) -> String {
    let lines: Vec<_> =
        lines.iter().map(|line| format!("{} {}", spelled(&line.role), spelled(&line.relation))).collect();
    if lines.is_empty() { String::new() } else { format!(" ({})", lines.join(", ")) }
}

/// French has a space before a colon, a semicolon and a closing quotation mark, at which a line must not break.
fn spaced(french: &str) -> String {
    [" :", " ;", " »"]
        .iter()
        .fold(french.replace("« ", "«\u{a0}"), |text, sign| text.replace(sign, &sign.replace(' ', "\u{a0}")))
}
