"""Password hashes: argon2id, off the event loop, at most two at once in a process."""

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
"""46 MiB, one pass: OWASP's first choice for argon2id; 42 ms on a small server."""

# Two threads are the semaphore: 92 MiB at most, and a flood of sign-ins queues here, not in the event loop.
_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")

NOBODY = "$argon2id$v=19$m=47104,t=1,p=1$HylUM7udxHlhWE408tgVCA$NBH+DN1k/QKK7sWsmXPZNKUPFKiXDgwYuL652DOgbEI"
"""Hash of a random text nobody knows. Unknown addresses are verified against it, so they take as long."""


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode()


async def hash_password(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_THREADS, HASHER.hash, _bytes(password))


def _verify(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


async def is_password(password_hash: str | None, password: str) -> bool:
    """Whether the password fits. Without a hash the work is the same and the answer is no."""
    fits = await asyncio.get_running_loop().run_in_executor(
        _THREADS, _verify, password_hash or NOBODY, password
    )
    return fits and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """The hash was made with other costs than today's."""
    return HASHER.check_needs_rehash(password_hash)
