"""Loại địa bàn: what places officially are."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class PlaceKind(StrEnum):
    """Loại địa bàn: what a place officially is, at its level; the last ones are parts of a commune and no level.

    >>> PlaceKind.WARD.value
    'ward'
    """

    PROVINCE = "province"
    CENTRAL_CITY = "central_city"
    RURAL_DISTRICT = "rural_district"
    URBAN_DISTRICT = "urban_district"
    TOWN = "town"
    PROVINCIAL_CITY = "provincial_city"
    MUNICIPAL_CITY = "municipal_city"
    COMMUNE = "commune"
    WARD = "ward"
    TOWNSHIP = "township"
    SPECIAL_ZONE = "special_zone"
    THON = "thon"
    LANG = "lang"
    AP = "ap"
    BAN = "ban"
    BUON = "buon"
    BON = "bon"
    PHUM = "phum"
    SOC = "soc"
    TO_DAN_PHO = "to_dan_pho"
    KHU_PHO = "khu_pho"
    KHOI_PHO = "khoi_pho"
    KHOM = "khom"
    TIEU_KHU = "tieu_khu"

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        """Leave the example out of the description in schemas of models, which is not for Python alone."""
        found = handler(core)
        whole = handler.resolve_ref_schema(found)
        whole["description"] = whole["description"].split("\n\n")[0]
        return found
