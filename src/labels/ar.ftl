# تسميات رموز المخطط بالعربية. المصطلحات: docs/terms.md.

## AccessMode
AccessMode-STANDARD = وصول عادي
AccessMode-RESTRICTED = وصول مقيد
AccessMode-SEALED = ملف حالة مختوم

## AgeBand
AgeBand-FROM_0_TO_4 = من 0 إلى 4 سنوات
AgeBand-FROM_5_TO_11 = من 5 إلى 11 سنة
AgeBand-FROM_12_TO_14 = من 12 إلى 14 سنة
AgeBand-FROM_15_TO_17 = من 15 إلى 17 سنة
AgeBand-FROM_18_TO_24 = من 18 إلى 24 سنة
AgeBand-FROM_25_TO_29 = من 25 إلى 29 سنة
AgeBand-FROM_30_TO_39 = من 30 إلى 39 سنة
AgeBand-FROM_40_TO_59 = من 40 إلى 59 سنة
AgeBand-FROM_60 = 60 سنة فأكثر
AgeBand-UNKNOWN = العمر غير معروف

## BestInterestOutcome
BestInterestOutcome-IN_FAVOUR = في مصلحة الطفل الفضلى
BestInterestOutcome-AGAINST = ليس في مصلحة الطفل الفضلى
BestInterestOutcome-DEFERRED = القرار مؤجل

## BirthDatePrecision
BirthDatePrecision-EXACT = تاريخ دقيق
BirthDatePrecision-MONTH = الشهر معروف
BirthDatePrecision-YEAR = السنة معروفة
BirthDatePrecision-ESTIMATED = سنة تقديرية

## CapacityOutcome
CapacityOutcome-HAS_CAPACITY = قادر على اتخاذ القرار
CapacityOutcome-DECIDES_WITH_SUPPORT = قادر على اتخاذ القرار بمساندة
CapacityOutcome-LACKS_CAPACITY = غير قادر على اتخاذ القرار

## CaseStatus
CaseStatus-INTAKE = الاستقبال الأولي
CaseStatus-OPEN = مفتوح
CaseStatus-ACTIVE = نشط
CaseStatus-ON_HOLD = معلق
CaseStatus-TRANSFERRED = منقول
CaseStatus-CLOSED = مغلق
CaseStatus-REOPENED = أعيد فتحه
CaseStatus-DUPLICATE = مكرر
CaseStatus-ARCHIVED = مؤرشف

## CaseStatusGroup
CaseStatusGroup-OPEN = مفتوح
CaseStatusGroup-CLOSED = مغلق

## CentreStatus
CentreStatus-PLANNED = مخطط له
CentreStatus-OPEN = مفتوح
CentreStatus-PAUSED = متوقف مؤقتا
CentreStatus-CLOSED = مغلق

## CentreType
CentreType-MULTIFUNCTIONAL = مركز متعدد الخدمات
CentreType-SHELTER_ACCOMMODATION = مأوى أو مكان إيواء
CentreType-INFORMATION_RESOURCE = مركز معلومات وموارد
CentreType-GOVERNMENT_RUN = مركز تديره الحكومة
CentreType-HOTEL_PRIVATE_ACCOMMODATION = فندق أو سكن خاص
CentreType-OTHER = مركز آخر
CentreType-TRANSIT_CENTRE = مركز عبور
CentreType-SHELTER_VOT = مأوى لضحايا الاتجار بالأشخاص
CentreType-SHELTER_UASC = مأوى للأطفال غير المصحوبين أو المنفصلين عن ذويهم
CentreType-SAR_POST = نقطة بحث وإنقاذ
CentreType-MOBILE_TEAM = فريق متنقل

## ClosureGroup
ClosureGroup-CLOSED = انتهت المتابعة
ClosureGroup-LEFT = غادر الشخص
ClosureGroup-ADMINISTRATIVE = إغلاق إداري

## ClosureReason
ClosureReason-RETURNED_AVRR = المساعدة على العودة الطوعية
ClosureReason-LEFT_CENTRE_VOLUNTARILY = غادر المركز طوعا
ClosureReason-TRANSFERRED = نقل ملف الحالة
ClosureReason-DURABLE_SOLUTION_LOCAL = الإدماج المحلي
ClosureReason-REFERRED_ASYLUM = الدخول في إجراءات اللجوء
ClosureReason-REUNIFIED = لم شمل الأسرة
ClosureReason-AGED_OUT = بلوغ سن الرشد
ClosureReason-LOST_CONTACT = انقطاع الاتصال
ClosureReason-DECEASED = الوفاة
ClosureReason-DUPLICATE = ملف حالة مكرر
ClosureReason-COMPLETED = تحققت الأهداف
ClosureReason-OTHER = سبب آخر

## ConsentGiver
ConsentGiver-SELF = الشخص نفسه
ConsentGiver-GUARDIAN = الوصي
ConsentGiver-CAREGIVER = مقدم الرعاية
ConsentGiver-COURT = المحكمة
ConsentGiver-BEST_INTEREST_DECISION = تحديد مصلحة الطفل الفضلى

## ConsentMethod
ConsentMethod-WRITTEN = كتابيا
ConsentMethod-THUMBPRINT = بصمة الإبهام
ConsentMethod-AUDIO = تسجيل صوتي
ConsentMethod-VIDEO = تسجيل مرئي
ConsentMethod-VERBAL_CERTIFIED = شفهيا بتصديق العامل

## ConsentStatus
ConsentStatus-DRAFT = مسودة
ConsentStatus-NOT_YET_VALID = لم تسر بعد
ConsentStatus-ACTIVE = سارية
ConsentStatus-WITHDRAWN = مسحوبة
ConsentStatus-EXPIRED = منتهية الصلاحية
ConsentStatus-SUPERSEDED = حلت محلها موافقة أحدث
ConsentStatus-REFUSED = مرفوضة

## ConsularState
ConsularState-DRAFT = مسودة
ConsularState-PROTECTION_SCREENING = فحص الحماية
ConsularState-BLOCKED_PROTECTION = موقوف لدواعي الحماية
ConsularState-READY = جاهز
ConsularState-SUBMITTED = مقدم
ConsularState-ACKNOWLEDGED = تم تأكيد الاستلام
ConsularState-MORE_INFO_REQUIRED = طلبت معلومات إضافية
ConsularState-INTERVIEW_PROPOSED = مقابلة مقترحة
ConsularState-INTERVIEW_SCHEDULED = تم تحديد موعد المقابلة
ConsularState-INTERVIEWED = أجريت المقابلة
ConsularState-INTERVIEW_MISSED = لم تجر المقابلة
ConsularState-NATIONALITY_CONFIRMED = تم تأكيد الجنسية
ConsularState-NATIONALITY_NOT_CONFIRMED = لم يتم تأكيد الجنسية
ConsularState-DOCUMENT_IN_PRODUCTION = الوثيقة قيد الإعداد
ConsularState-ISSUED = صدرت الوثيقة
ConsularState-DELIVERED = سلمت الوثيقة
ConsularState-USED = استخدمت الوثيقة
ConsularState-EXPIRED = انتهت صلاحية الوثيقة
ConsularState-RETURNED_UNUSED = أعيدت الوثيقة دون استخدام
ConsularState-REFUSED = مرفوض
ConsularState-WITHDRAWN = مسحوب
ConsularState-ON_HOLD_PROTECTION = معلق لدواعي الحماية

## ContactType
ContactType-PHONE = هاتف
ContactType-EMAIL = بريد إلكتروني
ContactType-SOCIAL = تطبيق مراسلة أو شبكة اجتماعية
ContactType-ADDRESS_IN_ORIGIN = العنوان في بلد الأصل
ContactType-NEXT_OF_KIN = أقرب الأقارب

## CorrectionKind
CorrectionKind-CORRECTED = مصحح
CorrectionKind-ENDED = منته
CorrectionKind-ENTERED_IN_ERROR = مدخل بالخطأ

## CustodyEvent
CustodyEvent-RECEIVED = استلمت من القنصلية
CustodyEvent-DELIVERED = سلمت إلى الشخص
CustodyEvent-USED = استخدمت للسفر
CustodyEvent-EXPIRED = منتهية الصلاحية
CustodyEvent-RETURNED_UNUSED = أعيدت دون استخدام

## DataClass
DataClass-PUBLIC = بيانات عامة
DataClass-OPERATIONAL_COARSE = بيانات تشغيلية، موجز
DataClass-OPERATIONAL = بيانات تشغيلية
DataClass-IDENTITY_COARSE = الهوية، موجز
DataClass-IDENTITY = الهوية
DataClass-CONTACT_COARSE = بيانات الاتصال، موجز
DataClass-CONTACT = بيانات الاتصال
DataClass-LEGAL_COARSE = المسائل القانونية، موجز
DataClass-LEGAL = المسائل القانونية
DataClass-ASSISTANCE_COARSE = المساعدة، موجز
DataClass-ASSISTANCE = المساعدة
DataClass-JOURNEY_COARSE = رحلة الهجرة، موجز
DataClass-JOURNEY = رحلة الهجرة
DataClass-PROTECTION_COARSE = الحماية، موجز
DataClass-PROTECTION = الحماية
DataClass-MEDICAL_COARSE = بيانات طبية، موجز
DataClass-MEDICAL = بيانات طبية
DataClass-ASYLUM_COARSE = الحماية الدولية، موجز
DataClass-ASYLUM = الحماية الدولية
DataClass-STAFF_COARSE = بيانات الموظفين، موجز
DataClass-STAFF = بيانات الموظفين
DataClass-LOCATION = موقع الأماكن المحمية
DataClass-SYSTEM = بيانات النظام
DataClass-MEDICAL_EMERGENCY = حالة طوارئ طبية
DataClass-MEDICAL_FITNESS = اللياقة للسفر
DataClass-STAFF_ASSIGNED = العامل المكلف
DataClass-IDENTITY_MATCH = التحقق من الهوية
DataClass-READERS = المطلعون على ملف الحالة

## DataSubjectRequest
DataSubjectRequest-ACCESS = الاطلاع على البيانات
DataSubjectRequest-RECTIFICATION = تصحيح البيانات
DataSubjectRequest-ERASURE = محو البيانات
DataSubjectRequest-RESTRICTION = تقييد معالجة البيانات
DataSubjectRequest-PORTABILITY = نقل البيانات
DataSubjectRequest-OBJECTION = الاعتراض على معالجة البيانات
DataSubjectRequest-CONSENT_WITHDRAWAL = سحب الموافقة
DataSubjectRequest-COMPLAINT = شكوى

## DeclineReason
DeclineReason-NO_CAPACITY = لا يوجد مكان شاغر
DeclineReason-OUT_OF_SCOPE_SERVICE = خارج نطاق الخدمة
DeclineReason-NOT_ELIGIBLE_CRITERIA = معايير الأهلية غير مستوفاة
DeclineReason-OUT_OF_AREA = خارج منطقة الخدمة
DeclineReason-INSUFFICIENT_INFORMATION = معلومات غير كافية
DeclineReason-ALREADY_RECEIVING_SERVICE = يحصل على الخدمة بالفعل
DeclineReason-CLIENT_DECLINED = لم يرغب الشخص في الخدمة
DeclineReason-CLIENT_UNREACHABLE = تعذر الاتصال بالشخص
DeclineReason-SAFETY_CONCERN = دواع أمنية
DeclineReason-NEEDS_HIGHER_LEVEL_OF_CARE = يحتاج إلى رعاية أكثر تخصصا
DeclineReason-SERVICE_SUSPENDED = الخدمة معلقة
DeclineReason-CONSENT_INVALID = الموافقة غير سارية
DeclineReason-DUPLICATE_REFERRAL = إحالة مكررة
DeclineReason-OTHER = سبب آخر

## DeterminantLevel
DeterminantLevel-INDIVIDUAL = الفرد
DeterminantLevel-HOUSEHOLD = الأسرة المعيشية أو العائلة
DeterminantLevel-COMMUNITY = المجتمع المحلي
DeterminantLevel-STRUCTURAL = هيكلي

## DocumentSeen
DocumentSeen-ORIGINAL = شوهد الأصل
DocumentSeen-COPY = شوهدت نسخة
DocumentSeen-DECLARED = مصرح به فقط

## FitToTravel
FitToTravel-FIT = لائق للسفر
FitToTravel-UNFIT = غير لائق للسفر

## FitnessToTravel
FitnessToTravel-FIT = لائق للسفر
FitnessToTravel-FIT_WITH_ESCORT = لائق للسفر مع مرافق
FitnessToTravel-DEFERRED = القرار مؤجل
FitnessToTravel-UNFIT = غير لائق للسفر

## Gate
Gate-A_INTERNATIONAL_PROTECTION = أ: الحماية الدولية
Gate-B_FEAR_OF_AUTHORITIES = ب: الخوف من السلطات
Gate-C_TRAFFICKING_RISK = ج: خطر الاتجار بالأشخاص
Gate-D_CHILD = د: مصلحة الطفل الفضلى
Gate-E_INFORMED_CONSENT = هـ: الموافقة المستنيرة

## GateOutcome
GateOutcome-PASS = مجتازة
GateOutcome-FAIL = غير مجتازة

## FamilyLinkStatus
FamilyLinkStatus-CLAIMED = مصرح به
FamilyLinkStatus-VERIFIED = تم التحقق منه
FamilyLinkStatus-DISPROVED = ثبت عدم صحته

## FamilyRelation
FamilyRelation-PARENT = والد أو والدة
FamilyRelation-CHILD = ابن أو ابنة
FamilyRelation-SPOUSE = زوج أو شريك
FamilyRelation-SIBLING = أخ أو أخت
FamilyRelation-GRANDPARENT = جد أو جدة
FamilyRelation-GRANDCHILD = حفيد أو حفيدة
FamilyRelation-GUARDIAN = وصي
FamilyRelation-WARD = تحت الوصاية
FamilyRelation-CAREGIVER = مقدم رعاية
FamilyRelation-DEPENDANT = معال
FamilyRelation-OTHER_RELATIVE = قريب آخر

## HouseholdRole
HouseholdRole-HEAD = رب الأسرة المعيشية
HouseholdRole-SPOUSE = زوج أو شريك
HouseholdRole-CHILD = ابن أو ابنة
HouseholdRole-PARENT = والد أو والدة
HouseholdRole-SIBLING = أخ أو أخت
HouseholdRole-OTHER_RELATIVE = قريب آخر
HouseholdRole-NOT_RELATED = لا قرابة

## IdentifierType
IdentifierType-PASSPORT = جواز سفر
IdentifierType-EMERGENCY_TRAVEL_CERTIFICATE = شهادة سفر اضطرارية
IdentifierType-LAISSEZ_PASSER_NATIONAL = إذن مرور وطني
IdentifierType-SAUF_CONDUIT = تصريح مرور آمن
IdentifierType-ECOWAS_TRAVEL_CERTIFICATE = شهادة سفر للإيكواس
IdentifierType-CONSULAR_CARD = بطاقة قنصلية
IdentifierType-NATIONALITY_CERTIFICATE = شهادة جنسية
IdentifierType-BIRTH_CERTIFICATE_EXTRACT = مستخرج شهادة ميلاد
IdentifierType-NATIONAL_ID = بطاقة هوية وطنية
IdentifierType-ICRC_EMERGENCY_TRAVEL_DOCUMENT = وثيقة سفر طارئة من الصليب الأحمر
IdentifierType-CONVENTION_TRAVEL_DOCUMENT = وثيقة سفر للاجئين
IdentifierType-OTHER = وثيقة أخرى

## ImmigrationStatus
ImmigrationStatus-REGULAR_LABOUR = إقامة نظامية للعمل
ImmigrationStatus-REGULAR_FAMILY = إقامة نظامية مع الأسرة
ImmigrationStatus-REGULAR_STUDENT = إقامة نظامية للدراسة
ImmigrationStatus-VISITOR = زائر
ImmigrationStatus-FREE_MOVEMENT_ECOWAS = حرية التنقل في الإيكواس
ImmigrationStatus-IRREGULAR = وضع غير نظامي
ImmigrationStatus-ASYLUM_SEEKER = طالب لجوء
ImmigrationStatus-REFUGEE = لاجئ
ImmigrationStatus-COMPLEMENTARY_PROTECTION = حماية تكميلية
ImmigrationStatus-STATELESS = عديم الجنسية
ImmigrationStatus-AT_RISK_OF_STATELESSNESS = معرض لخطر انعدام الجنسية
ImmigrationStatus-NATIONAL_RETURNEE = عائد إلى بلده
ImmigrationStatus-STRANDED = مهاجر عالق
ImmigrationStatus-UNDETERMINED = غير محدد

## InterviewMode
InterviewMode-IN_PERSON = حضوريا
InterviewMode-VIDEO = عبر الفيديو
InterviewMode-PHONE = عبر الهاتف

## InterviewOutcome
InterviewOutcome-HELD = أجريت
InterviewOutcome-MISSED = لم تجر

## InterviewSide
InterviewSide-REQUESTER = المنظمة الطالبة
InterviewSide-CONSULATE = القنصلية

## LanguageLevel
LanguageLevel-BASIC = أساسي
LanguageLevel-CONVERSATIONAL = محادثة بسيطة
LanguageLevel-FLUENT = طليق
LanguageLevel-NATIVE = اللغة الأولى

## LegalBasis
LegalBasis-VITAL_INTEREST = المصلحة الحيوية
LegalBasis-BEST_INTEREST_CHILD = مصلحة الطفل الفضلى
LegalBasis-LEGAL_OBLIGATION = التزام قانوني
LegalBasis-PUBLIC_HEALTH = الصحة العامة

## LegalOverrideState
LegalOverrideState-WAITING = في انتظار القرار
LegalOverrideState-IN_FORCE = سار
LegalOverrideState-REFUSED = مرفوض
LegalOverrideState-ENDED = منته
LegalOverrideState-EXPIRED = منتهي الصلاحية

## LiaisonState
LiaisonState-RECEIVED = مستلم
LiaisonState-IN_REVIEW = قيد المراجعة
LiaisonState-INFORMATION_REQUESTED = طلبت معلومات
LiaisonState-INTERVIEW_PROPOSED = مقابلة مقترحة
LiaisonState-INTERVIEW_SCHEDULED = تم تحديد موعد المقابلة
LiaisonState-INTERVIEWED = أجريت المقابلة
LiaisonState-INTERVIEW_MISSED = لم تجر المقابلة
LiaisonState-CONFIRMED = تم تأكيد الجنسية
LiaisonState-NOT_CONFIRMED = لم يتم تأكيد الجنسية
LiaisonState-IN_PRODUCTION = الوثيقة قيد الإعداد
LiaisonState-ISSUED = صدرت الوثيقة
LiaisonState-DELIVERED = سلمت الوثيقة
LiaisonState-CLOSED = مغلق
LiaisonState-REFUSED = مرفوض
LiaisonState-CLOSED_BY_REQUESTER = أغلقته المنظمة الطالبة

## MaritalStatus
MaritalStatus-SINGLE = لم يسبق له الزواج
MaritalStatus-MARRIED = متزوج
MaritalStatus-UNION = يعيش مع شريك
MaritalStatus-SEPARATED = منفصل
MaritalStatus-DIVORCED = مطلق
MaritalStatus-WIDOWED = أرمل
MaritalStatus-UNKNOWN = غير معروف

## MatchingEndReason
MatchingEndReason-TAKEN_OUT = أخرج من المطابقة
MatchingEndReason-EXPIRED = انتهت مدتها
MatchingEndReason-CONSENT_ENDED = انتهت الموافقة
MatchingEndReason-CASE_CLOSED = أغلق الملف
MatchingEndReason-CASE_MOVED = انتقل الملف إلى منظمة أخرى
MatchingEndReason-ACCESS_RESTRICTED = قيد الوصول إلى الملف
MatchingEndReason-CHANGED_TOO_OFTEN = تغيرت البيانات مرات كثيرة

## NameType
NameType-CLAIMED = كما صرح به
NameType-DOCUMENT = كما في الوثيقة
NameType-ALIAS = اسم آخر مستخدم
NameType-TRANSLITERATION = كتابة بأبجدية أخرى

## NationalityBasis
NationalityBasis-CLAIMED = مصرح بها من الشخص
NationalityBasis-DOCUMENTED = مثبتة بوثيقة
NationalityBasis-CONFIRMED = مؤكدة من الدولة

## NotCompletedReason
NotCompletedReason-CLIENT_NO_SHOW = لم يحضر الشخص
NotCompletedReason-CLIENT_WITHDREW = غير الشخص رأيه
NotCompletedReason-CLIENT_UNREACHABLE = تعذر الاتصال بالشخص
NotCompletedReason-CLIENT_LEFT_AREA = غادر الشخص المنطقة
NotCompletedReason-NO_LONGER_ELIGIBLE = لم تعد معايير الأهلية مستوفاة
NotCompletedReason-SERVICE_UNAVAILABLE = الخدمة لم تعد متاحة
NotCompletedReason-SAFETY_CONCERN = دواع أمنية
NotCompletedReason-OTHER = سبب آخر

## OrganisationType
OrganisationType-IOM = المنظمة الدولية للهجرة
OrganisationType-UN_AGENCY = وكالة أخرى للأمم المتحدة
OrganisationType-INTL_NGO = منظمة غير حكومية دولية
OrganisationType-NATIONAL_NGO = منظمة غير حكومية وطنية
OrganisationType-GOV_HOST_SOCIAL = الخدمات الاجتماعية، الدولة المضيفة
OrganisationType-GOV_HOST_ANTITRAFFICKING = مكافحة الاتجار بالأشخاص، الدولة المضيفة
OrganisationType-GOV_HOST_ASYLUM = سلطة اللجوء، الدولة المضيفة
OrganisationType-GOV_HOST_ENFORCEMENT = إنفاذ القانون، الدولة المضيفة
OrganisationType-GOV_ORIGIN_CONSULAR = قنصلية دولة الأصل
OrganisationType-RED_CROSS = الصليب الأحمر أو الهلال الأحمر
OrganisationType-HEALTH_FACILITY = مرفق صحي
OrganisationType-COMMUNITY_ORG = منظمة مجتمعية
OrganisationType-DONOR = جهة مانحة
OrganisationType-RESEARCH = مؤسسة بحثية

## PersonMatchState
PersonMatchState-PROPOSED = ينتظر جوابكم
PersonMatchState-WAITING = وافقتم
PersonMatchState-AGREED = وافق الطرفان
PersonMatchState-DECLINED = اعتذرتم
PersonMatchState-EXPIRED = انتهت مدته
PersonMatchState-ENDED = انتهى

## PostKind
PostKind-EMBASSY = سفارة
PostKind-CONSULATE = قنصلية

## Priority
Priority-LOW = منخفضة
Priority-NORMAL = عادية
Priority-HIGH = عالية
Priority-CRITICAL = حرجة

## ProtectionSign
ProtectionSign-ASYLUM_STATUS = وضع حماية دولية
ProtectionSign-ASYLUM_CLOSURE = ملف حالة مغلق لإجراءات اللجوء
ProtectionSign-ASYLUM_REFERRAL = إحالة من أجل اللجوء
ProtectionSign-ASYLUM_TRANSFER = نقل إلى جهة لجوء
ProtectionSign-REFUGEE_DOCUMENT = وثيقة سفر للاجئين
ProtectionSign-STATELESS_NATIONALITY = رمز جنسية لعديم الجنسية أو لاجئ
ProtectionSign-STATELESSNESS_RISK = خطر انعدام الجنسية
ProtectionSign-PROTECTION_WITHDRAWAL = طلب مسحوب لأجل الحماية الدولية
ProtectionSign-FAILED_GATE = مرحلة حماية غير مجتازة

## Purpose
Purpose-CASE_MANAGEMENT = إدارة الحالة
Purpose-REFERRAL_SERVICE = إحالة إلى خدمة
Purpose-TRANSFER = نقل ملف الحالة
Purpose-CONSULAR_DOCUMENT = وثيقة قنصلية
Purpose-RETURN_TRAVEL = سفر العودة
Purpose-REINTEGRATION = إعادة الإدماج
Purpose-FAMILY_TRACING = البحث عن الأسرة
Purpose-LEGAL_PROCEEDING = إجراء قضائي
Purpose-MEDICAL_CARE = رعاية طبية
Purpose-STATISTICS_ANON = إحصاءات مجهولة الهوية
Purpose-RESEARCH = البحث العلمي
Purpose-MEDIA = وسائل الإعلام

## QuestionCode
QuestionCode-FULL_NAME_SPELLING = تهجئة الاسم الكامل
QuestionCode-OTHER_NAMES_USED = أسماء أخرى مستخدمة
QuestionCode-BIRTH_DATE_DETAIL = تاريخ الميلاد بالتفصيل
QuestionCode-BIRTH_PLACE_DETAIL = مكان الميلاد بالتفصيل
QuestionCode-FATHER_FULL_NAME = اسم الأب الكامل
QuestionCode-MOTHER_FULL_NAME = اسم الأم الكامل
QuestionCode-LAST_ADDRESS_IN_COUNTRY = آخر عنوان في البلد
QuestionCode-COMMUNITY_LEADER = زعيم المجتمع المحلي
QuestionCode-SCHOOL_ATTENDED = آخر مدرسة
QuestionCode-DOCUMENT_PREVIOUSLY_HELD = الوثائق التي كانت بحوزته
QuestionCode-BIRTH_REGISTRATION = تسجيل الولادة
QuestionCode-COPY_OF_EVIDENCE = نسخة أوضح من الإثبات

## ReferralEndReason
ReferralEndReason-CONSENT_WITHDRAWN = الموافقة مسحوبة
ReferralEndReason-CONSENT_EXPIRED = الموافقة منتهية الصلاحية
ReferralEndReason-CONSENT_NARROWED = لا تشملها موافقة أحدث
ReferralEndReason-PROTECTION_HOLD = أوقفت لدواعي الحماية
ReferralEndReason-SENDER_REQUEST = أنهتها الجهة المحيلة
ReferralEndReason-DATA_PROTECTION = أوقفت لحماية البيانات
ReferralEndReason-LEGAL_BASIS_ENDED = انتهى الأساس القانوني
ReferralEndReason-CASE_CLOSED = أغلق ملف الحالة
ReferralEndReason-ENTERED_IN_ERROR = مدخلة بالخطأ
ReferralEndReason-OTHER = سبب آخر

## ReferralOutcome
ReferralOutcome-SERVICE_PROVIDED = قدمت الخدمة
ReferralOutcome-PARTIALLY_PROVIDED = قدمت الخدمة جزئيا
ReferralOutcome-NO_LONGER_NEEDED = لم تعد الخدمة مطلوبة
ReferralOutcome-REFERRED_ONWARD = إحالة إلى خدمة أخرى

## ReferralReason
ReferralReason-EMERGENCY = حالة طوارئ
ReferralReason-ASSESSMENT = تقييم الاحتياجات
ReferralReason-SERVICE_NEEDED = الخدمة مطلوبة
ReferralReason-SPECIALIST_NEEDED = يلزم اختصاصي
ReferralReason-CONTINUATION = استمرار الخدمة
ReferralReason-NOT_AVAILABLE_HERE = غير متاحة لدى الجهة المحيلة
ReferralReason-PERSON_REQUEST = بطلب من الشخص
ReferralReason-OTHER = سبب آخر

## ReferralState
ReferralState-DRAFT = مسودة
ReferralState-SENT = مرسلة
ReferralState-ACKNOWLEDGED = تم تأكيد الاستلام
ReferralState-UNDER_REVIEW = قيد المراجعة
ReferralState-INFO_REQUESTED = طلبت معلومات
ReferralState-ACCEPTED = مقبولة
ReferralState-SCHEDULED = تم تحديد موعد
ReferralState-IN_PROGRESS = قيد التنفيذ
ReferralState-NO_SHOW = لم يحضر الشخص
ReferralState-COMPLETED = مكتملة
ReferralState-NOT_COMPLETED = غير مكتملة
ReferralState-DECLINED = معتذر عنها
ReferralState-REDIRECTED = معاد توجيهها
ReferralState-CANCELLED = ملغاة
ReferralState-REVOKED = مسحوبة
ReferralState-EXPIRED = منتهية المهلة
ReferralState-ENTERED_IN_ERROR = مدخلة بالخطأ

## RefusalReason
RefusalReason-NATIONALITY_NOT_ESTABLISHED = لم تثبت الجنسية
RefusalReason-IDENTITY_NOT_ESTABLISHED = لم تثبت الهوية
RefusalReason-INSUFFICIENT_EVIDENCE = أدلة غير كافية
RefusalReason-NO_SHOW_INTERVIEW = عدم الحضور إلى المقابلة
RefusalReason-APPLICANT_DECLINED = لم يرغب الشخص في المتابعة
RefusalReason-OTHER_NATIONALITY_INDICATED = مؤشرات على جنسية أخرى
RefusalReason-MINOR_WITHOUT_GUARDIAN_DECISION = طفل بدون قرار الوصي
RefusalReason-POST_NOT_COMPETENT = بعثة أخرى هي المختصة
RefusalReason-OTHER = سبب آخر

## Relation
Relation-ASSIGNED = ملف حالة مسند إليك
Relation-OWN_CENTRE = ملف حالة في مركزك
Relation-OWN_ORGANISATION = ملف حالة لمنظمتك
Relation-REFERRAL_PENDING = إحالة أو نقل قيد الانتظار
Relation-REFERRAL_ACTIVE = ملف حالة مشارك معك
Relation-REFERRAL_CLOSED = إحالة منتهية
Relation-COUNTRY_OVERSIGHT = الإشراف على البلد
Relation-CONSULAR_CONSENT = موافقة على الطلب القنصلي
Relation-CONSULAR_PACKET = حزمة قنصلية مفتوحة
Relation-CONSULAR_PACKET_CLOSED = حزمة قنصلية مغلقة
Relation-STATISTICS = إحصاءات فقط
Relation-DIRECTORY = مدخلة في الدليل

## RiskLevel
RiskLevel-LOW = منخفض
RiskLevel-MEDIUM = متوسط
RiskLevel-HIGH = عال
RiskLevel-IMMINENT = وشيك

## Role
Role-CASE_WORKER = مسؤول الحالة
Role-CENTRE_MANAGER = مدير المركز
Role-PROTECTION_OFFICER = مسؤول الحماية
Role-MEDICAL_OFFICER = المسؤول الطبي
Role-CONSULAR_WORKER = مسؤول الشؤون القنصلية
Role-SAR_OPERATOR = عامل البحث والإنقاذ
Role-NGO_FOCAL_POINT = جهة تنسيق منظمة غير حكومية
Role-GOVERNMENT_LIAISON = الاتصال القنصلي، دولة الأصل
Role-GOVERNMENT_HOST_OFFICER = موظف الدولة المضيفة
Role-ANALYST = محلل
Role-DONOR = جهة مانحة
Role-AUDITOR = مدقق
Role-DATA_PROTECTION_OFFICER = مسؤول حماية البيانات
Role-ADMINISTRATOR = مدير النظام
Role-SERVICE_ACCOUNT = حساب خدمة

## ServiceGroup
ServiceGroup-BASIC_ASSISTANCE = مساعدة أساسية
ServiceGroup-HEALTH = الصحة
ServiceGroup-SPECIALISED_ASSISTANCE = مساعدة متخصصة
ServiceGroup-RETURN_AND_REINTEGRATION = العودة وإعادة الإدماج
ServiceGroup-TRAINING_AND_EDUCATION = التدريب والتعليم
ServiceGroup-TRANSPORT = النقل
ServiceGroup-INFORMATION_AND_OTHER = المعلومات وخدمات أخرى

## ServiceStatus
ServiceStatus-ACTIVE = تستقبل الإحالات
ServiceStatus-PAUSED = متوقفة مؤقتا
ServiceStatus-FULL = لا أماكن شاغرة
ServiceStatus-CLOSED = مغلقة

## ServiceType
ServiceType-SHELTER = إيواء
ServiceType-FOOD = غذاء
ServiceType-NFI = مواد غير غذائية
ServiceType-WASH = المياه والإصحاح والنظافة
ServiceType-HEALTH_PRIMARY = الرعاية الصحية الأولية
ServiceType-HEALTH_EMERGENCY = الرعاية الصحية الطارئة
ServiceType-HEALTH_SRH = الصحة الجنسية والإنجابية
ServiceType-NUTRITION = التغذية
ServiceType-MHPSS = الصحة النفسية والدعم النفسي الاجتماعي
ServiceType-PROTECTION_CASE_MGMT = إدارة حالات الحماية
ServiceType-CHILD_PROTECTION = حماية الطفل
ServiceType-GBV = الدعم بعد العنف القائم على النوع الاجتماعي
ServiceType-VOT_SUPPORT = دعم ضحايا الاتجار بالأشخاص
ServiceType-SAFE_SHELTER = إيواء محمي
ServiceType-FAMILY_TRACING = البحث عن الأسرة ولم الشمل
ServiceType-LEGAL_AID = المساعدة القانونية
ServiceType-ASYLUM_REFERRAL = إحالة إلى إجراءات اللجوء
ServiceType-CONSULAR_LIAISON = الاتصال القنصلي
ServiceType-DOCUMENTATION = وثائق الحالة المدنية
ServiceType-AVRR_COUNSELLING = المشورة بشأن المساعدة على العودة الطوعية
ServiceType-RETURN_TRAVEL = سفر العودة الطوعية
ServiceType-REINTEGRATION = إعادة الإدماج
ServiceType-VOCATIONAL_TRAINING = التدريب المهني
ServiceType-BUSINESS_TRAINING = التدريب على إدارة المشاريع
ServiceType-EDUCATION = التعليم
ServiceType-RECREATION = الأنشطة الترفيهية
ServiceType-CASH_VOUCHER = مساعدات نقدية أو قسائم
ServiceType-INTERPRETATION = الترجمة الفورية والتحريرية
ServiceType-INFORMATION = المعلومات والتوجيه
ServiceType-SAR_TRANSPORT = النقل بعد الإنقاذ
ServiceType-DISABILITY_REHAB = التأهيل ومعينات الإعاقة
ServiceType-OTHER = خدمة أخرى

## Severity
Severity-LOW = منخفضة
Severity-MODERATE = متوسطة
Severity-HIGH = عالية
Severity-SEVERE = شديدة

## Sex
Sex-FEMALE = أنثى
Sex-MALE = ذكر
Sex-OTHER = إجابة أخرى
Sex-NOT_STATED = يفضل عدم الإجابة
Sex-UNKNOWN = لم يسأل بعد

## ShareEndReason
ShareEndReason-PERIOD_ENDED = انتهت المدة المتفق عليها
ShareEndReason-SENDER_REQUEST = أنهته الجهة المحيلة
ShareEndReason-CONSENT_WITHDRAWN = الموافقة مسحوبة
ShareEndReason-CONSENT_ENDED = انتهت صلاحية الموافقة أو استبدلت
ShareEndReason-PROTECTION_HOLD = أوقف لدواعي الحماية
ShareEndReason-DATA_PROTECTION = أوقف لحماية البيانات
ShareEndReason-CASE_CLOSED = أغلق ملف الحالة
ShareEndReason-CASE_TRANSFERRED = نقل ملف الحالة
ShareEndReason-ENTERED_IN_ERROR = مدخل بالخطأ
ShareEndReason-ORDER_ENDED = انتهى الأمر القضائي
ShareEndReason-LEGAL_BASIS_ENDED = انتهى الأساس القانوني
ShareEndReason-OTHER = سبب آخر

## StatisticsDimension
StatisticsDimension-PERIOD = الفترة
StatisticsDimension-COUNTRY = البلد
StatisticsDimension-CENTRE = المركز
StatisticsDimension-ORGANISATION = المنظمة
StatisticsDimension-SERVICE_GROUP = مجموعة الخدمات
StatisticsDimension-URGENCY = درجة الاستعجال
StatisticsDimension-STATE = الوضع
StatisticsDimension-NATIONALITY = الجنسية
StatisticsDimension-SEX = الجنس
StatisticsDimension-AGE_BAND = الفئة العمرية
StatisticsDimension-PROTECTION_CONCERN = احتياج للحماية
StatisticsDimension-MEDICAL_NEED = احتياج طبي
StatisticsDimension-INTERNATIONAL_PROTECTION = الحماية الدولية

## StatisticsInterval
StatisticsInterval-MONTH = شهر
StatisticsInterval-QUARTER = ربع سنة
StatisticsInterval-YEAR = سنة

## StatisticsMeasure
StatisticsMeasure-PEOPLE = الأشخاص
StatisticsMeasure-CASES = ملفات الحالة المفتوحة
StatisticsMeasure-REFERRALS_SENT = الإحالات المرسلة
StatisticsMeasure-REFERRALS_ACCEPTED = الإحالات المقبولة
StatisticsMeasure-REFERRALS_DECLINED = الإحالات المعتذر عنها
StatisticsMeasure-REFERRALS_UNANSWERED = الإحالات دون قرار
StatisticsMeasure-REFERRALS_OVERDUE = الإحالات المتأخرة
StatisticsMeasure-HOURS_TO_ACKNOWLEDGE_MEDIAN = ساعات حتى تأكيد الاستلام، الوسيط
StatisticsMeasure-HOURS_TO_ACKNOWLEDGE_P90 = ساعات حتى تأكيد الاستلام، المئين 90
StatisticsMeasure-HOURS_TO_DECIDE_MEDIAN = ساعات حتى القرار، الوسيط
StatisticsMeasure-HOURS_TO_DECIDE_P90 = ساعات حتى القرار، المئين 90
StatisticsMeasure-CONSULAR_REQUESTS = الطلبات القنصلية
StatisticsMeasure-OCCUPANCY = الإشغال
StatisticsMeasure-DAYS_OF_STAY_MEDIAN = أيام الإقامة، الوسيط
StatisticsMeasure-DAYS_OF_STAY_P90 = أيام الإقامة، المئين 90

## StatisticsState
StatisticsState-OPEN = ملف حالة مفتوح
StatisticsState-CLOSED = ملف حالة مغلق
StatisticsState-WAITING = إحالة قيد الانتظار
StatisticsState-ACCEPTED = إحالة مقبولة
StatisticsState-COMPLETED = إحالة مكتملة
StatisticsState-NOT_COMPLETED = إحالة غير مكتملة
StatisticsState-DECLINED = إحالة معتذر عنها
StatisticsState-EXPIRED = إحالة منتهية المهلة
StatisticsState-ENDED = إحالة ملغاة أو مسحوبة
StatisticsState-IN_PREPARATION = طلب قنصلي قيد الإعداد
StatisticsState-WITH_CONSULATE = طلب قنصلي لدى القنصلية
StatisticsState-CONFIRMED = تم تأكيد الجنسية
StatisticsState-ISSUED = صدرت الوثيقة
StatisticsState-REFUSED = طلب قنصلي مرفوض
StatisticsState-DROPPED = طلب قنصلي انتهى بطريقة أخرى

## StayExitGroup
StayExitGroup-MOVED = انتقال داخل المركز
StayExitGroup-LEFT = مغادرة المركز

## StayExitReason
StayExitReason-MOVED = انتقال داخل المركز
StayExitReason-TRANSFERRED = نقل ملف الحالة
StayExitReason-RETURNED = العودة إلى بلد الأصل
StayExitReason-LEFT_VOLUNTARILY = غادر طوعا
StayExitReason-LOST_CONTACT = انقطاع الاتصال
StayExitReason-SETTLED = استقر في مكان آخر
StayExitReason-REUNIFIED = لم شمل الأسرة
StayExitReason-DECEASED = الوفاة
StayExitReason-OTHER = سبب آخر

## TaskKind
TaskKind-REFERRAL_TO_ANSWER = إحالة تنتظر الرد
TaskKind-REFERRAL_QUESTION_TO_ANSWER = سؤال عن إحالة ينتظر الرد
TaskKind-REFERRAL_TO_PLACE_AGAIN = إحالة تحتاج إلى مقدم خدمة آخر
TaskKind-REFERRAL_ESCALATED_TO_PROTECTION = إحالة متأخرة لمسؤول الحماية
TaskKind-REFERRAL_ESCALATED_TO_MANAGER = إحالة متأخرة لمدير المركز
TaskKind-APPOINTMENT_TO_RECORD = موعد دون نتيجة مسجلة
TaskKind-TRANSFER_TO_APPROVE = نقل ينتظر الموافقة
TaskKind-TRANSFER_TO_OFFER = نقل ينتظر عرضه على الجهة المستلمة
TaskKind-TRANSFER_TO_ANSWER = نقل ينتظر الرد
TaskKind-TRANSFER_TO_HAND_OVER = تسليم ينتظر التأكيد
TaskKind-CASE_TO_ASSIGN = ملف حالة دون مسؤول حالة
TaskKind-CASE_TO_REVIEW = ملف حالة تنبغي مراجعته
TaskKind-DEPARTURE_TO_RECORD = مغادرة ينبغي تسجيلها
TaskKind-CONSENT_TO_RENEW = موافقة تنتهي قريبا
TaskKind-LEGAL_OVERRIDE_TO_DECIDE = مشاركة دون موافقة تنتظر القرار
TaskKind-LEGAL_OVERRIDE_TO_RENEW = مشاركة دون موافقة تنتهي قريبا
TaskKind-LEGAL_ORDER_TO_APPROVE = أمر قضائي ينتظر الموافقة
TaskKind-BEST_INTEREST_TO_DECIDE = تحديد مصلحة الطفل الفضلى ينتظر القرار
TaskKind-PERSON_MATCH_TO_ANSWER = مطابقة شخص تنتظر الجواب
TaskKind-CONSULAR_REQUEST_TO_SCREEN = طلب قنصلي ينتظر الفحص
TaskKind-CONSULAR_QUESTION_TO_ANSWER = سؤال من القنصلية ينتظر الرد
TaskKind-CONSULAR_INTERVIEW_TO_CONFIRM = مقابلة قنصلية تنتظر التأكيد
TaskKind-NATIONALITY_TO_RECORD = جنسية مؤكدة ينبغي تسجيلها

## TransferReason
TransferReason-NO_CAPACITY_HERE = المركز ممتلئ
TransferReason-CENTRE_CLOSES = المركز يغلق
TransferReason-SERVICES_THERE = الخدمات متاحة في المركز الآخر
TransferReason-JOURNEY = مواصلة الرحلة
TransferReason-PERSON_REQUEST = بطلب من الشخص
TransferReason-OTHER = سبب آخر

## TransferState
TransferState-PROPOSED = مقترح
TransferState-MANAGER_APPROVED = وافق عليه المدير
TransferState-OFFERED = معروض على الجهة المستلمة
TransferState-ACCEPTED = مقبول
TransferState-HANDED_OVER = تم التسليم
TransferState-DECLINED = معتذر عنه
TransferState-CANCELLED = ملغى

## Urgency
Urgency-IMMEDIATE = فورية (3 ساعات)
Urgency-EMERGENCY = طارئة (24 ساعة)
Urgency-URGENT = مستعجلة (72 ساعة)
Urgency-ROUTINE = عادية (14 يوما)

## VulnerabilityCategory
VulnerabilityCategory-UNACCOMPANIED_CHILD = طفل غير مصحوب بذويه
VulnerabilityCategory-SEPARATED_CHILD = طفل منفصل عن ذويه
VulnerabilityCategory-CHILD_AT_RISK = طفل معرض للخطر
VulnerabilityCategory-CHILD_PARENT = طفل له أطفال
VulnerabilityCategory-SINGLE_PARENT = عائل وحيد لأطفاله
VulnerabilityCategory-PREGNANT_LACTATING = حمل أو رضاعة
VulnerabilityCategory-OLDER_PERSON = شخص مسن
VulnerabilityCategory-DISABILITY_PHYSICAL = إعاقة جسدية
VulnerabilityCategory-DISABILITY_SENSORY = إعاقة حسية
VulnerabilityCategory-DISABILITY_INTELLECTUAL = إعاقة ذهنية
VulnerabilityCategory-DISABILITY_MENTAL = إعاقة نفسية اجتماعية
VulnerabilityCategory-SERIOUS_MEDICAL = حالة طبية خطيرة
VulnerabilityCategory-CHRONIC_ILLNESS = مرض مزمن
VulnerabilityCategory-MALNOURISHED = سوء التغذية
VulnerabilityCategory-MENTAL_DISTRESS = ضائقة نفسية
VulnerabilityCategory-VOT_PRESUMED = ضحية مفترضة للاتجار بالأشخاص
VulnerabilityCategory-VOT_CONFIRMED = ضحية محددة للاتجار بالأشخاص
VulnerabilityCategory-FORCED_LABOUR = ضحية عمل قسري
VulnerabilityCategory-GBV_SURVIVOR = ناج من العنف القائم على النوع الاجتماعي
VulnerabilityCategory-TORTURE_SURVIVOR = ناج من التعذيب
VulnerabilityCategory-WITNESS_AT_RISK = شاهد معرض للخطر
VulnerabilityCategory-DETENTION_SURVIVOR = ناج من الاحتجاز في الطريق
VulnerabilityCategory-SMUGGLED_DEBT_BONDED = مدين للمهربين
VulnerabilityCategory-STATELESS_RISK = معرض لخطر انعدام الجنسية
VulnerabilityCategory-NO_DOCUMENTS = بدون وثائق
VulnerabilityCategory-SOGIESC_RISK = خطر بسبب الميل الجنسي أو الهوية الجنسانية
VulnerabilityCategory-VICTIM_OF_EXPULSION_VIOLENCE = ضحية عنف أثناء الطرد
VulnerabilityCategory-DESERT_RESCUE_SURVIVOR = إنقاذ من الصحراء
VulnerabilityCategory-STRANDED = مهاجر عالق
VulnerabilityCategory-SUBSTANCE_DEPENDENCE = الارتهان لمادة مخدرة
VulnerabilityCategory-OTHER = هشاشة أخرى

## VulnerabilitySource
VulnerabilitySource-SELF_REPORTED = تصريح الشخص نفسه
VulnerabilitySource-FAMILY_OR_COMMUNITY = الأسرة أو المجتمع المحلي
VulnerabilitySource-STAFF_OBSERVATION = ملاحظة الموظفين
VulnerabilitySource-SCREENING = مقابلة فرز
VulnerabilitySource-MEDICAL_ASSESSMENT = تقييم طبي
VulnerabilitySource-PARTNER_REFERRAL = إحالة من شريك

## Weekday
Weekday-MO = الاثنين
Weekday-TU = الثلاثاء
Weekday-WE = الأربعاء
Weekday-TH = الخميس
Weekday-FR = الجمعة
Weekday-SA = السبت
Weekday-SU = الأحد

## WebhookDeliveryKind
WebhookDeliveryKind-CASES_CHANGED = ملفات حالات تغيرت
WebhookDeliveryKind-CHANGES_EXPIRED = تغييرات منتهية الصلاحية
WebhookDeliveryKind-TEST = اختبار

## WebhookDeliveryState
WebhookDeliveryState-QUEUED = في الانتظار
WebhookDeliveryState-RETRYING = ستعاد المحاولة
WebhookDeliveryState-DELIVERED = تم التسليم
WebhookDeliveryState-FAILED = فشل

## WebhookEventKind
WebhookEventKind-CASE_CHANGED = ملف حالة تغير
WebhookEventKind-CASE_LEFT = ملف حالة لم يعد متاحا

## WebhookPauseReason
WebhookPauseReason-REQUESTED = متوقف بناء على طلب
WebhookPauseReason-GONE = نقطة الاستقبال لم تعد موجودة
WebhookPauseReason-FAILING = فشل متكرر
WebhookPauseReason-WORKER_ENDED = انتهى حساب البرنامج

## WithdrawalReason
WithdrawalReason-APPLICANT_CHANGED_MIND = غير الشخص رأيه
WithdrawalReason-CONSENT_ENDED = الموافقة مسحوبة أو منتهية الصلاحية
WithdrawalReason-INTERNATIONAL_PROTECTION = الحماية الدولية
WithdrawalReason-PROTECTION_CONCERN = احتياج آخر للحماية
WithdrawalReason-DUPLICATE = طلب مكرر
WithdrawalReason-ENTERED_IN_ERROR = مدخل بالخطأ
WithdrawalReason-DECEASED = الوفاة
WithdrawalReason-CASE_CLOSED = أغلق ملف الحالة
WithdrawalReason-OTHER = سبب آخر
