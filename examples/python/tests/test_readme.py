# SPDX-License-Identifier: MIT
"""The README's program prints what the README says."""
import contextlib
import io
import re
import unittest
from pathlib import Path


class Readme(unittest.TestCase):
    def test_the_program(self):
        text = Path("examples/python/README.md").read_text(encoding="utf-8")
        (program,), (output,) = (re.findall("```%s\n(.*?)```" % kind, text, re.S) for kind in ("python", "text"))
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(program, "README.md", "exec"), {"__name__": "readme"})
        self.assertEqual(printed.getvalue(), output)


if __name__ == "__main__":
    unittest.main()
