"""Packages that provide what the standard library has lost, under the same names.

Hand-written; each was installed and imported under Python 3.13, and under 3.12 where that lacks the module.
"""

from __future__ import annotations

from migrator.stdlib import Version, is_stdlib_module_3

_STANDARD = "aifc asynchat asyncore chunk imghdr mailcap nntplib pipes smtpd sndhdr sunau telnetlib uu xdrlib"
PACKAGES: dict[str, str] = {
    **{name: f"standard-{name}" for name in _STANDARD.split()},
    "audioop": "audioop-lts",
    "cgi": "legacy-cgi",
    "cgitb": "legacy-cgi",
    "distutils": "setuptools",
    "imp": "zombie-imp",
    "sgmllib": "sgmllib3k",
}


def package_for(module: str, target: Version) -> str | None:
    """The package to install where `target` lacks a module of 2.7, if one provides it."""
    if is_stdlib_module_3(module, target):
        return None
    return PACKAGES.get(module.partition(".")[0])
