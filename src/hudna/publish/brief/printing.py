"""A brief in the form that is asked for."""

from importlib.util import find_spec

from hudna.publish.brief.document import Document

FORMS = ("html", "pdf", "docx")
NEEDED = {"pdf": "typst", "docx": "docx"}
"""The module that makes a form, where it is not ours."""
INSTALL = "pip install 'hudna[brief]'"
MAKE_FONTS = "make brief-fonts"


def missing_for(form: str) -> str:
    """What to say in a terminal so that this form can be made, "" where nothing is missing."""
    if form in NEEDED and find_spec(NEEDED[form]) is None:
        return INSTALL
    if form == "pdf":
        from hudna.publish.brief.pdf import has_fonts

        return "" if has_fonts() else MAKE_FONTS
    return ""


def printed(document: Document, form: str) -> bytes:
    """The bytes of a file of that form: html, pdf or docx.

    Raises:
        CannotPrint: what makes this form is not installed.
    """
    if form == "pdf":
        from hudna.publish.brief.pdf import pdf_of

        return pdf_of(document)
    if form == "docx":
        from hudna.publish.brief.docx import docx_of

        return docx_of(document)
    from hudna.publish.brief.html import html_of

    return html_of(document).encode()
