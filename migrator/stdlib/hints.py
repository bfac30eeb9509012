"""What to use in place of standard modules and names that have no exact heir.

Hand-written advice for messages. Sources: PEP 594, PEP 3108, the What's New pages of 3.0 to 3.13
and the notes in docs.python.org/2.7/library.
"""

from __future__ import annotations

HINTS: dict[str, str] = {
    "Bastion": "there is no restricted execution; run untrusted code in another process",
    "CDROM": "write the constants that are used into the program",
    "Canvas": "use tkinter.Canvas",
    "MimeWriter": "use email.mime",
    "aifc": "the package standard-aifc keeps it",
    "asynchat": "use asyncio, or the package pyasynchat",
    "asyncore": "use asyncio, or the package pyasyncore",
    "audiodev": "use a package for sound",
    "audioop": "the package audioop-lts keeps it",
    "binhex": "write the format anew, or drop it",
    "bsddb": "use the package berkeleydb, or dbm",
    "cgi": "the package legacy-cgi keeps it",
    "cgitb": "the package legacy-cgi keeps it",
    "chunk": "the package standard-chunk keeps it",
    "commands": "use subprocess",
    "compiler": "use ast and compile()",
    "crypt": "use the package legacycrypt or passlib",
    "dircache": "use os.listdir()",
    "distutils": "use setuptools, sysconfig and packaging",
    "dl": "use ctypes",
    "formatter": "write the output directly",
    "fpformat": "use string formatting",
    "hotshot": "use cProfile",
    "htmllib": "use html.parser",
    "ihooks": "use importlib",
    "imageop": "use the package Pillow",
    "imghdr": "use the package filetype or puremagic",
    "imp": "use importlib",
    "imputil": "use importlib",
    "inspect.formatargspec": "use inspect.signature()",
    "lib2to3": "the package fissix keeps it",
    "linuxaudiodev": "use a package for sound",
    "mailcap": "the package standard-mailcap keeps it",
    "mhlib": "use mailbox.MH",
    "mimetools": "use email",
    "mimify": "use email and quopri",
    "msilib": "the package python-msilib keeps it",
    "multifile": "use email",
    "mutex": "use threading.Lock, or queue",
    "new": "use types",
    "nis": "there is no replacement",
    "nntplib": "the package standard-nntplib keeps it",
    "os.tempnam": "use tempfile",
    "os.tmpnam": "use tempfile",
    "ossaudiodev": "use a package for sound",
    "parser": "use ast",
    "pipes": "use subprocess; the package standard-pipes keeps it",
    "platform.dist": "use the package distro",
    "platform.linux_distribution": "use the package distro",
    "popen2": "use subprocess.Popen",
    "posixfile": "use fcntl.lockf()",
    "random.jumpahead": "make a random.Random for each stream",
    "rexec": "there is no restricted execution; run untrusted code in another process",
    "rfc822": "use email",
    "sgmllib": "use html.parser, or the package sgmllib3k",
    "smtpd": "use the package aiosmtpd",
    "sndhdr": "use the package filetype or puremagic",
    "spwd": "use the package python-pam",
    "ssl.match_hostname": "let ssl.SSLContext check the name",
    "ssl.wrap_socket": "use ssl.SSLContext().wrap_socket()",
    "statvfs": "use the names of what os.statvfs() returns",
    "stringold": "use methods of strings",
    "strop": "use methods of strings",
    "sunau": "the package standard-sunau keeps it",
    "sunaudio": "use a package for sound",
    "symbol": "use ast",
    "sys.exc_clear": "nothing is needed: an exception is cleared when its handler ends",
    "sys.exitfunc": "use atexit.register()",
    "sys.getcheckinterval": "use sys.getswitchinterval()",
    "sys.setcheckinterval": "use sys.setswitchinterval()",
    "sys.setdefaultencoding": "text and bytes are not converted silently: drop it",
    "telnetlib": "use the package telnetlib3",
    "time.clock": "use time.perf_counter() or time.process_time()",
    "toaiff": "use the package standard-aifc",
    "user": "there is no replacement",
    "uu": "use base64 or binascii",
    "xdrlib": "the package standard-xdrlib keeps it",
    "xmllib": "use xml.sax or xml.etree.ElementTree",
}


def hint_for(name: str) -> str:
    """The advice for a module or a name in it, or the nearest module around; empty for none."""
    while name:
        if name in HINTS:
            return HINTS[name]
        name = name.rpartition(".")[0]
    return ""
