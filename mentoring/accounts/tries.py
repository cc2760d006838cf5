"""How often one address may try: guessing is slow, a whole staff room behind one address is not locked out."""

from time import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache


def allowed(request, what: str, *, limit: int = 30, seconds: int = 60) -> bool:
    """Count one more try of this network address; False when it has had its number for now."""
    window = int(time() // seconds)
    key = f"tries:{what}:{get_adapter().get_client_ip(request)}:{window}"
    cache.add(key, 0, timeout=2 * seconds)
    return cache.incr(key) <= limit
