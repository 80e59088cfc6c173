"""Nhiều gói: what packs that build on one another bring, and what two of them may not both have."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from dlxh.data.code_lists import code_list
from dlxh.register.known_tables import Schema
from dlxh.register.pack_error import PackError
from dlxh.register.schema import schema
from dlxh.words.code_entries import UnknownCode
from dlxh.words.codes import CodeList

if TYPE_CHECKING:
    from dlxh.register.pack import Pack

T = TypeVar("T")


def flatten_packs(name: str, packs: "Iterable[Pack]") -> "tuple[Pack, ...]":
    """Return packs that one builds on, each after those that it builds on itself, and each once.

    Raises:
        PackError: two have one name, or one has that of the pack.

    >>> flatten_packs("gl", [])
    ()
    """
    found = tuple(dict.fromkeys(each for pack in packs for each in (*pack.packs, pack)))
    names = [name, *(each.name for each in found)]
    if twice := [each for each in names if names.count(each) > 1]:
        raise PackError(
            vi=f"packs: hai gói khác nhau cùng tên {twice[0]}; mỗi gói một tên",
            en=f"packs: two different packs are called {twice[0]}; give each a name of its own",
        )
    return found


def add_own(theirs: Iterable[T], own: Iterable[T]) -> tuple[T, ...]:
    """Return what packs bring, each thing once, and what one has besides.

    >>> add_own(["a", "b", "a"], ["b", "c"])
    ('a', 'b', 'c')
    """
    known = {id(each): each for each in theirs}
    return (*known.values(), *(each for each in own if id(each) not in known))


def most_derived(models: Iterable[type[T]]) -> tuple[type[T], ...]:
    """Return the classes from which no other of them derives.

    >>> most_derived([object, str, int])
    (<class 'str'>, <class 'int'>)
    """
    given = tuple(models)
    return tuple(
        each for each in given if all(other is each or not issubclass(other, each) for other in given)
    )


def join_schemas(packs: "Iterable[Pack]") -> Schema:
    """Return our tables, and after them the own ones of each pack; the classes are still ours.

    >>> join_schemas([]) is schema()
    True
    """
    own = {name: table for pack in packs for name, table in pack.schema.items() if table.pack == pack.name}
    return Schema({**schema(), **own}, schema().roots) if own else schema()


def refuse_clashes(pack: "Pack") -> None:
    """Refuse a list, a rule or a measure under a name that is ours, or that one of the packs has already; raises PackError."""
    lists = list(lists_of(pack))
    _refuse_twice("codes", ((each.name, holder) for each, holder in lists))
    _refuse_codes(lists)
    for what in ("rules", "measures"):
        _refuse_twice(what, ((each.code, holder) for each, holder in _things_of(pack, what)))
    for each, holder in _things_of(pack, "measures"):
        if not each.code.startswith(f"{holder}_"):
            raise PackError(
                vi=f"measures: mã {each.code!r} phải bắt đầu bằng {holder}_, để không trùng mã của dlxh",
                en=f"measures: the code {each.code!r} must begin with {holder}_, so that it cannot be a code of dlxh",
            )


def _things_of(pack: "Pack", what: str) -> Iterator[tuple[Any, str]]:
    """Yield what a pack has of something, each with the name of the pack that brings it."""
    for thing in getattr(pack, what):
        packs = (*pack.packs, pack)
        yield thing, next(each.name for each in packs if any(thing is held for held in getattr(each, what)))


def lists_of(pack: "Pack") -> Iterator[tuple[CodeList, str]]:
    """Yield the code lists of a pack, those that it names and those from which its fields take their codes; each with the pack that brings it."""
    yield from _things_of(pack, "codes")
    others: list[CodeList] = []
    for table in pack.schema.values():
        for column in table.own if table.pack is not None else ():
            found = column.codes
            if (
                found is not None
                and found != _list_of_ours(found.name)
                and found not in (*pack.codes, *others)
            ):
                others.append(found)
                yield found, str(table.pack)


def _refuse_twice(what: str, held: Iterable[tuple[str, str]]) -> None:
    holders: dict[str, list[str]] = {}
    for name, holder in held:
        holders.setdefault(name, []).append(holder)
    for name, found in holders.items():
        if len(found) > 1:
            packs = ", ".join(dict.fromkeys(found))
            raise PackError(
                vi=f"{what}: mã {name!r} lặp lại (gói: {packs}); đặt mã khác",
                en=f"{what}: {name!r} appears twice (packs: {packs}); choose another",
            )


def _refuse_codes(lists: Iterable[tuple[CodeList, str]]) -> None:
    """Refuse a list under a name of ours, and a code that two lists add to one open list."""
    added: dict[tuple[str, str], tuple[str, str]] = {}
    for each, holder in lists:
        if _list_of_ours(each.name) is not None:
            raise PackError(
                vi=f"danh mục {each.name!r} trùng tên danh mục của dlxh; đặt tên riêng",
                en=f"the code list {each.name!r} has the name of a code list of dlxh; give it another",
            )
        for entry in each if each.base is not None and each.base.open else ():
            first, other = added.setdefault(
                (str(each.base and each.base.name), entry.key), (each.name, holder)
            )
            if first != each.name:
                packs = ", ".join(dict.fromkeys((other, holder)))
                raise PackError(
                    vi=f"mã {entry.key!r} có trong hai danh mục {first!r} và {each.name!r} của cùng danh mục gốc (gói: {packs}); giữ một nơi",
                    en=f"the code {entry.key!r} is in two lists on one base, {first!r} and {each.name!r} (packs: {packs}); keep it in one",
                )


def _list_of_ours(name: str) -> CodeList | None:
    try:
        return code_list(name)
    except UnknownCode:
        return None
