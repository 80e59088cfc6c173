"""Mã lỗi khi đọc: codes of what is found in a source and is not an error of a model; rules have codes of their own."""

SOURCE_FAULTS = (
    "unknown_table",
    "table_twice",
    "path_outside",
    "file_missing",
    "file_unreadable",
    "wrong_encoding",
    "key_twice",
    "member_twice",
    "file_twice",
    "packing_unknown",
    "format_unknown",
    "data_inline",
    "lines_too_many",
    "partial_unclear",
    "pack_unknown",
    "pack_field",
    "file_short",
    "file_cut",
    "file_edited",
    "hash_missing",
    "faults_unlisted",
    "rows_unlisted",
    "stored_by_newer",
)
"""Codes of faults of files, not of a field; every other code of a reading is pydantic's or a model's."""

SOURCE_WARNINGS = frozenset(
    {"partial_unclear", "pack_unknown", "pack_field", "file_edited", "hash_missing", "stored_by_newer"}
)
"""Those of them that are warnings; the others are errors."""

ROW_FAULTS = ("unknown_field", "unknown_code", "value_dropped", "ambiguous_upgrade")
"""Codes of faults of a field in a row that was stored in another way; they are ours, and no model's."""

ROW_WARNINGS = frozenset({"unknown_field", "value_dropped"})
"""Those of them that are warnings: the row was read without the value, and no figure is another."""
