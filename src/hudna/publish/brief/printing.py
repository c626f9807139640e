"""A brief in the form that is asked for."""

from hudna.publish.brief.document import Document


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
