"""Chạy thử: make the database, load an example where there is nothing, and serve it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, call_command

from records.loading import load_example
from records.models import Collaborator


class Command(BaseCommand):
    """One command for everything: `python manage.py demo`."""

    help = "Tạo cơ sở dữ liệu, nạp dữ liệu mẫu (nếu chưa có) và chạy máy chủ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", default="8000", help="cổng, mặc định 8000")

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - as Django has it
        """Migrate, load, serve."""
        call_command("migrate", verbosity=0)
        if not Collaborator.objects.exists():
            load_example()
        self.stdout.write(f"Mở http://127.0.0.1:{options['port']}/ trong trình duyệt; dừng bằng Ctrl+C.")
        call_command("runserver", f"127.0.0.1:{options['port']}", use_reloader=False, insecure_serving=True)
