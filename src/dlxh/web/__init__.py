"""Trên mạng: what an application answers with: the faults of a form or a request, and its OpenAPI; no framework is imported.

>>> import dlxh
>>> dlxh.web.faults(dlxh.Error(vi="không đọc được", en="cannot be read"), "vi").by_field()
{None: [('error', 'Không đọc được')]}
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "web.conversion": "faults",
        "web.fault_list": "Fault Faults",
        "web.openapi": "describe_openapi",
    },
)
