from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0003_first"),
    ]

    operations = [
        migrations.AlterField(
            model_name="publication",
            name="kind",
            field=models.CharField(
                choices=[("initiative", "initiative"), ("consultation", "consultation")],
                editable=False,
                max_length=12,
                verbose_name="kind",
            ),
        ),
    ]
