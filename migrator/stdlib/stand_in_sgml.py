"""sgmllib, of which a program gets what it uses: the parser, its error, its regular expressions.

Hand-written and reviewed; each does in Python 3 what its namesake did in 2.7. The expressions are
variables beside the parser, as programs put others in their place.
"""

from __future__ import annotations

from migrator.stdlib.entries import StandIn, library

_SOURCE = library("sgmllib")
_NAME = "[a-zA-Z][-.a-zA-Z0-9]*"
_PATTERNS = {
    "interesting": '"[&<]"',
    "incomplete": '"&([a-zA-Z][a-zA-Z0-9]*|#[0-9]*)?|<([a-zA-Z][^<>]*|/([a-zA-Z][^<>]*)?|![^<>]*)?"',
    "charref": '"&#([0-9]+)[^0-9]"',
    "entityref": f'"&({_NAME})[^a-zA-Z0-9]"',
    "starttagopen": '"<[>a-zA-Z]"',
    "shorttagopen": f'"<{_NAME}/"',
    "shorttag": f'"<({_NAME})/([^/]*)/"',
    "endbracket": '"[<>]"',
    "tagfind": '"[a-zA-Z][-_.a-zA-Z0-9]*"',
    "attrfind": r"""
    r"\s*([a-zA-Z_][-:.a-zA-Z_0-9]*)"
    r"(\s*=\s*('[^']*'|\"[^\"]*\"|[][\-a-zA-Z0-9./,:;+*%?!&$()_#=~'\"@]*))?",
    re.ASCII,
""",
}

_PARSER = f'''
class SGMLParser(_markupbase.ParserBase):
    """Calls methods by the names of the tags that it reads; what sgmllib.SGMLParser was."""

    entitydefs = {{"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}}
    entity_or_charref = re.compile("&(?:({_NAME})|#([0-9]+))(;?)")
    _decl_otherchars = "="

    def __init__(self, verbose=0):
        self.verbose = verbose
        self.reset()

    def reset(self):
        self.__starttag_text = None
        self.rawdata = ""
        self.stack = []
        self.lasttag = "???"
        self.nomoretags = self.literal = 0
        _markupbase.ParserBase.reset(self)

    def setnomoretags(self):
        self.nomoretags = self.literal = 1

    def setliteral(self, *args):
        self.literal = 1

    def feed(self, data):
        self.rawdata += data
        self.goahead(0)

    def close(self):
        self.goahead(1)

    def error(self, message):
        raise SGMLParseError(message)

    def get_starttag_text(self):
        return self.__starttag_text

    def goahead(self, end):
        """Handle what can be handled; with `end` all that is left is data."""
        rawdata, place = self.rawdata, 0
        size = len(rawdata)
        while place < size:
            found = None if self.nomoretags else interesting.search(rawdata, place)
            start = found.start() if found else size
            if place < start:
                self.handle_data(rawdata[place:start])
                place = start
                continue
            behind = self._markup(rawdata, place)
            if behind < 0:
                break
            place = behind
        if end and place < size:
            self.handle_data(rawdata[place:])
            place = size
        self.rawdata = rawdata[place:]

    def _markup(self, rawdata, i):
        """Handle what begins with & or <; the place behind it, -1 if more has to be read."""
        is_end = rawdata.startswith("</", i)
        if self.literal and not is_end:
            if rawdata[i:] == "<":
                return -1
            self.handle_data(rawdata[i])
            return i + 1
        for pattern, handle in (
            (charref, self.handle_charref),
            (entityref, self.handle_entityref),
        ):
            match = pattern.match(rawdata, i)
            if match:
                handle(match.group(1))
                return match.end(0) - (rawdata[match.end(0) - 1] != ";")
        if starttagopen.match(rawdata, i):
            return self.parse_starttag(i)
        if is_end:
            behind = self.parse_endtag(i)
            if behind >= 0:
                self.literal = 0
            return behind
        if rawdata.startswith("<!--", i):
            return self.parse_comment(i)
        if rawdata.startswith("<?", i):
            length = self.parse_pi(i)
            return length if length < 0 else i + length
        if rawdata.startswith("<!", i):
            return self.parse_declaration(i)
        match = incomplete.match(rawdata, i)
        if match and match.end(0) == len(rawdata):
            return -1
        behind = match.end(0) if match else i + 1
        self.handle_data(rawdata[i:behind])
        return behind

    def parse_declaration(self, i):
        try:
            return _markupbase.ParserBase.parse_declaration(self, i)
        except AssertionError as problem:
            self.error(str(problem))

    def parse_pi(self, i):
        end = self.rawdata.find(">", i + 2)
        if end < 0:
            return -1
        self.handle_pi(self.rawdata[i + 2 : end])
        return end + 1 - i

    def parse_starttag(self, i):
        self.__starttag_text = None
        rawdata = self.rawdata
        if shorttagopen.match(rawdata, i):
            short = shorttag.match(rawdata, i)
            if not short:
                return -1
            self.__starttag_text = rawdata[i : short.end(1) + 1]
            self.finish_shorttag(short.group(1).lower(), short.group(2))
            return short.end(0)
        bracket = endbracket.search(rawdata, i + 1)
        if not bracket:
            return -1
        end = place = bracket.start(0)
        if not rawdata.startswith("<>", i):
            name = tagfind.match(rawdata, i + 1)
            if not name:
                self.error("unexpected call to parse_starttag")
            place = name.end(0)
            self.lasttag = rawdata[i + 1 : place].lower()
        tag, attrs = self.lasttag, []
        while place < end:
            match = attrfind.match(rawdata, place)
            if not match:
                break
            name, given, value = match.group(1, 2, 3)
            if not given:
                value = name
            else:
                if value[:1] == value[-1:] and value[:1] in ("'", '"'):
                    value = value[1:-1]
                value = self.entity_or_charref.sub(self._convert_ref, value)
            attrs.append((name.lower(), value))
            place = match.end(0)
        if rawdata[end] == ">":
            end += 1
        self.__starttag_text = rawdata[i:end]
        self.finish_starttag(tag, attrs)
        return end

    def _convert_ref(self, match):
        name, number, mark = match.groups()
        if number:
            return self.convert_charref(number) or "&#" + number + mark
        return mark and self.convert_entityref(name) or "&" + name + mark

    def parse_endtag(self, i):
        bracket = endbracket.search(self.rawdata, i + 1)
        if not bracket:
            return -1
        end = bracket.start(0)
        tag = self.rawdata[i + 2 : end].strip().lower()
        if self.rawdata[end] == ">":
            end += 1
        self.finish_endtag(tag)
        return end

    def finish_shorttag(self, tag, data):
        self.finish_starttag(tag, [])
        self.handle_data(data)
        self.finish_endtag(tag)

    def finish_starttag(self, tag, attrs):
        """1 for a tag that has an end, 0 for one that has none, -1 for one that is not known."""
        method = getattr(self, "start_" + tag, None)
        if method is not None:
            self.stack.append(tag)
            self.handle_starttag(tag, method, attrs)
            return 1
        method = getattr(self, "do_" + tag, None)
        if method is not None:
            self.handle_starttag(tag, method, attrs)
            return 0
        self.unknown_starttag(tag, attrs)
        return -1

    def finish_endtag(self, tag):
        if tag and tag not in self.stack:
            if hasattr(self, "end_" + tag):
                self.report_unbalanced(tag)
            else:
                self.unknown_endtag(tag)
            return
        if not self.stack:
            self.unknown_endtag(tag)
            return
        tag = tag or self.stack[-1]
        left = len(self.stack) - 1 - self.stack[::-1].index(tag)
        while len(self.stack) > left:
            tag = self.stack[-1]
            method = getattr(self, "end_" + tag, None)
            if method:
                self.handle_endtag(tag, method)
            else:
                self.unknown_endtag(tag)
            del self.stack[-1]

    def handle_starttag(self, tag, method, attrs):
        method(attrs)

    def handle_endtag(self, tag, method):
        method()

    def report_unbalanced(self, tag):
        if self.verbose:
            print("*** Unbalanced </" + tag + ">")
            print("*** Stack:", self.stack)

    def convert_charref(self, name):
        try:
            number = int(name)
        except ValueError:
            return None
        return self.convert_codepoint(number) if 0 <= number <= 127 else None

    def convert_codepoint(self, codepoint):
        return chr(codepoint)

    def handle_charref(self, name):
        text = self.convert_charref(name)
        if text is None:
            self.unknown_charref(name)
        else:
            self.handle_data(text)

    def convert_entityref(self, name):
        return self.entitydefs[name] if name in self.entitydefs else None

    def handle_entityref(self, name):
        text = self.convert_entityref(name)
        if text is None:
            self.unknown_entityref(name)
        else:
            self.handle_data(text)

    def handle_data(self, data):
        pass

    handle_comment = handle_decl = handle_pi = handle_data
    unknown_endtag = unknown_charref = unknown_entityref = handle_data

    def unknown_starttag(self, tag, attrs):
        pass
'''

_ERROR = StandIn(
    "sgmllib.SGMLParseError",
    '''
class SGMLParseError(RuntimeError):
    """Markup that an SGMLParser cannot read."""
''',
    _SOURCE,
)
_EXPRESSIONS = tuple(
    StandIn(f"sgmllib.{name}", f"\n{name} = re.compile({pattern})\n", _SOURCE, ("re",))
    for name, pattern in _PATTERNS.items()
)
SGML = (
    _ERROR,
    *_EXPRESSIONS,
    StandIn(
        "sgmllib.SGMLParser",
        _PARSER,
        _SOURCE,
        ("_markupbase", "re"),
        needs=(_ERROR, *_EXPRESSIONS),
    ),
)
