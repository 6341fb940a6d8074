# SPDX-License-Identifier: MIT
"""The mutants of a C file: one change each, made on its tokens.

Comments, preprocessor lines (but for the numbers of #define and the rows of tables) and static assertions are left
alone. So is the order of struct list and struct key, which say what must be there and whose it must be: where two of
them are wrong, either may be named. A mutant is (kind, first byte, byte after the last, replacement).
"""
import pathlib
import re

TOKEN = re.compile(r"""
    (?P<comment>/\*.*?\*/|//[^\n]*)
  | (?P<string>"(?:\\.|[^"\\])*")
  | (?P<char>'(?:\\.|[^'\\])+')
  | (?P<number>0[xX][0-9a-fA-F]+[uUlL]*|\d+[uUlL]*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<op><<=|>>=|\.\.\.|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\#\#|[-+*/%&|^~!<>=?:;,.(){}\[\]\#\\])
""", re.VERBOSE | re.DOTALL)

OPERATORS = {
    "==": ["!="], "!=": ["=="], "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"],
    "&&": ["||"], "||": ["&&"], "|": ["&"], "^": ["|"], "<<": [">>"], ">>": ["<<"],
    "+=": ["-="], "-=": ["+="], "|=": ["&="], "&=": ["|="], "^=": ["|="], "++": ["--"], "--": ["++"],
}
NAMES = {"true": ["false"], "false": ["true"], "continue": ["break"]}
ASSIGNMENTS = {"=", "+=", "-=", "|=", "&=", "^="}


class Token:
    def __init__(self, match, directive):
        self.kind, self.text = match.lastgroup, match.group()
        self.start, self.end = match.span()
        self.directive = directive  # the name of the preprocessor directive it stands in, or None

    def ends_operand(self):
        return self.kind in ("name", "number", "string", "char") and self.text != "return" or self.text in (")", "]")


def tokens_of(text):
    found = []
    directive, until = None, -1
    for match in TOKEN.finditer(text):
        if match.lastgroup == "comment":
            continue
        if directive is not None and match.start() > until:
            directive = None
        if directive is None and match.group() == "#":
            end = re.compile(r"(?<!\\)\n|\Z").search(text, match.start()).start()
            directive, until = text[match.end():].split(None, 1)[0], end
        found.append(Token(match, directive))
    return found


def enumerators(files):
    """{enumerator: the one that follows it in its enum, or precedes it at the end}"""
    siblings = {}
    for file in files:
        text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
        for body in re.findall(r"\benum\b[^{;()]*\{([^}]*)\}", text):
            names = re.findall(r"^\s*([A-Z][A-Z0-9_]+)\s*(?:=[^,]*)?(?:,|$)", body, re.MULTILINE)
            for at, name in enumerate(names):
                if len(names) > 1:
                    siblings[name] = names[at + 1] if at + 1 < len(names) else names[at - 1]
    return siblings


def closing(tokens, at):
    """The index of the bracket that closes the one at `at`."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += (tokens[place].text in "([{" and tokens[place].kind == "op") - \
                 (tokens[place].text in ")]}" and tokens[place].kind == "op")
        if depth == 0:
            return place
    raise ValueError("a bracket is not closed")


def other_number(text):
    digits = re.match(r"0[xX][0-9a-fA-F]+|\d+", text).group()
    value = int(digits, 0) if digits.lower().startswith("0x") or digits == "0" else int(digits)
    return {0: "1", 1: "0"}.get(value, str(value + 1)) + text[len(digits):]


def other_string(text):
    """With one letter changed, the last that is no part of an escape or of a placeholder."""
    plain = re.sub(r"\\.|\{\w+\}", lambda match: "\0" * len(match.group()), text)
    for at in range(len(plain) - 2, 0, -1):
        if plain[at].isalnum():
            return text[:at] + ("x" if plain[at] != "x" else "y") + text[at + 1:]
    return text[:-1] + "x" + text[-1] if len(text) == 2 else None


def other_char(text):
    return "'" + ("x" if text[1] != "x" else "y") + "'"


def is_declared_size(tokens, at):
    return at >= 3 and tokens[at - 1].text == "[" and tokens[at + 1].text == "]" and tokens[at - 2].kind == "name" and \
        (tokens[at - 3].kind == "name" and tokens[at - 3].text != "return" or tokens[at - 3].text == "*")


def of_token(tokens, at, siblings):
    """[(kind, replacement)] of one token."""
    token = tokens[at]
    before = tokens[at - 1] if at else token
    if token.kind == "number":
        return [] if is_declared_size(tokens, at) else [("number", other_number(token.text))]
    if token.directive == "define" and not in_row(tokens, at):
        return []
    if token.kind == "string":
        changed = other_string(token.text)
        return [("text", changed)] if changed else []
    if token.kind == "char":
        return [("text", other_char(token.text))]
    if token.kind == "name":
        if token.text in siblings and before.text not in ("case", "enum") and tokens[at + 1].text != ":":
            return [("constant", siblings[token.text])]
        return [("word", word) for word in NAMES.get(token.text, [])]
    if token.text in ("+", "-", "&") and not before.ends_operand():
        return []
    if token.text == "!":
        return [("negation", "")]
    if token.text == "~":
        return [("operator", "")]
    return [("operator", other) for other in
            {"+": ["-"], "-": ["+"], "&": ["|"]}.get(token.text, OPERATORS.get(token.text, []))]


def in_row(tokens, at):
    """Is the token of a #define inside a row of a table, X(x, ...)?"""
    depth = 0
    for place in range(at, max(at - 200, 0), -1):
        text = tokens[place].text
        depth += (text == ")") - (text == "(")
        if depth < 0 and tokens[place - 1].text == "X":
            return True
        if text == "define":
            return False
    return False


def of_conditions(text, tokens):
    """Conditions of if and while negated, and those of ?: that are one name."""
    for at, token in enumerate(tokens[:-1]):
        if token.text in ("if", "while") and token.directive is None and tokens[at + 1].text == "(":
            end = closing(tokens, at + 1)
            yield "condition", tokens[at + 1].start, tokens[end].end, \
                "(!" + text[tokens[at + 1].start:tokens[end].end] + ")"
        if token.text == "?" and tokens[at - 1].kind == "name" and tokens[at - 2].text in ("=", "(", ",", "return"):
            yield "condition", tokens[at - 1].start, tokens[at - 1].start, "!"


def of_statements(tokens):
    """Assignments and calls that are a statement, deleted."""
    for at in range(1, len(tokens) - 1):
        token = tokens[at]
        if token.kind != "name" or token.directive or tokens[at - 1].text not in (";", "{", "}", ")", "else"):
            continue
        if tokens[at + 1].text not in ASSIGNMENTS | {".", "->", "[", "("} or token.text in (
                "if", "while", "for", "switch", "return", "sizeof", "_Static_assert"):
            continue
        end, depth, assigns = at, 0, tokens[at + 1].text == "("
        while end < len(tokens) and (depth > 0 or tokens[end].text != ";") and depth >= 0:
            depth += (tokens[end].text in ("(", "[", "{")) - (tokens[end].text in (")", "]", "}"))
            assigns |= depth == 0 and tokens[end].text in ASSIGNMENTS
            end += 1
        if depth == 0 and assigns and end < len(tokens):
            yield "statement", token.start, tokens[end - 1].end, ""


def is_ordered(tokens, at):
    """Is the order of the array whose initializer begins behind the "=" at `at` to be kept?"""
    return [token.text for token in tokens[max(at - 5, 0):at - 3]] not in (["struct", "list"], ["struct", "key"])


def rows_of(tokens):
    """[([(first byte, byte after the last)], is their order to be kept?)]: the rows of every table of a file."""
    tables, row = [], re.compile(r"X|REASON|PROBLEM")
    current = []
    for at, token in enumerate(tokens[:-1]):
        if row.fullmatch(token.text) and tokens[at + 1].text == "(" and tokens[at - 1].text not in ("(", ",", "define"):
            if current and tokens[at - 1].end != current[-1][1]:
                tables.append((current, True))
                current = []
            current.append((token.start, tokens[closing(tokens, at + 1)].end))
        if token.text == "=" and tokens[at + 1].text == "{" and tokens[at - 1].text == "]":
            tables.append((elements_of(tokens, at + 1), is_ordered(tokens, at)))
    return [(rows, ordered) for rows, ordered in tables + [(current, True)] if rows]


def elements_of(tokens, at):
    """The elements of an initializer, without their commas."""
    end = closing(tokens, at)
    found, first = [], at + 1
    place = at + 1
    while place < end:
        if tokens[place].text in ("(", "[", "{"):
            place = closing(tokens, place)
        if place + 1 == end or tokens[place + 1].text == ",":
            found.append((tokens[first].start, tokens[place].end))
            place += 1
            first = place + 1
        place += 1
    return found


def of_rows(text, tokens):
    for rows, ordered in rows_of(tokens):
        for at, (start, end) in enumerate(rows):
            comma = re.compile(r"\s*,").match(text, end)
            yield "row dropped", start, comma.end() if comma else end, ""
            if ordered and at + 1 < len(rows):
                after = rows[at + 1]
                yield "row swapped with the next", start, after[1], \
                    text[after[0]:after[1]] + text[end:after[0]] + text[start:end]


def asserted(tokens):
    """The bytes of static assertions."""
    return [(token.start, tokens[closing(tokens, at + 1)].end) for at, token in enumerate(tokens[:-1])
            if token.text in ("_Static_assert", "static_assert")]


def mutants_of(path, siblings):
    text = path.read_text()
    tokens = tokens_of(text)
    found = []
    for at, token in enumerate(tokens[:-1]):
        if token.directive not in (None, "define"):
            continue
        found += [(kind, token.start, token.end, new) for kind, new in of_token(tokens, at, siblings)]
    found += of_conditions(text, tokens)
    found += of_statements(tokens)
    found += of_rows(text, tokens)
    kept = [mutant for mutant in found
            if not any(start <= mutant[1] < end for start, end in asserted(tokens))]
    return sorted(set(kept), key=lambda mutant: (mutant[1], mutant[2], mutant[0], mutant[3]))


def core_files():
    return sorted(path for path in pathlib.Path("lib/core").iterdir() if path.suffix in (".c", ".h", ".def"))


def constants():
    folders = pathlib.Path("include/orgpol"), pathlib.Path("lib/core")
    return enumerators(sorted(path for folder in folders for path in folder.glob("*.h")))
