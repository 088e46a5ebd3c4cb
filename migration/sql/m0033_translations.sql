-- Texts of the directory in several languages: an object in JSON from language tags (BCP 47) to texts. Null without translations.
ALTER TABLE organisations ADD COLUMN name_translations text;
ALTER TABLE centres ADD COLUMN name_translations text;
ALTER TABLE services ADD COLUMN name_translations text;
ALTER TABLE services ADD COLUMN description_translations text;
ALTER TABLE services ADD COLUMN eligibility_translations text;
ALTER TABLE consular_posts ADD COLUMN name_translations text;
