"""The tables."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """All tables."""

    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Collaborator",
            fields=[
                (
                    "key",
                    models.CharField(max_length=200, primary_key=True, serialize=False, verbose_name="mã"),
                ),
                ("schema_version", models.PositiveSmallIntegerField(verbose_name="phiên bản")),
                ("record", models.JSONField(verbose_name="bản ghi")),
                ("revision", models.PositiveBigIntegerField(db_index=True, editable=False)),
                (
                    "organisation",
                    models.CharField(blank=True, db_index=True, max_length=100, verbose_name="cơ quan cử"),
                ),
            ],
            options={
                "verbose_name": "cộng tác viên",
                "verbose_name_plural": "cộng tác viên",
            },
        ),
        migrations.CreateModel(
            name="Directory",
            fields=[
                (
                    "key",
                    models.CharField(max_length=200, primary_key=True, serialize=False, verbose_name="mã"),
                ),
                ("schema_version", models.PositiveSmallIntegerField(verbose_name="phiên bản")),
                ("record", models.JSONField(verbose_name="bản ghi")),
                ("revision", models.PositiveBigIntegerField(db_index=True, editable=False)),
                ("table", models.CharField(max_length=50, verbose_name="bảng")),
            ],
            options={
                "verbose_name": "danh mục",
                "verbose_name_plural": "danh mục",
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("last_deletion", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "key",
                    models.CharField(max_length=200, primary_key=True, serialize=False, verbose_name="mã"),
                ),
                ("schema_version", models.PositiveSmallIntegerField(verbose_name="phiên bản")),
                ("record", models.JSONField(verbose_name="bản ghi")),
                ("revision", models.PositiveBigIntegerField(db_index=True, editable=False)),
                ("start", models.DateField(verbose_name="ngày bắt đầu")),
                ("end", models.DateField(blank=True, null=True, verbose_name="ngày kết thúc")),
                (
                    "collaborator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="records.collaborator",
                        verbose_name="cộng tác viên",
                    ),
                ),
            ],
            options={
                "verbose_name": "tư cách",
                "verbose_name_plural": "tư cách",
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "key",
                    models.CharField(max_length=200, primary_key=True, serialize=False, verbose_name="mã"),
                ),
                ("schema_version", models.PositiveSmallIntegerField(verbose_name="phiên bản")),
                ("record", models.JSONField(verbose_name="bản ghi")),
                ("revision", models.PositiveBigIntegerField(db_index=True, editable=False)),
                ("kind", models.CharField(max_length=50, verbose_name="loại báo cáo")),
                ("received_at", models.DateTimeField(db_index=True, verbose_name="thời điểm nhận")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="records.collaborator",
                        verbose_name="cộng tác viên gửi",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo",
                "verbose_name_plural": "báo cáo",
            },
        ),
    ]
