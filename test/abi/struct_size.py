# SPDX-License-Identifier: MIT
"""struct_size.py TABLES OPTIONS: writes what struct_size.c needs to know of include/: every struct, what points
to it, and a wrapper around every function that takes one; and the linker's --wrap options that put them in place."""
import re
import sys

from headers import Headers

# They leave something behind, and cannot be asked again and again; what they take is asked of others.
STATEFUL = re.compile(r"orgpol_tenant_(load|builder_\w+)$")


class Generator:
    def __init__(self, headers):
        self.headers = headers
        self.sized = [name for name, members in headers.structs.items() if members[0][0] == "struct_size"]
        for name in set(headers.structs) - set(self.sized):
            if any(self.target(kind) for _, kind in headers.structs[name]):
                raise SystemExit("struct %s has no struct_size, and leads to one that has" % name)

    def target(self, kind):
        """The struct with a struct_size that a type points to."""
        found = re.match(r"(?:const )?struct (\w+) \*", kind)
        return found[1] if found and found[1] in self.sized else None

    def member(self, owner, members, place):
        name, kind = members[place]
        target, count = self.target(kind), "-1"
        following = members[place + 1] if place + 1 < len(members) else ("", "")
        if target and following[1] == "size_t" and following[0] == name[:len(following[0]) - 6] + "_count":
            count = "(int)offsetof(%s, %s)" % (owner, following[0])
        return '    {"%s", offsetof(%s, %s), sizeof(((%s *)0)->%s), %s, %s, %d, %d},\n' % (
            name, owner, name, owner, name, "&layout_%s" % target if target else "NULL", count,
            "*const *" in kind, bool(target) and not kind.startswith("const"))

    def layout(self, name, owner, members):
        lines = "".join(self.member(owner, members, place) for place in range(len(members)))
        return "static const struct member members_%s[] = {\n%s};\n" \
            "static struct layout layout_%s = {\"%s\", sizeof(%s), members_%s, %d, 0, 0, 0};\n" \
            % (name, lines, name, name, owner, name, len(members))

    def wrapped(self):
        return {name: function for name, function in self.headers.functions.items()
                if any(self.target(kind) for kind, _ in function[1]) and not STATEFUL.match(name)}

    @staticmethod
    def wrapper(name, answer, parameters):
        """The function's arguments as a struct of its own, and the wrapper that hands them on."""
        kinds = [(kind, parameter) for kind, parameter in parameters]
        declared = ", ".join("%s %s" % pair for pair in kinds)
        given = ", ".join("args->%s" % parameter for _, parameter in kinds)
        return """
%(answer)s __real_%(name)s(%(declared)s);
%(answer)s __wrap_%(name)s(%(declared)s);
static void ask_%(name)s(const void *given_args, struct outcome *outcome)
{
    const struct args_%(name)s *args = given_args;
    %(answer)s answer = __real_%(name)s(%(given)s);

    keep(outcome, &answer, sizeof answer);
}
static struct function function_%(name)s = {&args_layout_%(name)s, ask_%(name)s, %(judged)s, {0, 0, 0, 0}};
%(answer)s __wrap_%(name)s(%(declared)s)
{
    struct args_%(name)s args = {%(names)s};

    examine(&function_%(name)s, &args);
    return __real_%(name)s(%(names)s);
}
""" % {"name": name, "answer": answer, "declared": declared, "given": given,
            "names": ", ".join(parameter for _, parameter in kinds),
            "judged": {"struct orgpol_decision": "IS_DECISION", "enum orgpol_status": "IS_STATUS"}.get(answer, "IS_VALUE")}

    def tables(self):
        text = ['/* Written by struct_size.py. */\n#include "abi/struct_size.h"\n#include "orgpol/authzen.h"\n'
                '#include "orgpol/lint.h"\n#include "orgpol/search.h"\n#include "orgpol/tenant.h"\n']
        text += ["static struct layout layout_%s;\n" % name for name in self.sized]
        text += [self.layout(name, "struct " + name, self.headers.structs[name]) for name in self.sized]
        for name, (answer, parameters) in self.wrapped().items():
            text.append("struct args_%s {\n%s};\n" % (name, "".join("    %s %s;\n" % pair for pair in parameters)))
            text.append(self.layout("args_" + name, "struct args_" + name, [(p, kind) for kind, p in parameters])
                        .replace("layout_args_%s =" % name, "args_layout_%s =" % name)
                        .replace('"args_', '"'))
            text.append(self.wrapper(name, answer, parameters))
        text.append("struct layout *const layouts[] = {%s};\nconst size_t layout_count = %d;\n"
                    % (", ".join("&layout_" + name for name in self.sized), len(self.sized)))
        return "".join(text)


def main(tables, options):
    generator = Generator(Headers("include"))
    with open(tables, "w") as file:
        file.write(generator.tables())
    with open(options, "w") as file:
        file.write("".join("-Wl,--wrap=%s\n" % name for name in generator.wrapped()))


if __name__ == "__main__":
    main(*sys.argv[1:])
