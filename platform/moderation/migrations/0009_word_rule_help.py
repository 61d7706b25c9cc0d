"""Says in the form of a word rule what groups of words are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0008_what_is_meant"),
    ]

    operations = [
        migrations.AlterField(
            model_name="wordrule",
            name="pattern",
            field=models.CharField(
                help_text=(
                    "One word or more. A star stands for any beginning or ending; by itself for at most four words. "
                    "Words with a | between them may take each other's place; &lt;jou&gt; is a group of such words. "
                    "A & stands between what has to be near each other."
                ),
                max_length=400,
                verbose_name="word",
            ),
        ),
    ]
