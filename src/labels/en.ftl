# Labels of the codes of the schema in English. Terms: docs/terms.md.

## AccessMode
AccessMode-STANDARD = Standard access
AccessMode-RESTRICTED = Restricted access
AccessMode-SEALED = Sealed case

## AgeBand
AgeBand-FROM_0_TO_4 = 0 to 4 years
AgeBand-FROM_5_TO_11 = 5 to 11 years
AgeBand-FROM_12_TO_14 = 12 to 14 years
AgeBand-FROM_15_TO_17 = 15 to 17 years
AgeBand-FROM_18_TO_24 = 18 to 24 years
AgeBand-FROM_25_TO_29 = 25 to 29 years
AgeBand-FROM_30_TO_39 = 30 to 39 years
AgeBand-FROM_40_TO_59 = 40 to 59 years
AgeBand-FROM_60 = 60 years and older
AgeBand-UNKNOWN = Age unknown

## BestInterestOutcome
BestInterestOutcome-IN_FAVOUR = In the child’s best interest
BestInterestOutcome-AGAINST = Not in the child’s best interest
BestInterestOutcome-DEFERRED = Decision deferred

## BirthDatePrecision
BirthDatePrecision-EXACT = Exact date
BirthDatePrecision-MONTH = Month known
BirthDatePrecision-YEAR = Year known
BirthDatePrecision-ESTIMATED = Estimated year

## CapacityOutcome
CapacityOutcome-HAS_CAPACITY = Able to decide
CapacityOutcome-DECIDES_WITH_SUPPORT = Able to decide with support
CapacityOutcome-LACKS_CAPACITY = Not able to decide

## CaseStatus
CaseStatus-INTAKE = Intake
CaseStatus-OPEN = Open
CaseStatus-ACTIVE = Active
CaseStatus-ON_HOLD = On hold
CaseStatus-TRANSFERRED = Transferred
CaseStatus-CLOSED = Closed
CaseStatus-REOPENED = Reopened
CaseStatus-DUPLICATE = Duplicate
CaseStatus-ARCHIVED = Archived

## CaseStatusGroup
CaseStatusGroup-OPEN = Open
CaseStatusGroup-CLOSED = Closed

## CentreStatus
CentreStatus-PLANNED = Planned
CentreStatus-OPEN = Open
CentreStatus-PAUSED = Paused
CentreStatus-CLOSED = Closed

## CentreType
CentreType-MULTIFUNCTIONAL = Multifunctional centre
CentreType-SHELTER_ACCOMMODATION = Shelter or accommodation
CentreType-INFORMATION_RESOURCE = Information and resource centre
CentreType-GOVERNMENT_RUN = Government-run centre
CentreType-HOTEL_PRIVATE_ACCOMMODATION = Hotel or private accommodation
CentreType-OTHER = Other centre
CentreType-TRANSIT_CENTRE = Transit centre
CentreType-SHELTER_VOT = Shelter for victims of trafficking
CentreType-SHELTER_UASC = Shelter for unaccompanied and separated children
CentreType-SAR_POST = Search and rescue post
CentreType-MOBILE_TEAM = Mobile team

## ClosureGroup
ClosureGroup-CLOSED = Work ended
ClosureGroup-LEFT = Person left
ClosureGroup-ADMINISTRATIVE = Administrative closure

## ClosureReason
ClosureReason-RETURNED_AVRR = Assisted voluntary return
ClosureReason-LEFT_CENTRE_VOLUNTARILY = Left the centre voluntarily
ClosureReason-TRANSFERRED = Case transferred
ClosureReason-DURABLE_SOLUTION_LOCAL = Local integration
ClosureReason-REFERRED_ASYLUM = Entered an asylum procedure
ClosureReason-REUNIFIED = Family reunification
ClosureReason-AGED_OUT = Reached adulthood
ClosureReason-LOST_CONTACT = Contact lost
ClosureReason-DECEASED = Deceased
ClosureReason-DUPLICATE = Duplicate case
ClosureReason-COMPLETED = Goals reached
ClosureReason-OTHER = Other reason

## ConsentGiver
ConsentGiver-SELF = The person
ConsentGiver-GUARDIAN = Guardian
ConsentGiver-CAREGIVER = Caregiver
ConsentGiver-COURT = Court
ConsentGiver-BEST_INTEREST_DECISION = Best interest determination

## ConsentMethod
ConsentMethod-WRITTEN = In writing
ConsentMethod-THUMBPRINT = Thumbprint
ConsentMethod-AUDIO = Audio recording
ConsentMethod-VIDEO = Video recording
ConsentMethod-VERBAL_CERTIFIED = Oral, certified by the worker

## ConsentStatus
ConsentStatus-DRAFT = Draft
ConsentStatus-NOT_YET_VALID = Not yet valid
ConsentStatus-ACTIVE = Valid
ConsentStatus-WITHDRAWN = Withdrawn
ConsentStatus-EXPIRED = Expired
ConsentStatus-SUPERSEDED = Replaced by a newer consent
ConsentStatus-REFUSED = Refused

## ConsularState
ConsularState-DRAFT = Draft
ConsularState-PROTECTION_SCREENING = Protection screening
ConsularState-BLOCKED_PROTECTION = Blocked for protection
ConsularState-READY = Ready
ConsularState-SUBMITTED = Submitted
ConsularState-ACKNOWLEDGED = Receipt confirmed
ConsularState-MORE_INFO_REQUIRED = More information requested
ConsularState-INTERVIEW_PROPOSED = Interview proposed
ConsularState-INTERVIEW_SCHEDULED = Interview scheduled
ConsularState-INTERVIEWED = Interview held
ConsularState-INTERVIEW_MISSED = Interview missed
ConsularState-NATIONALITY_CONFIRMED = Nationality confirmed
ConsularState-NATIONALITY_NOT_CONFIRMED = Nationality not confirmed
ConsularState-DOCUMENT_IN_PRODUCTION = Document in production
ConsularState-ISSUED = Document issued
ConsularState-DELIVERED = Document handed over
ConsularState-USED = Document used
ConsularState-EXPIRED = Document expired
ConsularState-RETURNED_UNUSED = Document returned unused
ConsularState-REFUSED = Refused
ConsularState-WITHDRAWN = Withdrawn
ConsularState-ON_HOLD_PROTECTION = On hold for protection

## ContactType
ContactType-PHONE = Telephone
ContactType-EMAIL = E-mail
ContactType-SOCIAL = Messaging or social network
ContactType-ADDRESS_IN_ORIGIN = Address in country of origin
ContactType-NEXT_OF_KIN = Next of kin

## CorrectionKind
CorrectionKind-CORRECTED = Corrected
CorrectionKind-ENDED = Ended
CorrectionKind-ENTERED_IN_ERROR = Entered in error

## CustodyEvent
CustodyEvent-RECEIVED = Received from the consulate
CustodyEvent-DELIVERED = Handed to the person
CustodyEvent-USED = Used for travel
CustodyEvent-EXPIRED = Expired
CustodyEvent-RETURNED_UNUSED = Returned unused

## DataClass
DataClass-PUBLIC = Public data
DataClass-OPERATIONAL_COARSE = Operational data, outline
DataClass-OPERATIONAL = Operational data
DataClass-IDENTITY_COARSE = Identity, outline
DataClass-IDENTITY = Identity
DataClass-CONTACT_COARSE = Contact details, outline
DataClass-CONTACT = Contact details
DataClass-LEGAL_COARSE = Legal matters, outline
DataClass-LEGAL = Legal matters
DataClass-ASSISTANCE_COARSE = Assistance, outline
DataClass-ASSISTANCE = Assistance
DataClass-JOURNEY_COARSE = Journey, outline
DataClass-JOURNEY = Journey
DataClass-PROTECTION_COARSE = Protection, outline
DataClass-PROTECTION = Protection
DataClass-MEDICAL_COARSE = Medical data, outline
DataClass-MEDICAL = Medical data
DataClass-ASYLUM_COARSE = International protection, outline
DataClass-ASYLUM = International protection
DataClass-STAFF_COARSE = Staff data, outline
DataClass-STAFF = Staff data
DataClass-LOCATION = Location of protected places
DataClass-SYSTEM = System data
DataClass-MEDICAL_EMERGENCY = Medical emergency
DataClass-MEDICAL_FITNESS = Fitness to travel
DataClass-STAFF_ASSIGNED = Assigned worker
DataClass-IDENTITY_MATCH = Check of identity
DataClass-READERS = Readers of the file

## DataSubjectRequest
DataSubjectRequest-ACCESS = Access to data
DataSubjectRequest-RECTIFICATION = Rectification of data
DataSubjectRequest-ERASURE = Erasure of data
DataSubjectRequest-RESTRICTION = Restriction of use
DataSubjectRequest-PORTABILITY = Data portability
DataSubjectRequest-OBJECTION = Objection to use
DataSubjectRequest-CONSENT_WITHDRAWAL = Withdrawal of consent
DataSubjectRequest-COMPLAINT = Complaint

## DeclineReason
DeclineReason-NO_CAPACITY = No free place
DeclineReason-OUT_OF_SCOPE_SERVICE = Outside the scope of the service
DeclineReason-NOT_ELIGIBLE_CRITERIA = Eligibility criteria not met
DeclineReason-OUT_OF_AREA = Outside the service area
DeclineReason-INSUFFICIENT_INFORMATION = Not enough information
DeclineReason-ALREADY_RECEIVING_SERVICE = Already receives the service
DeclineReason-CLIENT_DECLINED = Person declined the service
DeclineReason-CLIENT_UNREACHABLE = Person cannot be reached
DeclineReason-SAFETY_CONCERN = Safety concern
DeclineReason-NEEDS_HIGHER_LEVEL_OF_CARE = Higher level of care needed
DeclineReason-SERVICE_SUSPENDED = Service suspended
DeclineReason-CONSENT_INVALID = Consent not valid
DeclineReason-DUPLICATE_REFERRAL = Duplicate referral
DeclineReason-OTHER = Other reason

## DeterminantLevel
DeterminantLevel-INDIVIDUAL = Individual
DeterminantLevel-HOUSEHOLD = Household or family
DeterminantLevel-COMMUNITY = Community
DeterminantLevel-STRUCTURAL = Structural

## DocumentSeen
DocumentSeen-ORIGINAL = Original seen
DocumentSeen-COPY = Copy seen
DocumentSeen-DECLARED = Stated only

## FitToTravel
FitToTravel-FIT = Fit to travel
FitToTravel-UNFIT = Not fit to travel

## FitnessToTravel
FitnessToTravel-FIT = Fit to travel
FitnessToTravel-FIT_WITH_ESCORT = Fit to travel with escort
FitnessToTravel-DEFERRED = Decision deferred
FitnessToTravel-UNFIT = Not fit to travel

## Gate
Gate-A_INTERNATIONAL_PROTECTION = A: International protection
Gate-B_FEAR_OF_AUTHORITIES = B: Fear of the authorities
Gate-C_TRAFFICKING_RISK = C: Risk of trafficking in persons
Gate-D_CHILD = D: Child’s best interest
Gate-E_INFORMED_CONSENT = E: Informed consent

## GateOutcome
GateOutcome-PASS = Passed
GateOutcome-FAIL = Failed

## FamilyLinkStatus
FamilyLinkStatus-CLAIMED = Claimed
FamilyLinkStatus-VERIFIED = Verified
FamilyLinkStatus-DISPROVED = Disproved

## FamilyRelation
FamilyRelation-PARENT = Parent
FamilyRelation-CHILD = Child
FamilyRelation-SPOUSE = Spouse or partner
FamilyRelation-SIBLING = Sister or brother
FamilyRelation-GRANDPARENT = Grandparent
FamilyRelation-GRANDCHILD = Grandchild
FamilyRelation-GUARDIAN = Guardian
FamilyRelation-WARD = Ward
FamilyRelation-CAREGIVER = Caregiver
FamilyRelation-DEPENDANT = Dependant
FamilyRelation-OTHER_RELATIVE = Other relative

## HouseholdRole
HouseholdRole-HEAD = Head of the household
HouseholdRole-SPOUSE = Spouse or partner
HouseholdRole-CHILD = Child
HouseholdRole-PARENT = Parent
HouseholdRole-SIBLING = Brother or sister
HouseholdRole-OTHER_RELATIVE = Other relative
HouseholdRole-NOT_RELATED = Not related

## IdentifierType
IdentifierType-PASSPORT = Passport
IdentifierType-EMERGENCY_TRAVEL_CERTIFICATE = Emergency travel certificate
IdentifierType-LAISSEZ_PASSER_NATIONAL = National laissez-passer
IdentifierType-SAUF_CONDUIT = Safe conduct
IdentifierType-ECOWAS_TRAVEL_CERTIFICATE = ECOWAS travel certificate
IdentifierType-CONSULAR_CARD = Consular card
IdentifierType-NATIONALITY_CERTIFICATE = Certificate of nationality
IdentifierType-BIRTH_CERTIFICATE_EXTRACT = Birth certificate extract
IdentifierType-NATIONAL_ID = National identity card
IdentifierType-ICRC_EMERGENCY_TRAVEL_DOCUMENT = ICRC emergency travel document
IdentifierType-CONVENTION_TRAVEL_DOCUMENT = Refugee travel document
IdentifierType-OTHER = Other document

## ImmigrationStatus
ImmigrationStatus-REGULAR_LABOUR = Regular stay for work
ImmigrationStatus-REGULAR_FAMILY = Regular stay with family
ImmigrationStatus-REGULAR_STUDENT = Regular stay for study
ImmigrationStatus-VISITOR = Visitor
ImmigrationStatus-FREE_MOVEMENT_ECOWAS = ECOWAS free movement
ImmigrationStatus-IRREGULAR = Irregular status
ImmigrationStatus-ASYLUM_SEEKER = Asylum seeker
ImmigrationStatus-REFUGEE = Refugee
ImmigrationStatus-COMPLEMENTARY_PROTECTION = Complementary protection
ImmigrationStatus-STATELESS = Stateless person
ImmigrationStatus-AT_RISK_OF_STATELESSNESS = At risk of statelessness
ImmigrationStatus-NATIONAL_RETURNEE = Returnee in own country
ImmigrationStatus-STRANDED = Stranded migrant
ImmigrationStatus-UNDETERMINED = Not determined

## InterviewMode
InterviewMode-IN_PERSON = In person
InterviewMode-VIDEO = By video
InterviewMode-PHONE = By telephone

## InterviewOutcome
InterviewOutcome-HELD = Held
InterviewOutcome-MISSED = Missed

## InterviewSide
InterviewSide-REQUESTER = Requesting organisation
InterviewSide-CONSULATE = Consulate

## LanguageLevel
LanguageLevel-BASIC = Basic
LanguageLevel-CONVERSATIONAL = Conversational
LanguageLevel-FLUENT = Fluent
LanguageLevel-NATIVE = First language

## LegalBasis
LegalBasis-VITAL_INTEREST = Vital interest
LegalBasis-BEST_INTEREST_CHILD = Best interest of the child
LegalBasis-LEGAL_OBLIGATION = Legal obligation
LegalBasis-PUBLIC_HEALTH = Public health

## LegalOverrideState
LegalOverrideState-WAITING = Waiting for a decision
LegalOverrideState-IN_FORCE = In force
LegalOverrideState-REFUSED = Refused
LegalOverrideState-ENDED = Ended
LegalOverrideState-EXPIRED = Expired

## LiaisonState
LiaisonState-RECEIVED = Received
LiaisonState-IN_REVIEW = Under review
LiaisonState-INFORMATION_REQUESTED = Information requested
LiaisonState-INTERVIEW_PROPOSED = Interview proposed
LiaisonState-INTERVIEW_SCHEDULED = Interview scheduled
LiaisonState-INTERVIEWED = Interview held
LiaisonState-INTERVIEW_MISSED = Interview missed
LiaisonState-CONFIRMED = Nationality confirmed
LiaisonState-NOT_CONFIRMED = Nationality not confirmed
LiaisonState-IN_PRODUCTION = Document in production
LiaisonState-ISSUED = Document issued
LiaisonState-DELIVERED = Document handed over
LiaisonState-CLOSED = Closed
LiaisonState-REFUSED = Refused
LiaisonState-CLOSED_BY_REQUESTER = Closed by requesting organisation

## MaritalStatus
MaritalStatus-SINGLE = Never married
MaritalStatus-MARRIED = Married
MaritalStatus-UNION = Living as a couple
MaritalStatus-SEPARATED = Separated
MaritalStatus-DIVORCED = Divorced
MaritalStatus-WIDOWED = Widowed
MaritalStatus-UNKNOWN = Not known

## MatchingEndReason
MatchingEndReason-TAKEN_OUT = Taken out of the matching
MatchingEndReason-EXPIRED = Time is over
MatchingEndReason-CONSENT_ENDED = Consent ended
MatchingEndReason-CASE_CLOSED = Case closed
MatchingEndReason-CASE_MOVED = Case moved to another organisation
MatchingEndReason-ACCESS_RESTRICTED = Access to the case restricted
MatchingEndReason-CHANGED_TOO_OFTEN = Data changed too often

## NameType
NameType-CLAIMED = As stated
NameType-DOCUMENT = As in a document
NameType-ALIAS = Other name used
NameType-TRANSLITERATION = Other script

## NationalityBasis
NationalityBasis-CLAIMED = Stated by the person
NationalityBasis-DOCUMENTED = Stated in a document
NationalityBasis-CONFIRMED = Confirmed by the State

## NotCompletedReason
NotCompletedReason-CLIENT_NO_SHOW = Person did not come
NotCompletedReason-CLIENT_WITHDREW = Person changed their mind
NotCompletedReason-CLIENT_UNREACHABLE = Person cannot be reached
NotCompletedReason-CLIENT_LEFT_AREA = Person left the area
NotCompletedReason-NO_LONGER_ELIGIBLE = No longer eligible
NotCompletedReason-SERVICE_UNAVAILABLE = Service no longer available
NotCompletedReason-SAFETY_CONCERN = Safety concern
NotCompletedReason-OTHER = Other reason

## OrganisationType
OrganisationType-IOM = International Organization for Migration
OrganisationType-UN_AGENCY = Other United Nations agency
OrganisationType-INTL_NGO = International NGO
OrganisationType-NATIONAL_NGO = National NGO
OrganisationType-GOV_HOST_SOCIAL = Social services, host State
OrganisationType-GOV_HOST_ANTITRAFFICKING = Anti-trafficking agency, host State
OrganisationType-GOV_HOST_ASYLUM = Asylum authority, host State
OrganisationType-GOV_HOST_ENFORCEMENT = Law enforcement, host State
OrganisationType-GOV_ORIGIN_CONSULAR = Consulate of a State of origin
OrganisationType-RED_CROSS = Red Cross or Red Crescent
OrganisationType-HEALTH_FACILITY = Health facility
OrganisationType-COMMUNITY_ORG = Community organisation
OrganisationType-DONOR = Donor
OrganisationType-RESEARCH = Research institution

## PersonMatchState
PersonMatchState-PROPOSED = Waits for your answer
PersonMatchState-WAITING = You agreed
PersonMatchState-AGREED = Both agreed
PersonMatchState-DECLINED = You declined
PersonMatchState-EXPIRED = Expired
PersonMatchState-ENDED = Ended

## PostKind
PostKind-EMBASSY = Embassy
PostKind-CONSULATE = Consulate

## Priority
Priority-LOW = Low
Priority-NORMAL = Normal
Priority-HIGH = High
Priority-CRITICAL = Critical

## ProtectionSign
ProtectionSign-ASYLUM_STATUS = Status of international protection
ProtectionSign-ASYLUM_CLOSURE = Case closed for asylum procedure
ProtectionSign-ASYLUM_REFERRAL = Referral for asylum
ProtectionSign-ASYLUM_TRANSFER = Transfer to an asylum body
ProtectionSign-REFUGEE_DOCUMENT = Refugee travel document
ProtectionSign-STATELESS_NATIONALITY = Nationality code of statelessness or refugee
ProtectionSign-STATELESSNESS_RISK = Risk of statelessness
ProtectionSign-PROTECTION_WITHDRAWAL = Request withdrawn for international protection
ProtectionSign-FAILED_GATE = Failed protection gate

## Purpose
Purpose-CASE_MANAGEMENT = Case management
Purpose-REFERRAL_SERVICE = Referral to a service
Purpose-TRANSFER = Transfer of the case
Purpose-CONSULAR_DOCUMENT = Consular document
Purpose-RETURN_TRAVEL = Return travel
Purpose-REINTEGRATION = Reintegration
Purpose-FAMILY_TRACING = Family tracing
Purpose-LEGAL_PROCEEDING = Legal proceeding
Purpose-MEDICAL_CARE = Medical care
Purpose-STATISTICS_ANON = Anonymous statistics
Purpose-RESEARCH = Research
Purpose-MEDIA = Media

## QuestionCode
QuestionCode-FULL_NAME_SPELLING = Spelling of the full name
QuestionCode-OTHER_NAMES_USED = Other names used
QuestionCode-BIRTH_DATE_DETAIL = Exact date of birth
QuestionCode-BIRTH_PLACE_DETAIL = Exact place of birth
QuestionCode-FATHER_FULL_NAME = Father’s full name
QuestionCode-MOTHER_FULL_NAME = Mother’s full name
QuestionCode-LAST_ADDRESS_IN_COUNTRY = Last address in the country
QuestionCode-COMMUNITY_LEADER = Community leader
QuestionCode-SCHOOL_ATTENDED = Last school attended
QuestionCode-DOCUMENT_PREVIOUSLY_HELD = Documents held before
QuestionCode-BIRTH_REGISTRATION = Birth registration
QuestionCode-COPY_OF_EVIDENCE = Better copy of evidence

## ReferralEndReason
ReferralEndReason-CONSENT_WITHDRAWN = Consent withdrawn
ReferralEndReason-CONSENT_EXPIRED = Consent expired
ReferralEndReason-CONSENT_NARROWED = Not covered by newer consent
ReferralEndReason-PROTECTION_HOLD = Stopped for protection
ReferralEndReason-SENDER_REQUEST = Ended by the sender
ReferralEndReason-DATA_PROTECTION = Stopped for data protection
ReferralEndReason-LEGAL_BASIS_ENDED = Legal basis ended
ReferralEndReason-CASE_CLOSED = Case closed
ReferralEndReason-ENTERED_IN_ERROR = Entered in error
ReferralEndReason-OTHER = Other reason

## ReferralOutcome
ReferralOutcome-SERVICE_PROVIDED = Service provided
ReferralOutcome-PARTIALLY_PROVIDED = Service partly provided
ReferralOutcome-NO_LONGER_NEEDED = Service no longer needed
ReferralOutcome-REFERRED_ONWARD = Referred to another service

## ReferralReason
ReferralReason-EMERGENCY = Emergency
ReferralReason-ASSESSMENT = Needs assessment
ReferralReason-SERVICE_NEEDED = Service needed
ReferralReason-SPECIALIST_NEEDED = Specialist needed
ReferralReason-CONTINUATION = Continuation of a service
ReferralReason-NOT_AVAILABLE_HERE = Not available at the sender
ReferralReason-PERSON_REQUEST = Requested by the person
ReferralReason-OTHER = Other reason

## ReferralState
ReferralState-DRAFT = Draft
ReferralState-SENT = Sent
ReferralState-ACKNOWLEDGED = Receipt confirmed
ReferralState-UNDER_REVIEW = Under review
ReferralState-INFO_REQUESTED = Information requested
ReferralState-ACCEPTED = Accepted
ReferralState-SCHEDULED = Scheduled
ReferralState-IN_PROGRESS = In progress
ReferralState-NO_SHOW = Did not come
ReferralState-COMPLETED = Completed
ReferralState-NOT_COMPLETED = Not completed
ReferralState-DECLINED = Declined
ReferralState-REDIRECTED = Redirected
ReferralState-CANCELLED = Cancelled
ReferralState-REVOKED = Revoked
ReferralState-EXPIRED = Expired
ReferralState-ENTERED_IN_ERROR = Entered in error

## RefusalReason
RefusalReason-NATIONALITY_NOT_ESTABLISHED = Nationality not established
RefusalReason-IDENTITY_NOT_ESTABLISHED = Identity not established
RefusalReason-INSUFFICIENT_EVIDENCE = Not enough evidence
RefusalReason-NO_SHOW_INTERVIEW = Did not come to interview
RefusalReason-APPLICANT_DECLINED = Person declined
RefusalReason-OTHER_NATIONALITY_INDICATED = Signs of another nationality
RefusalReason-MINOR_WITHOUT_GUARDIAN_DECISION = Child without guardian’s decision
RefusalReason-POST_NOT_COMPETENT = Another post is competent
RefusalReason-OTHER = Other reason

## Relation
Relation-ASSIGNED = Case assigned to you
Relation-OWN_CENTRE = Case in your centre
Relation-OWN_ORGANISATION = Case of your organisation
Relation-REFERRAL_PENDING = Referral or transfer waiting
Relation-REFERRAL_ACTIVE = Case shared with you
Relation-REFERRAL_CLOSED = Ended referral
Relation-COUNTRY_OVERSIGHT = Oversight of the country
Relation-CONSULAR_CONSENT = Consent to consular request
Relation-CONSULAR_PACKET = Open consular packet
Relation-CONSULAR_PACKET_CLOSED = Closed consular packet
Relation-STATISTICS = Statistics only
Relation-DIRECTORY = Entry of the directory

## RiskLevel
RiskLevel-LOW = Low
RiskLevel-MEDIUM = Medium
RiskLevel-HIGH = High
RiskLevel-IMMINENT = Imminent

## Role
Role-CASE_WORKER = Case worker
Role-CENTRE_MANAGER = Centre manager
Role-PROTECTION_OFFICER = Protection officer
Role-MEDICAL_OFFICER = Medical officer
Role-CONSULAR_WORKER = Consular worker
Role-SAR_OPERATOR = Search and rescue operator
Role-NGO_FOCAL_POINT = NGO focal point
Role-GOVERNMENT_LIAISON = Consular liaison, State of origin
Role-GOVERNMENT_HOST_OFFICER = Officer of the host State
Role-ANALYST = Analyst
Role-DONOR = Donor
Role-AUDITOR = Auditor
Role-DATA_PROTECTION_OFFICER = Data protection officer
Role-ADMINISTRATOR = Administrator
Role-SERVICE_ACCOUNT = Service account

## ServiceGroup
ServiceGroup-BASIC_ASSISTANCE = Basic assistance
ServiceGroup-HEALTH = Health
ServiceGroup-SPECIALISED_ASSISTANCE = Specialised assistance
ServiceGroup-RETURN_AND_REINTEGRATION = Return and reintegration
ServiceGroup-TRAINING_AND_EDUCATION = Training and education
ServiceGroup-TRANSPORT = Transport
ServiceGroup-INFORMATION_AND_OTHER = Information and other services

## ServiceStatus
ServiceStatus-ACTIVE = Takes referrals
ServiceStatus-PAUSED = Paused
ServiceStatus-FULL = Full
ServiceStatus-CLOSED = Closed

## ServiceType
ServiceType-SHELTER = Shelter
ServiceType-FOOD = Food
ServiceType-NFI = Non-food items
ServiceType-WASH = Water, sanitation and hygiene
ServiceType-HEALTH_PRIMARY = Primary health care
ServiceType-HEALTH_EMERGENCY = Emergency health care
ServiceType-HEALTH_SRH = Sexual and reproductive health care
ServiceType-NUTRITION = Nutrition
ServiceType-MHPSS = Mental health and psychosocial support
ServiceType-PROTECTION_CASE_MGMT = Protection case management
ServiceType-CHILD_PROTECTION = Child protection
ServiceType-GBV = Support after gender-based violence
ServiceType-VOT_SUPPORT = Support for victims of trafficking
ServiceType-SAFE_SHELTER = Protected shelter
ServiceType-FAMILY_TRACING = Family tracing and reunification
ServiceType-LEGAL_AID = Legal aid
ServiceType-ASYLUM_REFERRAL = Referral to asylum procedures
ServiceType-CONSULAR_LIAISON = Consular liaison
ServiceType-DOCUMENTATION = Civil documents
ServiceType-AVRR_COUNSELLING = Counselling on assisted voluntary return
ServiceType-RETURN_TRAVEL = Voluntary return travel
ServiceType-REINTEGRATION = Reintegration
ServiceType-VOCATIONAL_TRAINING = Vocational training
ServiceType-BUSINESS_TRAINING = Business training
ServiceType-EDUCATION = Education
ServiceType-RECREATION = Recreation
ServiceType-CASH_VOUCHER = Cash or vouchers
ServiceType-INTERPRETATION = Interpretation and translation
ServiceType-INFORMATION = Information and orientation
ServiceType-SAR_TRANSPORT = Transport after rescue
ServiceType-DISABILITY_REHAB = Disability rehabilitation and aids
ServiceType-OTHER = Other service

## Severity
Severity-LOW = Low
Severity-MODERATE = Moderate
Severity-HIGH = High
Severity-SEVERE = Severe

## Sex
Sex-FEMALE = Female
Sex-MALE = Male
Sex-OTHER = Other answer
Sex-NOT_STATED = Prefers not to say
Sex-UNKNOWN = Not asked yet

## ShareEndReason
ShareEndReason-PERIOD_ENDED = Agreed period over
ShareEndReason-SENDER_REQUEST = Ended by the sender
ShareEndReason-CONSENT_WITHDRAWN = Consent withdrawn
ShareEndReason-CONSENT_ENDED = Consent expired or replaced
ShareEndReason-PROTECTION_HOLD = Stopped for protection
ShareEndReason-DATA_PROTECTION = Stopped for data protection
ShareEndReason-CASE_CLOSED = Case closed
ShareEndReason-CASE_TRANSFERRED = Case transferred
ShareEndReason-ENTERED_IN_ERROR = Entered in error
ShareEndReason-ORDER_ENDED = Legal order ended
ShareEndReason-LEGAL_BASIS_ENDED = Legal basis ended
ShareEndReason-OTHER = Other reason

## StatisticsDimension
StatisticsDimension-PERIOD = Period
StatisticsDimension-COUNTRY = Country
StatisticsDimension-CENTRE = Centre
StatisticsDimension-ORGANISATION = Organisation
StatisticsDimension-SERVICE_GROUP = Service group
StatisticsDimension-URGENCY = Urgency
StatisticsDimension-STATE = State
StatisticsDimension-NATIONALITY = Nationality
StatisticsDimension-SEX = Sex
StatisticsDimension-AGE_BAND = Age band
StatisticsDimension-PROTECTION_CONCERN = Protection concern
StatisticsDimension-MEDICAL_NEED = Medical need
StatisticsDimension-INTERNATIONAL_PROTECTION = International protection

## StatisticsInterval
StatisticsInterval-MONTH = Month
StatisticsInterval-QUARTER = Quarter
StatisticsInterval-YEAR = Year

## StatisticsMeasure
StatisticsMeasure-PEOPLE = People
StatisticsMeasure-CASES = Cases opened
StatisticsMeasure-REFERRALS_SENT = Referrals sent
StatisticsMeasure-REFERRALS_ACCEPTED = Referrals accepted
StatisticsMeasure-REFERRALS_DECLINED = Referrals declined
StatisticsMeasure-REFERRALS_UNANSWERED = Referrals without a decision
StatisticsMeasure-REFERRALS_OVERDUE = Overdue referrals
StatisticsMeasure-HOURS_TO_ACKNOWLEDGE_MEDIAN = Hours to acknowledgement, median
StatisticsMeasure-HOURS_TO_ACKNOWLEDGE_P90 = Hours to acknowledgement, 90th percentile
StatisticsMeasure-HOURS_TO_DECIDE_MEDIAN = Hours to decision, median
StatisticsMeasure-HOURS_TO_DECIDE_P90 = Hours to decision, 90th percentile
StatisticsMeasure-CONSULAR_REQUESTS = Consular requests
StatisticsMeasure-OCCUPANCY = Occupancy
StatisticsMeasure-DAYS_OF_STAY_MEDIAN = Days of stay, median
StatisticsMeasure-DAYS_OF_STAY_P90 = Days of stay, 90th percentile

## StatisticsState
StatisticsState-OPEN = Open case
StatisticsState-CLOSED = Closed case
StatisticsState-WAITING = Waiting referral
StatisticsState-ACCEPTED = Accepted referral
StatisticsState-COMPLETED = Completed referral
StatisticsState-NOT_COMPLETED = Referral not completed
StatisticsState-DECLINED = Declined referral
StatisticsState-EXPIRED = Expired referral
StatisticsState-ENDED = Referral cancelled or revoked
StatisticsState-IN_PREPARATION = Consular request in preparation
StatisticsState-WITH_CONSULATE = Consular request at the consulate
StatisticsState-CONFIRMED = Nationality confirmed
StatisticsState-ISSUED = Document issued
StatisticsState-REFUSED = Consular request refused
StatisticsState-DROPPED = Consular request ended otherwise

## StayExitGroup
StayExitGroup-MOVED = Moved within the centre
StayExitGroup-LEFT = Left the centre

## StayExitReason
StayExitReason-MOVED = Moved within the centre
StayExitReason-TRANSFERRED = Case transferred
StayExitReason-RETURNED = Return to country of origin
StayExitReason-LEFT_VOLUNTARILY = Left voluntarily
StayExitReason-LOST_CONTACT = Contact lost
StayExitReason-SETTLED = Settled elsewhere
StayExitReason-REUNIFIED = Family reunification
StayExitReason-DECEASED = Deceased
StayExitReason-OTHER = Other reason

## TaskKind
TaskKind-REFERRAL_TO_ANSWER = Referral to answer
TaskKind-REFERRAL_QUESTION_TO_ANSWER = Question about a referral to answer
TaskKind-REFERRAL_TO_PLACE_AGAIN = Referral that needs another provider
TaskKind-REFERRAL_ESCALATED_TO_PROTECTION = Overdue referral for protection
TaskKind-REFERRAL_ESCALATED_TO_MANAGER = Overdue referral for the manager
TaskKind-APPOINTMENT_TO_RECORD = Appointment without an outcome
TaskKind-TRANSFER_TO_APPROVE = Transfer to approve
TaskKind-TRANSFER_TO_OFFER = Transfer to offer
TaskKind-TRANSFER_TO_ANSWER = Transfer to answer
TaskKind-TRANSFER_TO_HAND_OVER = Handover to confirm
TaskKind-CASE_TO_ASSIGN = Case without a case worker
TaskKind-CASE_TO_REVIEW = Case to review
TaskKind-DEPARTURE_TO_RECORD = Departure to record
TaskKind-CONSENT_TO_RENEW = Consent that ends soon
TaskKind-LEGAL_OVERRIDE_TO_DECIDE = Sharing without consent to decide
TaskKind-LEGAL_OVERRIDE_TO_RENEW = Sharing without consent that ends soon
TaskKind-LEGAL_ORDER_TO_APPROVE = Legal order to approve
TaskKind-BEST_INTEREST_TO_DECIDE = Best interest determination to decide
TaskKind-PERSON_MATCH_TO_ANSWER = Match of a person to answer
TaskKind-CONSULAR_REQUEST_TO_SCREEN = Consular request to screen
TaskKind-CONSULAR_QUESTION_TO_ANSWER = Question of a consulate to answer
TaskKind-CONSULAR_INTERVIEW_TO_CONFIRM = Consular interview to confirm
TaskKind-NATIONALITY_TO_RECORD = Confirmed nationality to record

## TransferReason
TransferReason-NO_CAPACITY_HERE = The centre is full
TransferReason-CENTRE_CLOSES = The centre closes
TransferReason-SERVICES_THERE = Services at the other centre
TransferReason-JOURNEY = Continues the journey
TransferReason-PERSON_REQUEST = Requested by the person
TransferReason-OTHER = Other reason

## TransferState
TransferState-PROPOSED = Proposed
TransferState-MANAGER_APPROVED = Approved by the manager
TransferState-OFFERED = Offered to the receiver
TransferState-ACCEPTED = Accepted
TransferState-HANDED_OVER = Handed over
TransferState-DECLINED = Declined
TransferState-CANCELLED = Cancelled

## Urgency
Urgency-IMMEDIATE = Immediate (3 hours)
Urgency-EMERGENCY = Emergency (24 hours)
Urgency-URGENT = Urgent (72 hours)
Urgency-ROUTINE = Routine (14 days)

## VulnerabilityCategory
VulnerabilityCategory-UNACCOMPANIED_CHILD = Unaccompanied child
VulnerabilityCategory-SEPARATED_CHILD = Separated child
VulnerabilityCategory-CHILD_AT_RISK = Child at risk
VulnerabilityCategory-CHILD_PARENT = Child who is a parent
VulnerabilityCategory-SINGLE_PARENT = Single parent
VulnerabilityCategory-PREGNANT_LACTATING = Pregnant or breastfeeding
VulnerabilityCategory-OLDER_PERSON = Older person
VulnerabilityCategory-DISABILITY_PHYSICAL = Physical disability
VulnerabilityCategory-DISABILITY_SENSORY = Sensory disability
VulnerabilityCategory-DISABILITY_INTELLECTUAL = Intellectual disability
VulnerabilityCategory-DISABILITY_MENTAL = Psychosocial disability
VulnerabilityCategory-SERIOUS_MEDICAL = Serious medical condition
VulnerabilityCategory-CHRONIC_ILLNESS = Chronic illness
VulnerabilityCategory-MALNOURISHED = Malnutrition
VulnerabilityCategory-MENTAL_DISTRESS = Mental distress
VulnerabilityCategory-VOT_PRESUMED = Presumed victim of trafficking
VulnerabilityCategory-VOT_CONFIRMED = Identified victim of trafficking
VulnerabilityCategory-FORCED_LABOUR = Victim of forced labour
VulnerabilityCategory-GBV_SURVIVOR = Survivor of gender-based violence
VulnerabilityCategory-TORTURE_SURVIVOR = Survivor of torture
VulnerabilityCategory-WITNESS_AT_RISK = Witness at risk
VulnerabilityCategory-DETENTION_SURVIVOR = Survivor of detention on the way
VulnerabilityCategory-SMUGGLED_DEBT_BONDED = In debt to smugglers
VulnerabilityCategory-STATELESS_RISK = At risk of statelessness
VulnerabilityCategory-NO_DOCUMENTS = Without documents
VulnerabilityCategory-SOGIESC_RISK = Risk due to sexual orientation or gender
VulnerabilityCategory-VICTIM_OF_EXPULSION_VIOLENCE = Victim of violence during expulsion
VulnerabilityCategory-DESERT_RESCUE_SURVIVOR = Rescued from the desert
VulnerabilityCategory-STRANDED = Stranded migrant
VulnerabilityCategory-SUBSTANCE_DEPENDENCE = Substance dependence
VulnerabilityCategory-OTHER = Other vulnerability

## VulnerabilitySource
VulnerabilitySource-SELF_REPORTED = The person’s own statement
VulnerabilitySource-FAMILY_OR_COMMUNITY = Family or community
VulnerabilitySource-STAFF_OBSERVATION = Observation by staff
VulnerabilitySource-SCREENING = Screening interview
VulnerabilitySource-MEDICAL_ASSESSMENT = Medical assessment
VulnerabilitySource-PARTNER_REFERRAL = Referral from a partner

## Weekday
Weekday-MO = Monday
Weekday-TU = Tuesday
Weekday-WE = Wednesday
Weekday-TH = Thursday
Weekday-FR = Friday
Weekday-SA = Saturday
Weekday-SU = Sunday

## WebhookDeliveryKind
WebhookDeliveryKind-CASES_CHANGED = Cases changed
WebhookDeliveryKind-CHANGES_EXPIRED = Changes expired
WebhookDeliveryKind-TEST = Test

## WebhookDeliveryState
WebhookDeliveryState-QUEUED = Waiting
WebhookDeliveryState-RETRYING = Being tried again
WebhookDeliveryState-DELIVERED = Delivered
WebhookDeliveryState-FAILED = Failed

## WebhookEventKind
WebhookEventKind-CASE_CHANGED = Case changed
WebhookEventKind-CASE_LEFT = Case no longer accessible

## WebhookPauseReason
WebhookPauseReason-REQUESTED = Paused on request
WebhookPauseReason-GONE = End point no longer exists
WebhookPauseReason-FAILING = Failed repeatedly
WebhookPauseReason-WORKER_ENDED = Account of the program ended

## WithdrawalReason
WithdrawalReason-APPLICANT_CHANGED_MIND = Person changed their mind
WithdrawalReason-CONSENT_ENDED = Consent withdrawn or expired
WithdrawalReason-INTERNATIONAL_PROTECTION = International protection
WithdrawalReason-PROTECTION_CONCERN = Other protection concern
WithdrawalReason-DUPLICATE = Duplicate request
WithdrawalReason-ENTERED_IN_ERROR = Entered in error
WithdrawalReason-DECEASED = Deceased
WithdrawalReason-CASE_CLOSED = Case closed
WithdrawalReason-OTHER = Other reason
