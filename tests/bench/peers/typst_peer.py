"""Typst by its Python package: typst_peer.py IN.json OUT.pdf [IN.json OUT.pdf]..., tagged PDF/A-2a, all in one process."""
import os
import sys

import typst

here = os.path.dirname(os.path.abspath(__file__))
for given, made in zip(sys.argv[1::2], sys.argv[2::2]):
    typst.compile(os.path.join(here, "report.typ"), output=made, root="/", pdf_standards="a-2a",
                  sys_inputs={"doc": os.path.abspath(given)})
