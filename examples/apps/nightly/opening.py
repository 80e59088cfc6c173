"""Mở dữ liệu: a register as tables: what `register.write` wrote, partitioned Parquet on DuckDB or Spark, or a database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

import dlxh

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PACK: dlxh.Pack | None = None
"""Your own fields, rules and measures: `from lam_van import PACK` in place of this line."""
MEMORY = "1GB"
"""What DuckDB may use; what is larger it writes to disk."""


@contextmanager
def open_tables(source: str, as_of: date | None, spark: str | None) -> Iterator[dlxh.Tables]:
    """Open what `register.write` wrote, a folder of Parquet, or the address of a database with the tables of `dlxh.store`.

    Args:
        source: A folder or zip of `register.write`, a folder with a folder for each table, or an address such as `sqlite:///register.db`.
        as_of: The day on which the records were true; what dlxh wrote knows it.
        spark: The master of a Spark cluster, such as `local[2]` or `yarn`; None: DuckDB.
    """
    if "://" in source:
        with open_database(source, as_of) as tables:
            yield tables
        return
    if Path(source).suffix == ".zip" or Path(source, "datapackage.json").is_file():
        yield dlxh.read_tables(source, as_of=as_of, pack=PACK)
        return
    if as_of is None:
        raise dlxh.Error(
            vi="thư mục Parquet không cho biết số liệu đến ngày nào; hãy thêm --as-of 2026-07-31",
            en="a folder of Parquet does not say as of which day it is; add --as-of 2026-07-31",
        )
    folders = find_tables(source)
    with open_on_spark(folders, as_of, spark) if spark else open_on_duckdb(folders, as_of) as tables:
        yield tables


def find_tables(source: str) -> dict[str, Path]:
    """Return the folder of each table: `reports/received_month=2026-06/0.parquet` is a part of reports."""
    found = {path.name: path for path in sorted(Path(source).glob("*/")) if any(path.rglob("*.parquet"))}
    if not found:
        raise dlxh.Error(
            vi=f"{source} không có bảng nào; mỗi bảng là một thư mục có tệp .parquet, như {source}/reports",
            en=f"{source} has no tables; each is a folder with .parquet files, such as {source}/reports",
        )
    return found


def find_divisions(table: str, folder: Path, as_of: date) -> set[str]:
    """Return what the files of a table are divided by and the table does not have, such as `received_month`."""
    schema = dlxh.Tables({}, as_of=as_of, pack=PACK).schema
    known = schema[table].names if table in schema else ()
    parts = {part for file in folder.rglob("*.parquet") for part in file.relative_to(folder).parts[:-1]}
    return {part.partition("=")[0] for part in parts} - set(known)


@contextmanager
def open_on_duckdb(folders: Mapping[str, Path], as_of: date) -> Iterator[dlxh.Tables]:
    """Open folders through DuckDB, which reads of each file what a question needs."""
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        relations: dict[str, Any] = {}
        for table, folder in folders.items():
            files = str(folder / "**" / "*.parquet").replace("'", "''")
            options = "hive_partitioning = true, hive_types_autocast = false, union_by_name = true"
            found = connection.sql(f"SELECT * FROM read_parquet('{files}', {options})")  # noqa: S608 - our own path
            foreign = find_divisions(table, folder, as_of)
            relations[table] = found.select(*(f'"{name}"' for name in found.columns if name not in foreign))
        yield dlxh.Tables(relations, as_of=as_of, pack=PACK)


@contextmanager
def open_on_spark(folders: Mapping[str, Path], as_of: date, master: str) -> Iterator[dlxh.Tables]:
    """Open folders through Spark; on a cluster they lie where each of its machines reads them."""
    session = start_spark(master)
    frames: dict[str, Any] = {}
    for table, folder in folders.items():
        found = session.read.option("mergeSchema", "true").parquet(str(folder))
        frames[table] = found.drop(*find_divisions(table, folder, as_of))
    yield dlxh.Tables(frames, as_of=as_of, pack=PACK)
    session.stop()


def start_spark(master: str) -> "SparkSession":
    """Start Spark; days are right only where the time zone of the session is UTC."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only for those who have it

    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # the id 01 is not the number 1
    }
    if master.startswith("local"):
        settings |= {"spark.sql.shuffle.partitions": "2", "spark.ui.enabled": "false"}
    return SparkSession.builder.master(master).config(map=settings).getOrCreate()


@contextmanager
def open_database(address: str, as_of: date | None) -> Iterator[dlxh.Tables]:
    """Open the tables that `dlxh.store` wrote into a database; what is said of an address that fails holds no password."""
    from sqlalchemy import create_engine, make_url  # noqa: PLC0415 - only for those who have it
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    try:
        url = make_url(address)
        file = url.database or ""
        is_path = url.get_backend_name() == "sqlite" and not file.startswith("file:")
        if is_path and not Path(file).is_file():  # SQLite would make it; of a URI it looks itself
            raise dlxh.Error(vi=f"không có tệp {url.database}", en=f"there is no file {url.database}")
        with create_engine(address).connect() as connection:
            yield dlxh.store.read_tables(connection, as_of=as_of, pack=PACK)
    except SQLAlchemyError as error:
        raise dlxh.Error(
            vi=f"không đọc được cơ sở dữ liệu ({type(error).__name__}); xem lại địa chỉ, quyền đọc và các bảng của dlxh.store",
            en=f"the database cannot be read ({type(error).__name__}); look at the address, the right to read and the tables of dlxh.store",
        ) from None
