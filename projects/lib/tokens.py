"""Secrets that can be made again from a random seed, so that the database never holds them (promise S4)."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_seed() -> str:
    """A random seed of 128 bits, in hex. Useless to anyone without the site's key."""
    return secrets.token_hex(16)


def invitation_token(seed: str) -> str:
    """The token of an invitation, 128 bits in small letters and digits, so that it can be typed from paper."""
    return base64.b32encode(_made_from("invitation", seed)[:16]).rstrip(b"=").decode().lower()


def hashed(token: str) -> str:
    """What is kept of a token, to look it up by (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


def six_numbers(seed: str) -> str:
    """The code that a seed stands for: six digits."""
    return f"{int.from_bytes(_made_from('join-code', seed)[:8], 'big') % 1_000_000:06d}"


def same_code(typed: str, seed: str) -> bool:
    """Whether what somebody typed is the code of this seed; spaces and dashes are let through."""
    digits = "".join(letter for letter in typed if letter not in " -\u2013\u00a0")
    return hmac.compare_digest(digits.encode(), six_numbers(seed).encode())


def _made_from(use: str, seed: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"{use}:{seed}".encode(), hashlib.sha256).digest()
