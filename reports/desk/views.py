"""Where each role begins."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def start(request):
    """Lead a member to the page their work begins with."""
    return redirect("admin:index")


start.action = "home"
