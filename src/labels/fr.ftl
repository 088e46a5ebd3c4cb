# Libellés des codes du schéma en français. Termes : docs/terms.md.

## AccessMode
AccessMode-STANDARD = Accès ordinaire
AccessMode-RESTRICTED = Accès restreint
AccessMode-SEALED = Dossier scellé

## AgeBand
AgeBand-FROM_0_TO_4 = 0 à 4 ans
AgeBand-FROM_5_TO_11 = 5 à 11 ans
AgeBand-FROM_12_TO_14 = 12 à 14 ans
AgeBand-FROM_15_TO_17 = 15 à 17 ans
AgeBand-FROM_18_TO_24 = 18 à 24 ans
AgeBand-FROM_25_TO_29 = 25 à 29 ans
AgeBand-FROM_30_TO_39 = 30 à 39 ans
AgeBand-FROM_40_TO_59 = 40 à 59 ans
AgeBand-FROM_60 = 60 ans et plus
AgeBand-UNKNOWN = Âge inconnu

## BestInterestOutcome
BestInterestOutcome-IN_FAVOUR = Dans l’intérêt supérieur de l’enfant
BestInterestOutcome-AGAINST = Contraire à l’intérêt supérieur de l’enfant
BestInterestOutcome-DEFERRED = Décision reportée

## BirthDatePrecision
BirthDatePrecision-EXACT = Date exacte
BirthDatePrecision-MONTH = Mois connu
BirthDatePrecision-YEAR = Année connue
BirthDatePrecision-ESTIMATED = Année estimée

## CapacityOutcome
CapacityOutcome-HAS_CAPACITY = Capable de décider
CapacityOutcome-DECIDES_WITH_SUPPORT = Capable de décider avec soutien
CapacityOutcome-LACKS_CAPACITY = Pas en mesure de décider

## CaseStatus
CaseStatus-INTAKE = Accueil initial
CaseStatus-OPEN = Ouvert
CaseStatus-ACTIVE = Actif
CaseStatus-ON_HOLD = En attente
CaseStatus-TRANSFERRED = Transféré
CaseStatus-CLOSED = Clôturé
CaseStatus-REOPENED = Rouvert
CaseStatus-DUPLICATE = Doublon
CaseStatus-ARCHIVED = Archivé

## CaseStatusGroup
CaseStatusGroup-OPEN = Ouvert
CaseStatusGroup-CLOSED = Clôturé

## CentreStatus
CentreStatus-PLANNED = Prévu
CentreStatus-OPEN = Ouvert
CentreStatus-PAUSED = En pause
CentreStatus-CLOSED = Fermé

## CentreType
CentreType-MULTIFUNCTIONAL = Centre multifonctionnel
CentreType-SHELTER_ACCOMMODATION = Abri ou hébergement
CentreType-INFORMATION_RESOURCE = Centre d’information et de ressources
CentreType-GOVERNMENT_RUN = Centre géré par l’État
CentreType-HOTEL_PRIVATE_ACCOMMODATION = Hôtel ou hébergement privé
CentreType-OTHER = Autre centre
CentreType-TRANSIT_CENTRE = Centre de transit
CentreType-SHELTER_VOT = Abri pour victimes de la traite
CentreType-SHELTER_UASC = Abri pour enfants non accompagnés ou séparés
CentreType-SAR_POST = Poste de recherche et de sauvetage
CentreType-MOBILE_TEAM = Équipe mobile

## ClosureGroup
ClosureGroup-CLOSED = Suivi terminé
ClosureGroup-LEFT = Personne partie
ClosureGroup-ADMINISTRATIVE = Clôture administrative

## ClosureReason
ClosureReason-RETURNED_AVRR = Aide au retour volontaire
ClosureReason-LEFT_CENTRE_VOLUNTARILY = Départ volontaire du centre
ClosureReason-TRANSFERRED = Dossier transféré
ClosureReason-DURABLE_SOLUTION_LOCAL = Intégration locale
ClosureReason-REFERRED_ASYLUM = Entrée en procédure d’asile
ClosureReason-REUNIFIED = Réunification familiale
ClosureReason-AGED_OUT = Majorité atteinte
ClosureReason-LOST_CONTACT = Contact perdu
ClosureReason-DECEASED = Décès
ClosureReason-DUPLICATE = Dossier en double
ClosureReason-COMPLETED = Objectifs atteints
ClosureReason-OTHER = Autre motif

## ConsentGiver
ConsentGiver-SELF = La personne elle-même
ConsentGiver-GUARDIAN = Tuteur légal
ConsentGiver-CAREGIVER = Personne qui s’occupe de l’enfant
ConsentGiver-COURT = Tribunal
ConsentGiver-BEST_INTEREST_DECISION = Détermination de l’intérêt supérieur

## ConsentMethod
ConsentMethod-WRITTEN = Par écrit
ConsentMethod-THUMBPRINT = Empreinte du pouce
ConsentMethod-AUDIO = Enregistrement audio
ConsentMethod-VIDEO = Enregistrement vidéo
ConsentMethod-VERBAL_CERTIFIED = Oral, certifié par l’agent

## ConsentStatus
ConsentStatus-DRAFT = Brouillon
ConsentStatus-NOT_YET_VALID = Pas encore valable
ConsentStatus-ACTIVE = Valable
ConsentStatus-WITHDRAWN = Retiré
ConsentStatus-EXPIRED = Expiré
ConsentStatus-SUPERSEDED = Remplacé par un consentement plus récent
ConsentStatus-REFUSED = Refusé

## ConsularState
ConsularState-DRAFT = Brouillon
ConsularState-PROTECTION_SCREENING = Examen de protection
ConsularState-BLOCKED_PROTECTION = Bloquée pour protection
ConsularState-READY = Prête
ConsularState-SUBMITTED = Soumise
ConsularState-ACKNOWLEDGED = Réception confirmée
ConsularState-MORE_INFO_REQUIRED = Complément d’information demandé
ConsularState-INTERVIEW_PROPOSED = Entretien proposé
ConsularState-INTERVIEW_SCHEDULED = Entretien fixé
ConsularState-INTERVIEWED = Entretien tenu
ConsularState-INTERVIEW_MISSED = Entretien manqué
ConsularState-NATIONALITY_CONFIRMED = Nationalité confirmée
ConsularState-NATIONALITY_NOT_CONFIRMED = Nationalité non confirmée
ConsularState-DOCUMENT_IN_PRODUCTION = Document en production
ConsularState-ISSUED = Document délivré
ConsularState-DELIVERED = Document remis
ConsularState-USED = Document utilisé
ConsularState-EXPIRED = Document expiré
ConsularState-RETURNED_UNUSED = Document rendu non utilisé
ConsularState-REFUSED = Refusée
ConsularState-WITHDRAWN = Retirée
ConsularState-ON_HOLD_PROTECTION = Suspendue pour protection

## ContactType
ContactType-PHONE = Téléphone
ContactType-EMAIL = Courriel
ContactType-SOCIAL = Messagerie ou réseau social
ContactType-ADDRESS_IN_ORIGIN = Adresse dans le pays d’origine
ContactType-NEXT_OF_KIN = Proche parent

## CorrectionKind
CorrectionKind-CORRECTED = Corrigée
CorrectionKind-ENDED = Terminée
CorrectionKind-ENTERED_IN_ERROR = Saisie par erreur

## CustodyEvent
CustodyEvent-RECEIVED = Reçu du consulat
CustodyEvent-DELIVERED = Remis à la personne
CustodyEvent-USED = Utilisé pour le voyage
CustodyEvent-EXPIRED = Expiré
CustodyEvent-RETURNED_UNUSED = Rendu non utilisé

## DataClass
DataClass-PUBLIC = Données publiques
DataClass-OPERATIONAL_COARSE = Données opérationnelles, aperçu
DataClass-OPERATIONAL = Données opérationnelles
DataClass-IDENTITY_COARSE = Identité, aperçu
DataClass-IDENTITY = Identité
DataClass-CONTACT_COARSE = Coordonnées, aperçu
DataClass-CONTACT = Coordonnées
DataClass-LEGAL_COARSE = Questions juridiques, aperçu
DataClass-LEGAL = Questions juridiques
DataClass-ASSISTANCE_COARSE = Assistance, aperçu
DataClass-ASSISTANCE = Assistance
DataClass-JOURNEY_COARSE = Parcours migratoire, aperçu
DataClass-JOURNEY = Parcours migratoire
DataClass-PROTECTION_COARSE = Protection, aperçu
DataClass-PROTECTION = Protection
DataClass-MEDICAL_COARSE = Données médicales, aperçu
DataClass-MEDICAL = Données médicales
DataClass-ASYLUM_COARSE = Protection internationale, aperçu
DataClass-ASYLUM = Protection internationale
DataClass-STAFF_COARSE = Données du personnel, aperçu
DataClass-STAFF = Données du personnel
DataClass-LOCATION = Emplacement des lieux protégés
DataClass-SYSTEM = Données du système
DataClass-MEDICAL_EMERGENCY = Urgence médicale
DataClass-MEDICAL_FITNESS = Aptitude à voyager
DataClass-STAFF_ASSIGNED = Agent responsable
DataClass-IDENTITY_MATCH = Vérification de l’identité
DataClass-READERS = Lecteurs du dossier

## DataSubjectRequest
DataSubjectRequest-ACCESS = Accès aux données
DataSubjectRequest-RECTIFICATION = Rectification des données
DataSubjectRequest-ERASURE = Effacement des données
DataSubjectRequest-RESTRICTION = Limitation du traitement
DataSubjectRequest-PORTABILITY = Portabilité des données
DataSubjectRequest-OBJECTION = Opposition au traitement
DataSubjectRequest-CONSENT_WITHDRAWAL = Retrait du consentement
DataSubjectRequest-COMPLAINT = Réclamation

## DeclineReason
DeclineReason-NO_CAPACITY = Aucune place disponible
DeclineReason-OUT_OF_SCOPE_SERVICE = Hors du champ du service
DeclineReason-NOT_ELIGIBLE_CRITERIA = Critères d’admission non remplis
DeclineReason-OUT_OF_AREA = Hors de la zone desservie
DeclineReason-INSUFFICIENT_INFORMATION = Informations insuffisantes
DeclineReason-ALREADY_RECEIVING_SERVICE = Bénéficie déjà du service
DeclineReason-CLIENT_DECLINED = Service décliné par la personne
DeclineReason-CLIENT_UNREACHABLE = Personne injoignable
DeclineReason-SAFETY_CONCERN = Problème de sécurité
DeclineReason-NEEDS_HIGHER_LEVEL_OF_CARE = Prise en charge plus spécialisée nécessaire
DeclineReason-SERVICE_SUSPENDED = Service suspendu
DeclineReason-CONSENT_INVALID = Consentement non valable
DeclineReason-DUPLICATE_REFERRAL = Orientation en double
DeclineReason-OTHER = Autre motif

## DeterminantLevel
DeterminantLevel-INDIVIDUAL = Individu
DeterminantLevel-HOUSEHOLD = Ménage ou famille
DeterminantLevel-COMMUNITY = Communauté
DeterminantLevel-STRUCTURAL = Structurel

## DocumentSeen
DocumentSeen-ORIGINAL = Original vu
DocumentSeen-COPY = Copie vue
DocumentSeen-DECLARED = Déclaré seulement

## FitToTravel
FitToTravel-FIT = Apte à voyager
FitToTravel-UNFIT = Inapte à voyager

## FitnessToTravel
FitnessToTravel-FIT = Apte à voyager
FitnessToTravel-FIT_WITH_ESCORT = Apte à voyager avec escorte
FitnessToTravel-DEFERRED = Décision reportée
FitnessToTravel-UNFIT = Inapte à voyager

## Gate
Gate-A_INTERNATIONAL_PROTECTION = A : Protection internationale
Gate-B_FEAR_OF_AUTHORITIES = B : Crainte des autorités
Gate-C_TRAFFICKING_RISK = C : Risque de traite des personnes
Gate-D_CHILD = D : Intérêt supérieur de l’enfant
Gate-E_INFORMED_CONSENT = E : Consentement éclairé

## GateOutcome
GateOutcome-PASS = Validée
GateOutcome-FAIL = Non validée

## FamilyLinkStatus
FamilyLinkStatus-CLAIMED = Déclaré
FamilyLinkStatus-VERIFIED = Vérifié
FamilyLinkStatus-DISPROVED = Infirmé

## FamilyRelation
FamilyRelation-PARENT = Mère ou père
FamilyRelation-CHILD = Fille ou fils
FamilyRelation-SPOUSE = Conjoint ou partenaire
FamilyRelation-SIBLING = Sœur ou frère
FamilyRelation-GRANDPARENT = Grand-parent
FamilyRelation-GRANDCHILD = Petit-enfant
FamilyRelation-GUARDIAN = Tuteur
FamilyRelation-WARD = Pupille
FamilyRelation-CAREGIVER = Personne qui s’occupe de l’intéressé
FamilyRelation-DEPENDANT = Personne à charge
FamilyRelation-OTHER_RELATIVE = Autre parent

## HouseholdRole
HouseholdRole-HEAD = Chef du ménage
HouseholdRole-SPOUSE = Conjoint ou partenaire
HouseholdRole-CHILD = Enfant
HouseholdRole-PARENT = Parent
HouseholdRole-SIBLING = Frère ou sœur
HouseholdRole-OTHER_RELATIVE = Autre parenté
HouseholdRole-NOT_RELATED = Sans lien de parenté

## IdentifierType
IdentifierType-PASSPORT = Passeport
IdentifierType-EMERGENCY_TRAVEL_CERTIFICATE = Titre de voyage d’urgence
IdentifierType-LAISSEZ_PASSER_NATIONAL = Laissez-passer national
IdentifierType-SAUF_CONDUIT = Sauf-conduit
IdentifierType-ECOWAS_TRAVEL_CERTIFICATE = Carnet de voyage de la CEDEAO
IdentifierType-CONSULAR_CARD = Carte consulaire
IdentifierType-NATIONALITY_CERTIFICATE = Certificat de nationalité
IdentifierType-BIRTH_CERTIFICATE_EXTRACT = Extrait d’acte de naissance
IdentifierType-NATIONAL_ID = Carte nationale d’identité
IdentifierType-ICRC_EMERGENCY_TRAVEL_DOCUMENT = Titre de voyage d’urgence du CICR
IdentifierType-CONVENTION_TRAVEL_DOCUMENT = Titre de voyage pour réfugiés
IdentifierType-OTHER = Autre document

## ImmigrationStatus
ImmigrationStatus-REGULAR_LABOUR = Séjour régulier pour travail
ImmigrationStatus-REGULAR_FAMILY = Séjour régulier en famille
ImmigrationStatus-REGULAR_STUDENT = Séjour régulier pour études
ImmigrationStatus-VISITOR = Visiteur
ImmigrationStatus-FREE_MOVEMENT_ECOWAS = Libre circulation CEDEAO
ImmigrationStatus-IRREGULAR = Situation irrégulière
ImmigrationStatus-ASYLUM_SEEKER = Demandeur d’asile
ImmigrationStatus-REFUGEE = Réfugié
ImmigrationStatus-COMPLEMENTARY_PROTECTION = Protection complémentaire
ImmigrationStatus-STATELESS = Personne apatride
ImmigrationStatus-AT_RISK_OF_STATELESSNESS = Risque d’apatridie
ImmigrationStatus-NATIONAL_RETURNEE = De retour dans son pays
ImmigrationStatus-STRANDED = Migrant bloqué
ImmigrationStatus-UNDETERMINED = Non déterminé

## InterviewMode
InterviewMode-IN_PERSON = En personne
InterviewMode-VIDEO = Par vidéo
InterviewMode-PHONE = Par téléphone

## InterviewOutcome
InterviewOutcome-HELD = Tenu
InterviewOutcome-MISSED = Manqué

## InterviewSide
InterviewSide-REQUESTER = Organisation requérante
InterviewSide-CONSULATE = Consulat

## LanguageLevel
LanguageLevel-BASIC = Élémentaire
LanguageLevel-CONVERSATIONAL = Conversation simple
LanguageLevel-FLUENT = Courant
LanguageLevel-NATIVE = Première langue

## LegalBasis
LegalBasis-VITAL_INTEREST = Intérêt vital
LegalBasis-BEST_INTEREST_CHILD = Intérêt supérieur de l’enfant
LegalBasis-LEGAL_OBLIGATION = Obligation légale
LegalBasis-PUBLIC_HEALTH = Santé publique

## LegalOverrideState
LegalOverrideState-WAITING = En attente de décision
LegalOverrideState-IN_FORCE = En vigueur
LegalOverrideState-REFUSED = Refusé
LegalOverrideState-ENDED = Terminé
LegalOverrideState-EXPIRED = Expiré

## LiaisonState
LiaisonState-RECEIVED = Reçue
LiaisonState-IN_REVIEW = En cours d’examen
LiaisonState-INFORMATION_REQUESTED = Information demandée
LiaisonState-INTERVIEW_PROPOSED = Entretien proposé
LiaisonState-INTERVIEW_SCHEDULED = Entretien fixé
LiaisonState-INTERVIEWED = Entretien tenu
LiaisonState-INTERVIEW_MISSED = Entretien manqué
LiaisonState-CONFIRMED = Nationalité confirmée
LiaisonState-NOT_CONFIRMED = Nationalité non confirmée
LiaisonState-IN_PRODUCTION = Document en production
LiaisonState-ISSUED = Document délivré
LiaisonState-DELIVERED = Document remis
LiaisonState-CLOSED = Clôturée
LiaisonState-REFUSED = Refusée
LiaisonState-CLOSED_BY_REQUESTER = Clôturée par l’organisation requérante

## MaritalStatus
MaritalStatus-SINGLE = Célibataire
MaritalStatus-MARRIED = Marié(e)
MaritalStatus-UNION = En union libre
MaritalStatus-SEPARATED = Séparé(e)
MaritalStatus-DIVORCED = Divorcé(e)
MaritalStatus-WIDOWED = Veuf ou veuve
MaritalStatus-UNKNOWN = Non connu

## MatchingEndReason
MatchingEndReason-TAKEN_OUT = Retiré du rapprochement
MatchingEndReason-EXPIRED = Durée écoulée
MatchingEndReason-CONSENT_ENDED = Consentement terminé
MatchingEndReason-CASE_CLOSED = Dossier clos
MatchingEndReason-CASE_MOVED = Dossier passé à une autre organisation
MatchingEndReason-ACCESS_RESTRICTED = Accès au dossier restreint
MatchingEndReason-CHANGED_TOO_OFTEN = Données modifiées trop souvent

## NameType
NameType-CLAIMED = Selon la personne
NameType-DOCUMENT = Selon un document
NameType-ALIAS = Autre nom utilisé
NameType-TRANSLITERATION = Autre écriture

## NationalityBasis
NationalityBasis-CLAIMED = Déclarée par la personne
NationalityBasis-DOCUMENTED = Attestée par un document
NationalityBasis-CONFIRMED = Confirmée par l’État

## NotCompletedReason
NotCompletedReason-CLIENT_NO_SHOW = Personne non présentée
NotCompletedReason-CLIENT_WITHDREW = Personne ayant changé d’avis
NotCompletedReason-CLIENT_UNREACHABLE = Personne injoignable
NotCompletedReason-CLIENT_LEFT_AREA = Personne ayant quitté la zone
NotCompletedReason-NO_LONGER_ELIGIBLE = Critères d’admission plus remplis
NotCompletedReason-SERVICE_UNAVAILABLE = Service plus disponible
NotCompletedReason-SAFETY_CONCERN = Problème de sécurité
NotCompletedReason-OTHER = Autre motif

## OrganisationType
OrganisationType-IOM = Organisation internationale pour les migrations
OrganisationType-UN_AGENCY = Autre organisme des Nations Unies
OrganisationType-INTL_NGO = ONG internationale
OrganisationType-NATIONAL_NGO = ONG nationale
OrganisationType-GOV_HOST_SOCIAL = Services sociaux, État d’accueil
OrganisationType-GOV_HOST_ANTITRAFFICKING = Lutte contre la traite, État d’accueil
OrganisationType-GOV_HOST_ASYLUM = Autorité d’asile, État d’accueil
OrganisationType-GOV_HOST_ENFORCEMENT = Forces de l’ordre, État d’accueil
OrganisationType-GOV_ORIGIN_CONSULAR = Consulat d’un État d’origine
OrganisationType-RED_CROSS = Croix-Rouge ou Croissant-Rouge
OrganisationType-HEALTH_FACILITY = Structure de santé
OrganisationType-COMMUNITY_ORG = Organisation communautaire
OrganisationType-DONOR = Bailleur de fonds
OrganisationType-RESEARCH = Institution de recherche

## PersonMatchState
PersonMatchState-PROPOSED = Attend votre réponse
PersonMatchState-WAITING = Vous avez accepté
PersonMatchState-AGREED = Les deux ont accepté
PersonMatchState-DECLINED = Vous avez refusé
PersonMatchState-EXPIRED = Expiré
PersonMatchState-ENDED = Terminé

## PostKind
PostKind-EMBASSY = Ambassade
PostKind-CONSULATE = Consulat

## Priority
Priority-LOW = Faible
Priority-NORMAL = Normale
Priority-HIGH = Élevée
Priority-CRITICAL = Critique

## ProtectionSign
ProtectionSign-ASYLUM_STATUS = Statut de protection internationale
ProtectionSign-ASYLUM_CLOSURE = Dossier clôturé pour procédure d’asile
ProtectionSign-ASYLUM_REFERRAL = Orientation vers l’asile
ProtectionSign-ASYLUM_TRANSFER = Transfert à un organisme d’asile
ProtectionSign-REFUGEE_DOCUMENT = Titre de voyage pour réfugiés
ProtectionSign-STATELESS_NATIONALITY = Code de nationalité apatride ou réfugié
ProtectionSign-STATELESSNESS_RISK = Risque d’apatridie
ProtectionSign-PROTECTION_WITHDRAWAL = Demande retirée pour protection internationale
ProtectionSign-FAILED_GATE = Étape de protection non validée

## Purpose
Purpose-CASE_MANAGEMENT = Gestion de cas
Purpose-REFERRAL_SERVICE = Orientation vers un service
Purpose-TRANSFER = Transfert du dossier
Purpose-CONSULAR_DOCUMENT = Document consulaire
Purpose-RETURN_TRAVEL = Voyage de retour
Purpose-REINTEGRATION = Réintégration
Purpose-FAMILY_TRACING = Recherche de la famille
Purpose-LEGAL_PROCEEDING = Procédure judiciaire
Purpose-MEDICAL_CARE = Soins médicaux
Purpose-STATISTICS_ANON = Statistiques anonymes
Purpose-RESEARCH = Recherche scientifique
Purpose-MEDIA = Médias

## QuestionCode
QuestionCode-FULL_NAME_SPELLING = Orthographe du nom complet
QuestionCode-OTHER_NAMES_USED = Autres noms utilisés
QuestionCode-BIRTH_DATE_DETAIL = Date de naissance précise
QuestionCode-BIRTH_PLACE_DETAIL = Lieu de naissance précis
QuestionCode-FATHER_FULL_NAME = Nom complet du père
QuestionCode-MOTHER_FULL_NAME = Nom complet de la mère
QuestionCode-LAST_ADDRESS_IN_COUNTRY = Dernière adresse dans le pays
QuestionCode-COMMUNITY_LEADER = Responsable de la communauté
QuestionCode-SCHOOL_ATTENDED = Dernière école fréquentée
QuestionCode-DOCUMENT_PREVIOUSLY_HELD = Documents détenus auparavant
QuestionCode-BIRTH_REGISTRATION = Enregistrement de la naissance
QuestionCode-COPY_OF_EVIDENCE = Meilleure copie d’un justificatif

## ReferralEndReason
ReferralEndReason-CONSENT_WITHDRAWN = Consentement retiré
ReferralEndReason-CONSENT_EXPIRED = Consentement expiré
ReferralEndReason-CONSENT_NARROWED = Non couverte par un consentement récent
ReferralEndReason-PROTECTION_HOLD = Arrêtée pour protection
ReferralEndReason-SENDER_REQUEST = Arrêtée par l’expéditeur
ReferralEndReason-DATA_PROTECTION = Arrêtée pour protection des données
ReferralEndReason-LEGAL_BASIS_ENDED = Base légale terminée
ReferralEndReason-CASE_CLOSED = Dossier clôturé
ReferralEndReason-ENTERED_IN_ERROR = Saisie par erreur
ReferralEndReason-OTHER = Autre motif

## ReferralOutcome
ReferralOutcome-SERVICE_PROVIDED = Service fourni
ReferralOutcome-PARTIALLY_PROVIDED = Service fourni en partie
ReferralOutcome-NO_LONGER_NEEDED = Service plus nécessaire
ReferralOutcome-REFERRED_ONWARD = Orientation vers un autre service

## ReferralReason
ReferralReason-EMERGENCY = Urgence
ReferralReason-ASSESSMENT = Évaluation des besoins
ReferralReason-SERVICE_NEEDED = Service nécessaire
ReferralReason-SPECIALIST_NEEDED = Spécialiste nécessaire
ReferralReason-CONTINUATION = Poursuite d’un service
ReferralReason-NOT_AVAILABLE_HERE = Indisponible chez l’expéditeur
ReferralReason-PERSON_REQUEST = Demande de la personne
ReferralReason-OTHER = Autre motif

## ReferralState
ReferralState-DRAFT = Brouillon
ReferralState-SENT = Envoyée
ReferralState-ACKNOWLEDGED = Réception confirmée
ReferralState-UNDER_REVIEW = En cours d’examen
ReferralState-INFO_REQUESTED = Information demandée
ReferralState-ACCEPTED = Acceptée
ReferralState-SCHEDULED = Rendez-vous fixé
ReferralState-IN_PROGRESS = En cours
ReferralState-NO_SHOW = Personne non présentée
ReferralState-COMPLETED = Terminée
ReferralState-NOT_COMPLETED = Non aboutie
ReferralState-DECLINED = Déclinée
ReferralState-REDIRECTED = Réorientée
ReferralState-CANCELLED = Annulée
ReferralState-REVOKED = Révoquée
ReferralState-EXPIRED = Expirée
ReferralState-ENTERED_IN_ERROR = Saisie par erreur

## RefusalReason
RefusalReason-NATIONALITY_NOT_ESTABLISHED = Nationalité non établie
RefusalReason-IDENTITY_NOT_ESTABLISHED = Identité non établie
RefusalReason-INSUFFICIENT_EVIDENCE = Preuves insuffisantes
RefusalReason-NO_SHOW_INTERVIEW = Absence à l’entretien
RefusalReason-APPLICANT_DECLINED = Personne ayant décliné
RefusalReason-OTHER_NATIONALITY_INDICATED = Indices d’une autre nationalité
RefusalReason-MINOR_WITHOUT_GUARDIAN_DECISION = Enfant sans décision du tuteur
RefusalReason-POST_NOT_COMPETENT = Autre poste compétent
RefusalReason-OTHER = Autre motif

## Relation
Relation-ASSIGNED = Dossier qui vous est attribué
Relation-OWN_CENTRE = Dossier de votre centre
Relation-OWN_ORGANISATION = Dossier de votre organisation
Relation-REFERRAL_PENDING = Orientation ou transfert en attente
Relation-REFERRAL_ACTIVE = Dossier partagé avec vous
Relation-REFERRAL_CLOSED = Orientation terminée
Relation-COUNTRY_OVERSIGHT = Supervision du pays
Relation-CONSULAR_CONSENT = Consentement à la demande consulaire
Relation-CONSULAR_PACKET = Envoi consulaire ouvert
Relation-CONSULAR_PACKET_CLOSED = Envoi consulaire clôturé
Relation-STATISTICS = Statistiques uniquement
Relation-DIRECTORY = Entrée de l’annuaire

## RiskLevel
RiskLevel-LOW = Faible
RiskLevel-MEDIUM = Moyen
RiskLevel-HIGH = Élevé
RiskLevel-IMMINENT = Imminent

## Role
Role-CASE_WORKER = Gestionnaire de cas
Role-CENTRE_MANAGER = Responsable de centre
Role-PROTECTION_OFFICER = Responsable de la protection
Role-MEDICAL_OFFICER = Personnel médical
Role-CONSULAR_WORKER = Responsable des affaires consulaires
Role-SAR_OPERATOR = Opérateur de recherche et de sauvetage
Role-NGO_FOCAL_POINT = Point focal ONG
Role-GOVERNMENT_LIAISON = Liaison consulaire, État d’origine
Role-GOVERNMENT_HOST_OFFICER = Agent de l’État d’accueil
Role-ANALYST = Analyste
Role-DONOR = Bailleur de fonds
Role-AUDITOR = Auditeur
Role-DATA_PROTECTION_OFFICER = Délégué à la protection des données
Role-ADMINISTRATOR = Administrateur
Role-SERVICE_ACCOUNT = Compte de service

## ServiceGroup
ServiceGroup-BASIC_ASSISTANCE = Assistance de base
ServiceGroup-HEALTH = Santé
ServiceGroup-SPECIALISED_ASSISTANCE = Assistance spécialisée
ServiceGroup-RETURN_AND_REINTEGRATION = Retour et réintégration
ServiceGroup-TRAINING_AND_EDUCATION = Formation et éducation
ServiceGroup-TRANSPORT = Transport
ServiceGroup-INFORMATION_AND_OTHER = Information et autres services

## ServiceStatus
ServiceStatus-ACTIVE = Reçoit des orientations
ServiceStatus-PAUSED = En pause
ServiceStatus-FULL = Complet
ServiceStatus-CLOSED = Fermé

## ServiceType
ServiceType-SHELTER = Hébergement
ServiceType-FOOD = Alimentation
ServiceType-NFI = Articles non alimentaires
ServiceType-WASH = Eau, assainissement et hygiène
ServiceType-HEALTH_PRIMARY = Soins de santé primaires
ServiceType-HEALTH_EMERGENCY = Soins de santé d’urgence
ServiceType-HEALTH_SRH = Santé sexuelle et reproductive
ServiceType-NUTRITION = Nutrition
ServiceType-MHPSS = Santé mentale et soutien psychosocial
ServiceType-PROTECTION_CASE_MGMT = Gestion de cas de protection
ServiceType-CHILD_PROTECTION = Protection de l’enfance
ServiceType-GBV = Soutien après violence basée sur le genre
ServiceType-VOT_SUPPORT = Soutien aux victimes de la traite
ServiceType-SAFE_SHELTER = Hébergement protégé
ServiceType-FAMILY_TRACING = Recherche et réunification familiales
ServiceType-LEGAL_AID = Aide juridique
ServiceType-ASYLUM_REFERRAL = Orientation vers l’asile
ServiceType-CONSULAR_LIAISON = Liaison consulaire
ServiceType-DOCUMENTATION = Documents d’état civil
ServiceType-AVRR_COUNSELLING = Conseil sur l’aide au retour volontaire
ServiceType-RETURN_TRAVEL = Voyage de retour volontaire
ServiceType-REINTEGRATION = Réintégration
ServiceType-VOCATIONAL_TRAINING = Formation professionnelle
ServiceType-BUSINESS_TRAINING = Formation à l’entrepreneuriat
ServiceType-EDUCATION = Éducation
ServiceType-RECREATION = Loisirs
ServiceType-CASH_VOUCHER = Aide en espèces ou coupons
ServiceType-INTERPRETATION = Interprétation et traduction
ServiceType-INFORMATION = Information et accompagnement
ServiceType-SAR_TRANSPORT = Transport après sauvetage
ServiceType-DISABILITY_REHAB = Réadaptation et aides au handicap
ServiceType-OTHER = Autre service

## Severity
Severity-LOW = Faible
Severity-MODERATE = Modérée
Severity-HIGH = Élevée
Severity-SEVERE = Grave

## Sex
Sex-FEMALE = Féminin
Sex-MALE = Masculin
Sex-OTHER = Autre réponse
Sex-NOT_STATED = Préfère ne pas répondre
Sex-UNKNOWN = Pas encore demandé

## ShareEndReason
ShareEndReason-PERIOD_ENDED = Période convenue terminée
ShareEndReason-SENDER_REQUEST = Arrêté par l’expéditeur
ShareEndReason-CONSENT_WITHDRAWN = Consentement retiré
ShareEndReason-CONSENT_ENDED = Consentement expiré ou remplacé
ShareEndReason-PROTECTION_HOLD = Arrêté pour protection
ShareEndReason-DATA_PROTECTION = Arrêté pour protection des données
ShareEndReason-CASE_CLOSED = Dossier clôturé
ShareEndReason-CASE_TRANSFERRED = Dossier transféré
ShareEndReason-ENTERED_IN_ERROR = Saisi par erreur
ShareEndReason-ORDER_ENDED = Ordonnance judiciaire terminée
ShareEndReason-LEGAL_BASIS_ENDED = Base légale terminée
ShareEndReason-OTHER = Autre motif

## StatisticsDimension
StatisticsDimension-PERIOD = Période
StatisticsDimension-COUNTRY = Pays
StatisticsDimension-CENTRE = Centre
StatisticsDimension-ORGANISATION = Organisation
StatisticsDimension-SERVICE_GROUP = Groupe de services
StatisticsDimension-URGENCY = Urgence
StatisticsDimension-STATE = État d’avancement
StatisticsDimension-NATIONALITY = Nationalité
StatisticsDimension-SEX = Sexe
StatisticsDimension-AGE_BAND = Tranche d’âge
StatisticsDimension-PROTECTION_CONCERN = Besoin de protection
StatisticsDimension-MEDICAL_NEED = Besoin médical
StatisticsDimension-INTERNATIONAL_PROTECTION = Protection internationale

## StatisticsInterval
StatisticsInterval-MONTH = Mois
StatisticsInterval-QUARTER = Trimestre
StatisticsInterval-YEAR = Année

## StatisticsMeasure
StatisticsMeasure-PEOPLE = Personnes
StatisticsMeasure-CASES = Dossiers ouverts
StatisticsMeasure-REFERRALS_SENT = Orientations envoyées
StatisticsMeasure-REFERRALS_ACCEPTED = Orientations acceptées
StatisticsMeasure-REFERRALS_DECLINED = Orientations déclinées
StatisticsMeasure-REFERRALS_UNANSWERED = Orientations sans décision
StatisticsMeasure-REFERRALS_OVERDUE = Orientations en retard
StatisticsMeasure-HOURS_TO_ACKNOWLEDGE_MEDIAN = Heures jusqu’à l’accusé, médiane
StatisticsMeasure-HOURS_TO_ACKNOWLEDGE_P90 = Heures jusqu’à l’accusé, 90e centile
StatisticsMeasure-HOURS_TO_DECIDE_MEDIAN = Heures jusqu’à la décision, médiane
StatisticsMeasure-HOURS_TO_DECIDE_P90 = Heures jusqu’à la décision, 90e centile
StatisticsMeasure-CONSULAR_REQUESTS = Demandes consulaires
StatisticsMeasure-OCCUPANCY = Occupation
StatisticsMeasure-DAYS_OF_STAY_MEDIAN = Jours de séjour, médiane
StatisticsMeasure-DAYS_OF_STAY_P90 = Jours de séjour, 90e centile

## StatisticsState
StatisticsState-OPEN = Dossier ouvert
StatisticsState-CLOSED = Dossier clôturé
StatisticsState-WAITING = Orientation en attente
StatisticsState-ACCEPTED = Orientation acceptée
StatisticsState-COMPLETED = Orientation terminée
StatisticsState-NOT_COMPLETED = Orientation non aboutie
StatisticsState-DECLINED = Orientation déclinée
StatisticsState-EXPIRED = Orientation expirée
StatisticsState-ENDED = Orientation annulée ou révoquée
StatisticsState-IN_PREPARATION = Demande consulaire en préparation
StatisticsState-WITH_CONSULATE = Demande consulaire au consulat
StatisticsState-CONFIRMED = Nationalité confirmée
StatisticsState-ISSUED = Document délivré
StatisticsState-REFUSED = Demande consulaire refusée
StatisticsState-DROPPED = Demande consulaire terminée autrement

## StayExitGroup
StayExitGroup-MOVED = Déplacement dans le centre
StayExitGroup-LEFT = Départ du centre

## StayExitReason
StayExitReason-MOVED = Déplacement dans le centre
StayExitReason-TRANSFERRED = Dossier transféré
StayExitReason-RETURNED = Retour dans le pays d’origine
StayExitReason-LEFT_VOLUNTARILY = Départ volontaire
StayExitReason-LOST_CONTACT = Contact perdu
StayExitReason-SETTLED = Installation ailleurs
StayExitReason-REUNIFIED = Réunification familiale
StayExitReason-DECEASED = Décès
StayExitReason-OTHER = Autre motif

## TaskKind
TaskKind-REFERRAL_TO_ANSWER = Orientation en attente de réponse
TaskKind-REFERRAL_QUESTION_TO_ANSWER = Question sur une orientation en attente de réponse
TaskKind-REFERRAL_TO_PLACE_AGAIN = Orientation à adresser à un autre prestataire
TaskKind-REFERRAL_ESCALATED_TO_PROTECTION = Orientation en retard, pour la protection
TaskKind-REFERRAL_ESCALATED_TO_MANAGER = Orientation en retard, pour la direction du centre
TaskKind-APPOINTMENT_TO_RECORD = Rendez-vous sans résultat enregistré
TaskKind-TRANSFER_TO_APPROVE = Transfert à approuver
TaskKind-TRANSFER_TO_OFFER = Transfert à proposer au destinataire
TaskKind-TRANSFER_TO_ANSWER = Transfert en attente de réponse
TaskKind-TRANSFER_TO_HAND_OVER = Remise du dossier à confirmer
TaskKind-CASE_TO_ASSIGN = Dossier sans gestionnaire de cas
TaskKind-CASE_TO_REVIEW = Dossier à réexaminer
TaskKind-DEPARTURE_TO_RECORD = Départ à enregistrer
TaskKind-CONSENT_TO_RENEW = Consentement qui expire bientôt
TaskKind-LEGAL_OVERRIDE_TO_DECIDE = Partage sans consentement à décider
TaskKind-LEGAL_OVERRIDE_TO_RENEW = Partage sans consentement qui expire bientôt
TaskKind-LEGAL_ORDER_TO_APPROVE = Ordonnance judiciaire à approuver
TaskKind-BEST_INTEREST_TO_DECIDE = Intérêt supérieur de l’enfant à déterminer
TaskKind-PERSON_MATCH_TO_ANSWER = Rapprochement d’une personne en attente de réponse
TaskKind-CONSULAR_REQUEST_TO_SCREEN = Demande consulaire à examiner
TaskKind-CONSULAR_QUESTION_TO_ANSWER = Question du consulat en attente de réponse
TaskKind-CONSULAR_INTERVIEW_TO_CONFIRM = Entretien consulaire à confirmer
TaskKind-NATIONALITY_TO_RECORD = Nationalité confirmée à enregistrer

## TransferReason
TransferReason-NO_CAPACITY_HERE = Centre complet
TransferReason-CENTRE_CLOSES = Fermeture du centre
TransferReason-SERVICES_THERE = Services disponibles dans l’autre centre
TransferReason-JOURNEY = Poursuite du voyage
TransferReason-PERSON_REQUEST = Demande de la personne
TransferReason-OTHER = Autre motif

## TransferState
TransferState-PROPOSED = Proposé
TransferState-MANAGER_APPROVED = Approuvé par le responsable
TransferState-OFFERED = Offert au destinataire
TransferState-ACCEPTED = Accepté
TransferState-HANDED_OVER = Remis
TransferState-DECLINED = Décliné
TransferState-CANCELLED = Annulé

## Urgency
Urgency-IMMEDIATE = Immédiate (3 heures)
Urgency-EMERGENCY = Très urgente (24 heures)
Urgency-URGENT = Urgente (72 heures)
Urgency-ROUTINE = Normale (14 jours)

## VulnerabilityCategory
VulnerabilityCategory-UNACCOMPANIED_CHILD = Enfant non accompagné
VulnerabilityCategory-SEPARATED_CHILD = Enfant séparé
VulnerabilityCategory-CHILD_AT_RISK = Enfant à risque
VulnerabilityCategory-CHILD_PARENT = Enfant lui-même parent
VulnerabilityCategory-SINGLE_PARENT = Parent isolé
VulnerabilityCategory-PREGNANT_LACTATING = Grossesse ou allaitement
VulnerabilityCategory-OLDER_PERSON = Personne âgée
VulnerabilityCategory-DISABILITY_PHYSICAL = Handicap physique
VulnerabilityCategory-DISABILITY_SENSORY = Handicap sensoriel
VulnerabilityCategory-DISABILITY_INTELLECTUAL = Handicap intellectuel
VulnerabilityCategory-DISABILITY_MENTAL = Handicap psychosocial
VulnerabilityCategory-SERIOUS_MEDICAL = Affection médicale grave
VulnerabilityCategory-CHRONIC_ILLNESS = Maladie chronique
VulnerabilityCategory-MALNOURISHED = Malnutrition
VulnerabilityCategory-MENTAL_DISTRESS = Détresse psychologique
VulnerabilityCategory-VOT_PRESUMED = Victime présumée de la traite
VulnerabilityCategory-VOT_CONFIRMED = Victime identifiée de la traite
VulnerabilityCategory-FORCED_LABOUR = Victime du travail forcé
VulnerabilityCategory-GBV_SURVIVOR = Personne survivante de violence basée sur le genre
VulnerabilityCategory-TORTURE_SURVIVOR = Personne survivante de la torture
VulnerabilityCategory-WITNESS_AT_RISK = Témoin à risque
VulnerabilityCategory-DETENTION_SURVIVOR = Personne survivante de détention en route
VulnerabilityCategory-SMUGGLED_DEBT_BONDED = Dette envers des passeurs
VulnerabilityCategory-STATELESS_RISK = Risque d’apatridie
VulnerabilityCategory-NO_DOCUMENTS = Sans documents
VulnerabilityCategory-SOGIESC_RISK = Risque lié à l’orientation sexuelle ou au genre
VulnerabilityCategory-VICTIM_OF_EXPULSION_VIOLENCE = Victime de violence lors d’une expulsion
VulnerabilityCategory-DESERT_RESCUE_SURVIVOR = Sauvetage dans le désert
VulnerabilityCategory-STRANDED = Migrant bloqué
VulnerabilityCategory-SUBSTANCE_DEPENDENCE = Dépendance à une substance
VulnerabilityCategory-OTHER = Autre vulnérabilité

## VulnerabilitySource
VulnerabilitySource-SELF_REPORTED = Déclaration de la personne
VulnerabilitySource-FAMILY_OR_COMMUNITY = Famille ou communauté
VulnerabilitySource-STAFF_OBSERVATION = Observation du personnel
VulnerabilitySource-SCREENING = Entretien de dépistage
VulnerabilitySource-MEDICAL_ASSESSMENT = Évaluation médicale
VulnerabilitySource-PARTNER_REFERRAL = Orientation d’un partenaire

## Weekday
Weekday-MO = Lundi
Weekday-TU = Mardi
Weekday-WE = Mercredi
Weekday-TH = Jeudi
Weekday-FR = Vendredi
Weekday-SA = Samedi
Weekday-SU = Dimanche

## WebhookDeliveryKind
WebhookDeliveryKind-CASES_CHANGED = Dossiers modifiés
WebhookDeliveryKind-CHANGES_EXPIRED = Modifications expirées
WebhookDeliveryKind-TEST = Test

## WebhookDeliveryState
WebhookDeliveryState-QUEUED = En attente
WebhookDeliveryState-RETRYING = Nouvelle tentative prévue
WebhookDeliveryState-DELIVERED = Livré
WebhookDeliveryState-FAILED = Échec

## WebhookEventKind
WebhookEventKind-CASE_CHANGED = Dossier modifié
WebhookEventKind-CASE_LEFT = Dossier plus accessible

## WebhookPauseReason
WebhookPauseReason-REQUESTED = Suspendu sur demande
WebhookPauseReason-GONE = Le point de réception n’existe plus
WebhookPauseReason-FAILING = Échecs répétés
WebhookPauseReason-WORKER_ENDED = Compte du programme terminé

## WithdrawalReason
WithdrawalReason-APPLICANT_CHANGED_MIND = Personne ayant changé d’avis
WithdrawalReason-CONSENT_ENDED = Consentement retiré ou expiré
WithdrawalReason-INTERNATIONAL_PROTECTION = Protection internationale
WithdrawalReason-PROTECTION_CONCERN = Autre besoin de protection
WithdrawalReason-DUPLICATE = Demande en double
WithdrawalReason-ENTERED_IN_ERROR = Saisie par erreur
WithdrawalReason-DECEASED = Décès
WithdrawalReason-CASE_CLOSED = Dossier clôturé
WithdrawalReason-OTHER = Autre motif
