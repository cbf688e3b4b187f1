"""The process in which PDFium and qpdf run: text, boxes, rules, pictures of pages.

Nothing else in the program loads them, so a hostile file can end this process and no more. It answers the
frames of ``wire`` that come on its standard input and ends when that closes. It never writes a file except
the repaired or marked copy that its owner asked for, and knows nothing of committees.
"""
