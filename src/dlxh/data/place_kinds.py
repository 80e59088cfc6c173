"""Loại đơn vị hành chính: kinds of place below the province, before and after 2025-07-01."""

from enum import StrEnum


class PlaceKind(StrEnum):
    """Loại đơn vị hành chính: xã, phường, thị trấn, đặc khu; until 2025-06-30 huyện, quận, thị xã, thành phố thuộc tỉnh.

    >>> PlaceKind.WARD.value
    'ward'
    """

    COMMUNE = "commune"
    WARD = "ward"
    TOWNSHIP = "township"
    SPECIAL_ZONE = "special_zone"
    RURAL_DISTRICT = "rural_district"
    URBAN_DISTRICT = "urban_district"
    TOWN = "town"
    PROVINCIAL_CITY = "provincial_city"
