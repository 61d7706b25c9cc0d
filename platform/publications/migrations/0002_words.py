"""Adds the words in use, and the triggers that keep them: one for lots of new rows at once, one for each edit."""

import django.contrib.postgres.indexes
from django.db import migrations, models

# In the order of the words, so that two writers at once wait for each other and never deadlock.
CREATE = """
CREATE FUNCTION publications_learn_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO publications_word (text)
    SELECT DISTINCT word FROM added, unnest(tsvector_to_array(added.search_vector)) AS word
    WHERE length(word) BETWEEN 4 AND 60 ORDER BY word ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION publications_learn_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO publications_word (text)
    SELECT word FROM unnest(tsvector_to_array(NEW.search_vector)) AS word
    WHERE length(word) BETWEEN 4 AND 60 ORDER BY word ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER publications_learn_new AFTER INSERT ON publications_publication
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION publications_learn_new();
CREATE TRIGGER publications_learn_edit AFTER UPDATE OF title, summary, search_body ON publications_publication
FOR EACH ROW WHEN (OLD.search_vector IS DISTINCT FROM NEW.search_vector) EXECUTE FUNCTION publications_learn_edit();
INSERT INTO publications_word (text)
SELECT DISTINCT word FROM publications_publication, unnest(tsvector_to_array(search_vector)) AS word
WHERE length(word) BETWEEN 4 AND 60;
"""
DROP = """
DROP TRIGGER publications_learn_new ON publications_publication;
DROP TRIGGER publications_learn_edit ON publications_publication;
DROP FUNCTION publications_learn_new();
DROP FUNCTION publications_learn_edit();
"""


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[("text", models.TextField(primary_key=True, serialize=False, verbose_name="word"))],
            options={
                "verbose_name": "word",
                "verbose_name_plural": "words",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("text", name="gin_trgm_ops"), name="words_alike"
                    )
                ],
            },
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
