"""Columns without Piccolo's surprising defaults.

Left alone, text is NOT NULL DEFAULT '' (an empty row saves), a foreign key is nullable and cascades, a moment
is «now» and a UUID key is computed once, when the table is created. Here what is required must be given, and
what others refer to cannot be deleted under them.
"""

from typing import Any

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    OnDelete,
    OnUpdate,
    SmallInt,
    Text,
    Timestamptz,
)


def key() -> UUID:
    """Primary key, given by the caller: ``ids.new_id()``, or ``ids.opaque_id()`` for what companies see."""
    return UUID(primary_key=True, default=None)


def counted_key() -> BigSerial:
    """Primary key that counts upward: for logs, whose order matters and whose ids nobody sees."""
    return BigSerial(primary_key=True)


def text_key() -> Text:
    """Primary key that is a name."""
    return Text(primary_key=True, default=None)


def refers_to(
    table: Any, *, null: bool = False, on_delete: OnDelete = OnDelete.restrict, index: bool = True
) -> Any:
    """Foreign key. ``table`` is a Table or a LazyTableReference with ``module_path``. Required, and restricting."""
    return ForeignKey(
        references=table,
        null=null,
        default=None,
        on_delete=on_delete,
        on_update=OnUpdate.no_action,
        index=index,
    )


def loose_id(*, null: bool = False, index: bool = False) -> UUID:
    """An id without a foreign key: what it names may be erased while this row must stay."""
    return UUID(default=None, null=null, index=index)


def text(
    *, null: bool = False, unique: bool = False, index: bool = False, default: str | None = None
) -> Text:
    """Words or a code; no row saves without it unless ``null``. Emptiness is for a Check or the form to refuse."""
    return Text(default=default, null=null, unique=unique, index=index)


def whole(*, null: bool = False, default: int | None = None) -> Integer:
    return Integer(default=default, null=null)


def small(*, null: bool = False, default: int | None = None) -> SmallInt:
    return SmallInt(default=default, null=null)


def large(*, null: bool = False, unique: bool = False, primary_key: bool = False) -> BigInt:
    return BigInt(default=None, null=null, unique=unique, primary_key=primary_key)


def exact(digits: int, decimals: int, *, null: bool = False) -> Numeric:
    """A decimal number without rounding: ``exact(10, 2)`` for amounts in euro."""
    return Numeric(digits=(digits, decimals), default=None, null=null)


def yes_no(*, null: bool = False, default: bool | None = None) -> Boolean:
    return Boolean(default=default, null=null)


def moment(*, null: bool = False, index: bool = False) -> Timestamptz:
    """A point in time, kept in UTC and given by the caller (``clock.now()``)."""
    return Timestamptz(default=None, null=null, index=index)


def day(*, null: bool = False, index: bool = False) -> Date:
    """A civil day in Italy."""
    return Date(default=None, null=null, index=index)


def document(*, null: bool = False) -> JSONB:
    """JSON. Piccolo and asyncpg both answer it as text: decode it with msgspec."""
    return JSONB(default=None, null=null)


def words(*, null: bool = False) -> Array:
    """A list of codes."""
    return Array(base_column=Text(), default=None, null=null)


def octets(
    *, null: bool = False, unique: bool = False, primary_key: bool = False, index: bool = False
) -> Bytea:
    """Bytes: a hash, or what ``crypto.seal`` made of personal text."""
    return Bytea(default=None, null=null, unique=unique, primary_key=primary_key, index=index)
