"""Records and arrays at bare addresses: all that the engine knows of numba's insides.

A run's state is one block of memory, so that copying the block copies the run. Handlers get plain
addresses: arrays passed as such would have their references counted in every call, which takes
ten times as long as what the handlers do. Whoever passes an address keeps the block alive.
"""

import ctypes
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from operator import itemgetter
from struct import Struct
from typing import Any, TypeVar, cast, get_type_hints

import numpy as np
from llvmlite import ir
from numba import from_dtype, types
from numba.extending import intrinsic

from truce_sim.engine.compiling import UNCOMPILED, compiled

R = TypeVar("R", bound="Record")
_KINDS = {float: "f8", int: "i8", np.uint64: "u8"}
_LETTERS = {"f8": "d", "i8": "q", "u8": "Q"}
WORD = 8
"""Bytes of every number here."""


class Record:
    """Numbers in a row, by name: float, int, or np.uint64 where addresses of draws are meant.

    A subclass declares them once, for type checkers and for the layout in memory alike.
    """

    @classmethod
    def kinds(cls) -> dict[str, str]:
        """Return each number's name and type, in order."""
        return _kinds(cast("Hashable", cls))

    @classmethod
    def dtype(cls) -> "np.dtype[np.void]":
        """Return the layout of one record."""
        return _dtype(cast("Hashable", cls))

    @classmethod
    def size(cls) -> int:
        """Return the bytes of one record."""
        return WORD * len(cls.kinds())

    @classmethod
    def packed(cls, values: Mapping[str, float]) -> bytes:
        """Return one record as bytes, made of a value for each of its names.

        Raises:
            KeyError: if a value is missing.
        """
        found, form = _form(cast("Hashable", cls))
        return form.pack(*found(values))


@cache
def _kinds(record: Any) -> dict[str, str]:
    return {name: _KINDS[kind] for name, kind in get_type_hints(record).items()}


@cache
def _dtype(record: Any) -> "np.dtype[np.void]":
    return np.dtype(list(_kinds(record).items()))


@cache
def _form(record: Any) -> tuple[Callable[[Mapping[str, float]], tuple[float, ...]], Struct]:
    """Return what finds the values of a record in order, and what writes them."""
    kinds = _kinds(record)
    # One name alone would come bare.
    found = itemgetter(*kinds) if len(kinds) > 1 else lambda values: tuple(map(values.get, kinds))
    return found, Struct("=" + "".join(_LETTERS[kind] for kind in kinds.values()))


def placed(named: type[R]) -> Callable[[int, int], R]:
    """Return a function of an address and a number: the record of that number in a row of them."""
    size = named.size()
    if UNCOMPILED:
        layout = np.dtype((np.record, named.dtype()))

        def seen(base: int, number: int) -> R:
            return cast("R", _bytes(int(base) + size * int(number), size).view(layout)[0])

        return seen
    kind = from_dtype(named.dtype())

    @intrinsic
    def at(_typing: Any, _base: Any, _number: Any) -> Any:
        def code(context: Any, builder: Any, _: Any, args: Any) -> Any:
            offset = builder.mul(args[1], ir.Constant(args[1].type, size))
            address = builder.add(args[0], offset)
            return builder.inttoptr(address, context.get_value_type(kind))

        return kind(types.int64, types.int64), code

    record: Any = at

    @compiled
    def record_at(base: int, number: int) -> R:
        return record(base, number)  # type: ignore[no-any-return]

    return record_at


def _bytes(address: int, size: int) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    return np.ctypeslib.as_array((ctypes.c_uint8 * size).from_address(address))


def _cell(address: int, number: int, kind: str) -> Any:
    return _bytes(int(address) + WORD * int(number), WORD).view(kind)


def _reader(kind: Any) -> Any:
    @intrinsic
    def read(_typing: Any, _base: Any, _number: Any) -> Any:
        def code(context: Any, builder: Any, _: Any, args: Any) -> Any:
            pointer = context.get_value_type(kind).as_pointer()
            where = builder.gep(builder.inttoptr(args[0], pointer), [args[1]])
            return builder.load(where)

        return kind(types.int64, types.int64), code

    return read


def _writer(kind: Any) -> Any:
    @intrinsic
    def write(_typing: Any, _base: Any, _number: Any, _value: Any) -> Any:
        def code(context: Any, builder: Any, _: Any, args: Any) -> Any:
            pointer = context.get_value_type(kind).as_pointer()
            builder.store(args[2], builder.gep(builder.inttoptr(args[0], pointer), [args[1]]))
            return context.get_dummy_value()

        return types.void(types.int64, types.int64, kind), code

    return write


if UNCOMPILED:

    def float_at(base: int, number: int) -> float:
        """Return the float of a number in a row of them."""
        return float(_cell(base, number, "f8")[0])

    def int_at(base: int, number: int) -> int:
        """Return the whole number of a number in a row of them."""
        return int(_cell(base, number, "i8")[0])

    def put_float(base: int, number: int, value: float) -> None:
        """Write a float into a row of them."""
        _cell(base, number, "f8")[0] = value

    def put_int(base: int, number: int, value: int) -> None:
        """Write a whole number into a row of them."""
        _cell(base, number, "i8")[0] = value

    def high_half(a: np.uint64, b: np.uint64) -> np.uint64:
        """Return the upper 64 bits of a product of two words."""
        return np.uint64((int(a) * int(b)) >> 64)

else:
    _read_float, _read_int = _reader(types.float64), _reader(types.int64)
    _write_float, _write_int = _writer(types.float64), _writer(types.int64)

    @compiled
    def float_at(base: int, number: int) -> float:
        """Return the float of a number in a row of them."""
        return _read_float(base, number)  # type: ignore[no-any-return]

    @compiled
    def int_at(base: int, number: int) -> int:
        """Return the whole number of a number in a row of them."""
        return _read_int(base, number)  # type: ignore[no-any-return]

    @compiled
    def put_float(base: int, number: int, value: float) -> None:
        """Write a float into a row of them."""
        _write_float(base, number, value)

    @compiled
    def put_int(base: int, number: int, value: int) -> None:
        """Write a whole number into a row of them."""
        _write_int(base, number, value)

    @intrinsic
    def high_half(_typing: Any, _a: Any, _b: Any) -> Any:
        """Return the upper 64 bits of a product of two words."""

        def code(_context: Any, builder: Any, _: Any, args: Any) -> Any:
            wide = ir.IntType(128)
            product = builder.mul(builder.zext(args[0], wide), builder.zext(args[1], wide))
            shifted = builder.lshr(product, ir.Constant(wide, 64))
            return builder.trunc(shifted, ir.IntType(64))

        return types.uint64(types.uint64, types.uint64), code
