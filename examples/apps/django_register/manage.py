#!/usr/bin/env python3
"""Lệnh của ứng dụng: `python manage.py demo` makes a database, loads an example and serves it."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
    execute_from_command_line(sys.argv)
